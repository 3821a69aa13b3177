// SPDX-License-Identifier: Apache-2.0
// exp, tanh and sigmoid as the engine defines them: fixed polynomials in a fixed order of
// operations. No libm: it differs from machine to machine. Errors in ulp are measured by
// FunctionTests. They are transparent, which is more than always inlined: left to itself the compiler
// calls the second sigmoid of a loop, with every vector in four pieces.

/// e^x.
///
/// Cody-Waite reduction by ln 2 in two steps, a polynomial of degree 5 on ±ln2/2, and the
/// exponent added to the bits. Arguments are held to [-87.33654, 88.3762]; NaN stays NaN.
@_transparent
func exp(_ x: Vector) -> Vector {
  let low = x.replacing(with: -87.33654, where: x .< -87.33654)
  let held = low.replacing(with: 88.3762, where: low .> 88.3762)
  let magic: Float = 12_582_912  // 1.5 · 2^23: adding it rounds to a whole number
  let shifted = Vector(repeating: magic).addingProduct(held, Vector(repeating: 1.442_695_04))
  let n = shifted - magic
  var r = held.addingProduct(n, Vector(repeating: -0.693_359_375))
  r = r.addingProduct(n, Vector(repeating: 2.121_944_4e-4))
  var p = Vector(repeating: 1.987_569_15e-4)
  p = Vector(repeating: 1.398_199_95e-3).addingProduct(p, r)
  p = Vector(repeating: 8.333_451_9e-3).addingProduct(p, r)
  p = Vector(repeating: 4.166_579_6e-2).addingProduct(p, r)
  p = Vector(repeating: 1.666_666_55e-1).addingProduct(p, r)
  p = Vector(repeating: 5.000_000_12e-1).addingProduct(p, r)
  let y = (r + 1).addingProduct(p, r * r)
  let bits = unsafeBitCast(y, to: Words.self) &+ (unsafeBitCast(shifted, to: Words.self) &<< 23)
  return unsafeBitCast(bits, to: Vector.self).replacing(with: x, where: x .!= x)
}

/// 1 / (1 + e^-x).
@_transparent
func sigmoid(_ x: Vector) -> Vector {
  1 / (1 + exp(-x))
}

/// tanh x, an odd polynomial of degree 13 over an even one of degree 6.
///
/// Arguments are held to ±7.905; near 0 it is x itself, within one ulp. NaN stays NaN.
@_transparent
func tanh(_ x: Vector) -> Vector {
  let low = x.replacing(with: -7.905_311, where: x .< -7.905_311)
  let held = low.replacing(with: 7.905_311, where: low .> 7.905_311)
  let z = held * held
  var p = Vector(repeating: -2.760_768_48e-16)
  p = Vector(repeating: 2.000_187_9e-13).addingProduct(p, z)
  p = Vector(repeating: -8.604_671_5e-11).addingProduct(p, z)
  p = Vector(repeating: 5.122_297_1e-8).addingProduct(p, z)
  p = Vector(repeating: 1.485_722_36e-5).addingProduct(p, z)
  p = Vector(repeating: 6.372_619_3e-4).addingProduct(p, z)
  p = Vector(repeating: 4.893_524_6e-3).addingProduct(p, z)
  var q = Vector(repeating: 1.198_258_4e-6)
  q = Vector(repeating: 1.185_347_1e-4).addingProduct(q, z)
  q = Vector(repeating: 2.268_434_63e-3).addingProduct(q, z)
  q = Vector(repeating: 4.893_525e-3).addingProduct(q, z)
  return (held * p / q).replacing(with: x, where: z .< 1.6e-7)
}

// A row of a vector or more has no tail: its last vector, loaded before anything is stored, may lie
// over the one before it, and gives the same bits there.

/// Applies e^x element by element; `y` may be `x`.
public func exp(count: Int, x: UnsafePointer<Float>, y: UnsafeMutablePointer<Float>) {
  guard count >= lanes else { return store(exp(load(x, count)), y, count) }
  let last = load(x + (count &- lanes))
  var at = 0
  while at &+ lanes <= count {
    store(exp(load(x + at)), y + at)
    at &+= lanes
  }
  if at < count { store(exp(last), y + (count &- lanes)) }
}

/// Applies the logistic function element by element; `y` may be `x`.
public func sigmoid(count: Int, x: UnsafePointer<Float>, y: UnsafeMutablePointer<Float>) {
  guard count >= lanes else { return store(sigmoid(load(x, count)), y, count) }
  let last = load(x + (count &- lanes))
  var at = 0
  while at &+ lanes <= count {
    store(sigmoid(load(x + at)), y + at)
    at &+= lanes
  }
  if at < count { store(sigmoid(last), y + (count &- lanes)) }
}

/// Applies tanh element by element; `y` may be `x`.
public func tanh(count: Int, x: UnsafePointer<Float>, y: UnsafeMutablePointer<Float>) {
  guard count >= lanes else { return store(tanh(load(x, count)), y, count) }
  let last = load(x + (count &- lanes))
  var at = 0
  while at &+ lanes <= count {
    store(tanh(load(x + at)), y + at)
    at &+= lanes
  }
  if at < count { store(tanh(last), y + (count &- lanes)) }
}
