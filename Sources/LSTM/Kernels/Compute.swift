// SPDX-License-Identifier: Apache-2.0

import CPlatform

/// The machine as the layers see it: kernels for its instruction set and threads to share the work.
///
/// Whatever the kernels and however many the threads, the results are the same bits.
public final class Compute: Sendable {
  let kernels: KernelTable
  let pool: ThreadPool

  /// The number of threads in use.
  public var threads: Int { pool.threads }

  /// The instruction set of the kernels in use.
  public var instructionSet: String { kernels.name }

  /// Kernels for this processor.
  ///
  /// - Parameter threads: how many threads to use at most; 0 for one a processor. There are never
  ///   more than
  ///   processors that this process may run on: one too many would hold up all others.
  public convenience init(threads: Int = 0) {
    self.init(
      threads: threads > 0 ? min(threads, Self.processors) : Self.processors,
      kernels: KernelTable.available.first ?? .reference)
  }

  init(threads: Int, kernels: KernelTable) {
    self.kernels = kernels
    pool = ThreadPool(threads: min(threads, 256))
  }

  /// Whether this processor has an instruction set that the kernels are compiled for.
  ///
  /// Without one the plain reference runs, a hundred times slower.
  public static var isAccelerated: Bool { KernelTable.available.count > 1 }

  /// The processors that this process may run on.
  private static var processors: Int { Int(cplatform_processors()) }
}

/// The right operand of a product, laid out in the panels that the kernels read.
final class Panels {
  private let buffer = Buffer()
  private(set) var rows = 0
  private(set) var columns = 0
  private var width = 16

  var base: UnsafeMutablePointer<Float> { buffer.base }

  /// From one panel to the next.
  var panelStride: Int { rows * width }

  /// Packs a matrix, or its transpose.
  func pack(_ source: Matrix, transposed: Bool, for compute: Compute) {
    rows = transposed ? source.columns : source.rows
    columns = transposed ? source.rows : source.columns
    width = compute.kernels.panelWidth
    let panels = (columns + width - 1) / width
    buffer.reserve(panels * rows * width)
    for panel in 0..<panels {
      let first = panel * width
      let live = min(width, columns - first)
      var to = buffer.base + panel * rows * width
      for row in 0..<rows {
        if transposed {
          let from = source.base + first * source.stride + row
          for column in 0..<live { to[column] = from[column * source.stride] }
        } else {
          to.update(from: source.row(row) + first, count: live)
        }
        for column in live..<max(live, width) { to[column] = 0 }
        to += width
      }
    }
  }
}

extension Compute {
  /// Below this many multiply-adds a product is not worth a second thread.
  private static let worthSharing = 1 << 18
  /// From so many rows on a product packs its right operand.
  private static let worthPacking = 32

  /// C = A·B or C += A·B (A transposed if asked).
  ///
  /// Threads share the rows or the columns of C.
  func multiply(
    _ a: Matrix, transposed: Bool = false, _ b: Panels, into c: Matrix, accumulate: Bool = false,
    shared: Bool = true
  ) {
    product(
      a, transposed, b.base, bStep: kernels.panelWidth, bPanel: b.panelStride, c, accumulate, shared
    )
  }

  /// The same with B as it stands in memory.
  ///
  /// `scratch` packs it where its width asks for that, or where it is read for so many rows that
  /// panels which follow one another in memory pay.
  func multiply(
    _ a: Matrix, transposed: Bool = false, _ b: Matrix, into c: Matrix, accumulate: Bool = false,
    scratch: Panels, shared: Bool = true
  ) {
    guard b.columns % kernels.panelWidth == 0, c.rows < Self.worthPacking else {
      scratch.pack(b, transposed: false, for: self)
      return multiply(
        a, transposed: transposed, scratch, into: c, accumulate: accumulate, shared: shared)
    }
    product(
      a, transposed, b.base, bStep: b.stride, bPanel: kernels.panelWidth, c, accumulate, shared)
  }

  private func product(
    _ a: Matrix, _ transposed: Bool, _ b: UnsafeMutablePointer<Float>, bStep: Int, bPanel: Int,
    _ c: Matrix, _ accumulate: Bool, _ shared: Bool
  ) {
    let (m, n, k) = (c.rows, c.columns, transposed ? a.rows : a.columns)
    let (aRow, aStep) = transposed ? (1, a.stride) : (a.stride, 1)
    let parts = shared && m * n * k >= Self.worthSharing ? pool.threads : 1
    let width = kernels.panelWidth
    let panels = (n + width - 1) / width
    let byRows = m >= 16 * parts
    pool.run(parts) { part in
      let range = Self.part(part, of: parts, in: byRows ? m : panels)
      guard !range.isEmpty else { return }
      if byRows {
        kernels.multiply(
          range.count, n, k, a.base + range.lowerBound * aRow, aRow, aStep, b, bStep, bPanel,
          c.row(range.lowerBound), c.stride, accumulate)
      } else {
        let first = range.lowerBound * width
        kernels.multiply(
          m, min(n, range.upperBound * width) - first, k, a.base, aRow, aStep,
          b + range.lowerBound * bPanel, bStep, bPanel, c.base + first, c.stride, accumulate)
      }
    }
  }

  /// The `index`th of `parts` even pieces of 0 ..< count.
  static func part(_ index: Int, of parts: Int, in count: Int) -> Range<Int> {
    count * index / parts..<count * (index + 1) / parts
  }

  /// The sum of the squares of a buffer: over chunks of fixed size, in order.
  func sumOfSquares(_ x: UnsafePointer<Float>, _ count: Int) -> Double {
    var sum = 0.0
    for start in stride(from: 0, to: count, by: 4096) {
      sum += Double(kernels.sumOfSquares(min(4096, count - start), x + start))
    }
    return sum
  }
}
