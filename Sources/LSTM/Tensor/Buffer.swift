// SPDX-License-Identifier: Apache-2.0

import CPlatform

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Floats at a fixed place in memory, aligned to 64 bytes.
///
/// Grows when a larger batch is met and keeps its size after that, so that a steady step allocates
/// nothing.
///
/// What reserves much asks `MemoryLimit.require` for all of it before the first buffer: a buffer
/// itself has no way to fail, and ends the process when there is no memory after all.
final class Buffer: @unchecked Sendable {
  private(set) var base: UnsafeMutablePointer<Float>
  private(set) var count: Int

  /// A buffer of zeros.
  init(count: Int = 0) {
    self.count = count
    base = Self.allocate(count)
  }

  deinit { release() }

  /// Makes room for at least `count` floats; what stood there is lost when it grows.
  func reserve(_ count: Int) {
    guard count > self.count else { return }
    release()
    base = Self.allocate(count)
    self.count = count
  }

  /// Room for a matrix, rows packed.
  func matrix(_ rows: Int, _ columns: Int) -> Matrix {
    reserve(rows * columns)
    return Matrix(base: base, rows: rows, columns: columns, stride: columns)
  }

  /// All elements, as an array.
  var contents: [Float] { Array(UnsafeBufferPointer(start: base, count: count)) }

  /// Overwrites the first elements.
  func copy(from values: [Float]) {
    reserve(values.count)
    values.withUnsafeBufferPointer { source in
      guard let start = source.baseAddress else { return }
      base.update(from: start, count: values.count)
    }
  }

  /// Overwrites the first elements with those of another buffer.
  func copy(from other: Buffer) {
    reserve(other.count)
    base.update(from: other.base, count: other.count)
  }

  /// Exchanges the elements with those of a buffer of the same length.
  func swap(with other: Buffer) {
    for at in 0..<min(count, other.count) {
      (base[at], other.base[at]) = (other.base[at], base[at])
    }
  }

  /// From so many bytes on memory is mapped, in huge pages where the system has them.
  ///
  /// Matrices are read down their columns too, and the processor knows the places of few small pages at a
  /// time. Room that no batch has needed yet takes no memory.
  private static let huge = 1 << 21

  private static func allocate(_ count: Int) -> UnsafeMutablePointer<Float> {
    let capacity = max(count, 16)
    let (bytes, isTooLarge) = capacity.multipliedReportingOverflow(by: MemoryLayout<Float>.stride)
    let isMapped = bytes >= huge
    guard !isTooLarge,
      let memory = isMapped ? cplatform_map(bytes, huge) : cplatform_allocate(bytes, 64)
    else { cplatform_leave("lstm: memory ran out\n", 1) }
    let base = memory.bindMemory(to: Float.self, capacity: capacity)
    if isMapped {
      cplatform_prefer_huge_pages(memory, bytes)
    } else {
      base.initialize(repeating: 0, count: capacity)
    }
    return base
  }

  private func release() {
    let bytes = max(count, 16) * MemoryLayout<Float>.stride
    if bytes >= Self.huge { cplatform_unmap(base, bytes) } else { free(base) }
  }
}

/// A view of a matrix in somebody's buffer: element (r, c) at `base[r * stride + c]`.
struct Matrix: @unchecked Sendable {
  var base: UnsafeMutablePointer<Float>
  var rows: Int
  var columns: Int
  var stride: Int

  /// A matrix of no rows, before the first pass.
  static let empty = Matrix(
    base: .allocate(capacity: 1), rows: 0, columns: 0, stride: 0)

  /// Whether the rows follow one another without gaps.
  var isDense: Bool { stride == columns || rows <= 1 }

  /// How many elements it has.
  var count: Int { rows * columns }

  /// The rows `start ..< start + count`.
  func rows(_ start: Int, _ count: Int) -> Matrix {
    Matrix(base: base + start * stride, rows: count, columns: columns, stride: stride)
  }

  /// The columns `start ..< start + count`.
  func columns(_ start: Int, _ count: Int) -> Matrix {
    Matrix(base: base + start, rows: rows, columns: count, stride: stride)
  }

  /// The first element of a row.
  func row(_ index: Int) -> UnsafeMutablePointer<Float> { base + index * stride }

  /// Sets every element.
  func fill(_ value: Float) {
    for r in 0..<rows { row(r).update(repeating: value, count: columns) }
  }

  /// Copies the elements of a matrix of the same size.
  func copy(from other: Matrix) {
    if isDense && other.isDense {
      base.update(from: other.base, count: count)
    } else {
      for r in 0..<rows { row(r).update(from: other.row(r), count: columns) }
    }
  }

  /// Adds the elements of a matrix of the same size.
  func add(_ other: Matrix) {
    for r in 0..<rows {
      let to = row(r)
      let from = other.row(r)
      for c in 0..<columns { to[c] += from[c] }
    }
  }

  /// Multiplies by the elements of a matrix of the same size.
  func multiply(by other: Matrix) {
    for r in 0..<rows {
      let to = row(r)
      let from = other.row(r)
      for c in 0..<columns { to[c] *= from[c] }
    }
  }

  /// Writes the same row into each row.
  func setRows(to values: UnsafePointer<Float>) {
    for r in 0..<rows { row(r).update(from: values, count: columns) }
  }

  /// The elements row by row, for tests and reports.
  var contents: [Float] {
    (0..<rows).flatMap { Array(UnsafeBufferPointer(start: row($0), count: columns)) }
  }
}
