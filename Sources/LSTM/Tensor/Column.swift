// SPDX-License-Identifier: Apache-2.0

/// A column of typed sequences, from which batches take what stands at the places of their rows.
///
/// It is asked in bulk: nothing is called row by row.
public protocol Column: Sendable {
  /// How many rows there are.
  var rowCount: Int { get }

  /// Whether each row is a single place without steps.
  var isVector: Bool { get }

  /// Whether its steps are its own, and not those of the leading input: what a decoder reads.
  var hasOwnSteps: Bool { get }

  /// What it feeds a network with; what has steps has them along an axis.
  func flow(on axis: Axis) -> FlowType

  /// How many places a row has.
  func length(of row: Int) -> Int

  /// Takes how many places some rows have, in their order.
  func lengths(of rows: ArraySlice<Int>, into lengths: inout [Int])

  /// Takes what stands at the places of a batch.
  ///
  /// - Parameters:
  ///   - spans: the stretch of each row of the batch, in the order of the batch.
  ///   - layout: how many places each of them has, and how they stand.
  ///   - block: is overwritten; once it has held a batch as large, that allocates nothing.
  func gather(_ spans: [RowSpan], _ layout: BatchLayout, into block: Block)

  /// Takes all that a run can see of some rows into a hash.
  func combine(_ rows: [Int], into hash: inout Fingerprint)
}

extension Column {
  /// Most columns have steps.
  public var isVector: Bool { false }
  /// Most go along with the leading input.
  public var hasOwnSteps: Bool { false }

  /// Takes one length after the other.
  public func lengths(of rows: ArraySlice<Int>, into lengths: inout [Int]) {
    lengths.removeAll(keepingCapacity: true)
    for row in rows { lengths.append(length(of: row)) }
  }
}

/// A stretch of a row: all of it, or a piece of a stream.
public struct RowSpan: Hashable, Sendable {
  /// The row of the column.
  public let row: Int
  /// Its first place that belongs to the stretch.
  public let start: Int
  /// How many places belong to it.
  public let count: Int

  /// A stretch of a row.
  public init(row: Int, start: Int = 0, count: Int) {
    self.row = row
    self.start = start
    self.count = count
  }
}
