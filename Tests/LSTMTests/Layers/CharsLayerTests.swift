// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

@Suite struct CharsLayerTests {
  private let tokens = FlowType.tokens(vocabulary: LayerCase.vocabulary)

  private func network(_ units: Int = 3, threads: Int = 1) throws -> Network {
    let model = try Model(
      [LayerCase.characters(units), stackElement("lstm", 4), stackElement("output")],
      input: tokens, classes: 3)
    return Network(model, seed: 9, compute: Compute(threads: threads))
  }

  /// A token's vector is what the layers give for the row of its characters alone.
  @Test func aTokenHasTheVectorOfItsSpelling() throws {
    var inner = LayerCase.characters(3).inner
    inner.append(stackElement("output"))
    let model = try Model(
      inner, input: .tokens(vocabulary: LayerCase.characters.count), classes: 3)
    let alone = Network(model, seed: 1, compute: Compute(threads: 1))
    let whole = try network()
    for slot in model.layout.slots {
      guard let own = whole.model.layout.slots.first(where: { $0.name == "chars1.\(slot.name)" })
      else { continue }
      alone.setValues(whole.values(of: own), of: slot)
    }
    let data = TinyData("spelt", classes: 3)
    let batch = Batch(data.column, rows: data.rows)
    let pass = Pass(
      compute: whole.compute, layouts: batch.layouts, inputs: batch.inputs, values: whole.weights)
    // What they give stands in their buffers.
    let (outer, stages) = (whole.model.makeStages(), model.makeStages())
    defer { withExtendedLifetime((outer, stages)) {} }
    let vectors = outer[0].forward(.empty, pass)
    let table = try #require(data.column.spellings)
    for (row, number) in batch.rows.enumerated() {
      for step in 0..<batch.layout.lengths[row] {
        let at = data.column.ranges[number].lowerBound + step
        var column = TokenColumn()
        column.append(table.characters[table.range(of: table.numbers[at])])
        let single = Batch(column, rows: [0])
        let innerPass = Pass(
          compute: alone.compute, layouts: single.layouts, inputs: single.inputs,
          values: alone.weights)
        var signal = Matrix.empty
        for stage in stages { signal = stage.forward(signal, innerPass) }
        expectSameBits(
          vectors.rows(batch.layout.offsets[step] + row, 1).contents, signal.contents,
          "row \(number), step \(step)")
      }
    }
  }

  @Test func eachDistinctSpellingIsComputedOnce() throws {
    let data = TinyData("once", lengths: [9, 8, 7], classes: 3)
    let batch = Batch(data.column, rows: data.rows)
    let spelling = try #require(batch.inputs[0].spelling)
    let table = try #require(data.column.spellings)
    #expect(spelling.layout.rows == Set(table.numbers).count)
    #expect(spelling.layout.lengths == spelling.layout.lengths.sorted(by: >))
    #expect(spelling.rows.count == batch.inputs[0].ids.count)
    // Filled again, it is as a new one.
    let again = Batch(data.column, rows: [2])
    again.fill(data.column, rows: [0, 1, 2])
    #expect(again.inputs[0].spelling?.inputs[0].ids == spelling.inputs[0].ids)
    #expect(again.inputs[0].spelling?.rows == spelling.rows)
  }

  @Test func dropoutInsideOfItHasTheGradientsOfItsMasks() throws {
    var chars = LayerCase.characters(3)
    chars.inner.insert(stackElement("dropout", ["rate": .number(0.3)]), at: 1)
    chars.inner[2] = stackElement(
      "bilstm", 3, ["dropout": .number(0.3), "recurrent_dropout": .number(0.3)])
    var join = stackElement("embed", 3)
    join.joined = [chars]
    let model = try Model(
      [join, stackElement("output", ["activation": .word("crf")])], input: tokens,
      target: .tags(3))
    let network = Network(model, seed: 3, compute: Compute(threads: 1))
    var random = RandomValues("dropped characters")
    network.weights.copy(from: random.floats(model.layout.count, bound: 0.7))
    let data = TinyData("dropped", lengths: [4, 3, 3, 1], classes: 3)
    let batch = Batch(data.column, rows: data.rows)
    let targets = (0..<batch.layout.total).map { Int32($0 % 3) }
    let loss = {
      network.train(batch, targets: targets, dropout: RandomSource(seed: 5), step: 3).mean
    }
    _ = loss()
    let gradients = network.gradients.values.contents
    #expect(gradients.contains { $0 != 0 })
    for slot in model.layout.slots {
      GradientCheck().expect(
        Array(gradients[slot.offset..<slot.offset + slot.spec.count]), slot.name,
        of: network.weights.base + slot.offset, loss: loss)
    }
  }

  @Test func withoutSpellingsItGivesZeros() throws {
    let network = try network()
    let batch = Batch(TinyData("none", classes: 3).column.withoutSpellings, rows: [0, 1])
    let results = network.forward(batch).contents
    #expect(results.allSatisfy { $0.isFinite })
    _ = network.train(
      batch, targets: [0, 1], dropout: RandomSource(seed: 1), step: 0)
  }
}

extension TokenColumn {
  /// The same where nobody reads characters.
  fileprivate var withoutSpellings: TokenColumn {
    var copy = self
    copy.spellings = nil
    return copy
  }
}
