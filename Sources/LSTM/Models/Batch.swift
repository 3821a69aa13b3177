// SPDX-License-Identifier: Apache-2.0

/// Some rows of a data set, sorted by falling length and laid out step by step.
struct Batch {
  /// How the steps stand.
  let layout: BatchLayout
  /// The rows of the data set, in the order of the batch.
  let rows: [Int]
  /// The token ids, as `layout` says.
  let tokens: [Int32]

  /// Rows of a column, each of at least one token; those of the same length keep their order.
  ///
  /// - Parameter isSorted: whether the lengths fall already.
  init(_ column: TokenColumn, rows: [Int], isSorted: Bool = false) {
    self.rows =
      isSorted
      ? rows
      : rows.enumerated().sorted {
        (column.length(of: $1.element), $0.offset) < (column.length(of: $0.element), $1.offset)
      }.map(\.element)
    layout = BatchLayout(sortedLengths: self.rows.map { column.length(of: $0) })
    var tokens: [Int32] = []
    tokens.reserveCapacity(layout.total)
    for step in 0..<layout.steps {
      for row in 0..<layout.live[step] {
        tokens.append(column.values[column.offsets[self.rows[row]] + step])
      }
    }
    self.tokens = tokens
  }

  /// Streams side by side, all of `steps` tokens: `tokens` step by step, in each a token a stream.
  init(streams: Int, steps: Int, tokens: [Int32]) {
    rows = Array(0..<streams)
    layout = BatchLayout(sortedLengths: Array(repeating: steps, count: streams))
    self.tokens = tokens
  }

  /// Cuts rows into batches; the last may be smaller.
  static func chunks(of rows: [Int], size: Int) -> [[Int]] {
    stride(from: 0, to: rows.count, by: size).map { Array(rows[$0..<min($0 + size, rows.count)]) }
  }
}
