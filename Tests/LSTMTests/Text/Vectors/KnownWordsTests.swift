// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

@testable import LSTM

/// Words that are known from vectors and not from training rows.
@Suite struct KnownWordsTests {
  private static let vectors = WordVectors(
    words: ["far", "good", "night", "day"], dimension: 2,
    matrix: [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8])

  private func data(_ options: TextOptions = TextOptions()) throws -> Dataset {
    let table = try Table(
      columns: ["text", "label"],
      rows: [
        ["good day", "a"], ["bad day", "b"], ["good room", "a"], ["bad Night", "b"],
        ["far night", "a"], ["far hills", "b"],
      ])
    var builder = DatasetBuilder(
      textColumn: "text", targetColumn: "label", options: options,
      split: .inOrder(try SplitRatio(train: 60, valid: 40, test: 0)))
    builder.knownWords = Self.vectors.words
    return try builder.build(from: table, shuffler: RandomSource(seed: 1))
  }

  @Test func theyStandBehindThoseOfTraining() throws {
    let data = try data()
    let vocabulary = try data.transform.vocabulary
    #expect(vocabulary.words == ["<unk>", "bad", "day", "good", "night", "room", "far"])
    #expect(vocabulary.counts == [0, 2, 2, 2, 1, 1, 0] && vocabulary.addedCount == 1)
    #expect(data.tokens[4] == [6, 4] && data.tokens[5] == [6, 0])
    #expect(data.summary[.valid]?.unknown.unknown == 1)
  }

  @Test func rareWordsBecomeKnownWithTheirCounts() throws {
    let vocabulary = try data(TextOptions(minCount: 2)).transform.vocabulary
    #expect(vocabulary.words == ["<unk>", "bad", "day", "good", "far", "night"])
    #expect(vocabulary.counts == [1, 2, 2, 2, 0, 1] && vocabulary.addedCount == 2)
    let limited = try data(TextOptions(vocabularySize: 2)).transform.vocabulary
    #expect(limited.words == ["<unk>", "bad", "far", "good", "night", "day"])
  }

  @Test func otherSharesKeepThem() throws {
    let data = try data()
    var rows = SplitRows()
    (rows.train, rows.valid) = ([2, 3, 4, 5], [0, 1])
    let turned = try data.resplit(rows)
    let vocabulary = try turned.transform.vocabulary
    #expect(vocabulary.encode("day") > 0 && vocabulary.addedCount == 1)
    #expect(vocabulary.words.last == "day")
    let spelled = try data.spelled()
    #expect(spelled.knownWords == data.knownWords)
  }

  @Test func aWordIsFoundByItsSmallLetters() throws {
    var options = TextOptions(lower: false)
    #expect(try data(options).tokens[3] == [1, 4])
    options.findsSmall = true
    let data = try data(options)
    // Training has `Night`, and `night` is one of the words that were added.
    #expect(try data.transform.vocabulary.words[4] == "Night")
    #expect(try data.transform.encode("Good FAR night hills") == [3, 6, 7, 0])
    let saved = try JSONEncoder().encode(data.transform)
    let loaded = try JSONDecoder().decode(TextTransform.self, from: saved)
    #expect(try loaded == data.transform && loaded.encode("FAR") == [6])
    let plain = try JSONEncoder().encode(TextOptions())
    #expect(!String(decoding: plain, as: UTF8.self).contains("findsSmall"))
  }

  @Test func theCoverageIsThatOfTraining() throws {
    let data = try data()
    let coverage = Self.vectors.coverage(of: try data.transform.vocabulary)
    #expect(coverage.words == 5 && coverage.knownWords == 3)
    #expect(Self.vectors.unseenWords(of: data) == 0)
    let table = try Table(
      columns: ["text", "label"],
      rows: [["a", "a"], ["b", "b"], ["far night", "a"], ["far", "b"]])
    let other = try DatasetBuilder(
      textColumn: "text", targetColumn: "label",
      split: .inOrder(try SplitRatio(train: 50, valid: 25, test: 25))
    ).build(from: table, shuffler: RandomSource(seed: 1))
    #expect(Self.vectors.unseenWords(of: other) == 2)
  }

  private func model(_ data: Dataset, beside: WordVectors?? = .none) throws -> Model {
    func element(_ name: String, _ values: [String: ArgumentValue] = [:]) throws -> StackElement {
      let entry = try #require(LayerCatalog.entry(name))
      return StackElement(entry, Arguments(values, for: entry.arguments))
    }
    var embed = try element("embed", ["units": .integer(2)])
    embed.vectors = Self.vectors
    if let beside {
      var other = try element("embed", ["units": .integer(2)])
      other.vectors = beside
      embed.joined = [other]
    }
    let stack = [embed, try element("max"), try element("output")]
    return try Model(
      stack.map { try $0.fitted(to: data.transform) },
      input: .tokens(vocabulary: try data.transform.vocabulary.count), classes: 2)
  }

  @Test func rowsWithoutVectorsAreCounted() throws {
    let data = try data()
    let vocabulary = try data.transform.vocabulary
    #expect(try model(data).addedWithoutVector(in: vocabulary) == [0])
    let some = WordVectors(words: ["day"], dimension: 2, matrix: [1, 2])
    #expect(try model(data, beside: .some(some)).addedWithoutVector(in: vocabulary) == [0, 1])
    #expect(try model(data, beside: .some(nil)).addedWithoutVector(in: vocabulary) == [0, 1])
  }

  /// The rows that training never meets keep their vectors to the bit, whatever moves weights.
  @Test(
    arguments: OptimizerCatalog.entries.map(\.name),
    [TrainingOptions.Average.none, .ema, .mean, .epochs(2)])
  func untouchedRowsStay(optimizer: String, average: TrainingOptions.Average) throws {
    let data = try data()
    let model = try model(data)
    let entry = try #require(OptimizerCatalog.entries.first { $0.name == optimizer })
    var own: [String: ArgumentValue] = ["lr": .number(0.1)]
    for name in ["weight_decay", "momentum"]
    where entry.arguments.contains(where: { $0.name == name }) {
      own[name] = .number(0.5)
    }
    let options = TrainingOptions(
      optimizer: entry, optimizerArguments: Arguments(own, for: entry.arguments),
      settings: Arguments(
        [
          "epochs": .integer(3), "l2": .number(0.3), "l1": .number(0.3), "noise": .number(0.2),
          "average": average.argument, "keep": .word("last"),
        ], for: TrainingOptions.arguments), seed: 3)
    let network = Network(model, seed: 1, compute: Compute(threads: 1, kernels: .reference))
    let before = Array(network.values(of: model.layout.slots[0]))
    let trainer = Trainer(
      network, data.examples, trainRows: data.splits.train, validRows: data.splits.valid,
      options: options)
    _ = trainer.run(shouldStop: { nil }, onBatch: { _ in }, onEpoch: { _ in })
    let after = Array(network.values(of: model.layout.slots[0]))
    #expect(after[2..<4] != before[2..<4] && after[6..<8] != before[6..<8])
    #expect(Array(after[12..<14]) == [0.1, 0.2])
  }
}
