// SPDX-License-Identifier: Apache-2.0
// The vector that every kernel is written in. Compiled once per instruction set: one register with
// AVX-512, two with AVX2, four with NEON; the order of operations is the same in all of them.

typealias Vector = SIMD16<Float>
typealias Words = SIMD16<UInt32>

/// How many lanes a vector has, on every instruction set.
@usableFromInline let lanes = 16

@inline(__always)
func load(_ pointer: UnsafePointer<Float>) -> Vector {
  UnsafeRawPointer(pointer).loadUnaligned(as: Vector.self)
}

@inline(__always)
func store(_ vector: Vector, _ pointer: UnsafeMutablePointer<Float>) {
  UnsafeMutableRawPointer(pointer).storeBytes(of: vector, as: Vector.self)
}

/// The first `count` lanes from memory, the rest zero; `count` is 16 for all but the tail of a row.
@inline(__always)
func load(_ pointer: UnsafePointer<Float>, _ count: Int) -> Vector {
  if count >= lanes { return load(pointer) }
  if count == lanes / 2 { return Vector(lowHalf: HalfVector(result: pointer).x, highHalf: .zero) }
  return loadTail(pointer, count)
}

/// Stores the first `count` lanes.
@inline(__always)
func store(_ vector: Vector, _ pointer: UnsafeMutablePointer<Float>, _ count: Int) {
  if count >= lanes { return store(vector, pointer) }
  if count == lanes / 2 {
    UnsafeMutableRawPointer(pointer).storeBytes(of: vector.lowHalf, as: SIMD8<Float>.self)
    return
  }
  for lane in 0..<count { pointer[lane] = vector[lane] }
}

@inline(never)
private func loadTail(_ pointer: UnsafePointer<Float>, _ count: Int) -> Vector {
  var vector = Vector.zero
  for lane in 0..<count { vector[lane] = pointer[lane] }
  return vector
}

/// Calls `body` with the offset and the number of live lanes of each vector of a row.
@inline(__always)
func forEachVector(_ count: Int, _ body: (_ offset: Int, _ live: Int) -> Void) {
  var offset = 0
  while offset < count {
    body(offset, min(lanes, count &- offset))
    offset &+= lanes
  }
}

/// The same with two copies of `body`, one for whole vectors, which then knows their number of
/// lanes: where `body` is a local function that is always inlined, and long.
@inline(__always)
func forEachWholeVectorAndTail(_ count: Int, _ body: (_ offset: Int, _ live: Int) -> Void) {
  var offset = 0
  while offset &+ lanes <= count {
    body(offset, lanes)
    offset &+= lanes
  }
  if offset < count { body(offset, count &- offset) }
}

/// The sum of the lanes, joined in a fixed tree: halves, quarters, pairs.
@inline(__always)
func sumOfLanes(_ v: Vector) -> Float {
  let eight = v.lowHalf + v.highHalf
  let four = eight.lowHalf + eight.highHalf
  let two = four.lowHalf + four.highHalf
  return two[0] + two[1]
}
