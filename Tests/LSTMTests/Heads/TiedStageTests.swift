// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

/// Scores by the vectors of the embedding.
@Suite struct TiedStageTests {
  private let data = LanguageCase("tied")

  @Test func theTableIsThereOnce() throws {
    let tied = try data.network(tied: true).model
    let plain = try data.network().model
    #expect(
      plain.layout.parameterCount - tied.layout.parameterCount == 8 * data.vocabulary)
    #expect(tied.layout.slots.map(\.name).contains("output1.bias"))
    #expect(!tied.layout.slots.map(\.name).contains("output1.weight"))
  }

  /// The table is read twice, and has the gradients of both.
  @Test func gradientsAreThoseOfTheLoss() throws {
    let network = try data.network(tied: true)
    var random = RandomValues("tied")
    let start = random.floats(network.weights.count, bound: 0.5)
    network.weights.copy(from: start)
    let tokens = Array(data.examples.tokens[0].prefix(12))
    let targets = Array(data.examples.values[0].prefix(12))
    let batch = Batch(streams: 3, steps: 4, tokens: tokens)
    let loss = {
      network.train(batch, targets: targets, dropout: RandomSource(seed: 1), step: 0).mean
    }
    _ = loss()
    let gradients = network.gradients.values.contents
    for slot in network.model.layout.slots {
      for at in stride(from: slot.offset, to: slot.offset + slot.spec.count, by: 3) {
        let step: Float = 0.01
        network.weights.base[at] = start[at] + step
        let above = loss()
        network.weights.base[at] = start[at] - step
        let below = loss()
        network.weights.base[at] = start[at]
        let slope = (above - below) / (2 * Double(step))
        #expect(abs(slope - Double(gradients[at])) < 2e-3, "\(slot.name) \(at)")
      }
    }
  }

  @Test func whatCannotBeSharedIsRefused() {
    let stack = { (units: Int) in
      [
        ("embed", ["units": ArgumentValue.integer(units)]),
        ("lstm", ["units": .integer(8)]), ("output", ["tied": .boolean(true)]),
      ]
    }
    #expect(throws: StackProblem.cannotTie(index: 2, features: 8, units: 6)) {
      try data.model(stack(6))
    }
    #expect(throws: StackProblem.looksAhead(index: 1)) {
      try data.model([
        ("embed", ["units": .integer(4)]), ("bilstm", ["units": .integer(4)]), ("output", [:]),
      ])
    }
  }
}
