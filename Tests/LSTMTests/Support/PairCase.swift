// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

/// Pairs of short texts, and small models that write one from the other.
struct PairCase {
  let data: Dataset

  /// Pairs of random words.
  ///
  /// - Parameters:
  ///   - name: which random ones.
  ///   - longest: words of the longest text on either side.
  init(_ name: String = "pairs", rows: Int = 12, longest: Int = 5, kinds: Int = 4) throws {
    var numbers = Seeded(name)
    func text() -> String {
      (0..<1 + numbers.below(longest)).map { _ in "w\(numbers.below(kinds))" }
        .joined(separator: " ")
    }
    try self.init((0..<rows).map { _ in (text(), text()) })
  }

  /// Pairs that are given; all train.
  init(_ pairs: [(String, String)]) throws {
    let table = try Table(
      columns: ["source", "target"], rows: pairs.map { [$0.0, $0.1] })
    let builder = DatasetBuilder(
      textColumn: "source",
      targets: [TargetRole("target", TextTask.entry, ["tokens": .word("blank")])],
      options: TextOptions(tokens: "blank"),
      split: .inOrder(try SplitRatio(train: 100, valid: 0, test: 0)))
    data = try builder.build(from: table, shuffler: RandomSource(seed: 1))
  }

  /// What the decoder writes.
  var task: TextTask { data.task as? TextTask ?? fatalTask }
  private var fatalTask: TextTask { fatalError("pairs have a text to write") }

  /// A layer of a stack, with settings by name.
  static func layer(_ name: String, _ settings: [String: ArgumentValue] = [:]) -> StackElement {
    guard let entry = LayerCatalog.entry(name) else { fatalError("no layer \(name)") }
    return StackElement(entry, Arguments(settings, for: entry.arguments))
  }

  /// A layer that has units.
  static func units(_ name: String, _ units: Int) -> StackElement {
    layer(name, ["units": .integer(units)])
  }

  /// `embed 3 | encoder => embed 4 | decoder | output`.
  func model(
    encoder: [StackElement] = [PairCase.units("bilstm", 3)], decoder: [StackElement],
    output: [String: ArgumentValue] = [:]
  ) throws -> Model {
    try Model(
      [Self.units("embed", 3)] + encoder + [Self.layer("=>"), Self.units("embed", 4)] + decoder
        + [Self.layer("output", output)],
      inputs: data.inputShapes, targets: data.shapes)
  }

  /// A network with a batch of some rows.
  func network(_ model: Model, threads: Int = 1) -> Network {
    Network(model, seed: 3, compute: Compute(threads: threads))
  }
}

/// Random whole numbers.
private struct Seeded {
  private var state: UInt64

  init(_ name: String) {
    state = name.utf8.reduce(1) { ($0 &* 31) &+ UInt64($1) }
  }

  mutating func below(_ count: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int((state >> 33) % UInt64(count))
  }
}

extension Network {
  /// A batch of rows with what is right, as training takes it.
  func trainingBatch(_ data: Dataset, rows: [Int]) -> (batch: Batch, aims: [Block]) {
    let examples = data.examples
    let size = PassSize(examples.inputs, rows: rows, batch: rows.count, isTraining: true)
    plan([size])
    let batch = Batch(size, for: model)
    batch.fill(examples.inputs, rows: rows[...])
    let aims = model.aims(size)
    examples.gather(batch, model.heads.map(\.shape), into: aims)
    return (batch, aims)
  }
}

extension Network {
  /// Expects the gradient of every parameter to be that of the mean loss of the tokens of some rows, as
  /// central differences have it; the masks of dropout are always the same.
  func expectGradients(
    of data: Dataset, rows: [Int], dropout: RandomSource? = nil, step: UInt32 = 0, _ title: String
  ) {
    let (batch, aims) = trainingBatch(data, rows: rows)
    func loss() -> Double {
      let sums = train(batch, aims: aims, dropout: dropout, step: step)
      return sums.leading / Double(sums.counts.places)
    }
    _ = loss()
    for slot in model.layout.slots {
      let gradient = (0..<slot.spec.count).map { gradients.values.base[slot.offset + $0] }
      let compared = GradientCheck(tolerance: 2e-3).expect(
        gradient, "\(title) \(slot.name)", of: weights.base + slot.offset, loss: loss)
      #expect(compared > 0, "\(slot.name)")
    }
  }
}
