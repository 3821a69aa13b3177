// SPDX-License-Identifier: Apache-2.0
// Optimizer steps as single passes over a stretch of the flat parameter buffer. The formulas are
// those of PyTorch 2 (torch.optim), without fused multiply-adds, so that the reference twin is a
// plain loop. Every gradient is multiplied by `scale` first: that is how its norm is clipped.
//
// What decays towards zero gets there: a running mean below 1e-30 counts as zero, and so does a
// running square below the normal numbers. Left among the subnormal numbers they would never leave
// them, and each pass over a unit that died would be several times slower.

/// Stochastic gradient descent: v = µ·v + g; w -= rate·v, or w -= rate·(g + µ·v) with Nesterov.
///
/// Without `velocity` there is no momentum: w -= rate·g.
public func updateSGD(
  count: Int, scale: Float, rate: Float, momentum: Float, nesterov: Bool,
  gradient: UnsafePointer<Float>, velocity: UnsafeMutablePointer<Float>?,
  weights: UnsafeMutablePointer<Float>
) {
  forEachVector(count) { at, live in
    let g = load(gradient + at, live) * scale
    var direction = g
    if let velocity {
      let v = settledMean(load(velocity + at, live) * momentum + g)
      store(v, velocity + at, live)
      direction = nesterov ? g + v * momentum : v
    }
    store(load(weights + at, live) - direction * rate, weights + at, live)
  }
}

/// Adam (Kingma and Ba 2015): m = β1·m + share1·g and v = β2·v + share2·g² are running means.
///
/// `rate` and `correction` make up for their start at zero: w -= rate·m / (√v·correction +
/// epsilon). `decay` multiplies the weights first (1 for none): AdamW.
public func updateAdam(
  count: Int, scale: Float, rate: Float, beta1: Float, share1: Float, beta2: Float, share2: Float,
  epsilon: Float, correction: Float, decay: Float, gradient: UnsafePointer<Float>,
  mean: UnsafeMutablePointer<Float>, square: UnsafeMutablePointer<Float>,
  weights: UnsafeMutablePointer<Float>
) {
  forEachVector(count) { at, live in
    let g = load(gradient + at, live) * scale
    let m = settledMean(load(mean + at, live) * beta1 + g * share1)
    let v = settledSquare(load(square + at, live) * beta2 + g * g * share2)
    store(m, mean + at, live)
    store(v, square + at, live)
    let w = load(weights + at, live) * decay
    store(w - m * rate / (v.squareRoot() * correction + epsilon), weights + at, live)
  }
}

/// RMSprop: v = α·v + share·g²; the step u = g / (√v + epsilon), or with momentum u = µ·u + g /
/// (√v + epsilon), where `velocity` is given; w -= rate·u.
public func updateRMSprop(
  count: Int, scale: Float, rate: Float, alpha: Float, share: Float, epsilon: Float,
  momentum: Float, gradient: UnsafePointer<Float>, square: UnsafeMutablePointer<Float>,
  velocity: UnsafeMutablePointer<Float>?, weights: UnsafeMutablePointer<Float>
) {
  forEachVector(count) { at, live in
    let g = load(gradient + at, live) * scale
    let v = settledSquare(load(square + at, live) * alpha + g * g * share)
    store(v, square + at, live)
    var step = g / (v.squareRoot() + epsilon)
    if let velocity {
      step = settledMean(load(velocity + at, live) * momentum + step)
      store(step, velocity + at, live)
    }
    store(load(weights + at, live) - step * rate, weights + at, live)
  }
}

/// Adagrad: v = v + g²; w -= rate·g / (√v + epsilon).
public func updateAdagrad(
  count: Int, scale: Float, rate: Float, epsilon: Float, gradient: UnsafePointer<Float>,
  square: UnsafeMutablePointer<Float>, weights: UnsafeMutablePointer<Float>
) {
  forEachVector(count) { at, live in
    let g = load(gradient + at, live) * scale
    let v = load(square + at, live) + g * g
    store(v, square + at, live)
    store(
      load(weights + at, live) - g * rate / (v.squareRoot() + epsilon), weights + at, live)
  }
}

/// A running mean, or zero where it is below 1e-30: what it would still move is far below any
/// weight.
@inline(__always)
private func settledMean(_ x: Vector) -> Vector {
  x.replacing(with: 0, where: (x .< 1e-30) .& (x .> -1e-30))
}

/// A running square, or zero where it is subnormal: its root is then below any sensible epsilon.
@inline(__always)
private func settledSquare(_ x: Vector) -> Vector {
  x.replacing(with: 0, where: x .< Float.leastNormalMagnitude)
}
