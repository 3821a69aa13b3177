// SPDX-License-Identifier: Apache-2.0

import Dispatch
import Synchronization
import Testing

@testable import LSTM

@Suite struct PredictorTests {
  private let data = TinyData(
    "predictor", lengths: (0..<40).map { 1 + $0 * 7 % 11 }, classes: 3)

  private func network(seed: UInt64 = 1) throws -> Network {
    let stack = [
      stackElement("embed", 4), stackElement("bilstm", 3), stackElement("attend"),
      stackElement("output"),
    ]
    return Network(
      try Model(stack, inputs: [TinyData.inputs[0]], targets: [.classes(3)]), seed: seed,
      compute: Compute(threads: 1))
  }

  private let tasks: [any TargetTask] = [ClassTask(.numbered(3))]

  private func probabilities(_ worker: PredictionWorker) throws -> [[Float]] {
    let answers = try #require(try worker.answers([data.column], rows: data.rows))
    return try #require(answers[0] as? ClassAnswers).probabilities
  }

  /// Each thread has a worker, and all read the same weights.
  @Test func eightThreadsPredictTheSameAtOnce() throws {
    let network = try network()
    let expected = try probabilities(PredictionWorker(network, for: tasks))
    let predictor = Predictor(network, for: tasks)
    let agreements = Atomic(0)
    DispatchQueue.concurrentPerform(iterations: 8) { turn in
      let worker = predictor.worker(on: Compute(threads: 1 + turn % 2))
      for _ in 0..<5 where (try? probabilities(worker)) == expected {
        agreements.add(1, ordering: .relaxed)
      }
    }
    #expect(agreements.load(ordering: .relaxed) == 40)
  }

  @Test func whatTheNetworkLearnsLaterIsNotInIt() throws {
    let network = try network()
    let predictor = Predictor(network, for: tasks)
    let before = try probabilities(predictor.worker())
    network.descend(data, steps: 3)
    #expect(try probabilities(predictor.worker()) == before)
    #expect(try probabilities(PredictionWorker(network, for: tasks)) != before)
  }

  @Test func itStopsWhenItIsAskedTo() throws {
    let worker = PredictionWorker(try network(), for: tasks)
    #expect(try worker.answers([data.column], rows: data.rows, shouldStop: { true }) == nil)
    #expect(try worker.answers([data.column], rows: [])?.count == 1)
  }
}
