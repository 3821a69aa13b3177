// SPDX-License-Identifier: Apache-2.0

/// How the steps of a batch stand in memory: time-major and without padding.
///
/// The rows are sorted by falling length, so the rows alive at step t are a prefix. The block of
/// step t holds just these, and the blocks follow one another: a matrix `[sum of lengths,
/// features]`. Padding does not exist, so it can enter no sum, and what is computed for a row does
/// not depend on the other rows.
public struct BatchLayout: Hashable, Sendable {
  /// The length of each row, falling; none is zero.
  public let lengths: [Int]
  /// How many rows are alive at each step.
  public let live: [Int]
  /// Where the block of each step begins, in rows of the matrix.
  public let offsets: [Int]
  /// The sum of the lengths.
  public let total: Int

  /// The layout for some lengths, each at least 1, in falling order.
  public init(sortedLengths lengths: [Int]) {
    self.lengths = lengths
    var live: [Int] = []
    var offsets: [Int] = []
    var total = 0
    var alive = lengths.count
    for step in 0..<(lengths.first ?? 0) {
      while alive > 0, lengths[alive - 1] <= step { alive -= 1 }
      live.append(alive)
      offsets.append(total)
      total += alive
    }
    self.live = live
    self.offsets = offsets
    self.total = total
  }

  /// How many rows (sequences) there are.
  public var rows: Int { lengths.count }

  /// How many steps the longest row has.
  public var steps: Int { live.count }

  /// Where the last step of a row stands.
  func last(of row: Int) -> Int { offsets[lengths[row] - 1] + row }
}
