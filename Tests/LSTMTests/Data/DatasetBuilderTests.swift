// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import LSTM

@Suite struct DatasetBuilderTests {
  private func builder(
    _ split: SplitKind, options: TextOptions = TextOptions()
  ) -> DatasetBuilder {
    DatasetBuilder(textColumn: "text", targetColumn: "label", options: options, split: split)
  }

  private func rows(_ rows: [[String]]) throws -> Table {
    try Table(columns: ["label", "text"], rows: rows)
  }

  private func build(
    _ main: [[String]], valid: [[String]]? = nil, test: [[String]]? = nil,
    options: TextOptions = TextOptions()
  ) throws -> Dataset {
    let split = SplitKind.tables(valid: try valid.map(rows), test: try test.map(rows), main: nil)
    return try builder(split, options: options).build(from: rows(main), shuffler: TestShuffler())
  }

  @Test func fitsOnTrainingRowsOnly() throws {
    let data = try build(
      [["b", "good good film"], ["a", "bad film"]], valid: [["a", "bad odd odd"]])
    #expect(data.labels.names == ["a", "b"])
    #expect(try data.transform.vocabulary.words == ["<unk>", "film", "good", "bad"])
    #expect(data.classes == [1, 0, 0])
    #expect((0..<3).map { Array(data.tokens[$0]) } == [[2, 2, 1], [3, 1], [3, 0, 0]])
    #expect(data.splits.train == [0, 1] && data.splits.valid == [2] && data.splits.test.isEmpty)
    let unknown = data.summary[.valid]?.unknown
    #expect(unknown?.tokens == 3 && unknown?.unknown == 2)
    #expect(unknown?.frequent.first?.word == "odd")
  }

  @Test func transformGivesWhatTrainingSaw() throws {
    let options = TextOptions(stopwords: ["the"], minCount: 1, maxLength: 3)
    let data = try build([["0", "The one, the two"], ["1", "THREE"]], options: options)
    for row in 0..<data.rowCount {
      #expect(try data.transform.encode(data.texts[row]) == Array(data.tokens[row]))
    }
    #expect(data.summary.cutShare == 0 && data.summary.longest == 3)
  }

  @Test func countsEmptyTexts() throws {
    let data = try build([["0", "fine"], ["1", "  "], ["0", ""]])
    #expect(Array(data.tokens[1]) == [0] && data.tokens.length(of: 2) == 1)
    #expect(data.summary.emptyTexts == 2 && data.summary.firstEmptyRow == 1)
    #expect(data.origins.line(of: 1) == 2)
  }

  @Test func countsDuplicatesAcrossParts() throws {
    let data = try build(
      [["0", "same"], ["1", "same"], ["1", "own"]], valid: [["0", "same"]],
      test: [["1", "same"], ["1", "new"]])
    #expect(data.summary.duplicates == 2)
    #expect(data.summary[.test]?.classCounts == [0, 2])
  }

  @Test func sharesOutByRatioAndByColumn() throws {
    let many = (0..<40).map { ["\($0 % 2)", "text \($0)"] }
    let ratio = try SplitRatio(train: 80, valid: 10, test: 10)
    let shuffled = try builder(.stratified(ratio)).build(from: rows(many), shuffler: TestShuffler())
    #expect(shuffled.summary.parts.map(\.classCounts) == [[16, 16], [2, 2], [2, 2]])
    let ordered = try builder(.inOrder(ratio)).build(from: rows(many), shuffler: TestShuffler())
    #expect(ordered.splits.test == [36, 37, 38, 39])

    let part = try Table(
      columns: ["label", "text", "part"],
      rows: [["0", "a", "train"], ["1", "b", "train"], ["1", "c", "dev"]])
    let byColumn = try builder(.column("part")).build(from: part, shuffler: TestShuffler())
    #expect(byColumn.splits.valid == [2])
  }

  @Test func refusesWhatCannotBeTrainedOn() throws {
    #expect(fact { try build([["1", "a"], ["1", "b"]]) } == .oneClass(label: "1"))
    #expect(fact { try build([["1", "a"]]) } == .tooFewRows(found: 1, needed: 2))
    #expect(
      fact { try build([["1", "a"], [" ", "b"]]) } == .emptyCell(line: 2, column: "label"))
    #expect(
      fact { try build([["0", "a"], ["1", "b"]], options: TextOptions(tokens: "wrod")) }
        == .unknownTokenizer(name: "wrod", known: ["word", "char", "blank", "subword"]))
  }

  /// A class that no row has that trains stands after those that a model can say.
  @Test func aClassThatNobodyTrainsIsKept() throws {
    let data = try build(
      [["0", "a"], ["1", "b"]], valid: [["2", "c"], ["0", "d"], ["2", "e"]])
    #expect(data.labels.names == ["0", "1"] && data.target.unseen == ["2"])
    #expect(data.classes == [0, 1, 2, 0, 2] && data.target.name(of: 2) == "2")
    #expect(data.summary[.valid]?.classCounts == [1, 0, 2])
    let guess = try data.baseline("constant", .valid)
    #expect(guess.accuracy == 1 / 3.0 && guess.confusion.strangerCount == 2)
    #expect(abs(guess.loss - naturalLogarithm(2)) < 1e-6)
    let known = ClassTask(Labels(fitting: ["1", "2"])).renumbered(data.target)
    #expect(known.values.values == [2, 0, 1, 2, 1] && known.unseen == ["0"])
  }

  /// Rows that nobody trains on are there to be measured, if only one.
  @Test func allRowsMayBeMeasured() throws {
    let split = SplitKind.stratified(try SplitRatio(train: 0, valid: 0, test: 100))
    let data = try builder(split).build(from: rows([["1", "a b"]]), shuffler: TestShuffler())
    #expect(data.splits.test == [0] && data.labels.names == ["1"])
    #expect(try data.transform.vocabulary.words == ["<unk>", "a", "b"])
  }

  @Test func textsAreComparedAsAModelSeesThem() throws {
    let options = TextOptions(stopwords: ["the"])
    let data = try build(
      [["0", "The  Film"], ["1", "caf\u{E9}"], ["1", "film"], ["0", "the"]],
      valid: [["1", "CAFE\u{301}"], ["0", "the the"], ["0", "new"]], options: options)
    #expect(data.summary.duplicates == 1)
    let found = try #require(data.summary.contradictions)
    #expect(found.rows == 1 && found.first == 2 && found.earlier == 0)
  }

  @Test func labelsAreOneWhateverCannotBeSeen() throws {
    let labels = ["a\u{200B}", " a\u{A0}", "e\u{301}", "\u{E9}"]
    let data = try build(labels.enumerated().map { [$0.element, "\($0.offset)"] })
    #expect(data.labels.counts == [2, 2])
  }

  @Test func namesTheFileOfTheRow() throws {
    try withFile("label,text\n0,a\n\n,b\n".utf8, named: "dev.csv") { path in
      let split = SplitKind.tables(valid: try Table.read(path: path), test: nil, main: nil)
      let error = #expect(throws: DataError.self) {
        try builder(split).build(from: rows([["0", "a"], ["1", "b"]]), shuffler: TestShuffler())
      }
      let words = "dev.csv:4: \"label\" is empty"
      #expect(error?.message.hasSuffix(words) == true)
    }
  }
}
