// SPDX-License-Identifier: Apache-2.0
// The matrix product. Each element of C is one chain of fused multiply-adds over the inner
// dimension, in index order, that begins at zero (or at C): neither tile shape nor batch size nor
// blocking nor vector width changes a bit.

private import CPlatform

/// The width in columns of a packed panel of the right operand.
public let panelWidth = FullPanel.width

/// How much of the inner dimension is gone through at once at most: so many rows of a panel stay in
/// the first-level cache while tile after tile passes over them.
public let innerBlock = 384

/// The inner dimension in even blocks.
@inline(__always)
func innerStep(_ k: Int) -> Int {
  let blocks = (k &+ innerBlock &- 1) / innerBlock
  return blocks > 1 ? (k &+ blocks &- 1) / blocks : k
}

/// How many panels are packed at once for `multiplyTiles`: so many that whole runs of memory are
/// read.
public let panelGroup = 4

/// How many rows of A are gone through at once: they stay in the second-level cache while the
/// panels pass by.
private let rowBlock = 96

/// From so many floats on the right operand does not stay in the second-level cache, and is fetched
/// ahead.
private let worthFetching = 192 * 1024

/// `C = S + A·B`, where S is zero, C itself, or one row for all rows, such as a bias.
///
/// - Parameters:
///   - m: rows of A and C; n: columns of B and C; k: the inner dimension.
///   - a: element (i, p) stands at `a[i * aRow + p]`.
///   - b: element (p, j) stands at `b[(j / panelWidth) * bPanel + p * bStep + j % panelWidth]`, and
///     whole panels of `panelWidth` columns may be read there, also after column `n - 1`.
///   - s: element (i, j) stands at `s[i * sRow + j]`; nil for zero.
///   - c: element (i, j) stands at `c[i * cRow + j]`.
public func multiply(
  m: Int, n: Int, k: Int, a: UnsafePointer<Float>, aRow: Int, b: UnsafePointer<Float>, bStep: Int,
  bPanel: Int, s: UnsafePointer<Float>?, sRow: Int, c: UnsafeMutablePointer<Float>, cRow: Int
) {
  var first = 0
  while first < m {
    let rows = min(rowBlock, m &- first)
    let block = Block(
      rows: rows, a: RowMajor(base: a + first &* aRow, row: aRow), k: k, bStep: bStep,
      bPanel: bPanel, start: s.map { $0 + first &* sRow }, startRow: sRow,
      c: c + first &* cRow, cRow: cRow, fetches: n &* k >= worthFetching)
    var j = 0
    while j < n { j &+= block.run(from: j, of: n, b + (j / panelWidth) &* bPanel) }
    first &+= rows
  }
}

/// `C += Aᵀ·B` for at most `innerBlock` rows of A and B: the gradient of a weight.
///
/// - Parameters:
///   - m: columns of A, rows of C; n: columns of B and C; k: rows of A and B.
///   - a: A as `packTiles` leaves it.
///   - b: B as `packPanels` leaves it, panel after panel.
///   - c: element (i, j) stands at `c[i * cRow + j]`.
public func multiplyTiles(
  m: Int, n: Int, k: Int, a: UnsafePointer<Float>, b: UnsafePointer<Float>,
  c: UnsafeMutablePointer<Float>, cRow: Int
) {
  let block = Block(
    rows: m, a: TilePacked(base: a, depth: k), k: k, bStep: panelWidth, bPanel: k &* panelWidth,
    start: UnsafePointer(c), startRow: cRow, c: c, cRow: cRow, fetches: false)
  var j = 0
  while j < n { j &+= block.runPanel(from: j, of: n, b + (j / panelWidth) &* block.bPanel) }
}

/// Where the tiles of a product find the left operand.
private protocol LeftOperand {
  /// From one row to the next, in a tile so high.
  func row(_ height: Int) -> Int
  /// From one place of the inner dimension to the next.
  func step(_ height: Int) -> Int
  /// Where a tile begins.
  func start(row: Int, height: Int, at p: Int) -> UnsafePointer<Float>
}

/// Element (i, p) at `base[i * row + p]`.
private struct RowMajor: LeftOperand {
  let base: UnsafePointer<Float>
  let row: Int

  @inline(__always) func row(_ height: Int) -> Int { row }
  @inline(__always) func step(_ height: Int) -> Int { 1 }
  @inline(__always) func start(row i: Int, height: Int, at p: Int) -> UnsafePointer<Float> {
    base + (i &* row &+ p)
  }
}

/// Tile after tile as `packTiles` leaves them, each with its rows side by side.
private struct TilePacked: LeftOperand {
  let base: UnsafePointer<Float>
  let depth: Int

  @inline(__always) func row(_ height: Int) -> Int { 1 }
  @inline(__always) func step(_ height: Int) -> Int { height }
  @inline(__always) func start(row i: Int, height: Int, at p: Int) -> UnsafePointer<Float> {
    base + (i &* depth &+ p &* height)
  }
}

/// Some rows of a product, gone through panel by panel.
private struct Block<A: LeftOperand> {
  let rows: Int
  let a: A
  let k: Int
  let bStep: Int
  let bPanel: Int
  let start: UnsafePointer<Float>?
  let startRow: Int
  let c: UnsafeMutablePointer<Float>
  let cRow: Int
  /// Whether the right operand is fetched ahead.
  let fetches: Bool

  /// The panels that begin at column `j`; returns how many columns are done.
  @inline(__always)
  func run(from j: Int, of n: Int, _ b: UnsafePointer<Float>) -> Int {
    // Few rows take several panels at once: fewer than eight chains leave the multipliers idle.
    if rows == 1, n &- j >= 4 &* panelWidth { return strip(Twice<Twice<FullPanel>>.self, j, b) }
    if rows <= fewRows, n &- j >= 2 &* panelWidth { return strip(Twice<FullPanel>.self, j, b) }
    return runPanel(from: j, of: n, b)
  }

  /// One panel, or what is needed of it.
  @inline(__always)
  func runPanel(from j: Int, of n: Int, _ b: UnsafePointer<Float>) -> Int {
    switch n &- j {
    case panelWidth...: strip(FullPanel.self, j, b)
    case HalfPanel.width: strip(HalfPanel.self, j, b)
    case let live where live < HalfPanel.width: edge(j, live, b)
    case let live:
      strip(HalfPanel.self, j, b)
        &+ edge(j &+ HalfPanel.width, live &- HalfPanel.width, b + HalfPanel.width)
    }
  }

  /// All rows, tile by tile, for one block of the inner dimension after the other.
  @inline(never)
  private func strip<C: Columns>(_: C.Type, _ j: Int, _ b: UnsafePointer<Float>) -> Int {
    let step = innerStep(k)
    var p = 0
    repeat {
      let depth = min(step, k &- p)
      // While tiles go over a part of a panel, they fetch what comes after it, each its share.
      let share = panelWidth &* tallest / max(rows, tallest)
      var following = fetches ? (p &+ depth < k ? b + (p &+ depth) &* bStep : b + bPanel) : nil
      var i = 0
      var tiles = TileHeights(rows: rows)
      while let height = tiles.next() {
        let c = c + (i &* cRow &+ j)
        let start = p > 0 ? UnsafePointer(c) : start.map { $0 + (i &* startRow &+ j) }
        let tile = Tile(
          k: depth, a: a.start(row: i, height: height, at: p), aRow: a.row(height),
          aStep: a.step(height), b: b + p &* bStep, bStep: bStep, bPanel: bPanel, start: start,
          startRow: p > 0 ? cRow : startRow, c: c, cRow: cRow,
          following: following, share: share)
        tile.run(C.self, height)
        following = following.map { $0 + depth &* share }
        i &+= height
      }
      p &+= depth
    } while p < k
    return C.width
  }

  /// Less than half a panel at the right edge: computed in full beside C, on the stack, then the
  /// live columns are copied.
  @inline(never)
  private func edge(_ j: Int, _ live: Int, _ b: UnsafePointer<Float>) -> Int {
    let width = HalfPanel.width
    // Up to 1024 bytes are on the stack.
    withUnsafeTemporaryAllocation(of: Float.self, capacity: tallest &* width) { scratch in
      guard let beside = scratch.baseAddress else { return }
      var i = 0
      var tiles = TileHeights(rows: rows)
      while let height = tiles.next() {
        let c = c + (i &* cRow &+ j)
        beside.update(repeating: 0, count: height &* width)
        if let start {
          copy(height, live, from: start + (i &* startRow &+ j), startRow, to: beside, width)
        }
        let tile = Tile(
          k: k, a: a.start(row: i, height: height, at: 0), aRow: a.row(height),
          aStep: a.step(height), b: b, bStep: bStep, bPanel: bPanel,
          start: UnsafePointer(beside), startRow: width, c: beside, cRow: width,
          following: nil, share: 0)
        tile.run(HalfPanel.self, height)
        copy(height, live, from: beside, width, to: c, cRow)
        i &+= height
      }
    }
    return live
  }

  private func copy(
    _ rows: Int, _ columns: Int, from: UnsafePointer<Float>, _ fromRow: Int,
    to: UnsafeMutablePointer<Float>, _ toRow: Int
  ) {
    for row in 0..<rows { copyTail(columns, from: from + row &* fromRow, to: to + row &* toRow) }
  }
}

/// One tile's worth of work.
private struct Tile {
  let k: Int
  let a: UnsafePointer<Float>
  let aRow: Int
  let aStep: Int
  let b: UnsafePointer<Float>
  let bStep: Int
  let bPanel: Int
  let start: UnsafePointer<Float>?
  let startRow: Int
  let c: UnsafeMutablePointer<Float>
  let cRow: Int
  /// What is fetched meanwhile, if anything, and how far that goes with each place of the inner
  /// dimension.
  let following: UnsafePointer<Float>?
  let share: Int

  @inline(__always)
  func run<C: Columns>(_: C.Type, _ height: Int) {
    if C.panels > 1 { few(C.self, height) } else { any(C.self, height) }
  }

  /// Up to `fewRows` rows of several panels.
  @inline(__always)
  private func few<C: Columns>(_: C.Type, _ height: Int) {
    switch height {
    case 1: multiply(One<C>.self)
    case 2: multiply(Rows2<C>.self)
    default: multiply(Rows3<C>.self)
    }
  }

  @inline(__always)
  private func any<C: Columns>(_: C.Type, _ height: Int) {
    switch height {
    case 1: multiply(One<C>.self)
    case 2: multiply(Rows2<C>.self)
    case 3: multiply(Rows3<C>.self)
    case 4: multiply(Rows4<C>.self)
    case 5: multiply(Rows5<C>.self)
    #if AVX512
      case 7: multiply(Rows7<C>.self)
      case 8: multiply(Rows8<C>.self)
      case 9: multiply(Rows9<C>.self)
      case 10: multiply(Rows10<C>.self)
      case 11: multiply(Rows11<C>.self)
      case 12: multiply(Rows12<C>.self)
      case 13: multiply(Rows13<C>.self)
      case 14: multiply(Rows14<C>.self)
    #endif
    default: multiply(Rows6<C>.self)
    }
  }

  @inline(__always)
  private func multiply<R: Rows>(_: R.Type) {
    var rows = start.map { R(loading: $0, stride: startRow) } ?? R()
    var pa = a
    var pb = b
    if var following {
      for _ in 0..<k {
        cplatform_prefetch(following)
        following += share
        rows.add(pa, stride: aRow, R.Row(panel: pb, panelStride: bPanel))
        pa += aStep
        pb += bStep
      }
    } else {
      for _ in 0..<k {
        rows.add(pa, stride: aRow, R.Row(panel: pb, panelStride: bPanel))
        pa += aStep
        pb += bStep
      }
    }
    rows.store(to: c, stride: cRow)
  }
}
