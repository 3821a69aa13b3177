// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

@Suite struct SpellingCollectorTests {
  private func dataset(
    _ train: [String], valid: [String] = [], options: TextOptions = TextOptions(tokens: "blank")
  ) throws -> Dataset {
    let rows = { (texts: [String]) in texts.enumerated().map { ["\($0 % 2)", $1] } }
    let columns = ["label", "text"]
    let watched = valid.isEmpty ? nil : try Table(columns: columns, rows: rows(valid))
    let split = SplitKind.tables(valid: watched, test: nil, main: nil)
    return try DatasetBuilder(
      textColumn: "text", targetColumn: "label", options: options, split: split
    ).build(from: Table(columns: columns, rows: rows(train)), shuffler: TestShuffler())
  }

  /// The spelling of each token of a row.
  private func spelt(_ data: Dataset, _ row: Int) -> [String] {
    guard let table = data.tokens.spellings, let characters = data.text?.transform.characters else {
      return []
    }
    return table.numbers[data.tokens.ranges[row]].map {
      characters.decode(table.characters[table.range(of: $0)]).joined()
    }
  }

  @Test func tokensAreSpeltAsTheTextHasThem() throws {
    let data = try dataset(["Walking WALKED 1999", "walks"]).spelled()
    #expect(try data.transform.vocabulary.words.contains("walked"))
    #expect(spelt(data, 0) == ["Walking", "WALKED", "1999"] && spelt(data, 1) == ["walks"])
    let folded = try dataset(
      ["Walking WALKED 1999", "walks"],
      options: TextOptions(tokens: "blank", digits: .fold, stem: "english", minCount: 3)
    ).spelled()
    // Unknown words keep their spelling.
    #expect(try folded.transform.vocabulary.words == ["<unk>", "walk"])
    #expect(Array(folded.tokens[0]) == [1, 1, 0])
    #expect(spelt(folded, 0) == ["Walking", "WALKED", "1999"])
  }

  @Test func whatIsLeftOutIsNotSpelt() throws {
    let options = TextOptions(
      tokens: "word", punctuation: .drop, stopwords: ["The"], maxLength: 3)
    let data = try dataset(
      ["The cat, the hat sat DOWN", "THE", ""], options: options
    ).spelled()
    #expect(spelt(data, 0) == ["cat", "hat", "sat"])
    #expect(spelt(data, 1) == ["<unk>"] && spelt(data, 2) == ["<unk>"])
    #expect(data.tokens.spellings?.numbers.count == data.tokens.values.count)
  }

  @Test func charactersAreThoseOfTheTrainingRows() throws {
    let data = try dataset(["aa ab", "ba ba b"], valid: ["xa aé"]).spelled()
    #expect(try data.transform.characters?.words == ["<unk>", "a", "b"])
    #expect(spelt(data, 2) == ["<unk>a", "a<unk>"])
    let table = try #require(data.tokens.spellings)
    #expect(table.count == 6 && table.length(of: table.numbers[0]) == 2)
  }

  @Test func aLetterWithItsMarksIsOneCharacter() throws {
    let data = try dataset(["cafe\u{301} 👩‍🚀x", "naïve"]).spelled()
    let table = try #require(data.tokens.spellings)
    #expect(table.numbers.map { table.length(of: $0) } == [4, 2, 5])
  }

  @Test func newTextsAreSpeltAsTheRowsWere() throws {
    let data = try dataset(["Ada wrote", "to Bob", ""], valid: ["ADA"]).spelled()
    let column = try data.transform.column(of: data.texts)
    for row in 0..<data.rowCount {
      #expect(Array(column[row]) == Array(data.tokens[row]))
      let (own, theirs) = (try #require(column.spellings), try #require(data.tokens.spellings))
      let spelling = { (table: Spellings, number: Int32) in
        Array(table.characters[table.range(of: number)])
      }
      #expect(
        own.numbers[column.ranges[row]].map { spelling(own, $0) }
          == theirs.numbers[data.tokens.ranges[row]].map { spelling(theirs, $0) })
    }
    #expect(try data.transform.column(of: []).spellings?.count == 0)
    #expect(try dataset(["a", "b"]).transform.column(of: ["a"]).spellings == nil)
  }

  @Test func theFingerprintOfTrainingSeesThem() throws {
    let (small, large) = (try dataset(["ab ab", "ef"]), try dataset(["ab Ab", "ef"]))
    #expect(small.trainingFingerprint == large.trainingFingerprint)
    #expect(try small.spelled().trainingFingerprint != large.spelled().trainingFingerprint)
    #expect(try small.spelled().trainingFingerprint == small.spelled().trainingFingerprint)
  }

  @Test func theyAreFittedAgainWithTheSplits() throws {
    let data = try dataset(["ab", "cd", "ef", "gh"]).spelled()
    var splits = SplitRows()
    (splits.train, splits.test) = ([0, 1], [2, 3])
    let resplit = try data.resplit(splits)
    #expect(try resplit.transform.characters?.words == ["<unk>", "a", "b", "c", "d"])
    #expect(spelt(resplit, 2) == ["<unk><unk>"])
  }
}
