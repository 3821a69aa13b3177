// SPDX-License-Identifier: Apache-2.0

/// How the steps of a batch stand in memory: time-major and without padding.
///
/// The rows are sorted by falling length, so the rows alive at step t are a prefix. The block of
/// step t holds just these, and the blocks follow one another: a matrix `[sum of lengths,
/// features]`. Padding does not exist, so it can enter no sum, and what is computed for a row does
/// not depend on the other rows.
public struct BatchLayout: Hashable, Sendable {
  /// The length of each row, falling; none is zero.
  public private(set) var lengths: [Int] = []
  /// How many rows are alive at each step.
  public private(set) var live: [Int] = []
  /// Where the block of each step begins, in rows of the matrix.
  public private(set) var offsets: [Int] = []
  /// The sum of the lengths.
  public private(set) var total = 0
  /// The row of the batch that each row is; empty where they are the same.
  public private(set) var order: [Int] = []

  /// The layout for some lengths, each at least 1, in falling order.
  public init(sortedLengths lengths: [Int]) {
    fill(rows: lengths.count) { lengths[$0] }
  }

  /// Room for batches up to a size.
  mutating func reserve(_ size: PassSize) {
    lengths.reserveCapacity(size.rows)
    order.reserveCapacity(size.rows)
    live.reserveCapacity(size.steps)
    offsets.reserveCapacity(size.steps)
  }

  /// Lays out other lengths, in falling order.
  mutating func fill(rows: Int, length: (_ row: Int) -> Int) {
    lengths.removeAll(keepingCapacity: true)
    order.removeAll(keepingCapacity: true)
    live.removeAll(keepingCapacity: true)
    offsets.removeAll(keepingCapacity: true)
    total = 0
    for row in 0..<rows { lengths.append(length(row)) }
    var alive = lengths.count
    for step in 0..<(lengths.first ?? 0) {
      while alive > 0, lengths[alive - 1] <= step { alive -= 1 }
      live.append(alive)
      offsets.append(total)
      total += alive
    }
  }

  /// Lays out rows of a batch in another order than its own, in which the lengths fall.
  mutating func fill(_ order: [Int], length: (_ row: Int) -> Int) {
    fill(rows: order.count) { length(order[$0]) }
    self.order.append(contentsOf: order)
  }

  /// Lays out the rows that have a step of another layout, with that step alone.
  mutating func fill(step: Int, of other: BatchLayout) {
    fill(rows: other.live[step]) { _ in 1 }
    for row in 0..<rows { order.append(other.origin(of: row)) }
  }

  /// The row of the batch that a row is.
  func origin(of row: Int) -> Int { order.isEmpty ? row : order[row] }

  /// Lays out one step for each `count` steps of another layout, and one for what is left over: the
  /// lengths fall as the others do.
  mutating func fill(every count: Int, of other: BatchLayout) {
    fill(rows: other.rows) { (other.lengths[$0] + count - 1) / count }
  }

  /// How many rows (sequences) there are.
  public var rows: Int { lengths.count }

  /// How many steps the longest row has.
  public var steps: Int { live.count }

  /// What belongs to the steps of a row, of what belongs to all of them.
  func steps(of row: Int, _ values: [Int32]) -> [Int32] {
    (0..<lengths[row]).map { values[offsets[$0] + row] }
  }

  /// Where the last step of a row stands.
  func last(of row: Int) -> Int { offsets[lengths[row] - 1] + row }
}
