// SPDX-License-Identifier: Apache-2.0

/// The width in columns of a packed panel of the right operand.
public let panelWidth = TileRow.width

/// `C = A·B`, or `C += A·B` with `accumulate`.
///
/// Each element of C is one chain of fused multiply-adds over the inner dimension, in index order,
/// that begins at zero (or at C): neither tile shape nor batch size nor vector width changes a bit.
///
/// - Parameters:
///   - m: rows of A and C; n: columns of B and C; k: the inner dimension.
///   - a: element (i, p) stands at `a[i * aRow + p * aStep]`.
///   - b: element (p, j) stands at `b[(j / panelWidth) * bPanel + p * bStep + j % panelWidth]`, and
///     whole vectors of `panelWidth` columns may be read there, also behind column `n - 1`.
///   - c: element (i, j) stands at `c[i * cRow + j]`.
public func multiply(
  m: Int, n: Int, k: Int, a: UnsafePointer<Float>, aRow: Int, aStep: Int,
  b: UnsafePointer<Float>, bStep: Int, bPanel: Int,
  c: UnsafeMutablePointer<Float>, cRow: Int, accumulate: Bool
) {
  var j = 0
  var panel = b
  while j < n {
    let live = min(panelWidth, n &- j)
    var i = 0
    while i < m {
      let left = m &- i
      let block = Block(
        k: k, a: a + i &* aRow, aRow: aRow, aStep: aStep, b: panel, bStep: bStep,
        c: c + (i &* cRow &+ j), cRow: cRow, live: live, accumulate: accumulate)
      i &+= left >= Tallest.count ? block.run(Tallest.self) : block.runShort(left)
    }
    j &+= panelWidth
    panel += bPanel
  }
}

/// One tile's worth of work.
private struct Block {
  let k: Int
  let a: UnsafePointer<Float>
  let aRow: Int
  let aStep: Int
  let b: UnsafePointer<Float>
  let bStep: Int
  let c: UnsafeMutablePointer<Float>
  let cRow: Int
  let live: Int
  let accumulate: Bool

  /// The rows that are left under the last full tile, as few tiles as possible.
  @inline(__always)
  func runShort(_ left: Int) -> Int {
    #if AVX512
      if left >= 8 { return run(Rows8.self) }
      if left >= 6 { return run(Rows6.self) }
    #endif
    if left >= 4 { return run(Rows4.self) }
    if left >= 2 { return run(Rows2.self) }
    return run(TileRow.self)
  }

  @inline(__always)
  func run<R: Rows>(_: R.Type) -> Int {
    if live == TileRow.width {
      tile(R.self, c, cRow)
    } else {
      narrow(R.self)
    }
    return R.count
  }

  /// A tile at the right edge: computed in full beside C, then the live columns are copied.
  @inline(never)
  func narrow<R: Rows>(_: R.Type) {
    let width = TileRow.width
    withUnsafeTemporaryAllocation(of: Float.self, capacity: R.count &* width) { scratch in
      guard let edge = scratch.baseAddress else { return }
      for row in 0..<R.count {
        for column in 0..<width {
          edge[row &* width &+ column] =
            accumulate && column < live ? c[row &* cRow &+ column] : 0
        }
      }
      tile(R.self, edge, width)
      for row in 0..<R.count {
        for column in 0..<live { c[row &* cRow &+ column] = edge[row &* width &+ column] }
      }
    }
  }

  @inline(__always)
  private func tile<R: Rows>(_: R.Type, _ c: UnsafeMutablePointer<Float>, _ cRow: Int) {
    var rows = accumulate ? R(loading: c, stride: cRow) : R()
    var pa = a
    var pb = b
    for _ in 0..<k {
      rows.add(pa, stride: aRow, TileRow(loading: pb, stride: 0))
      pa += aStep
      pb += bStep
    }
    rows.store(to: c, stride: cRow)
  }
}
