// SPDX-License-Identifier: Apache-2.0

/// Which steps of a decoder look at which row of an encoder, and where the steps of both stand when those of
/// a row follow one another.
struct AttentionPlaces {
  /// The place in the layout of the decoder of each of its steps, row by row of the encoder.
  private(set) var queries: [Int] = []
  /// Where the steps of the decoder begin that look at a row, and where all end.
  private(set) var queryStarts: [Int] = []
  /// The place in the layout of the encoder of each of its steps, row by row.
  private(set) var keys: [Int] = []
  /// Where the steps of each row of the encoder begin, and where all end.
  private(set) var keyStarts: [Int] = []
  /// How many panels of keys come before those of each row, and how many there are of all.
  private(set) var panelStarts: [Int] = []
  /// Steps of the longest row of the encoder.
  private(set) var mostKeys = 0
  /// The most steps of the decoder that look at a row.
  private(set) var mostQueries = 0

  /// Room for passes up to a size of the decoder that look at so many steps of so many rows.
  mutating func reserve(queries: PassSize, read: AxisSize, rows: Int) {
    self.queries.reserveCapacity(queries.total)
    queryStarts.reserveCapacity(rows + 1)
    keys.reserveCapacity(read.total)
    keyStarts.reserveCapacity(rows + 1)
    panelStarts.reserveCapacity(rows + 1)
  }

  /// Takes the steps of an encoder, those of a row in panels of so many.
  mutating func takeKeys(_ layout: BatchLayout, panelWidth width: Int) {
    keys.removeAll(keepingCapacity: true)
    keyStarts.removeAll(keepingCapacity: true)
    panelStarts.removeAll(keepingCapacity: true)
    keyStarts.append(0)
    panelStarts.append(0)
    var panels = 0
    for row in 0..<layout.rows {
      let count = layout.lengths[row]
      for step in 0..<count { keys.append(layout.offsets[step] + row) }
      keyStarts.append(keys.count)
      panels += Compute.panelCount(count, width)
      panelStarts.append(panels)
    }
    mostKeys = layout.steps
  }

  /// Takes the steps of a decoder, each of whose rows is of a row of the encoder.
  mutating func takeQueries(_ layout: BatchLayout) {
    queryStarts.removeAll(keepingCapacity: true)
    queryStarts.append(contentsOf: repeatElement(0, count: keyStarts.count))
    for row in 0..<layout.rows { queryStarts[layout.origin(of: row) + 1] += layout.lengths[row] }
    mostQueries = queryStarts.max() ?? 0
    for row in 1..<queryStarts.count { queryStarts[row] += queryStarts[row - 1] }
    queries.removeAll(keepingCapacity: true)
    queries.append(contentsOf: repeatElement(0, count: layout.total))
    // The starts move on as rows are placed, and are moved back after that.
    for row in 0..<layout.rows {
      let origin = layout.origin(of: row)
      for step in 0..<layout.lengths[row] {
        queries[queryStarts[origin] + step] = layout.offsets[step] + row
      }
      queryStarts[origin] += layout.lengths[row]
    }
    for row in stride(from: queryStarts.count - 1, to: 0, by: -1) {
      queryStarts[row] = queryStarts[row - 1]
    }
    queryStarts[0] = 0
  }

  /// The steps of the decoder that look at a row.
  func queries(of row: Int) -> Range<Int> { queryStarts[row]..<queryStarts[row + 1] }

  /// The steps of a row of the encoder.
  func keys(of row: Int) -> Range<Int> { keyStarts[row]..<keyStarts[row + 1] }
}

extension Matrix {
  /// Takes rows of another matrix, by their places there.
  func gather(_ places: [Int], of other: Matrix) {
    for (to, from) in places.enumerated() { row(to).update(from: other.row(from), count: columns) }
  }

  /// Writes its rows to places of another matrix.
  func scatter(_ places: [Int], to other: Matrix) {
    for (from, to) in places.enumerated() { other.row(to).update(from: row(from), count: columns) }
  }

  /// Adds its rows to those at places of another matrix.
  func scatterAdding(_ places: [Int], to other: Matrix) {
    for (from, to) in places.enumerated() { other.rows(to, 1).add(rows(from, 1)) }
  }
}
