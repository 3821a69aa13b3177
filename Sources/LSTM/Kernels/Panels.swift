// SPDX-License-Identifier: Apache-2.0

/// The right operand of a product, laid out in the panels that the kernels read.
///
/// It may be cut into blocks of columns side by side, such as the gates of a cell, each of which
/// begins with a panel of its own.
final class Panels {
  private let buffer = Buffer()
  /// Rows of the operand.
  private(set) var rows = 0
  /// Columns of each block.
  private(set) var columns = 0
  private var width = 16
  /// What was packed while the weights were held, and how.
  private var packed: (held: Int, isTransposed: Bool)?

  /// From one panel to the next, in floats.
  var panelStride: Int { rows * width }

  /// Where the panel of a block begins that holds a column, which is a multiple of the width.
  func panel(block: Int = 0, column: Int = 0) -> UnsafePointer<Float> {
    UnsafePointer(buffer.base) + (block * panelCount + column / width) * panelStride
  }

  private var panelCount: Int { Compute.panelCount(columns, width) }

  /// Makes room for an operand of some rows and columns.
  func plan(_ rows: Int, _ columns: Int, blocks: Int = 1, _ memory: MemoryPlan) {
    let width = memory.panelWidth
    memory.reserve(
      buffer, blocks * Compute.panelCount(columns / blocks, width) * rows * width)
  }

  /// Packs a matrix, or its transpose; threads share the panels of a large one.
  ///
  /// - Parameter held: a number that stands for the source as it is; what was packed for the same
  ///   number stays.
  func pack(
    _ source: Matrix, transposed: Bool = false, blocks: Int = 1, held: Int? = nil,
    for compute: Compute
  ) {
    if let held, let packed, packed == (held, transposed) { return }
    packed = held.map { ($0, transposed) }
    let kernels = compute.kernels
    rows = transposed ? source.columns : source.rows
    columns = (transposed ? source.rows : source.columns) / blocks
    width = kernels.panelWidth
    buffer.reserve(blocks * panelCount * panelStride)
    let parts = compute.parts(of: rows * columns * blocks, worth: Self.worthSharing)
    compute.pool.run(
      parts,
      Packing(
        kernels: kernels, parts: parts, source: source, isTransposed: transposed,
        panels: blocks * panelCount, panelsInBlock: panelCount, columns: columns, rows: rows,
        base: buffer.base))
  }

  /// Below so many floats packing is not worth a second thread.
  private static let worthSharing = 1 << 13
}

/// Panels packed, shared panel by panel.
private struct Packing: SharedWork {
  let kernels: KernelTable
  let parts: Int
  let source: Matrix
  let isTransposed: Bool
  let panels: Int
  let panelsInBlock: Int
  let columns: Int
  let rows: Int
  let base: UnsafeMutablePointer<Float>

  func run(_ part: Int) {
    let width = kernels.panelWidth
    let stride = rows * width
    for panel in Compute.part(part, of: parts, in: panels) {
      let column = panel % panelsInBlock * width
      let live = min(width, columns - column)
      let first = panel / panelsInBlock * columns + column
      let to = base + panel * stride
      if isTransposed {
        kernels.packPanelsTransposed(rows, live, source.row(first), source.stride, to)
      } else {
        kernels.packPanels(rows, live, source.base + first, source.stride, stride, to)
      }
    }
  }
}
