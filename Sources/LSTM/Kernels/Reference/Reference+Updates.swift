// SPDX-License-Identifier: Apache-2.0

extension Reference {
  @Sendable
  static func updateSGD(
    _ count: Int, _ rate: Float, _ momentum: Float, _ nesterov: Bool, _ gradient: ConstFloats,
    _ velocity: Floats, _ weights: Floats
  ) {
    for at in 0..<count {
      velocity[at] = velocity[at] * momentum + gradient[at]
      let direction = nesterov ? gradient[at] + velocity[at] * momentum : velocity[at]
      weights[at] -= direction * rate
    }
  }

  @Sendable
  static func updateAdam(
    _ count: Int, _ rate: Float, _ beta1: Float, _ beta2: Float, _ epsilon: Float, _ root: Float,
    _ decay: Float, _ gradient: ConstFloats, _ mean: Floats, _ square: Floats, _ weights: Floats
  ) {
    for at in 0..<count {
      let g = gradient[at]
      mean[at] = mean[at] * beta1 + g * (1 - beta1)
      square[at] = square[at] * beta2 + g * g * (1 - beta2)
      let step = mean[at] * rate / (square[at].squareRoot() / root + epsilon)
      weights[at] = weights[at] * decay - step
    }
  }

  @Sendable
  static func updateRMSprop(
    _ count: Int, _ rate: Float, _ alpha: Float, _ epsilon: Float, _ momentum: Float,
    _ gradient: ConstFloats, _ square: Floats, _ velocity: Floats, _ weights: Floats
  ) {
    for at in 0..<count {
      let g = gradient[at]
      square[at] = square[at] * alpha + g * g * (1 - alpha)
      velocity[at] = velocity[at] * momentum + g / (square[at].squareRoot() + epsilon)
      weights[at] -= velocity[at] * rate
    }
  }

  @Sendable
  static func updateAdagrad(
    _ count: Int, _ rate: Float, _ epsilon: Float, _ gradient: ConstFloats, _ square: Floats,
    _ weights: Floats
  ) {
    for at in 0..<count {
      let g = gradient[at]
      square[at] += g * g
      weights[at] -= g * rate / (square[at].squareRoot() + epsilon)
    }
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
