// SPDX-License-Identifier: Apache-2.0

import CPlatform

/// The machine as the layers see it: kernels for its instruction set and threads to share the work.
///
/// Whatever the kernels and however many the threads, the results are the same bits. One pass at a
/// time may use it.
public final class Compute: Sendable {
  let kernels: KernelTable
  let pool: ThreadPool
  let workspace: Workspace

  /// The number of threads in use.
  public var threads: Int { pool.threads }

  /// The name of the kernels in use, as `KernelChoice` has it.
  public var kernelName: String { kernels.name }

  /// The kernels of `KernelChoice`.
  ///
  /// - Parameter threads: how many threads to use at most; 0 for one a processor. There are never
  ///   more than processors that this process may use: one too many would hold up all others.
  public convenience init(threads: Int = 0) {
    self.init(threads: Self.threadCount(threads), kernels: KernelChoice.current)
  }

  /// How many threads would be used; 0 for one a processor.
  public static func threadCount(_ wanted: Int) -> Int {
    wanted > 0 ? min(wanted, processors) : processors
  }

  init(threads: Int, kernels: KernelTable) {
    self.kernels = kernels
    pool = ThreadPool(threads: min(threads, 256))
    workspace = Workspace(threads: pool.threads, kernels)
  }

  /// Whether this processor has an instruction set that the kernels are compiled for.
  ///
  /// Without one the plain reference runs, a hundred times slower.
  public static var isAccelerated: Bool { KernelTable.available.count > 1 }

  /// The processors that this process may use.
  static let processors = processors(
    runsOn: Int(cplatform_processors()), quota: ControlGroups().processors())

  /// How many processors to use of those that a process may run on, when a container has only some
  /// of their time: threads that wait for one another would wait for the one that has used it up.
  static func processors(runsOn count: Int, quota: Double?) -> Int {
    guard let quota, quota < Double(count) else { return max(1, count) }
    return max(1, Int(quota.rounded(.up)))
  }

  /// The `index`th of `parts` even pieces of 0 ..< count.
  static func part(_ index: Int, of parts: Int, in count: Int) -> Range<Int> {
    count * index / parts..<count * (index + 1) / parts
  }

  /// How many panels of a width cover some columns.
  static func panelCount(_ columns: Int, _ width: Int) -> Int { (columns + width - 1) / width }

  /// The columns of the `index`th of `parts` even pieces of the panels that cover `columns`.
  static func panels(_ index: Int, of parts: Int, in columns: Int, _ width: Int) -> Range<Int> {
    let range = part(index, of: parts, in: panelCount(columns, width))
    return min(columns, range.lowerBound * width)..<min(columns, range.upperBound * width)
  }

  /// In how many parts to do some work: as many as there are threads, or one when it is too little.
  func parts(of work: Int, worth least: Int) -> Int { work >= least ? pool.threads : 1 }
}

/// What a product begins with.
enum ProductStart {
  /// Zero: C = A·B.
  case zero
  /// What stands in C: C += A·B.
  case result
  /// One row for all rows: C = bias + A·B.
  case row(UnsafePointer<Float>)

  /// Where the first row stands, and from one row to the next.
  func place(in c: Matrix) -> (base: UnsafePointer<Float>?, row: Int) {
    switch self {
    case .zero: (nil, 0)
    case .result: (UnsafePointer(c.base), c.stride)
    case .row(let base): (base, 0)
    }
  }
}

extension Compute {
  /// Below this many multiply-adds a product is not worth a second thread.
  private static let worthSharing = 1 << 16
  /// From so many rows on a product packs its right operand.
  private static let worthPacking = 32

  /// C = start + A·B, with B packed; threads share the rows or the columns of C.
  func multiply(_ a: Matrix, _ b: Panels, from start: ProductStart = .zero, into c: Matrix) {
    product(a, b.panel(), bStep: kernels.panelWidth, bPanel: b.panelStride, start, c)
  }

  /// The same with B as it stands in memory.
  ///
  /// `scratch` packs it where its width asks for that, or where it is read for so many rows that
  /// panels which follow one another in memory pay.
  func multiply(
    _ a: Matrix, _ b: Matrix, from start: ProductStart = .zero, into c: Matrix, scratch: Panels,
    held: Int? = nil
  ) {
    guard b.columns % kernels.panelWidth == 0, c.rows < Self.worthPacking else {
      scratch.pack(b, held: held, for: self)
      return multiply(a, scratch, from: start, into: c)
    }
    product(a, b.base, bStep: b.stride, bPanel: kernels.panelWidth, start, c)
  }

  private func product(
    _ a: Matrix, _ b: UnsafePointer<Float>, bStep: Int, bPanel: Int, _ start: ProductStart,
    _ c: Matrix
  ) {
    let parts = parts(of: c.count * a.columns, worth: Self.worthSharing)
    let (s, sRow) = start.place(in: c)
    pool.run(
      parts,
      Product(
        kernels: kernels, parts: parts, byRows: c.rows >= 16 * parts, a: a, b: b, bStep: bStep,
        bPanel: bPanel, s: s, sRow: sRow, c: c))
  }

  /// C += Aᵀ·B, the gradient of a weight; threads share the columns of C.
  ///
  /// - Parameters:
  ///   - other: another A and C that go with the same B, which is packed once for both where they
  ///     have few columns.
  ///   - sums: a row that the rows of B are added to, in order: the gradient of a bias.
  func addProductOfTransposed(
    _ a: Matrix, _ b: Matrix, into c: Matrix, and other: (a: Matrix, c: Matrix)? = nil,
    sums: Matrix? = nil
  ) {
    if let other, c.rows + other.c.rows > Workspace.sharedTileRows {
      addProductOfTransposed(a, b, into: c, sums: sums)
      return addProductOfTransposed(other.a, b, into: other.c)
    }
    let work = (c.count + (other?.c.count ?? 0)) * a.rows
    let parts = parts(of: work, worth: Self.worthSharing)
    for i in stride(from: 0, to: c.rows, by: Workspace.tileRows) {
      let rows = min(Workspace.tileRows, c.rows - i)
      let blocks = max(1, (a.rows + kernels.innerBlock - 1) / kernels.innerBlock)
      for block in 0..<blocks {
        let range = Self.part(block, of: blocks, in: a.rows)
        let (p, depth) = (range.lowerBound, range.count)
        let left = a.rows(p, depth).columns(i, rows)
        let otherLeft = other?.a.rows(p, depth)
        let tiles = workspace.tiles
        pool.run(
          parts,
          TilePacking(
            kernels: kernels, parts: parts, a: left, otherA: otherLeft, tiles: tiles))
        pool.run(
          parts,
          TileProduct(
            kernels: kernels, parts: parts, workspace: workspace, tiles: tiles,
            b: b.rows(p, depth), c: c.rows(i, rows), otherC: other?.c, sums: i == 0 ? sums : nil))
      }
    }
  }
}

extension Compute {
  /// Adds the rows of a matrix, in order, to a row: the gradient of a bias.
  func addColumnSums(_ x: Matrix, to sums: Matrix) {
    let parts = parts(of: x.count, worth: Self.worthSharing)
    pool.run(parts, ColumnSums(kernels: kernels, parts: parts, x: x, sums: sums))
  }
}

/// The sums of columns, shared by columns.
private struct ColumnSums: SharedWork {
  let kernels: KernelTable
  let parts: Int
  let x: Matrix
  let sums: Matrix

  func run(_ part: Int) {
    let columns = Compute.panels(part, of: parts, in: x.columns, kernels.panelWidth)
    let first = columns.lowerBound
    kernels.addColumnSums(x.rows, columns.count, x.base + first, x.stride, sums.base + first)
  }
}

/// C = S + A·B, shared by rows or by panels of columns.
private struct Product: SharedWork {
  let kernels: KernelTable
  let parts: Int
  let byRows: Bool
  let a: Matrix
  let b: UnsafePointer<Float>
  let bStep: Int
  let bPanel: Int
  let s: UnsafePointer<Float>?
  let sRow: Int
  let c: Matrix

  func run(_ part: Int) {
    if byRows {
      let range = Compute.part(part, of: parts, in: c.rows)
      multiply(range, 0..<c.columns)
    } else {
      multiply(0..<c.rows, Compute.panels(part, of: parts, in: c.columns, kernels.panelWidth))
    }
  }

  private func multiply(_ rows: Range<Int>, _ columns: Range<Int>) {
    guard !rows.isEmpty, !columns.isEmpty else { return }
    let (i, j) = (rows.lowerBound, columns.lowerBound)
    kernels.multiply(
      rows.count, columns.count, a.columns, a.row(i), a.stride,
      b + j / kernels.panelWidth * bPanel, bStep, bPanel, s.map { $0 + (i * sRow + j) }, sRow,
      c.row(i) + j, c.stride)
  }
}

/// Rows of A, and of another one, packed as columns of tiles, shared by rows of A.
private struct TilePacking: SharedWork {
  let kernels: KernelTable
  let parts: Int
  let a: Matrix
  let otherA: Matrix?
  /// Where the tiles go, those of the other A after those of A.
  let tiles: UnsafeMutablePointer<Float>

  func run(_ part: Int) {
    pack(a, part, tiles)
    if let otherA { pack(otherA, part, tiles + a.count) }
  }

  private func pack(_ a: Matrix, _ part: Int, _ tiles: UnsafeMutablePointer<Float>) {
    let range = Compute.part(part, of: parts, in: a.rows)
    kernels.packTiles(
      a.columns, range.count, range.lowerBound, a.rows, a.row(range.lowerBound), a.stride, tiles)
  }
}

/// C += Aᵀ·B with A in tiles, and the same for another A, shared by panels of columns.
private struct TileProduct: SharedWork {
  let kernels: KernelTable
  let parts: Int
  let workspace: Workspace
  let tiles: UnsafeMutablePointer<Float>
  let b: Matrix
  let c: Matrix
  let otherC: Matrix?
  let sums: Matrix?

  func run(_ part: Int) {
    let columns = Compute.panels(part, of: parts, in: c.columns, kernels.panelWidth)
    let group = kernels.panelGroup * kernels.panelWidth
    let panels = workspace.panels(part)
    for j in stride(from: columns.lowerBound, to: columns.upperBound, by: group) {
      let count = min(group, columns.upperBound - j)
      kernels.packPanels(
        b.rows, count, b.base + j, b.stride, b.rows * kernels.panelWidth, panels)
      if let sums { kernels.addColumnSums(b.rows, count, b.base + j, b.stride, sums.base + j) }
      kernels.multiplyTiles(c.rows, count, b.rows, tiles, panels, c.base + j, c.stride)
      guard let otherC else { continue }
      kernels.multiplyTiles(
        otherC.rows, count, b.rows, tiles + c.rows * b.rows, panels, otherC.base + j,
        otherC.stride)
    }
  }
}

/// Where products pack their operands: planned once, so that no product allocates.
final class Workspace: @unchecked Sendable {
  /// The most rows of C that `addProductOfTransposed` goes through at once.
  static let tileRows = 768
  /// The most rows that two products may have together to share a packed operand: the tiles of more
  /// would drive its panels out of the second-level cache, and packing matters less then.
  static let sharedTileRows = 384
  private let buffer: Buffer
  private let panelsCount: Int

  init(threads: Int, _ kernels: KernelTable) {
    panelsCount = kernels.panelGroup * kernels.innerBlock * kernels.panelWidth
    buffer = Buffer(count: Self.tileRows * kernels.innerBlock + threads * panelsCount)
  }

  /// Room for packed rows of A.
  var tiles: UnsafeMutablePointer<Float> { buffer.base }

  /// Room for the packed columns of B that belong to a thread.
  func panels(_ part: Int) -> UnsafeMutablePointer<Float> {
    buffer.base + (buffer.count - (part + 1) * panelsCount)
  }
}
