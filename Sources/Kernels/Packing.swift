// SPDX-License-Identifier: Apache-2.0
// The layouts that the product reads: panels of columns of the right operand, tiles of rows of the
// left one.

/// The heights of the tiles that cover some rows: as few tiles as possible, as even as possible.
struct TileHeights {
  private let low: Int
  private var high: Int
  private var left: Int

  @inline(__always)
  init(rows: Int) {
    left = (rows &+ tallest &- 1) / tallest
    low = left > 0 ? rows / left : 0
    high = rows &- low &* left
  }

  @inline(__always)
  mutating func next() -> Int? {
    guard left > 0 else { return nil }
    left &-= 1
    guard high > 0 else { return low }
    high &-= 1
    return low &+ 1
  }
}

/// Packs rows of the left operand of `multiplyTiles`: rows of A become columns of tiles.
///
/// - Parameters:
///   - m: columns of A; k: rows to pack; first: which of `depth` rows is the first of them.
///   - a: element (p, i), counted from the first row to pack, stands at `a[p * aRow + i]`.
///   - tiles: `m * depth` floats: tile after tile, in each for every p the elements of its rows.
public func packTiles(
  m: Int, k: Int, first: Int, depth: Int, a: UnsafePointer<Float>, aRow: Int,
  tiles: UnsafeMutablePointer<Float>
) {
  var heights = TileHeights(rows: m)
  var from = a
  var tile = tiles
  while let height = heights.next() {
    var to = tile + first &* height
    for p in 0..<k {
      let row = from + p &* aRow
      for i in 0..<height { to[i] = row[i] }
      to += height
    }
    from += height
    tile += height &* depth
  }
}

/// Packs a right operand, or some of its columns, in panels; what is after the last column is
/// zero.
///
/// - Parameters:
///   - k: rows; n: columns.
///   - b: element (p, j) stands at `b[p * bRow + j]`.
///   - panels: `k * panelWidth` floats for each panel, which begin `panelStride` floats after one
///     another.
public func packPanels(
  k: Int, n: Int, b: UnsafePointer<Float>, bRow: Int, panelStride: Int,
  panels: UnsafeMutablePointer<Float>
) {
  let whole = n / panelWidth
  let left = n &- whole &* panelWidth
  for p in 0..<k {
    var from = b + p &* bRow
    var to = panels + p &* panelWidth
    for _ in 0..<whole {
      FullPanel(result: from).store(to: to)
      from += panelWidth
      to += panelStride
    }
    guard left > 0 else { continue }
    for j in 0..<left { to[j] = from[j] }
    for j in left..<panelWidth { to[j] = 0 }
  }
}

/// Packs the transpose of a matrix as a right operand; what is after the last column is zero.
///
/// - Parameters:
///   - k: rows of the operand; n: its columns.
///   - b: element (p, j) of the operand stands at `b[j * bColumn + p]`.
///   - panels: `k * panelWidth` floats for each panel, which follow one another.
public func packPanelsTransposed(
  k: Int, n: Int, b: UnsafePointer<Float>, bColumn: Int, panels: UnsafeMutablePointer<Float>
) {
  var j = 0
  var to = panels
  while j < n {
    let live = min(panelWidth, n &- j)
    let from = b + j &* bColumn
    for p in 0..<k {
      for column in 0..<live { to[column] = from[column &* bColumn &+ p] }
      for column in live..<panelWidth { to[column] = 0 }
      to += panelWidth
    }
    j &+= panelWidth
  }
}
