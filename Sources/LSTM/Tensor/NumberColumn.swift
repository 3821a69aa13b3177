// SPDX-License-Identifier: Apache-2.0

/// A column of numbers, held in one flat buffer: each row a sequence `[length, features]`, or a single
/// vector `[features]`.
///
/// A value that is missing is NaN. What a network reads is 0 there, and a target that is missing has
/// no loss.
///
///     var series = NumberColumn(features: 2)
///     series.append([0.1, 20, 0.2, 21, 0.4, 19])  // three steps of two numbers
///     let ages = NumberColumn(vectors: [31, 44], features: 1)
public struct NumberColumn: Column {
  /// How many numbers stand at each place.
  public let features: Int
  /// The numbers of all rows, place after place.
  public private(set) var values: [Float]
  /// Which places in `values` each row has.
  private var ranges: [Range<Int>]
  /// Whether each row is a single vector.
  public let isVector: Bool

  /// A column of sequences, without rows yet.
  ///
  /// - Parameter features: how many numbers stand at each step, at least 1.
  public init(features: Int) {
    self.features = max(1, features)
    (values, ranges, isVector) = ([], [], false)
  }

  /// A column with one vector a row.
  ///
  /// - Parameters:
  ///   - vectors: `[rows, features]`; what does not fill a row is left out.
  ///   - features: how many numbers each row has, at least 1.
  public init(vectors: [Float], features: Int) {
    self.features = max(1, features)
    let rows = vectors.count / self.features
    values = Array(vectors.prefix(rows * self.features))
    ranges = (0..<rows).map { $0..<$0 + 1 }
    isVector = true
  }

  /// A column of sequences, one after the other.
  ///
  /// - Parameters:
  ///   - steps: `[steps, features]`, of all rows.
  ///   - lengths: how many steps each row has; together those of `steps`.
  init(steps: [Float], features: Int, lengths: [Int]) {
    self.features = max(1, features)
    (values, isVector) = (steps, false)
    var start = 0
    ranges = lengths.map { length in
      defer { start += length }
      return start..<start + length
    }
  }

  /// How many rows there are.
  public var rowCount: Int { ranges.count }

  /// The numbers of a row, `[length, features]`.
  public subscript(row: Int) -> ArraySlice<Float> {
    values[ranges[row].lowerBound * features..<ranges[row].upperBound * features]
  }

  /// The row that one of `values` is of.
  func row(ofValue place: Int) -> Int {
    let at = place / features
    return ranges.firstIndex { $0.contains(at) } ?? 0
  }

  /// How many places a row has.
  public func length(of row: Int) -> Int { ranges[row].count }

  /// Adds a row, `[length, features]`; of vectors the first place counts, and what does not fill a
  /// place is left out.
  public mutating func append(_ row: some Collection<Float>) {
    let start = values.count / features
    let count = min(row.count / features, isVector ? 1 : Int.max)
    values.append(contentsOf: row.prefix(count * features))
    ranges.append(start..<start + count)
  }

  /// A vector, or a sequence along an axis.
  public func flow(on axis: Axis) -> FlowType {
    isVector ? .vector(features: features) : .sequence(features: features, axis: axis)
  }

  /// Writes `[places, features]` into the values of the block; a place that a row has not is missing.
  public func gather(_ spans: [RowSpan], _ layout: BatchLayout, into block: Block) {
    let matrix = block.numbers(layout.total, features)
    values.withUnsafeBufferPointer { values in
      for step in 0..<layout.steps {
        for row in 0..<layout.live[step] {
          let own = ranges[spans[row].row]
          let at = own.lowerBound + (isVector ? 0 : spans[row].start) + step
          let to = matrix.row(layout.offsets[step] + row)
          if let base = values.baseAddress, at < own.upperBound {
            to.update(from: base + at * features, count: features)
          } else {
            to.update(repeating: .nan, count: features)
          }
        }
      }
    }
  }

  /// Takes the numbers of some rows into a hash, and where each row ends.
  public func combine(_ rows: [Int], into hash: inout Fingerprint) {
    for row in rows {
      hash.combine(CollectionOfOne(Int32(truncatingIfNeeded: length(of: row))))
      hash.combine(self[row])
    }
  }
}
