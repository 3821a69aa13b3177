// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

@Suite struct BatchGradientsTests {
  private func network(_ classes: Int) throws -> Network {
    let stack = [("embed", 4), ("lstm", 3)].compactMap { name, units in
      LayerCatalog.entry(name).map {
        StackElement($0, Arguments(["units": .integer(units)], for: $0.arguments))
      }
    }
    let end = OutputElement.entry
    let model = try Model(
      stack + [StackElement(end, Arguments([:], for: end.arguments))],
      input: .tokens(vocabulary: LayerCase.vocabulary), target: .classes(classes))
    return Network(model, seed: 3, compute: Compute(threads: 1))
  }

  /// A batch of all rows has the slope of the mean loss: that of the loss when a weight is moved.
  @Test func theyAreTheSlopeOfTheLoss() throws {
    let data = TinyData("slope", classes: 3)
    let network = try network(3)
    let before = network.weights.contents
    let options = trainingOptions(["batch": .integer(6)])
    let found = BatchGradients(network, data.examples, rows: data.rows, options: options)
    #expect(network.weights.contents == before)
    #expect(found.items == 6)
    #expect(found.parameters.map(\.name) == network.model.layout.slots.map(\.name))
    let slot = try #require(network.model.layout.slots.last)
    let own = try #require(found.parameters.last)
    let step: Float = 0.01
    var losses: [Double] = []
    for side in [step, -step] {
      network.weights.base[slot.offset] = before[slot.offset] + side
      losses.append(
        BatchGradients(network, data.examples, rows: data.rows, options: options).loss)
    }
    let slope = (losses[0] - losses[1]) / (2 * Double(step))
    #expect(abs(slope - Double(own.values[0])) < 1e-4)
    #expect(own.values[0] != 0)
  }

  /// What is frozen has none, and a word that no row has stays at zero.
  @Test func whatDoesNotLearnHasNone() throws {
    let data = TinyData("frozen", classes: 2)
    let options = trainingOptions(["batch": .integer(2), "freeze": .words(["lstm"])])
    let found = BatchGradients(try network(2), data.examples, rows: [0, 1, 2], options: options)
    #expect(!found.parameters.map(\.name).contains { $0.hasPrefix("lstm") })
    let table = try #require(found.parameters.first)
    #expect(table.values.contains(0) && table.values.contains { $0 != 0 })
    #expect(found.items == 2)
  }
}
