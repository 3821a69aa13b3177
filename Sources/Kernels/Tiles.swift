// SPDX-License-Identifier: Apache-2.0
// Register tiles of the matrix product. A tile's height is composed from rows (`Pair<Rows8,
// Rows4>`), so that the compiler sees named accumulators and keeps every one in a register.

/// A block of accumulator rows, `TileRow.width` columns wide.
protocol Rows {
  static var count: Int { get }
  init()
  init(loading c: UnsafePointer<Float>, stride: Int)
  mutating func add(_ a: UnsafePointer<Float>, stride: Int, _ b: TileRow)
  func store(to c: UnsafeMutablePointer<Float>, stride: Int)
}

#if AVX512
  /// One row of 32 columns: two registers of 32; a tile of 14 rows holds 28 accumulators.
  struct TileRow: Rows {
    var x: Vector
    var y: Vector

    @inline(__always) static var width: Int { 2 * lanes }
    @inline(__always) static var count: Int { 1 }

    @inline(__always) init() {
      x = .zero
      y = .zero
    }

    @inline(__always) init(loading c: UnsafePointer<Float>, stride: Int) {
      x = load(c)
      y = load(c + lanes)
    }

    @inline(__always)
    mutating func add(_ a: UnsafePointer<Float>, stride: Int, _ b: TileRow) {
      let v = Vector(repeating: a[0])
      x.addProduct(v, b.x)
      y.addProduct(v, b.y)
    }

    @inline(__always) func store(to c: UnsafeMutablePointer<Float>, stride: Int) {
      let raw = UnsafeMutableRawPointer(c)
      raw.storeBytes(of: x, as: Vector.self)
      raw.storeBytes(of: y, toByteOffset: MemoryLayout<Vector>.size, as: Vector.self)
    }
  }
  typealias Tallest = Rows14
#else
  /// One row of 16 columns: two of the 16 registers of AVX2; a tile of 6 rows holds 12.
  struct TileRow: Rows {
    var x: Vector

    @inline(__always) static var width: Int { lanes }
    @inline(__always) static var count: Int { 1 }

    @inline(__always) init() { x = .zero }

    @inline(__always) init(loading c: UnsafePointer<Float>, stride: Int) { x = load(c) }

    @inline(__always)
    mutating func add(_ a: UnsafePointer<Float>, stride: Int, _ b: TileRow) {
      x.addProduct(Vector(repeating: a[0]), b.x)
    }

    @inline(__always) func store(to c: UnsafeMutablePointer<Float>, stride: Int) {
      UnsafeMutableRawPointer(c).storeBytes(of: x, as: Vector.self)
    }
  }
  typealias Tallest = Rows6
#endif

/// Two blocks, one under the other.
struct Pair<Top: Rows, Bottom: Rows>: Rows {
  var top: Top
  var bottom: Bottom

  @inline(__always) static var count: Int { Top.count &+ Bottom.count }

  @inline(__always) init() {
    top = Top()
    bottom = Bottom()
  }

  @inline(__always) init(loading c: UnsafePointer<Float>, stride: Int) {
    top = Top(loading: c, stride: stride)
    bottom = Bottom(loading: c + Top.count &* stride, stride: stride)
  }

  @inline(__always)
  mutating func add(_ a: UnsafePointer<Float>, stride: Int, _ b: TileRow) {
    top.add(a, stride: stride, b)
    bottom.add(a + Top.count &* stride, stride: stride, b)
  }

  @inline(__always) func store(to c: UnsafeMutablePointer<Float>, stride: Int) {
    top.store(to: c, stride: stride)
    bottom.store(to: c + Top.count &* stride, stride: stride)
  }
}

typealias Rows2 = Pair<TileRow, TileRow>
typealias Rows4 = Pair<Rows2, Rows2>
typealias Rows6 = Pair<Rows4, Rows2>
typealias Rows8 = Pair<Rows4, Rows4>
typealias Rows14 = Pair<Rows8, Rows6>
