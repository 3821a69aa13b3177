// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

@testable import LSTM

@Suite struct LabelsTests {
  @Test func wholeNumbersAreOrderedAsNumbers() {
    let labels = Labels(fitting: ["10", "2", "-1", "2"])
    #expect(labels.names == ["-1", "2", "10"])
    #expect(labels.counts == [1, 2, 1])
  }

  @Test func otherNamesAreOrderedByBytes() {
    #expect(Labels(fitting: ["b", "10", "B", "é", "9"]).names == ["10", "9", "B", "b", "é"])
    let tooLarge = "99999999999999999999"
    #expect(Labels(fitting: [tooLarge, "1"]).names == ["1", tooLarge])
  }

  @Test func encodesAndDecodes() {
    let labels = Labels(fitting: ["no", "yes"])
    #expect(labels.number(of: "yes") == 1 && labels.number(of: "maybe") == nil)
    #expect(labels.decode(0) == "no")
    #expect(labels.decode(2) == nil && labels.decode(-1) == nil)
  }

  @Test func isSavedAsItsNames() throws {
    let labels = Labels(fitting: ["no", "yes"])
    let saved = try JSONEncoder().encode(labels)
    #expect(String(decoding: saved, as: UTF8.self) == #"["no","yes"]"#)
    #expect(try JSONDecoder().decode(Labels.self, from: saved) == labels)
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(Labels.self, from: Data(#"["a","a"]"#.utf8))
    }
  }
}
