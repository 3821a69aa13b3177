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
  guard count < lanes else { return load(pointer) }
  var staged = Vector.zero
  withUnsafeMutablePointer(to: &staged) {
    $0.withMemoryRebound(to: Float.self, capacity: lanes) { copyTail(count, from: pointer, to: $0) }
  }
  return staged
}

/// Stores the first `count` lanes.
@inline(__always)
func store(_ vector: Vector, _ pointer: UnsafeMutablePointer<Float>, _ count: Int) {
  guard count < lanes else { return store(vector, pointer) }
  withUnsafePointer(to: vector) {
    $0.withMemoryRebound(to: Float.self, capacity: lanes) { copyTail(count, from: $0, to: pointer) }
  }
}

/// Copies fewer floats than a vector has.
///
/// Tails go through memory. A vector that a called function is given, or returns, goes in four pieces,
/// and so does all that is computed from it, in whole vectors too: with AVX-512 the gates of a step
/// took two and a half times as long.
@inline(never)
func copyTail(_ count: Int, from: UnsafePointer<Float>, to: UnsafeMutablePointer<Float>) {
  var (from, to) = (UnsafeRawPointer(from), UnsafeMutableRawPointer(to))
  if count & 8 != 0 {
    to.storeBytes(of: from.loadUnaligned(as: SIMD8<Float>.self), as: SIMD8<Float>.self)
    (from, to) = (from + 32, to + 32)
  }
  if count & 4 != 0 {
    to.storeBytes(of: from.loadUnaligned(as: SIMD4<Float>.self), as: SIMD4<Float>.self)
    (from, to) = (from + 16, to + 16)
  }
  if count & 2 != 0 {
    to.storeBytes(of: from.loadUnaligned(as: SIMD2<Float>.self), as: SIMD2<Float>.self)
    (from, to) = (from + 8, to + 8)
  }
  if count & 1 != 0 { to.storeBytes(of: from.loadUnaligned(as: Float.self), as: Float.self) }
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

/// The same for a body that writes nothing that it reads: the last vector of a row may then lie over
/// the one before it, and a row of a vector or more has no tail.
@inline(__always)
func forEachOverlappingVector(_ count: Int, _ body: (_ offset: Int, _ live: Int) -> Void) {
  guard count >= lanes else { return body(0, count) }
  var offset = 0
  while offset < count {
    body(min(offset, count &- lanes), lanes)
    offset &+= lanes
  }
}

/// The sum of the lanes, joined in a fixed tree: halves, quarters, pairs.
@inline(__always)
func sumOfLanes(_ v: Vector) -> Float {
  let eight = v.lowHalf + v.highHalf
  let four = eight.lowHalf + eight.highHalf
  let two = four.lowHalf + four.highHalf
  return two[0] + two[1]
}
