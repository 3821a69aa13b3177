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

  /// The instruction set of the kernels in use.
  public var instructionSet: String { kernels.name }

  /// Kernels for this processor.
  ///
  /// - Parameter threads: how many threads to use at most; 0 for one a processor. There are never
  ///   more than processors that this process may use: one too many would hold up all others.
  public convenience init(threads: Int = 0) {
    self.init(
      threads: Self.threadCount(threads),
      kernels: KernelTable.available.first ?? .reference)
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
  func addProductOfTransposed(_ a: Matrix, _ b: Matrix, into c: Matrix) {
    let parts = parts(of: c.count * a.rows, worth: Self.worthSharing)
    for i in stride(from: 0, to: c.rows, by: Workspace.tileRows) {
      let rows = min(Workspace.tileRows, c.rows - i)
      let blocks = max(1, (a.rows + kernels.innerBlock - 1) / kernels.innerBlock)
      for block in 0..<blocks {
        let range = Self.part(block, of: blocks, in: a.rows)
        let (p, depth) = (range.lowerBound, range.count)
        pool.run(
          parts,
          TilePacking(
            kernels: kernels, parts: parts, a: a.rows(p, depth).columns(i, rows),
            tiles: workspace.tiles))
        pool.run(
          parts,
          TileProduct(
            kernels: kernels, parts: parts, workspace: workspace, b: b.rows(p, depth),
            c: c.rows(i, rows)))
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

/// Rows of A packed as columns of tiles, shared by rows of A.
private struct TilePacking: SharedWork {
  let kernels: KernelTable
  let parts: Int
  let a: Matrix
  let tiles: UnsafeMutablePointer<Float>

  func run(_ part: Int) {
    let range = Compute.part(part, of: parts, in: a.rows)
    kernels.packTiles(
      a.columns, range.count, range.lowerBound, a.rows, a.row(range.lowerBound), a.stride, tiles)
  }
}

/// C += Aᵀ·B with A in tiles, shared by panels of columns.
private struct TileProduct: SharedWork {
  let kernels: KernelTable
  let parts: Int
  let workspace: Workspace
  let b: Matrix
  let c: Matrix

  func run(_ part: Int) {
    let columns = Compute.panels(part, of: parts, in: c.columns, kernels.panelWidth)
    guard !columns.isEmpty else { return }
    kernels.multiplyTransposed(
      c.rows, columns.count, b.rows, workspace.tiles, b.base + columns.lowerBound, b.stride,
      workspace.panels(part), c.base + columns.lowerBound, c.stride)
  }
}

/// Where products pack their operands: planned once, so that no product allocates.
final class Workspace: @unchecked Sendable {
  /// The most rows of C that `addProductOfTransposed` goes through at once.
  static let tileRows = 768
  private let buffer: Buffer
  private let panelsCount: Int

  /// What it comes to for every processor of this machine.
  static var bytes: Int {
    let kernels = KernelTable.available.first ?? .reference
    return floats(threads: Compute.processors, kernels) * MemoryLayout<Float>.stride
  }

  init(threads: Int, _ kernels: KernelTable) {
    panelsCount = Self.panelsCount(kernels)
    buffer = Buffer(count: Self.floats(threads: threads, kernels))
  }

  private static func floats(threads: Int, _ kernels: KernelTable) -> Int {
    tileRows * kernels.innerBlock + threads * panelsCount(kernels)
  }

  private static func panelsCount(_ kernels: KernelTable) -> Int {
    kernels.panelGroup * kernels.innerBlock * kernels.panelWidth
  }

  /// Room for packed rows of A.
  var tiles: UnsafeMutablePointer<Float> { buffer.base }

  /// Room for the packed columns of B that belong to a thread.
  func panels(_ part: Int) -> UnsafeMutablePointer<Float> {
    buffer.base + (buffer.count - (part + 1) * panelsCount)
  }
}
