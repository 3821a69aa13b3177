// SPDX-License-Identifier: Apache-2.0

import CAllocations
import Testing

@testable import LSTM

/// Expects that a planned step of training allocates nothing, the first one of a network that was never used.
func expectNoAllocations(
  inFirstStepOf network: () -> Network, on examples: Examples, rows: [Int] = Array(0..<8),
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  try #require(
    callocations_of_this_thread() >= 0, "only where the C library allows it",
    sourceLocation: sourceLocation)
  func allocations() -> Int {
    let network = network()
    let (model, inputs) = (network.model, examples.inputs)
    let size = PassSize(inputs, rows: rows, batch: rows.count, isTraining: true)
    network.plan([size])
    let (batch, aims) = (Batch(size, for: model), model.aims(size))
    let shapes = model.heads.map(\.shape)
    let before = callocations_of_this_thread()
    batch.fill(inputs, rows: rows[...])
    examples.gather(batch, shapes, into: aims)
    _ = network.train(batch, aims: aims, dropout: RandomSource(seed: 1), step: 0)
    return callocations_of_this_thread() - before
  }
  // What the runtime makes ready when code first runs is no part of it: a twin goes first.
  _ = allocations()
  #expect(allocations() <= 0, sourceLocation: sourceLocation)
}
