// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

/// Texts that every epoch of training cuts anew.
@Suite struct ResampledTextsTests {
  private static let words = [
    "minting", "the", "mill", "tins", "of", "mints", "milling", "tinning",
  ]

  private static func text(_ row: Int, _ step: Int) -> String {
    (0..<2 + (row * step) % 5).map { words[(row * 3 + $0 * step) % words.count] }
      .joined(separator: " ")
  }

  private func data(
    rows: Int = 24, read: Double = 0.3, written: Double = 0.3, shared: Bool = false,
    maxLength: Int = 0
  ) throws -> Dataset {
    let pairs = (0..<rows).map { [Self.text($0, 1), Self.text($0, 3)] }
    var options = TextOptions(tokens: "subword", vocabularySize: 300)
    options.mergeDropout = read
    let builder = DatasetBuilder(
      textColumn: "en",
      targets: [
        TargetRole(
          "de", TextTask.entry,
          [
            "tokens": .word("subword"), "vocabulary": .integer(300), "shared": .boolean(shared),
            "merge_dropout": .number(written), "max_length": .integer(maxLength),
          ])
      ],
      options: options, split: .inOrder(try SplitRatio(train: 75, valid: 25, test: 0)))
    return try builder.build(
      from: try Table(columns: ["en", "de"], rows: pairs), shuffler: TestShuffler())
  }

  private func model(_ data: Dataset) throws -> Model {
    try Model(
      [
        PairCase.units("embed", 3), PairCase.units("lstm", 3), PairCase.layer("=>"),
        PairCase.units("embed", 4), PairCase.units("lstm", 4), PairCase.layer("attend"),
        PairCase.layer("output"),
      ], inputs: data.inputShapes, targets: data.shapes)
  }

  @Test func aRowIsCutInOtherWaysAndSaysTheSame() throws {
    let data = try data()
    let (examples, random) = (data.examples, RandomSource(seed: 3))
    let train = data.splits.train
    let one = examples.sampled(train, epoch: 1, random)
    let two = examples.sampled(train, epoch: 2, random)
    let read = try #require(data.text?.transform.options.subwords)
    let task = try #require(data.task as? TextTask)
    let units = try #require(task.transform.options.subwords)
    #expect(one.tokens != two.tokens && one.tokens != examples.tokens)
    for row in train {
      #expect(read.decode(one.tokens[row]) == Self.text(row, 1))
      #expect(read.decode(two.tokens[row]) == Self.text(row, 1))
      let values = one.targets[0].values[row]
      #expect(units.decode(values) == Self.text(row, 3) && values.last == 1)
      // What a decoder reads is what is right, a step later.
      let fed = try #require(one.inputs[1] as? TokenColumn)
      #expect(Array(fed[row]) == [1] + values.dropLast())
    }
    #expect(one.inputs[1].hasOwnSteps)
  }

  @Test func theTokensDependOnSeedEpochAndRowAlone() throws {
    let examples = try data(rows: 700).examples
    let rows = Array(0..<700)
    let whole = examples.sampled(rows, epoch: 4, RandomSource(seed: 3))
    for threads in [2, 3] {
      let pool = ThreadPool(threads: threads)
      let other = examples.sampled(rows, epoch: 4, RandomSource(seed: 3), pool)
      #expect(other.tokens == whole.tokens)
      #expect(other.targets[0].values == whole.targets[0].values)
    }
    let some = examples.sampled([5, 3], epoch: 4, RandomSource(seed: 3))
    #expect(some.tokens[3] == whole.tokens[3] && some.tokens[5] == whole.tokens[5])
    #expect(examples.sampled(rows, epoch: 4, RandomSource(seed: 4)).tokens != whole.tokens)
    // Each side draws numbers of its own.
    let one = try data(written: 0).examples
    #expect(one.resampled.written == nil && one.resampled.read != nil)
    #expect(
      one.sampled([3], epoch: 4, RandomSource(seed: 3)).targets[0].values[3]
        == one.targets[0].values[3])
  }

  @Test func textsAreCutOffWithoutAnEnd() throws {
    let data = try data(maxLength: 4)
    let sampled = data.examples.sampled(data.splits.train, epoch: 1, RandomSource(seed: 3))
    for row in data.splits.train {
      let values = sampled.targets[0].values[row]
      #expect(values.last == 1 ? values.count <= 5 : values.count == 4)
    }
  }

  /// Batches are of like lengths as they are in the epoch, and no larger than was said.
  @Test func batchesHaveTheLengthsOfTheirEpoch() throws {
    let data = try data(rows: 400)
    let options = trainingOptions(["batch": .integer(4)])
    let shapes = try model(data).heads.map(\.shape)
    var batches = RowBatches(data.examples, rows: data.splits.train, shapes: shapes, options)
    let foreseen = batches.size
    for epoch in 1...6 {
      batches.begin(epoch: epoch)
      let size = batches.size
      let sampled = data.examples.sampled(
        data.splits.train, epoch: epoch, RandomSource(seed: options.seed))
      let exact = PassSize(sampled.inputs, rows: data.splits.train, batch: 4, isTraining: true)
      #expect(size.total >= exact.total && size.steps >= exact.steps)
      #expect(try #require(size.fed).total >= #require(exact.fed).total)
      // What comes is not far from what was foreseen.
      #expect(Double(size.total) < 1.3 * Double(foreseen.total))
      #expect(Double(exact.total) > 0.6 * Double(foreseen.total))
      #expect(
        batches.losses(in: batches.count).places
          == data.splits.train.reduce(0) { $0 + sampled.targets[0].values.length(of: $1) })
    }
    let plain = RowBatches(
      try self.data(rows: 400, read: 0, written: 0).examples, rows: data.splits.train,
      shapes: shapes, options)
    #expect(foreseen.total > plain.size.total)
  }

  @Test func aRunThatGoesOnEndsWithTheSameBits() throws {
    let data = try data()
    let model = try model(data)
    let options = trainingOptions(["batch": .integer(4), "epochs": .integer(3)])
    let run = try BrokenOffRun {
      Trainer(
        Network(model, seed: 3, compute: Compute(threads: 1)), data.examples,
        trainRows: data.splits.train, validRows: data.splits.valid, options: options)
    }
    #expect(run.turns > 10)
    let threads = Trainer(
      Network(model, seed: 3, compute: Compute(threads: 2)), data.examples,
      trainRows: data.splits.train, validRows: data.splits.valid, options: options)
    _ = threads.run(shouldStop: { nil }, onBatch: { _ in }, onEpoch: { _ in })
    expectSameBits(
      threads.network.weights.contents, run.saved.network.weights.contents, "threads")
  }

  @Test func whatIsLeftOutIsPartOfTheKey() throws {
    let prints = [
      try data(), try data(read: 0.2), try data(written: 0.2), try data(read: 0, written: 0),
    ].map(\.trainingFingerprint)
    #expect(Set(prints).count == 4)
    // What is measured is cut as ever.
    let (one, other) = (try data(), try data(read: 0, written: 0))
    #expect(one.tokens == other.tokens && one.target.values == other.target.values)
  }
}
