// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import DSL

@Suite struct NearestNamesTests {
  private let layers = ["dense", "dropout", "embed", "lstm", "bilstm", "gru", "output", "attend"]

  @Test(arguments: [
    ("lstn", ["lstm"]), ("LSTM", ["lstm"]), ("densee", ["dense"]), ("dorpout", ["dropout"]),
    ("embedding", [String]()), ("out", ["output"]), ("ouptut", ["output"]),
    ("blstm", ["bilstm", "lstm"]),
    ("xyz", []), ("", []), ("q", []), ("emb", ["embed"]), ("dense", []),
  ])
  func nearest(name: String, expected: [String]) {
    #expect(NearestNames.nearest(to: name, among: layers) == expected)
  }

  @Test func atMostThreeBestFirst() {
    let names = ["abcdef1", "abcde", "abcdef", "abcdeg", "abcdfe"]
    #expect(NearestNames.nearest(to: "abcdefg", among: names) == ["abcdef", "abcdef1", "abcdeg"])
    #expect(NearestNames.nearest(to: "ab", among: ["abc", "abd", "abx", "aby"]).count == 3)
  }

  @Test func aNameWithADotIsComparedAfterIt() {
    let names = ["valid.accuracy", "valid.auc", "valid.ece", "valid.cer", "test.acc"]
    #expect(NearestNames.nearest(to: "valid.acc", among: names) == ["valid.auc", "valid.accuracy"])
    #expect(NearestNames.nearest(to: "vald.auc", among: names) == ["valid.auc"])
  }

  @Test func distanceCountsSwapsOnce() {
    for (first, second, expected) in [
      ("", "", 0), ("abc", "", 3), ("abc", "abc", 0), ("abc", "acb", 1), ("kitten", "sitting", 3),
      ("ca", "abc", 3), ("评论", "评价", 1),
    ] {
      #expect(NearestNames.distance(Array(first), Array(second)) == expected)
      #expect(NearestNames.distance(Array(second), Array(first)) == expected)
    }
  }

  @Test func suggestionsReadWell() {
    #expect(NearestNames.suggestion(for: "lstn", among: layers) == "did you mean `lstm`?")
    #expect(
      NearestNames.suggestion(for: "blstm", among: layers) == "did you mean `bilstm` or `lstm`?")
    #expect(NearestNames.suggestion(for: "zzz", among: layers) == nil)
  }
}
