// SPDX-License-Identifier: Apache-2.0

@testable import LSTM

/// A few rows of random tokens with random classes, and with random numbers of which a few are missing.
struct TinyData {
  /// The flows of its columns, as a model knows them.
  static let inputs = [
    InputShape(.tokens(vocabulary: LayerCase.vocabulary)), InputShape(.sequence(features: 2)),
    InputShape(.vector(features: 3)),
  ]
  /// A category with a vector of its own beside two numbers, at each step or of each row.
  static let categories = [FlowType.sequence(features: 3), .vector(features: 3)].map {
    InputShape(
      $0, embedded: [EmbeddedFeature(name: "kind", place: 1, categories: 4, units: 3)])
  }

  let column: TokenColumn
  /// Two numbers at each step.
  let numbers: NumberColumn
  /// Three numbers of each row.
  let vectors: NumberColumn
  let classes: [Int32]
  /// How many classes there are.
  let classCount: Int
  /// The rows with their classes.
  var examples: Examples { Examples(column, classes: classes, of: classCount) }

  /// What `categories` are of: the flow of steps, or that of rows.
  func categories(of shape: InputShape) -> NumberColumn {
    var random = RandomValues("categories")
    var column =
      shape.flow.isSequence ? NumberColumn(features: 3) : NumberColumn(vectors: [], features: 3)
    for row in rows {
      column.append(
        (0..<(shape.flow.isSequence ? self.column.length(of: row) : 1)).flatMap { _ in
          let numbers = random.floats(2)
          return [numbers[0], Float(random.classes(1, below: 5)[0] - 1), numbers[1]]
        })
    }
    return column
  }

  /// All that can be read of a row, the tokens first.
  var columns: [any Column] { [column, numbers, vectors] }

  /// All rows in order.
  var rows: [Int] { Array(0..<column.rowCount) }

  init(
    _ name: String, lengths: [Int] = [3, 5, 1, 4, 5, 2], vocabulary: Int = LayerCase.vocabulary,
    classes: Int
  ) {
    var random = RandomValues(name)
    var column = random.column(lengths: lengths, vocabulary: vocabulary)
    column.spellings = Self.spellings(of: column.values)
    self.column = column
    self.classes = random.classes(lengths.count, below: classes)
    classCount = classes
    (numbers, vectors) = Self.numbers(lengths, &random)
  }

  private static func numbers(
    _ lengths: [Int], _ random: inout RandomValues
  ) -> (NumberColumn, NumberColumn) {
    let draw = { (count: Int, random: inout RandomValues) in
      random.floats(count).map { $0 > 0.95 ? .nan : $0 }
    }
    var numbers = NumberColumn(features: 2)
    for length in lengths { numbers.append(draw(2 * length, &random)) }
    return (numbers, NumberColumn(vectors: draw(3 * lengths.count, &random), features: 3))
  }

  /// Eight spellings of one to four characters; tokens of one number may have several.
  private static func spellings(of tokens: [Int32]) -> Spellings {
    var table = Spellings()
    let count = Int32(truncatingIfNeeded: LayerCase.characters.count)
    for number: Int32 in 0..<8 {
      table.append((0...(number * 3 % 4)).map { (number + 2 * $0) % count })
    }
    table.numbers = tokens.enumerated().map {
      ($1 + Int32(truncatingIfNeeded: $0 / 3)) % 8
    }
    return table
  }

  /// Given rows with given classes.
  init(_ column: TokenColumn, classes: [Int32]) {
    self.column = column
    self.classes = classes
    classCount = Int(classes.max() ?? 0) + 1
    var random = RandomValues("given rows")
    (numbers, vectors) = Self.numbers(
      (0..<column.rowCount).map { column.length(of: $0) }, &random)
  }

  /// Some rows as a batch, with their targets.
  func batch(_ rows: [Int]) -> (batch: Batch, targets: [Int32]) {
    let batch = Batch(columns, rows: rows)
    return (batch, batch.rows.map { classes[$0] })
  }

  /// What a network makes of some rows in one batch: loss and probabilities by row.
  func results(_ network: Network, _ rows: [Int]) -> [Int: (loss: Double, probabilities: [Float])] {
    let (batch, targets) = batch(rows)
    let (losses, probabilities) = network.evaluate(batch, targets: targets)
    var results: [Int: (loss: Double, probabilities: [Float])] = [:]
    for (at, row) in batch.rows.enumerated() {
      results[row] = (losses[at], probabilities.rows(at, 1).contents)
    }
    return results
  }
}

extension Network {
  /// Steps of plain gradient descent over all rows, with dropout.
  func descend(_ data: TinyData, steps: Int, seed: UInt64 = 1, rate: Float = 0.3) {
    let (batch, targets) = data.batch(data.rows)
    for step in 0..<steps {
      _ = train(batch, targets: targets, dropout: RandomSource(seed: seed), step: UInt32(step))
      for at in 0..<model.layout.count { weights.base[at] -= rate * gradients.values.base[at] }
    }
  }

}
