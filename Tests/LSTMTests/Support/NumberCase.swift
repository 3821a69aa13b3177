// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

/// A stack over inputs of several kinds with a target of numbers, some of them missing: one case for
/// each way in, each place of the target, and each loss.
struct NumberCase: Sendable, CustomTestStringConvertible {
  /// A way in: what is read, and by which layers.
  private struct Way {
    let name: String
    let columns: [any Column]
    let flows: [InputShape]
    let stack: [StackElement]
    /// Whether each step can have an answer.
    var hasSteps = true
    /// Whether the losses of distributions are tried.
    var hasAll = false
  }

  private static let distributions = ["gaussian", "student", "quantiles", "negative_binomial"]

  static let data = TinyData("ways", lengths: [3, 7, 1, 4, 5, 2, 7, 1, 6], classes: 3)

  let testDescription: String
  let columns: [any Column]
  let target: NumberColumn
  let model: Model

  /// All rows in order.
  var rows: [Int] { Self.data.rows }
  private var shape: TargetShape { model.heads[0].shape }

  /// A network with all weights at random.
  func network(_ compute: Compute = Compute(threads: 1)) -> Network {
    let network = Network(model, compute: compute)
    var random = RandomValues(testDescription)
    network.weights.copy(from: random.floats(model.layout.count, bound: 0.7))
    return network
  }

  /// Some rows as a batch, with what is right for them.
  func batch(_ rows: [Int]) -> (batch: Batch, aims: [Block]) {
    let batch = Batch(columns, rows: rows)
    return (batch, aims(batch))
  }

  func aims(_ batch: Batch) -> [Block] {
    let aim = Block()
    batch.gather(target, at: shape.places, into: aim)
    return [aim]
  }

  /// Steps of plain gradient descent over all rows.
  func descend(_ network: Network, steps: Int) {
    for step in 0..<steps {
      let (batch, aims) = batch(rows)
      _ = network.train(batch, aims: aims, dropout: nil, step: UInt32(step))
      for at in 0..<model.layout.count {
        network.weights.base[at] -= 0.1 * network.gradients.values.base[at]
      }
    }
  }

  /// The loss and the numbers of each place of a row, in a batch of some rows.
  func answers(_ network: Network, _ rows: [Int]) -> [Int: (losses: [Double], values: [Float])] {
    let (batch, aims) = batch(rows)
    let answers = model.answers()
    network.answer(batch, aims: aims, chooses: true, into: answers)
    let (layout, answer) = (batch.layout, answers[0])
    var found: [Int: (losses: [Double], values: [Float])] = [:]
    for (at, row) in batch.rows.enumerated() {
      let places =
        shape.places == .rows ? [at] : (0..<layout.lengths[at]).map { layout.offsets[$0] + at }
      found[row] = (
        places.map { answer.ownLosses[$0] }, places.flatMap { answer.values.rows($0, 1).contents }
      )
    }
    return found
  }

  // MARK: Cases

  private init(
    _ way: Way, _ places: TargetShape.Places, _ output: String
  ) throws(StackProblem) {
    testDescription = "\(way.name), \(places), \(output)"
    columns = way.columns
    target = Self.target(places)
    model = try Self.model(
      way.stack + [stackElement("output", ["activation": .word(output)])], way.flows, places)
  }

  /// A model with two numbers as its target.
  static func model(
    _ stack: [StackElement], _ inputs: [InputShape], _ places: TargetShape.Places = .rows
  ) throws(StackProblem) -> Model {
    try Model(
      stack, inputs: inputs,
      targets: [NamedShape(name: "", TargetShape(places, .numbers(2)))])
  }

  /// Two numbers a place, one of them or both missing at some.
  private static func target(_ places: TargetShape.Places) -> NumberColumn {
    var random = RandomValues("numbers to predict")
    var column =
      places == .rows
      ? NumberColumn(vectors: [], features: 2) : NumberColumn(features: 2)
    for row in data.rows {
      let count = places == .rows ? 1 : data.column.length(of: row)
      var values = random.floats(2 * count, bound: 2)
      if row % 3 == 1 { values[0] = .nan }
      if row == 4 { (values[0], values[1]) = (.nan, .nan) }
      column.append(values)
    }
    return column
  }

  private static var ways: [Way] {
    let (flows, kinds) = (TinyData.inputs, TinyData.categories)
    let inputs = stackElement("inputs")
    let lstm = stackElement("lstm", 3)
    let dense = stackElement("dense", 4, ["activation": .word("tanh")])
    var (embed, late, onSteps) = (stackElement("embed", 3), stackElement("mean"), lstm)
    (embed.joined, late.joined, onSteps.joined) = ([inputs], [inputs], [inputs])
    let (text, series, row): (any Column, any Column, any Column) = (
      data.column, data.numbers, data.vectors
    )
    let plain = stackElement("embed", 3)
    return [
      Way(name: "text", columns: [text], flows: [flows[0]], stack: [plain, lstm]),
      Way(name: "series", columns: [series], flows: [flows[1]], stack: [lstm], hasAll: true),
      Way(
        name: "both numbers", columns: [series, row], flows: [flows[1], flows[2]],
        stack: [inputs, stackElement("bigru", 2)]),
      Way(
        name: "categories", columns: [data.categories(of: kinds[0])], flows: [kinds[0]],
        stack: [lstm]),
      Way(
        name: "text + categories", columns: [text, data.categories(of: kinds[1])],
        flows: [flows[0], kinds[1]], stack: [embed, lstm]),
      Way(
        name: "vectors", columns: [row], flows: [flows[2]], stack: [dense], hasSteps: false,
        hasAll: true),
      Way(
        name: "text + numbers", columns: [text, row], flows: [flows[0], flows[2]],
        stack: [embed, lstm]),
      Way(
        name: "numbers beside a mean", columns: [text, row], flows: [flows[0], flows[2]],
        stack: [plain, lstm, late, dense], hasSteps: false),
      Way(
        name: "numbers beside steps", columns: [text, row], flows: [flows[0], flows[2]],
        stack: [plain, onSteps, lstm]),
      Way(
        name: "segments", columns: [series], flows: [flows[1]],
        stack: [stackElement("segment", ["steps": .integer(3)]), stackElement("bilstm", 2)],
        hasSteps: false),
      Way(
        name: "segments of segments", columns: [text, row], flows: [flows[0], flows[2]],
        stack: [
          plain, stackElement("bilstm", 2), stackElement("segment", ["steps": .integer(2)]),
          onSteps, stackElement("segment", ["steps": .integer(2)]), stackElement("attend"),
        ], hasSteps: false),
    ]
  }

  static let all: [NumberCase] = ways.flatMap { way in
    (way.hasSteps ? [TargetShape.Places.rows, .steps] : [.rows]).flatMap { places in
      (["mse", "huber", "mae"] + (way.hasAll ? Self.distributions : [])).compactMap {
        try? NumberCase(way, places, $0)
      }
    }
  }
}
