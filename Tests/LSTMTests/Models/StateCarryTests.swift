// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

/// A text in parallel streams, and what goes on from one pass to the next.
@Suite struct StateCarryTests {
  private static let vocabulary = 11
  private static let streams = 3

  @Test(arguments: ["lstm", "gru", "peephole"], KernelTable.available)
  func twoPassesThatGoOnAreOne(cell: String, kernels: KernelTable) throws {
    let network = try network(cell, Compute(threads: 2, kernels: kernels))
    let whole = scores(network, 0..<9, .none)
    let parts = scores(network, 0..<4, .begin) + scores(network, 4..<9, .goOn)
    expectSameBits(parts, whole, "two passes")
    let afresh = scores(network, 0..<4, .begin) + scores(network, 4..<9, .begin)
    #expect(afresh.firstDifference(from: whole) != nil)
    // A pass in between that carries nothing leaves the state alone.
    let first = scores(network, 0..<4, .begin)
    _ = scores(network, 2..<7, .none)
    expectSameBits(first + scores(network, 4..<9, .goOn), whole, "with a pass in between")
  }

  /// A reverse direction has no state to go on from: it would come from after the text.
  @Test func aReverseDirectionBeginsWithZero() throws {
    let network = try network("bilstm", Compute(threads: 2))
    let first = scores(network, 0..<4, .begin)
    expectSameBits(first, scores(network, 0..<4, .none), "the first pass")
    #expect(scores(network, 4..<9, .goOn).allSatisfy { $0.isFinite })
    let unprepared = try self.network("bilstm", Compute(threads: 1))
    expectSameBits(
      scores(unprepared, 0..<4, .goOn), first, "nothing to go on from is a state of zero")
  }

  /// Threads that share the units of a recurrence wait for the whole state that it begins with.
  @Test(arguments: ["lstm", "gru", "peephole"], 2...4)
  func threadsGoOnTogether(cell: String, threads: Int) throws {
    let whole = scores(try network(cell, units: 96, Compute(threads: 1)), 0..<9, .none)
    let shared = try network(cell, units: 96, Compute(threads: threads))
    for turn in 0..<30 {
      let parts = scores(shared, 0..<4, .begin) + scores(shared, 4..<9, .goOn)
      expectSameBits(parts, whole, "turn \(turn)")
    }
  }

  @Test(arguments: ["lstm", "gru", "peephole"])
  func gradientsDoNotReachBackIntoTheLastPass(cell: String) throws {
    // The gradient of a pass that goes on is that of its own steps, with the state before as given.
    let network = try network(cell, Compute(threads: 1))
    let random = RandomSource(seed: 1)
    let batch = batch(4..<9)
    let loss = { (weights: [Float]) -> Double in
      network.weights.copy(from: weights)
      return network.train(
        batch, targets: batch.inputs[0].ids, dropout: random, step: 0, state: .goOn
      ).mean
    }
    let start = network.weights.contents
    let slots = network.model.layout.slots.filter { !$0.spec.isTable }
    for slot in slots {
      for at in [0, slot.spec.count - 1] {
        let place = slot.offset + at
        let slopes = [Float(0.002), -0.002].map { change -> Double in
          network.weights.copy(from: start)
          _ = scores(network, 0..<4, .begin)
          var moved = start
          moved[place] += change
          return loss(moved)
        }
        network.weights.copy(from: start)
        _ = scores(network, 0..<4, .begin)
        _ = loss(start)
        let expected = (slopes[0] - slopes[1]) / 0.004
        #expect(abs(Double(network.gradients.values.base[place]) - expected) < 2e-4, "\(slot.name)")
      }
    }
  }

  @Test(arguments: [1, 2, 5, 100])
  func howManyScoresAreHeldAtOnceChangesNoBit(rows: Int) throws {
    let plain = try network("lstm", Compute(threads: 1))
    let other = try network("lstm", Compute(threads: 2))
    (other.heads.leading as? ScoredStage)?.rowsAtOnce = rows
    let batch = batch(0..<9)
    let losses = [plain, other].map {
      $0.train(batch, targets: batch.inputs[0].ids, dropout: RandomSource(seed: 1), step: 0)
    }
    #expect(losses[0] == losses[1])
    expectSameBits(
      other.gradients.values.contents, plain.gradients.values.contents, "\(rows) at once")
  }

  private func network(
    _ cell: String, units: Int = 7, _ compute: Compute
  ) throws -> Network {
    let model = try Model(
      [
        stackElement("embed", 6),
        cell == "peephole"
          ? stackElement("lstm", units, ["peephole": .boolean(true)], count: 2)
          : stackElement(cell, units, count: 2),
        stackElement("output"),
      ], input: .tokens(vocabulary: Self.vocabulary), target: .tags(Self.vocabulary))
    let network = Network(model, compute: compute)
    var random = RandomValues(cell)
    network.weights.copy(from: random.floats(model.layout.count, bound: 0.7))
    return network
  }

  /// Some steps of the text, a token a stream in each.
  private func batch(_ steps: Range<Int>) -> Batch {
    var random = RandomValues("text")
    let text = random.integers(Self.streams * 9, below: Self.vocabulary).map(Int32.init)
    return Batch(
      streams: Self.streams, steps: steps.count,
      tokens: Array(text[steps.lowerBound * Self.streams..<steps.upperBound * Self.streams]))
  }

  private func scores(_ network: Network, _ steps: Range<Int>, _ state: StateCarry) -> [Float] {
    network.forward(batch(steps), state: state).contents
  }
}
