// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import LSTM

@Suite struct PretrainedEmbeddingTests {
  private let vocabulary = Vocabulary(fitting: [["a", "a", "a", "b", "b", "c"]])

  private func model(tune: Bool) throws -> Model {
    let vectors = WordVectors(words: ["b", "x", "a"], dimension: 2, matrix: [1, 2, 3, 4, 5, 6])
    let names: [(String, [String: ArgumentValue])] = [
      ("embed", ["units": .integer(2), "tune": .boolean(tune)]), ("lstm", ["units": .integer(3)]),
      ("last", [:]), ("output", [:]),
    ]
    var elements = try names.map { name, values in
      let entry = try #require(LayerCatalog.entry(name))
      return StackElement(entry, Arguments(values, for: entry.arguments))
    }
    elements[0].vectors = vectors
    return try Model(
      elements.map { $0.fitted(to: vocabulary) }, input: .tokens(vocabulary: vocabulary.count),
      classes: 2)
  }

  @Test func wordsBeginWithTheirVectors() throws {
    let model = try model(tune: true)
    let table = Network(model, seed: 1, compute: Compute(threads: 1, kernels: .reference)).values(
      of: model.layout.slots[0])
    // <unk> a b c
    #expect(Array(table[2..<6]) == [5, 6, 1, 2])
    #expect(table[0] != 0 && table[6] != 0 && table[0] != table[6])
    let other = Network(model, seed: 2, compute: Compute(threads: 1, kernels: .reference)).values(
      of: model.layout.slots[0])
    #expect(other[0] != table[0] && Array(other[2..<6]) == [5, 6, 1, 2])
  }

  @Test func filesNameWhatIsFrozenOnly() throws {
    let entry = try #require(LayerCatalog.entry("embed"))
    let saved = { (tune: Bool) in
      SavedLayer(
        StackElement(
          entry, Arguments(["units": .integer(2), "tune": .boolean(tune)], for: entry.arguments)))
    }
    #expect(saved(true).arguments == ["units": .integer(2)])
    #expect(saved(false).arguments["tune"] == .boolean(false))
    #expect(saved(true).element?.arguments[EmbedLayer.tune] == true)
    #expect(saved(false).element?.arguments[EmbedLayer.tune] == false)
  }

  @Test func missingWordsAreNormalByTheSquareRootOfTheDimension() {
    let dimension = 100
    let words = WordVectors(words: [], dimension: dimension, matrix: [])
    let rows = PretrainedRows(rows: [Int?](repeating: nil, count: 200), vectors: words)
    let buffer = Buffer(count: 200 * dimension)
    let values = Matrix(base: buffer.base, rows: 200, columns: dimension, stride: dimension)
    var numbers = RandomSource(seed: 4).sequence(.initialization, "embed1.weight")
    rows.fill(values, numbers: &numbers)
    let all = (0..<values.count).map { Double(values.base[$0]) }
    let mean = all.reduce(0, +) / Double(all.count)
    let variance = all.reduce(0) { $0 + $1 * $1 } / Double(all.count)
    #expect(abs(mean) < 0.003 && abs(variance * Double(dimension) - 1) < 0.03)
  }

  @Test(arguments: [true, false])
  func onlyATunedEmbeddingLearns(tune: Bool) throws {
    let model = try model(tune: tune)
    #expect(model.layout.slots[0].spec.isFrozen == !tune)
    #expect(!model.pretrained.isEmpty)
    let network = Network(model, seed: 1, compute: Compute(threads: 1, kernels: .reference))
    let before = model.layout.slots.map { network.values(of: $0) }
    var rows = TokenColumn()
    rows.append([1, 2])
    rows.append([3])
    _ = network.train(
      Batch(rows, rows: [0, 1]), targets: [0, 1], dropout: RandomSource(seed: 1), step: 0)
    var carried: Set<Int> = []
    network.gradients.forEachStretch(
      Compute(threads: 1, kernels: .reference), Noting { carried.insert($0.range.lowerBound) })
    let table = model.layout.slots[0]
    let reaches = carried.contains { $0 < table.offset + table.spec.count }
    #expect(reaches == tune && carried.count > 1)
    #expect(before == model.layout.slots.map { network.values(of: $0) })
  }
}

/// Notes the stretches.
private struct Noting: StretchWork {
  let note: (Stretch) -> Void

  func visit(_ stretch: Stretch, index: Int) { note(stretch) }
}
