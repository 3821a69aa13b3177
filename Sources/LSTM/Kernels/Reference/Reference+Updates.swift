// SPDX-License-Identifier: Apache-2.0

extension Reference {
  @Sendable
  static func updateSGD(
    _ count: Int, _ scale: Float, _ rate: Float, _ momentum: Float, _ nesterov: Bool,
    _ gradient: ConstFloats, _ velocity: Floats?, _ weights: Floats
  ) {
    for at in 0..<count {
      let g = gradient[at] * scale
      var direction = g
      if let velocity {
        velocity[at] = settledMean(velocity[at] * momentum + g)
        direction = nesterov ? g + velocity[at] * momentum : velocity[at]
      }
      weights[at] -= direction * rate
    }
  }

  @Sendable
  static func updateAdam(
    _ count: Int, _ scale: Float, _ rate: Float, _ beta1: Float, _ share1: Float, _ beta2: Float,
    _ share2: Float, _ epsilon: Float, _ correction: Float, _ decay: Float,
    _ gradient: ConstFloats, _ mean: Floats, _ square: Floats, _ weights: Floats
  ) {
    for at in 0..<count {
      let g = gradient[at] * scale
      mean[at] = settledMean(mean[at] * beta1 + g * share1)
      square[at] = settledSquare(square[at] * beta2 + g * g * share2)
      let step = mean[at] * rate / (square[at].squareRoot() * correction + epsilon)
      weights[at] = weights[at] * decay - step
    }
  }

  @Sendable
  static func updateRMSprop(
    _ count: Int, _ scale: Float, _ rate: Float, _ alpha: Float, _ share: Float, _ epsilon: Float,
    _ momentum: Float, _ gradient: ConstFloats, _ square: Floats, _ velocity: Floats?,
    _ weights: Floats
  ) {
    for at in 0..<count {
      let g = gradient[at] * scale
      square[at] = settledSquare(square[at] * alpha + g * g * share)
      var step = g / (square[at].squareRoot() + epsilon)
      if let velocity {
        step = settledMean(velocity[at] * momentum + step)
        velocity[at] = step
      }
      weights[at] -= step * rate
    }
  }

  @Sendable
  static func updateAdagrad(
    _ count: Int, _ scale: Float, _ rate: Float, _ epsilon: Float, _ gradient: ConstFloats,
    _ square: Floats, _ weights: Floats
  ) {
    for at in 0..<count {
      let g = gradient[at] * scale
      square[at] += g * g
      weights[at] -= g * rate / (square[at].squareRoot() + epsilon)
    }
  }

  private static func settledMean(_ x: Float) -> Float { x < 1e-30 && x > -1e-30 ? 0 : x }

  private static func settledSquare(_ x: Float) -> Float { x < .leastNormalMagnitude ? 0 : x }

  @Sendable
  static func addPenalty(
    _ count: Int, _ l1: Float, _ l2: Float, _ weights: ConstFloats, _ gradient: Floats
  ) {
    for at in 0..<count {
      let w = weights[at]
      gradient[at] += (w > 0 ? l1 : w < 0 ? -l1 : 0) + w * l2
    }
  }

  @Sendable
  static func clip(_ count: Int, _ bound: Float, _ x: Floats) {
    for at in 0..<count where x[at].isFinite { x[at] = min(max(x[at], -bound), bound) }
  }

  @Sendable
  static func isFinite(_ count: Int, _ x: ConstFloats) -> Bool {
    (0..<count).allSatisfy { x[$0].isFinite }
  }

  @Sendable
  static func dropoutMask(
    _ count: Int, _ key: KernelTable.Key, _ step: UInt32, _ threshold: UInt32, _ scale: Float,
    _ mask: Floats
  ) {
    for at in 0..<count {
      let block = UInt32(truncatingIfNeeded: at / 64 * 16 + at % 16)
      let words = Threefry(key: key)[(block, 0, step, 0)]
      mask[at] = words[at % 64 / 16] < threshold ? 0 : scale
    }
  }
}
