// SPDX-License-Identifier: Apache-2.0

import CAllocations
import Testing

@testable import LSTM

/// Buffers are laid out before the first pass; nothing is allocated after that.
@Suite struct PlannedMemoryTests {
  @Test func allocationsAreCounted() throws {
    try #require(callocations_of_this_thread() >= 0, "only where the C library allows it")
    #expect(allocations { _ = Buffer(count: 100) } > 0)
  }

  @Test(arguments: LayerCase.all, KernelTable.compiled)
  func aStepAllocatesNothing(layer: LayerCase, kernels: KernelTable) {
    // What the runtime makes ready when code first runs is no part of it: a twin goes first.
    #expect(allocationsOfSteps(layer, kernels).count == passes.count)
    let counts = allocationsOfSteps(layer, kernels)
    #expect(counts.allSatisfy { $0 <= 0 }, "\(counts)")
  }

  @Test(arguments: LayerCase.all, KernelTable.compiled)
  func aPredictionAllocatesNothing(layer: LayerCase, kernels: KernelTable) {
    #expect(allocationsOfPredictions(layer, kernels).count == passes.count)
    let counts = allocationsOfPredictions(layer, kernels)
    #expect(counts.allSatisfy { $0 <= 0 }, "\(counts)")
  }

  /// Steps of a network that was never used, a batch of a single row first.
  private func allocationsOfSteps(_ layer: LayerCase, _ kernels: KernelTable) -> [Int] {
    let data = TinyData("steady", lengths: lengths, classes: layer.model.choices)
    let (all, columns) = (data.rows, data.columns)
    let network = layer.network(Compute(threads: 1, kernels: kernels))
    let options = trainingOptions(["batch": .integer(4), "l2": .number(0.01)])
    let sizes = Trainer.sizes(network.model, data.examples, all, all, options)
    network.plan(sizes)
    let step = TrainingStep(network, options)
    let batch = Batch(sizes[0], for: network.model)
    let aims = network.model.aims(sizes[0])
    let classes = data.examples.values
    return passes.map { rows in
      allocations {
        batch.fill(columns, rows: all[rows])
        batch.gather(classes, at: .rows, into: &aims[0].ids)
        _ = step.take(batch, aims: aims)
      }
    }
  }

  private func allocationsOfPredictions(_ layer: LayerCase, _ kernels: KernelTable) -> [Int] {
    let data = TinyData("steady", lengths: lengths, classes: layer.model.choices)
    let (all, columns) = (data.rows, data.columns)
    let network = layer.network(Compute(threads: 1, kernels: kernels))
    let size = PassSize(data.column, rows: all, batch: 4, isTraining: false)
    network.plan([size])
    let batch = Batch(size, for: network.model)
    return passes.map { rows in
      let aims = [Block([Int32](repeating: 0, count: rows.count))]
      let answers = [Block(losses: rows.count)]
      return allocations {
        batch.fill(columns, rows: all[rows])
        network.answer(batch, aims: aims, chooses: false, into: answers)
      }
    }
  }

  @Test func noBatchIsLargerThanThatOfTheLongestRows() {
    let data = TinyData("sizes", lengths: lengths, classes: 2)
    let size = PassSize(data.column, rows: data.rows, batch: 3, isTraining: true)
    let spelled = SpelledSize(data.column, rows: data.rows, batch: 3, tokens: 24)
    #expect(
      size == PassSize(rows: 3, steps: 9, total: 9 + 8 + 7, isTraining: true, spelled: spelled))
    #expect(spelled?.rows == 8 && spelled?.steps == 4 && spelled?.spellings == 8)
    #expect(size.limited(toTokens: 20).total == 20)
    #expect(size.limited(toTokens: 2).total == 9)
    #expect(PassSize(data.column, rows: [], batch: 3, isTraining: true).total == 0)
  }

  @Test func anEstimateIsWhatIsReserved() throws {
    let layer = try #require(LayerCase.all.first { $0.entry.name == "bilstm" })
    let data = TinyData("estimate", lengths: lengths, classes: 3)
    let size = PassSize(data.column, rows: data.rows, batch: 4, isTraining: true)
    let bytes = [true, false].map { isEstimate in
      let memory = MemoryPlan(panelWidth: MemoryPlan.widestPanel, isEstimate: isEstimate)
      // A plan knows buffers by where they are: none may be gone before the next is made.
      let (stages, heads) = (StageRuns(layer.model), HeadRow(layer.model))
      stages.plan(size, memory)
      heads.plan(size, memory)
      return memory.bytes
    }
    #expect(bytes[0] == layer.model.bytes(ofPasses: [size]))
    #expect(bytes[0] == bytes[1])
    let options = trainingOptions(["batch": .integer(4)])
    let all = MemoryEstimate(
      layer.model, data.examples, trainRows: data.rows, validRows: [], options: options)
    let plain = MemoryEstimate(
      layer.model, data.examples, trainRows: data.rows, validRows: [],
      options: trainingOptions(["batch": .integer(4)], optimizer: SGD.entry))
    #expect(all.training - plain.training == 2 * 4 * layer.model.layout.count)
    #expect(all.prediction < all.training)
  }

  private let passes = [6..<7, 0..<4, 4..<8, 2..<4, 0..<4]
  private let lengths = [9, 1, 8, 3, 2, 5, 1, 7]

  private func allocations(_ body: () -> Void) -> Int {
    let before = callocations_of_this_thread()
    body()
    return callocations_of_this_thread() - before
  }
}
