// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

/// Tokens of a decoder's own among those that it is fed.
@Suite struct ScheduledSamplingTests {
  /// Decoders, with and without what makes a step depend on the one before.
  static let decoders: [[StackElement]] = [
    [stackElement("lstm", 5)],
    [stackElement("gru", 5), stackElement("attend")],
    [
      stackElement("lstm", 6), stackElement("dropout", ["rate": .number(0.3)]),
      stackElement("attend", 4, ["input_feeding": .boolean(true)]),
    ],
  ]

  private func network(
    _ pairs: PairCase, _ decoder: Int, threads: Int = 1
  ) throws -> Network {
    let model = try pairs.model(decoder: Self.decoders[decoder])
    let network = Network(model, compute: Compute(threads: threads))
    var random = RandomValues("own tokens")
    network.weights.copy(from: random.floats(model.layout.count, bound: 1.2))
    return network
  }

  /// What a decoder is fed of each row of the data, and the token that it prefers after each of these.
  private func fed(
    _ network: Network, _ pairs: PairCase, rows: [Int], share: Double, pass: UInt32 = 3
  ) -> [Int: (fed: [Int32], preferred: [Int32])] {
    let (batch, _) = network.trainingBatch(pairs.data, rows: rows)
    if share > 0 {
      ScheduledSampling(network, RandomSource(seed: 4)).mix(batch, share: share, pass: pass)
    }
    let (layout, tokens) = (batch.answeredLayout, batch.inputs[1].ids)
    let scores = network.forward(batch)
    var found: [Int: (fed: [Int32], preferred: [Int32])] = [:]
    for row in 0..<layout.rows {
      let places = (0..<layout.lengths[row]).map { layout.offsets[$0] + row }
      found[batch.rows[layout.origin(of: row)]] = (
        places.map { tokens[$0] },
        places.map { place in
          let own = Array(UnsafeBufferPointer(start: scores.row(place), count: scores.columns))
          return Int32(own.firstIndex(of: own.max() ?? 0) ?? 0)
        }
      )
    }
    return found
  }

  @Test(arguments: decoders.indices)
  func eachTokenIsTheRightOneOrThatWhichTheDecoderPrefers(decoder: Int) throws {
    let pairs = try PairCase("own", rows: 40)
    let network = try network(pairs, decoder)
    let rows = Array(0..<40)
    let right = fed(network, pairs, rows: rows, share: 0)
    var (own, all, mixed) = (0, 0, 0)
    for share in [1e-9, 0.5, 1] {
      for (row, found) in fed(network, pairs, rows: rows, share: share) {
        let wanted = try #require(right[row]).fed
        // The mark before a text stays.
        #expect(found.fed[0] == wanted[0] && found.fed.count == wanted.count)
        var kinds: Set<Bool> = []
        for step in 1..<max(1, wanted.count) {
          let preferred = found.preferred[step - 1]
          switch share {
          case 1: #expect(found.fed[step] == preferred)
          case 0.5:
            #expect([wanted[step], preferred].contains(found.fed[step]))
            guard wanted[step] != preferred else { continue }
            all += 1
            own += found.fed[step] == preferred ? 1 : 0
            kinds.insert(found.fed[step] == preferred)
          default: #expect(found.fed[step] == wanted[step])
          }
        }
        mixed += kinds.count == 2 ? 1 : 0
      }
    }
    // Half of them, and not a text as a whole.
    #expect(all > 40 && own > all / 3 && own < all * 2 / 3, "\(own) of \(all)")
    #expect(mixed > 5)
  }

  @Test(arguments: decoders.indices)
  func theChoicesAreOfTheRowAndTheStep(decoder: Int) throws {
    let pairs = try PairCase("rows", rows: 12)
    let network = try network(pairs, decoder)
    let whole = fed(network, pairs, rows: Array(0..<12), share: 0.5)
    for rows in [[3], [7, 2], [11, 0, 5, 3, 9]] {
      for (row, found) in fed(network, pairs, rows: rows, share: 0.5) {
        #expect(found.fed == whole[row]?.fed)
      }
    }
    let other = fed(network, pairs, rows: Array(0..<12), share: 0.5, pass: 4)
    #expect(other.contains { $1.fed != whole[$0]?.fed })
  }

  @Test func theShareRisesEvenly() {
    let options = trainingOptions(["epochs": .integer(3), "scheduled_sampling": .number(0.4)])
    let course = RateCourse(options, stepsAnEpoch: 3)
    #expect(course.ownTokens(at: 0) == 0)
    #expect(abs(course.ownTokens(at: 4) - 0.2) < 1e-12)
    #expect(course.ownTokens(at: 8) == 0.4)
    let single = trainingOptions(["epochs": .integer(1), "scheduled_sampling": .number(0.4)])
    #expect(RateCourse(single, stepsAnEpoch: 1).ownTokens(at: 0) == 0)
  }

  private func options(_ settings: [String: ArgumentValue] = [:]) -> TrainingOptions {
    trainingOptions(
      [
        "epochs": .integer(3), "batch": .integer(5), "scheduled_sampling": .number(0.9),
        "label_smoothing": .number(0.1),
      ].merging(settings) { $1 })
  }

  private func trainer(
    _ pairs: PairCase, _ decoder: Int, threads: Int = 1, _ settings: [String: ArgumentValue] = [:]
  ) throws -> Trainer {
    let network = Network(
      try pairs.model(decoder: Self.decoders[decoder]), seed: 2, compute: Compute(threads: threads))
    return Trainer(
      network, pairs.data.examples, trainRows: Array(0..<12), validRows: Array(12..<16),
      options: options(settings))
  }

  private func weights(_ trainer: Trainer) -> [Float] {
    let result = trainer.run(shouldStop: { nil }, onBatch: { _ in }, onEpoch: { _ in })
    #expect(result.epochs.allSatisfy { $0.trainLoss.isFinite })
    return trainer.network.weights.contents
  }

  @Test(arguments: decoders.indices)
  func aRunHasTheSameBitsOnAnyNumberOfThreads(decoder: Int) throws {
    let pairs = try PairCase("threads", rows: 16)
    let first = weights(try trainer(pairs, decoder))
    for threads in [2, 3] {
      expectSameBits(
        weights(try trainer(pairs, decoder, threads: threads)), first, "\(threads) threads")
    }
    let none = weights(try trainer(pairs, decoder, ["scheduled_sampling": .number(0)]))
    #expect(none.firstDifference(from: first) != nil)
  }

  @Test(arguments: decoders.indices)
  func goingOnFromAnyStepGivesTheSameBits(decoder: Int) throws {
    let pairs = try PairCase("broken off", rows: 16)
    #expect(try BrokenOffRun { try trainer(pairs, decoder, ["accumulate": .integer(1)]) }.turns > 3)
  }
}
