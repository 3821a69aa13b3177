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
  storeTail(vector, pointer, count)
}

// A tail goes in halves: a lane whose number is not known when this is compiled is slow to reach.

@inline(never)
private func loadTail(_ pointer: UnsafePointer<Float>, _ count: Int) -> Vector {
  guard count & 8 != 0 else { return Vector(lowHalf: loadEight(pointer, count), highHalf: .zero) }
  return Vector(
    lowHalf: UnsafeRawPointer(pointer).loadUnaligned(as: SIMD8<Float>.self),
    highHalf: loadEight(pointer + 8, count & 7))
}

/// The first `count` of eight lanes, fewer than all.
@inline(__always)
private func loadEight(_ pointer: UnsafePointer<Float>, _ count: Int) -> SIMD8<Float> {
  guard count & 4 != 0 else {
    return SIMD8(lowHalf: loadFour(pointer, count), highHalf: .zero)
  }
  return SIMD8(
    lowHalf: UnsafeRawPointer(pointer).loadUnaligned(as: SIMD4<Float>.self),
    highHalf: loadFour(pointer + 4, count & 3))
}

/// The first `count` of four lanes, fewer than all.
@inline(__always)
private func loadFour(_ pointer: UnsafePointer<Float>, _ count: Int) -> SIMD4<Float> {
  switch count {
  case 1: SIMD4(pointer[0], 0, 0, 0)
  case 2: SIMD4(pointer[0], pointer[1], 0, 0)
  case 3: SIMD4(pointer[0], pointer[1], pointer[2], 0)
  default: .zero
  }
}

@inline(never)
private func storeTail(
  _ vector: Vector, _ pointer: UnsafeMutablePointer<Float>, _ count: Int
) {
  var (rest, to) = (vector.lowHalf, pointer)
  if count & 8 != 0 {
    UnsafeMutableRawPointer(to).storeBytes(of: rest, as: SIMD8<Float>.self)
    (rest, to) = (vector.highHalf, to + 8)
  }
  var four = rest.lowHalf
  if count & 4 != 0 {
    UnsafeMutableRawPointer(to).storeBytes(of: four, as: SIMD4<Float>.self)
    (four, to) = (rest.highHalf, to + 4)
  }
  if count & 3 > 0 { to[0] = four[0] }
  if count & 3 > 1 { to[1] = four[1] }
  if count & 3 > 2 { to[2] = four[2] }
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
