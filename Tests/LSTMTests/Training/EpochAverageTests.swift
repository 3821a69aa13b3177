// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

/// The mean of the weights of some epochs.
@Suite struct EpochAverageTests {
  private let data = TinyData("averaged", lengths: (0..<36).map { $0 % 5 + 2 }, classes: 3)
  private let train = Array(0..<24)
  private let valid = Array(24..<36)

  private func options(_ more: [String: ArgumentValue] = [:]) -> TrainingOptions {
    trainingOptions(
      ["epochs": .integer(8), "batch": .integer(9), "by": .word("loss"), "average": .integer(3)]
        .merging(more) { $1 }, ["lr": .number(0.05)])
  }

  private func network() throws -> Network {
    let stack = [stackElement("embed", 6), stackElement("lstm", 6), stackElement("output")]
    let model = try Model(stack, input: .tokens(vocabulary: LayerCase.vocabulary), classes: 3)
    return Network(model, seed: 3, compute: Compute(threads: 1))
  }

  private func trainer(
    _ options: TrainingOptions, _ network: Network, watches: Bool = true
  ) -> Trainer {
    Trainer(
      network, data.examples, trainRows: train, validRows: watches ? valid : [], options: options)
  }

  /// The result, the weights that were kept, and those after each epoch.
  private func run(
    _ more: [String: ArgumentValue] = [:], watches: Bool = true
  ) throws -> (result: TrainingResult, kept: [Float], epochs: [[Float]]) {
    let network = try network()
    var epochs: [[Float]] = []
    let result = trainer(options(more), network, watches: watches).run(
      shouldStop: { nil }, onBatch: { _ in },
      onEpoch: { _ in epochs.append(network.weights.contents) })
    return (result, network.weights.contents, epochs)
  }

  /// The mean of the weights of some epochs.
  private func mean(_ all: [[Float]], of epochs: [Int]) -> [Float] {
    all[0].indices.map { at in
      Float(epochs.reduce(0.0) { $0 + Double(all[$1 - 1][at]) } / Double(epochs.count))
    }
  }

  private func expectClose(_ one: [Float], _ other: [Float]) {
    #expect(zip(one, other).allSatisfy { abs($0 - $1) < 1e-5 })
  }

  @Test func itIsTheMeanOfTheBestEpochs() throws {
    let found = try run()
    let mean = try #require(found.result.mean)
    let losses = found.result.epochs.compactMap { $0.figure("loss") }
    let best = losses.indices.sorted { (losses[$0], $0) < (losses[$1], $1) }.prefix(3)
      .map { $0 + 1 }.sorted()
    #expect(mean.epochs == best)
    // What is kept is the better one, by the figure that chooses the epoch.
    let least = try #require(losses.min())
    let own = try #require(mean.valid.first { $0.name == FigureName("loss") }).value
    #expect(mean.isKept == (own < least))
    if mean.isKept {
      expectClose(found.kept, self.mean(found.epochs, of: best))
    } else {
      expectSameBits(found.kept, found.epochs[found.result.keptEpoch - 1], "the best epoch")
    }
    let measured = try network()
    measured.weights.copy(from: self.mean(found.epochs, of: best))
    let evaluation = try #require(measured.evaluate(data.examples, rows: valid))
    #expect(abs(evaluation.loss - own) < 1e-5)
  }

  @Test func aMeanThatIsWorseIsNotKept() throws {
    // With so large steps the epochs lie far apart.
    let network = try network()
    let options = trainingOptions(
      ["epochs": .integer(6), "batch": .integer(9), "by": .word("loss"), "average": .integer(6)],
      ["lr": .number(1)])
    let trainer = trainer(options, network)
    var epochs: [[Float]] = []
    let result = trainer.run(
      shouldStop: { nil }, onBatch: { _ in },
      onEpoch: { _ in epochs.append(network.weights.contents) })
    let mean = try #require(result.mean)
    let best = try #require(result.epochs.compactMap { $0.figure("loss") }.min())
    let own = try #require(mean.valid.first { $0.name == FigureName("loss") }).value
    #expect(own >= best && !mean.isKept)
    expectSameBits(network.weights.contents, epochs[result.keptEpoch - 1], "the best epoch")
  }

  @Test func theLastEpochsAreMeantWhereTheLastIsKept() throws {
    #expect(try run(["keep": .word("last")]).result.mean?.epochs == [6, 7, 8])
    let unwatched = try run(watches: false)
    #expect(unwatched.result.mean == EpochMean(epochs: [6, 7, 8], valid: [], isKept: true))
    expectClose(unwatched.kept, mean(unwatched.epochs, of: [6, 7, 8]))
  }

  @Test func oneEpochHasNoMean() throws {
    #expect(try run(["epochs": .integer(1)]).result.mean == nil)
    #expect(try run(["average": .word("none")]).result.mean == nil)
    #expect(try run(["epochs": .integer(2)]).result.mean?.epochs == [1, 2])
  }

  /// A run that is written, thrown away and read again after every step ends with the same bits.
  @Test(arguments: ["best", "last"]) func goingOnFromAnyStepGivesTheSameBits(keep: String) throws {
    let options = options(["keep": .word(keep)])
    let run = try BrokenOffRun { trainer(options, try network()) }
    #expect(run.result.mean != nil && run.turns > 20)
  }

  @Test func memoryIsAskedForAllOfThem() throws {
    let model = try network().model
    let bytes = { (options: TrainingOptions) in
      MemoryEstimate(
        model, data.examples, trainRows: train, validRows: valid, options: options
      ).training
    }
    let plain = bytes(options(["average": .word("none")]))
    #expect(bytes(options()) == plain + 4 * 4 * model.layout.count)
    #expect(bytes(options(["average": .integer(50)])) == plain + 9 * 4 * model.layout.count)
  }

  @Test func anAverageIsAWordOrANumber() throws {
    let key = TrainingOptions.Key.average
    for average: TrainingOptions.Average in [.none, .ema, .mean, .epochs(4)] {
      let value = try key.spec.accept(average.argument)
      #expect(Arguments([key.name: value], for: [key.spec])[key] == average)
    }
    #expect(key.spec.expectation == "a whole number from 2 to 100, or one of none, ema, mean")
    for value: ArgumentValue in [.integer(1), .number(2.5), .word("most"), .boolean(true)] {
      #expect(throws: ArgumentProblem.self) { try key.spec.accept(value) }
    }
  }
}
