// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

@Suite struct NetworkTests {
  private let data = TinyData("network", lengths: (0..<45).map { $0 * 7 % 12 + 1 }, classes: 3)

  /// Wide enough that all tiles, edges and tails of the kernels have their turn.
  private func wide(_ compute: Compute) throws -> Network {
    let stack = [
      stackElement("embed", 20), stackElement("bilstm", 40, ["dropout": .number(0.2)], count: 2),
      stackElement("gru", 33, ["recurrent_dropout": .number(0.2)]), stackElement("attend"),
      stackElement("dense", 17, ["activation": .word("gelu")]), stackElement("output"),
    ]
    let model = try Model(stack, input: .tokens(vocabulary: LayerCase.vocabulary), classes: 3)
    return Network(model, seed: 5, compute: compute)
  }

  @Test(arguments: KernelTable.available)
  func aRowHasTheSameBitsAloneAndInABatch(kernels: KernelTable) throws {
    let network = try wide(Compute(threads: 2, kernels: kernels))
    let together = data.results(network, data.rows)
    let alone = try wide(Compute(threads: 1, kernels: .reference))
    for row in stride(from: 0, to: 45, by: 4) {
      let single = data.results(alone, [row])
      #expect(together[row]?.loss == single[row]?.loss)
      #expect(together[row]?.probabilities == single[row]?.probabilities)
    }
  }

  @Test(arguments: KernelTable.available)
  func fiveStepsGiveTheSameBitsEverywhere(kernels: KernelTable) throws {
    let plain = try wide(Compute(threads: 1, kernels: .reference))
    let start = plain.weights.contents
    plain.descend(data, steps: 5)
    #expect(start.firstDifference(from: plain.weights.contents) != nil)
    for threads in 1...3 {
      let network = try wide(Compute(threads: threads, kernels: kernels))
      network.descend(data, steps: 5)
      expectSameBits(
        network.weights.contents, plain.weights.contents, "\(kernels.name), \(threads) threads")
    }
  }

  /// Threads share the rows of a recurrence, or its units where there are few rows.
  @Test(arguments: ["lstm", "gru"], [8, 45])
  func aSharedRecurrenceGivesTheSameBits(cell: String, rows: Int) throws {
    let stack = [
      stackElement("embed", 9), stackElement(cell, 72, ["recurrent_dropout": .number(0.2)]),
      stackElement("mean"), stackElement("output"),
    ]
    let model = try Model(stack, input: .tokens(vocabulary: LayerCase.vocabulary), classes: 3)
    let data = TinyData("shared", lengths: (0..<rows).map { $0 * 7 % 12 + 1 }, classes: 3)
    let plain = Network(model, seed: 5, compute: Compute(threads: 1, kernels: .reference))
    plain.descend(data, steps: 2)
    for kernels in KernelTable.available {
      for threads in 1...4 {
        let network = Network(
          model, seed: 5, compute: Compute(threads: threads, kernels: kernels))
        network.descend(data, steps: 2)
        expectSameBits(
          network.weights.contents, plain.weights.contents, "\(kernels.name), \(threads) threads")
      }
    }
  }

  @Test func heldWeightsAreSeenAsTheyWere() throws {
    let network = try wide(Compute(threads: 1))
    let before = data.results(network, [3, 8])
    let start = network.weights.contents
    network.holdingWeights {
      for _ in 0..<2 {
        let held = data.results(network, data.rows)
        for row in [3, 8] { #expect(held[row]?.probabilities == before[row]?.probabilities) }
      }
    }
    network.weights.copy(from: start.map { -$0 })
    let changed = network.holdingWeights { data.results(network, [3, 8]) }
    #expect(changed[3]?.probabilities != before[3]?.probabilities)
    let alone = try wide(Compute(threads: 1))
    alone.weights.copy(from: start.map { -$0 })
    #expect(changed[3]?.probabilities == data.results(alone, [3, 8])[3]?.probabilities)
  }

  @Test func buffersThatWereLargerChangeNothing() throws {
    let network = try wide(Compute(threads: 1))
    let before = data.results(network, [3, 8])
    _ = data.results(network, data.rows)
    let after = data.results(network, [3, 8])
    for row in [3, 8] { #expect(before[row]?.probabilities == after[row]?.probabilities) }
  }

  @Test func withoutDropoutTrainingSeesTheLossOfEvaluation() throws {
    let layer = try #require(LayerCase.all.first { $0.entry.name == "gru" })
    let network = layer.network()
    let (batch, targets) = TinyData("losses", classes: 3).batch([0, 1, 2, 3])
    let losses = network.evaluate(batch, targets: targets).losses
    let loss = network.train(batch, targets: targets, dropout: RandomSource(seed: 1), step: 0).mean
    #expect(loss == losses.reduce(0, +) / 4)
  }

  @Test func valuesGoInAndComeOut() throws {
    let network = try wide(Compute(threads: 1))
    let slot = try #require(network.model.layout.slots.first { $0.name == "dense1.bias" })
    let values = (0..<17).map { Float($0) }
    let before = network.weights.contents
    network.setValues(values, of: slot)
    #expect(network.values(of: slot) == values)
    network.setValues([Float](repeating: 0, count: 40), of: slot)
    expectSameBits(network.weights.contents, before, "what stands beside it")
  }
}
