// SPDX-License-Identifier: Apache-2.0

extension Reference {
  static func exp(_ x: Float) -> Float {
    if x.isNaN { return x }
    let held = min(max(x, -87.33654), 88.3762)
    let magic: Float = 12_582_912
    let shifted = magic.addingProduct(held, 1.442_695_04)
    let n = shifted - magic
    let r = held.addingProduct(n, -0.693_359_375).addingProduct(n, 2.121_944_4e-4)
    let coefficients: [Float] = [
      1.398_199_95e-3, 8.333_451_9e-3, 4.166_579_6e-2, 1.666_666_55e-1, 5.000_000_12e-1,
    ]
    let p = coefficients.reduce(1.987_569_15e-4) { p, next in next.addingProduct(p, r) }
    let y = (r + 1).addingProduct(p, r * r)
    return Float(bitPattern: y.bitPattern &+ shifted.bitPattern &<< 23)
  }

  static func sigmoid(_ x: Float) -> Float {
    1 / (1 + exp(-x))
  }

  static func tanh(_ x: Float) -> Float {
    if x.isNaN { return x }
    let held = min(max(x, -7.905_311), 7.905_311)
    let z = held * held
    let upper: [Float] = [
      2.000_187_9e-13, -8.604_671_5e-11, 5.122_297_1e-8, 1.485_722_36e-5, 6.372_619_3e-4,
      4.893_524_6e-3,
    ]
    let lower: [Float] = [1.185_347_1e-4, 2.268_434_63e-3, 4.893_525e-3]
    let p = upper.reduce(-2.760_768_48e-16) { p, next in next.addingProduct(p, z) }
    let q = lower.reduce(1.198_258_4e-6) { q, next in next.addingProduct(q, z) }
    return z < 1.6e-7 ? x : held * p / q
  }

  @Sendable
  static func exp(_ count: Int, _ x: ConstFloats, _ y: Floats) {
    for at in 0..<count { y[at] = exp(x[at]) }
  }

  @Sendable
  static func sigmoid(_ count: Int, _ x: ConstFloats, _ y: Floats) {
    for at in 0..<count { y[at] = sigmoid(x[at]) }
  }

  @Sendable
  static func tanh(_ count: Int, _ x: ConstFloats, _ y: Floats) {
    for at in 0..<count { y[at] = tanh(x[at]) }
  }
}
