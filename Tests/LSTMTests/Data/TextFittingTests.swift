// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import LSTM

/// Texts that are read and texts that are written, cut and numbered together.
@Suite struct TextFittingTests {
  private static let rows = [
    ["a b", "x y"], ["", "x"], ["a b c d", "x y"], ["a", "x y z u"], ["b", ""], ["a c", "y"],
    ["a b c d e", "x y z u v"], ["b a", "z"],
  ]

  private func build(
    _ rows: [[String]] = rows, valid: [[String]]? = nil, read: [String: ArgumentValue] = [:],
    written: [String: ArgumentValue] = [:]
  ) throws -> Dataset {
    let columns = ["en", "de"]
    let blank: [String: ArgumentValue] = ["tokens": .word("blank"), "lower": .boolean(false)]
    let specs =
      TextTask.entry.options + [LengthFilter.skipUnder.spec, LengthFilter.skipOver.spec]
    let settings = Arguments(blank.merging(read) { $1 }, for: specs)
    var builder = DatasetBuilder(
      textColumn: "en",
      targets: [TargetRole("de", TextTask.entry, blank.merging(written) { $1 })],
      options: TextOptions(settings),
      split: .tables(
        valid: try valid.map { try Table(columns: columns, rows: $0) }, test: nil, main: nil))
    builder.lengths = LengthFilter(settings)
    return try builder.build(
      from: try Table(columns: columns, rows: rows), shuffler: TestShuffler())
  }

  private func counts(_ data: Dataset) -> [[Int]] {
    data.summary.skipped.counts.map { [$0.rows, $0.first] }
  }

  @Test func pairsWithoutTokensDoNotTrain() throws {
    let data = try build(valid: [["", "x"], ["a", ""]])
    #expect(data.splits.train == [0, 2, 3, 5, 6, 7])
    #expect(data.summary.skipped.rows == [1, 4])
    #expect(data.summary.skipped.counts.map(\.rule) == [.empty(.read), .empty(.written)])
    #expect(counts(data) == [[1, 1], [1, 4]])
    // What is only measured keeps all its rows, and is told.
    #expect(data.splits.valid == [8, 9] && data.rowCount == 10)
    #expect(data.summary.emptyTexts == 1 && data.summary.firstEmptyRow == 8)
  }

  @Test func eachRowCountsForTheFirstRuleThatItFails() throws {
    let data = try build(
      valid: [["a b c d e", "x"]],
      read: ["skip_over": .integer(4), "skip_under": .integer(2)],
      written: ["skip_ratio": .number(1.5)])
    #expect(data.splits.train == [0] && data.splits.valid == [8])
    #expect(
      data.summary.skipped.counts.map(\.rule) == [
        .empty(.read), .empty(.written), .under(2, .read), .over(4, .read), .ratio(1.5),
      ])
    #expect(counts(data) == [[1, 1], [1, 4], [1, 3], [1, 6], [3, 2]])
    #expect(SkippedRows.Rule.over(4, .read).description == "with more than 4 tokens to read")
    #expect(
      SkippedRows.Rule.ratio(1.5).description
        == "with one side more than 1.5 times as long as the other")
  }

  @Test func wordsOfPairsThatDoNotTrainAreUnknown() throws {
    let data = try build(written: ["skip_over": .integer(4)])
    #expect(data.text?.transform.vocabulary.words == ["<unk>", "a", "b", "c", "d"])
    let task = try #require(data.task as? TextTask)
    #expect(task.transform.vocabulary.words == ["<unk>", "</s>", "y", "x", "z", "u"])
    // The longest output is learned from the pairs that train.
    #expect(task.bound != (try build().task as? TextTask)?.bound)
    #expect(try data.fingerprint != build().fingerprint)
    #expect(try data.trainingFingerprint != build().trainingFingerprint)
  }

  @Test func textsThatAreCutHaveTheirLengthBeforeTheCut() throws {
    let data = try build(
      read: ["max_length": .integer(3), "skip_over": .integer(3)],
      written: ["max_length": .integer(3)])
    #expect(data.summary.skipped.rows == [1, 2, 4, 6])
    #expect(data.tokens.length(of: 6) == 3)
  }

  @Test func nothingLeftIsSaid() throws {
    #expect {
      try build(written: ["skip_under": .integer(6)])
    } throws: { error in
      guard case .allSkipped(let skipped)? = (error as? DataError)?.fact else { return false }
      return skipped.rows.count == 8 && "\(error)".contains("6 with fewer than 6 tokens to write")
    }
  }

  @Test func otherPartsLeaveOutTheirOwnRows() throws {
    let data = try build(
      valid: [["a b c d e", "x"], ["b", "y"]], written: ["skip_ratio": .number(3)])
    #expect(data.summary.skipped.rows == [1, 3, 4])
    var splits = SplitRows()
    (splits.train, splits.valid) = ([8, 9, 0, 2, 3], [1, 4, 5, 6, 7])
    let other = try data.resplit(splits)
    #expect(other.splits.train == [9, 0, 2] && other.splits.valid == [1, 4, 5, 6, 7])
    #expect(other.summary.skipped.rows == [8, 3])
    // Every pair is measured once, whether it trains or not.
    let folds = try Folds(data, count: 3, shuffler: TestShuffler())
    #expect(folds.rows.flatMap { $0 }.sorted() == Array(0..<10))
  }

  @Test func rowsWithAClassAreLeftOutAsWell() throws {
    let table = try Table(
      columns: ["label", "text"],
      rows: [["0", "a b"], ["1", "a b c"], ["0", "a"], ["1", "c"], ["1", "c d e f"]])
    var builder = DatasetBuilder(
      textColumn: "text", targetColumn: "label", options: TextOptions(tokens: "blank"),
      split: .tables(valid: nil, test: nil, main: nil))
    builder.lengths.over = 3
    builder.lengths.under = 2
    let data = try builder.build(from: table, shuffler: TestShuffler())
    #expect(data.splits.train == [0, 1])
    #expect(data.summary.skipped.counts.map(\.rule) == [.under(2, .read), .over(3, .read)])
    builder.lengths.under = 3
    #expect(
      fact { try builder.build(from: table, shuffler: TestShuffler()) } == .oneClass(label: "1"))
  }

  // MARK: Shared vocabularies

  @Test(arguments: ["blank", "char", "subword"])
  func oneVocabularyIsLearnedFromBothSides(tokens: String) throws {
    let settings: [String: ArgumentValue] = [
      "tokens": .word(tokens), "vocabulary": .integer(tokens == "subword" ? 300 : 0),
    ]
    let pairs = [["tin mill", "mill mint"], ["tin tin", "minting"], ["on a mill", "No mint"]]
    let data = try build(
      pairs, read: settings, written: ["shared": .boolean(true), "lower": .boolean(true)])
    let (read, task) = (try #require(data.text?.transform), try #require(data.task as? TextTask))
    #expect(read.vocabulary == task.transform.vocabulary)
    #expect(read.options.subwords == task.transform.options.subwords)
    #expect(task.shape.sharesVocabulary && data.inputShapes.contains(where: \.sharesVocabulary))
    let mint = tokens == "char" ? "m" : tokens == "blank" ? "mint" : "▁m"
    #expect(read.encode("mint") == task.transform.encode("mint"))
    #expect(read.vocabulary.encode(mint) > 0)
    // A word of one side alone is known to both.
    #expect(read.encode("minting").allSatisfy { $0 > 0 })
    #expect(task.transform.encode("tin on").allSatisfy { $0 > 0 })
    // Without it each side has its own.
    let own = try build(pairs, read: settings, written: settings)
    #expect(own.text?.transform.vocabulary != (own.task as? TextTask)?.transform.vocabulary)
    #expect(!own.task.shape.sharesVocabulary)
  }

  @Test func aSharedVocabularyIsSavedOnce() throws {
    let settings: [String: ArgumentValue] = [
      "tokens": .word("subword"), "vocabulary": .integer(300),
    ]
    let pairs = [["tin mill", "mill mint"], ["tin tin", "minting"], ["on a mill", "No mint"]]
    let data = try build(pairs, read: settings, written: ["shared": .boolean(true)])
    let description = SavedModel.Description(
      stack: [], inputs: SavedInputs(data), targets: data.targets.map { SavedTarget($0) },
      script: "", dataFingerprint: "", keptEpoch: 1)
    let text = try CanonicalJSON.text(of: description)
    #expect(text.split(separator: "▁m\"").count == 2)
    let loaded = try JSONDecoder().decode(SavedModel.Description.self, from: Data(text.utf8))
    let whole = try loaded.sharingVocabulary
    #expect(whole.targets == description.targets)
    let task = try #require(whole.targets[0].task as? TextTask)
    #expect(task.transform.vocabulary == data.text?.transform.vocabulary)
    #expect(
      task.transform.encode("No mint") == (data.task as? TextTask)?.transform.encode("No mint"))
    // A file that says so and reads no text is damaged.
    let none = SavedModel.Description(
      stack: [], inputs: SavedInputs(), targets: loaded.targets, script: "", dataFingerprint: "",
      keptEpoch: 1)
    #expect(throws: ModelFileError.self) { try none.sharingVocabulary }
  }

  // MARK: What is right

  @Test func referencesStandAsInTheFile() throws {
    let data = try build([["a b", " cafe\u{301}  x "], ["b", "y"]])
    let facts = try #require(data.target.facts as? TextFacts)
    #expect(Array(facts.references[0].utf8) == Array(" cafe\u{301}  x ".utf8))
    // What is trained on is in the normal form, without white space at its ends.
    let task = try #require(data.task as? TextTask)
    #expect(Array(data.target.values[0]) == task.transform.encode("café  x") + [1])
  }

  @Test func textsThatAreReadAsARunDoesAreCutAsItDoes() throws {
    let data = try build(written: ["max_length": .integer(2)])
    let task = try #require(data.task as? TextTask)
    let other = task.renumbered(try build().target)
    for row in [0, 2, 3, 6] { #expect(other.values[row] == data.target.values[row]) }
    // No end stands after what was cut off.
    #expect(other.values[3].count == 2 && other.values[0].count == 3)
  }
}
