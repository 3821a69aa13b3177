// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import LSTM

@Suite struct KeywordTests {
  @Test func rareWordsWeighMore() {
    let idf = InverseDocumentFrequency(fitting: [["a", "b", "b"], ["a", "c"], ["a"], ["a", "b"]])
    #expect(idf["a"] == 0 && abs(idf["b"] - naturalLogarithm(2)) < 1e-12)
    #expect(abs(idf["c"] - naturalLogarithm(4)) < 1e-12 && idf["unseen"] == idf["c"])
    let words = idf.keywords(of: ["a", "a", "b", "b", "c", "a"], count: 2)
    #expect(words.map(\.word) == ["b", "c"])
    #expect(abs(words[0].weight - naturalLogarithm(2) / 3) < 1e-12)
    #expect(idf.keywords(of: [], count: 3) == [])
  }

  @Test func readsATable() throws {
    let idf = try withFile("a 1.5\r\n\nnew york\t3\n北京 2.5\na 1\n".utf8) {
      try InverseDocumentFrequency(reading: $0)
    }
    #expect(idf.count == 3 && idf["a"] == 1 && idf["new york"] == 3 && idf["x"] == 2.5)
    for (text, line) in [("a 1\nb\n", 2), ("a x\n", 1), ("a inf\n", 1), ("1.5\n", 1)] {
      let found = fact {
        try withFile(text.utf8) { try InverseDocumentFrequency(reading: $0) }
      }
      #expect(found == .badFrequencyLine(line: line))
    }
  }

  @Test func aWordIsAsImportantAsItsNeighbours() throws {
    // A path a - b - c: by the equations the middle is (0.15 + 0.3 · 0.85) / (1 - 0.85²).
    let words = TextRank(window: 2).keywords(of: ["a", "b", "c"], count: 3)
    #expect(words.map(\.word) == ["b", "a", "c"])
    let middle = (0.15 + 0.85 * 2 * 0.15) / (1 - 0.85 * 0.85)
    #expect(abs(words[0].weight - middle) < 1e-6)
    #expect(abs(words[1].weight - (0.15 + 0.85 * middle / 2)) < 1e-6)
  }

  @Test func theWindowAndItsCountsMatter() {
    let text = ["x", "a", "x", "b", "x", "c", "d"]
    #expect(TextRank().keywords(of: text, count: 1).map(\.word) == ["x"])
    let near = TextRank(window: 2).keywords(of: ["a", "b", "a", "b", "c"], count: 3)
    #expect(near.map(\.word) == ["b", "a", "c"])
    // Words alone have no neighbours, and stay in the order of the text.
    let alone = TextRank(window: 1).keywords(of: ["b", "a", "a"], count: 5)
    #expect(alone.map(\.word) == ["b", "a"] && alone[0].weight == alone[1].weight)
    #expect(TextRank().keywords(of: [], count: 2) == [])
    #expect(TextRank().keywords(of: text, count: -1) == [])
  }

  @Test func theSameTextGivesTheSameBits() {
    let text = (0..<500).map { "w\($0 * $0 % 83)" }
    #expect(TextRank().keywords(of: text, count: 90) == TextRank().keywords(of: text, count: 90))
  }
}
