// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import LSTM

@Suite struct FilePatternTests {
  @Test func findsThePartsOfAName() throws {
    let pattern = try #require(FilePattern("walk_{who}_{id}.csv"))
    #expect(pattern.names == ["who", "id"])
    #expect(pattern.parts(of: "walk_ada_12.csv") == ["ada", "12"])
    #expect(pattern.parts(of: "walk_a_b_1.csv") == ["a", "b_1"])
    for name in ["walk_ada.csv", "walk__1.csv", "walk_a_.csv", "walk_a_1.csv.gz", "talk_a_1.csv"] {
      #expect(pattern.parts(of: name) == nil)
    }
    #expect(FilePattern("{id}")?.parts(of: "a") == ["a"])
    #expect(FilePattern("all.csv")?.parts(of: "all.csv") == [])
  }

  @Test(arguments: ["{", "a}", "{}", "{a}{b}", "{a}_{a}", "{a{b}}"])
  func othersAreNoPattern(text: String) {
    #expect(FilePattern(text) == nil)
  }

  @Test func numbersComeInTheirOrder() {
    let names = ["10", "2", "b", "02", "a", "1"].map { [$0] }
    #expect(
      names.sorted(by: FilePattern.precedes).map { $0[0] } == ["1", "02", "2", "10", "a", "b"])
  }
}
