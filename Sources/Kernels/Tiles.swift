// SPDX-License-Identifier: Apache-2.0
// Register tiles of the matrix product. A tile is composed from rows (`Pair<Rows4, Rows2>`), and a
// row from vectors, so that the compiler sees named accumulators and keeps every one in a register.

/// What stands side by side in one row of a tile.
protocol Columns {
  /// How many columns.
  static var width: Int { get }
  /// Over how many panels of the right operand they reach.
  static var panels: Int { get }
  init()
  /// A row of the right operand, whose panels begin `panelStride` floats after one another.
  init(panel b: UnsafePointer<Float>, panelStride: Int)
  /// A row of the result.
  init(result c: UnsafePointer<Float>)
  mutating func addProduct(_ a: Float, _ b: Self)
  func store(to c: UnsafeMutablePointer<Float>)
}

/// A block of accumulator rows.
protocol Rows {
  associatedtype Row: Columns
  static var count: Int { get }
  init()
  init(loading c: UnsafePointer<Float>, stride: Int)
  mutating func add(_ a: UnsafePointer<Float>, stride: Int, _ b: Row)
  func store(to c: UnsafeMutablePointer<Float>, stride: Int)
}

/// One row.
struct One<Row: Columns>: Rows {
  var columns: Row

  @inline(__always) static var count: Int { 1 }

  @inline(__always) init() { columns = Row() }

  @inline(__always) init(loading c: UnsafePointer<Float>, stride: Int) { columns = Row(result: c) }

  @inline(__always)
  mutating func add(_ a: UnsafePointer<Float>, stride: Int, _ b: Row) {
    columns.addProduct(a[0], b)
  }

  @inline(__always) func store(to c: UnsafeMutablePointer<Float>, stride: Int) {
    columns.store(to: c)
  }
}

/// Two blocks, one under the other.
struct Pair<Top: Rows, Bottom: Rows>: Rows where Top.Row == Bottom.Row {
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
  mutating func add(_ a: UnsafePointer<Float>, stride: Int, _ b: Top.Row) {
    top.add(a, stride: stride, b)
    bottom.add(a + Top.count &* stride, stride: stride, b)
  }

  @inline(__always) func store(to c: UnsafeMutablePointer<Float>, stride: Int) {
    top.store(to: c, stride: stride)
    bottom.store(to: c + Top.count &* stride, stride: stride)
  }
}

/// The columns of one vector: of one register, or of two with AVX2.
struct OneVector: Columns {
  var x: Vector

  @inline(__always) static var width: Int { lanes }
  @inline(__always) static var panels: Int { 1 }

  @inline(__always) init() { x = .zero }
  @inline(__always) init(panel b: UnsafePointer<Float>, panelStride: Int) { x = load(b) }
  @inline(__always) init(result c: UnsafePointer<Float>) { x = load(c) }

  @inline(__always) mutating func addProduct(_ a: Float, _ b: Self) {
    x.addProduct(Vector(repeating: a), b.x)
  }

  @inline(__always) func store(to c: UnsafeMutablePointer<Float>) {
    UnsafeMutableRawPointer(c).storeBytes(of: x, as: Vector.self)
  }
}

/// The columns of half a vector.
struct HalfVector: Columns {
  var x: SIMD8<Float>

  @inline(__always) static var width: Int { lanes / 2 }
  @inline(__always) static var panels: Int { 1 }

  @inline(__always) init() { x = .zero }
  @inline(__always) init(panel b: UnsafePointer<Float>, panelStride: Int) { self.init(result: b) }

  @inline(__always) init(result c: UnsafePointer<Float>) {
    x = UnsafeRawPointer(c).loadUnaligned(as: SIMD8<Float>.self)
  }

  @inline(__always) mutating func addProduct(_ a: Float, _ b: Self) {
    x.addProduct(SIMD8(repeating: a), b.x)
  }

  @inline(__always) func store(to c: UnsafeMutablePointer<Float>) {
    UnsafeMutableRawPointer(c).storeBytes(of: x, as: SIMD8<Float>.self)
  }
}

/// The columns of two vectors of one panel.
struct TwoVectors: Columns {
  var x: OneVector
  var y: OneVector

  @inline(__always) static var width: Int { 2 &* lanes }
  @inline(__always) static var panels: Int { 1 }

  @inline(__always) init() {
    x = OneVector()
    y = OneVector()
  }

  @inline(__always) init(panel b: UnsafePointer<Float>, panelStride: Int) { self.init(result: b) }

  @inline(__always) init(result c: UnsafePointer<Float>) {
    x = OneVector(result: c)
    y = OneVector(result: c + lanes)
  }

  @inline(__always) mutating func addProduct(_ a: Float, _ b: Self) {
    x.addProduct(a, b.x)
    y.addProduct(a, b.y)
  }

  @inline(__always) func store(to c: UnsafeMutablePointer<Float>) {
    x.store(to: c)
    y.store(to: c + lanes)
  }
}

/// Twice the columns, over twice the panels: what a tile of few rows is made of, so that it has
/// chains enough to hide the latency of a multiply-add.
struct Twice<Part: Columns>: Columns {
  var left: Part
  var right: Part

  @inline(__always) static var width: Int { 2 &* Part.width }
  @inline(__always) static var panels: Int { 2 &* Part.panels }

  @inline(__always) init() {
    left = Part()
    right = Part()
  }

  @inline(__always) init(panel b: UnsafePointer<Float>, panelStride: Int) {
    left = Part(panel: b, panelStride: panelStride)
    right = Part(panel: b + Part.panels &* panelStride, panelStride: panelStride)
  }

  @inline(__always) init(result c: UnsafePointer<Float>) {
    left = Part(result: c)
    right = Part(result: c + Part.width)
  }

  @inline(__always) mutating func addProduct(_ a: Float, _ b: Self) {
    left.addProduct(a, b.left)
    right.addProduct(a, b.right)
  }

  @inline(__always) func store(to c: UnsafeMutablePointer<Float>) {
    left.store(to: c)
    right.store(to: c + Part.width)
  }
}

typealias Rows2<C: Columns> = Pair<One<C>, One<C>>
typealias Rows3<C: Columns> = Pair<Rows2<C>, One<C>>
typealias Rows4<C: Columns> = Pair<Rows2<C>, Rows2<C>>
typealias Rows5<C: Columns> = Pair<Rows4<C>, One<C>>
typealias Rows6<C: Columns> = Pair<Rows4<C>, Rows2<C>>

#if AVX512
  /// A panel is two of the 32 registers wide; a tile of 14 rows holds 28 accumulators.
  typealias FullPanel = TwoVectors
  /// What is left of a panel when at most half of it is needed.
  typealias HalfPanel = OneVector
  /// The rows of the highest tile.
  let tallest = 14
  /// At most so many rows take two panels at once.
  let fewRows = 3

  typealias Rows7<C: Columns> = Pair<Rows4<C>, Rows3<C>>
  typealias Rows8<C: Columns> = Pair<Rows4<C>, Rows4<C>>
  typealias Rows9<C: Columns> = Pair<Rows8<C>, One<C>>
  typealias Rows10<C: Columns> = Pair<Rows8<C>, Rows2<C>>
  typealias Rows11<C: Columns> = Pair<Rows8<C>, Rows3<C>>
  typealias Rows12<C: Columns> = Pair<Rows8<C>, Rows4<C>>
  typealias Rows13<C: Columns> = Pair<Rows8<C>, Rows5<C>>
  typealias Rows14<C: Columns> = Pair<Rows8<C>, Rows6<C>>
#else
  /// A panel is two of the 16 registers of AVX2 wide; a tile of 6 rows holds 12 accumulators.
  typealias FullPanel = OneVector
  /// What is left of a panel when at most half of it is needed.
  typealias HalfPanel = HalfVector
  /// The rows of the highest tile.
  let tallest = 6
  /// At most so many rows take two panels at once.
  let fewRows = 2
#endif
