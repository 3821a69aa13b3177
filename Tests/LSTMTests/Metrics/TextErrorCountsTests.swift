// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

@Suite struct TextErrorCountsTests {
  /// Against jiwer, of words between single blanks and of characters.
  @Test(arguments: TextCorpus.names)
  func agreesWithJiwer(name: String) throws {
    let corpus = try TextCorpus(name)
    var sum = TextErrorCounts()
    for (hypothesis, reference) in corpus.rows {
      sum.merge(TextErrorCounts(hypothesis, reference: reference))
    }
    for (name, counts) in [("wer", sum.words), ("cer", sum.characters)] {
      let numbers = [Double(counts.errors), Double(counts.referenceLength)]
      #expect(try numbers == corpus.numbers(name), "\(name)")
    }
    expectFigures([try #require(sum.words.exactShare)], try corpus.numbers("exact"), "exact")
  }

  /// White space counts as a character inside of a text and not at its ends.
  @Test func whiteSpaceOfCharacters() {
    let counts = TextErrorCounts(" \tab  c\u{3000}", reference: "ab c\n")
    #expect(counts.words.errors == 0 && counts.words.exactRows == 1)
    #expect(counts.characters.insertions == 1 && counts.characters.referenceLength == 4)
    #expect(counts.characters.errors == 1 && counts.characters.exactRows == 0)
  }

  @Test func charactersAreScalars() {
    let counts = TextErrorCounts("cafe\u{301}", reference: "café")
    #expect(counts.characters.errors == 2 && counts.characters.referenceLength == 4)
    #expect(counts.words.substitutions == 1)
  }

  @Test func metricsAreThoseOfAllRows() {
    #expect(TextErrorCounts.metrics.map(\.name) == ["wer", "cer", "exact"])
    #expect(TextErrorCounts.metrics.map(\.entry.better) == [.lower, .lower, .higher])
    var sum = TextErrorCounts("one", reference: "one")
    sum.merge(TextErrorCounts("a bc d", reference: "a bd"))
    let values = TextErrorCounts.metrics.map { $0.value([sum]) ?? .nan }
    expectFigures(values, [2.0 / 3, 2.0 / 7, 0.5], "figures")
    let none = TextErrorCounts("a", reference: "")
    #expect(TextErrorCounts.metrics.map { $0.value([none]) } == [nil, nil, 0])
  }
}
