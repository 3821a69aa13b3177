// SPDX-License-Identifier: Apache-2.0

/// Numbers in double precision at a fixed place in memory, planned as a buffer of floats is.
final class WideBuffer {
  private let buffer = Buffer()

  /// Makes room for at least `count` numbers.
  func plan(_ count: Int, _ memory: MemoryPlan) { memory.reserve(buffer, 2 * count) }

  /// Room for a matrix, rows packed.
  func matrix(_ rows: Int, _ columns: Int) -> WideMatrix {
    buffer.reserve(2 * rows * columns)
    // Nobody reads the buffer as floats.
    let base = UnsafeMutableRawPointer(buffer.base)
      .bindMemory(to: Double.self, capacity: rows * columns)
    return WideMatrix(base: base, columns: columns)
  }
}

/// A view of rows of numbers in double precision: element (r, c) at `base[r * columns + c]`.
struct WideMatrix {
  let base: UnsafeMutablePointer<Double>
  let columns: Int

  /// The first element of a row.
  func row(_ index: Int) -> UnsafeMutablePointer<Double> { base + index * columns }
}
