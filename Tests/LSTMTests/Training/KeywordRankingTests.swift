// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

@Suite struct KeywordRankingTests {
  /// Documents with their keywords; the last two are measured.
  private func data(tokens: String = "word") throws -> Dataset {
    let builder = DatasetBuilder(
      textColumn: "text", targetColumn: "keys", task: PhrasesTask.entry,
      ["separator": .word(";")], options: TextOptions(tokens: tokens), split: .column("part"))
    let rows = [
      ["the common rain in the north", "rain", "train"],
      ["the common sun in the south", "sun", "train"],
      ["the common wind", "wind", "train"],
      ["the common snow and snow", "snow; ice", "test"],
      ["the common fog in the harbour", "fog", "test"],
    ]
    return try builder.build(
      from: Table(columns: ["text", "keys", "part"], rows: rows), shuffler: TestShuffler())
  }

  private func evaluation(_ ranking: KeywordRanking, tokens: String = "word") throws -> Evaluation {
    try #require(BaselineCatalog.entry("tfidf")).ranking(ranking)
      .evaluate(try data(tokens: tokens), .test)
  }

  @Test func frequentHereAndRareElsewhereComesFirst() throws {
    let found = try evaluation(KeywordRanking(.frequency, count: 1))
    // `snow` is right, `fog` is as rare as `harbour` and stands before it; `ice` cannot be found.
    #expect(found.phrases == EntityCounts.Count(correct: 2, predicted: 2, actual: 3))
    #expect(found.precision == 1 && found.f1 == 0.8 && found.loss.isNaN)
  }

  @Test func aTableOfIdfTakesThePlaceOfTheTrainingRows() throws {
    let idf = try withFile("the 9\nsnow 1\nfog 1\ncommon 2\n".utf8, named: "idf.txt") {
      try InverseDocumentFrequency(reading: $0)
    }
    let found = try evaluation(KeywordRanking(.frequency, count: 1, idf: idf))
    #expect(found.phrases?.correct == 0)
  }

  @Test func theGraphTakesSoManyWordsARow() throws {
    let found = try evaluation(KeywordRanking(.graph, count: 2))
    #expect(found.phrases?.predicted == 4)
  }

  @Test func wordsAreFoundInCharacters() throws {
    let found = try evaluation(
      KeywordRanking(.frequency, count: 1, words: TextOptions(tokens: "word")), tokens: "char")
    #expect(found.phrases == EntityCounts.Count(correct: 2, predicted: 2, actual: 3))
  }
}
