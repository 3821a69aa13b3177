// SPDX-License-Identifier: Apache-2.0
// Optimizer steps as single passes over a stretch of the flat parameter buffer. The formulas are
// those of PyTorch 2 (torch.optim), without fused multiply-adds, so that the reference twin is a
// plain loop.

/// Stochastic gradient descent: v = µ·v + g; w -= rate·v, or w -= rate·(g + µ·v) with Nesterov.
public func updateSGD(
  count: Int, rate: Float, momentum: Float, nesterov: Bool, gradient: UnsafePointer<Float>,
  velocity: UnsafeMutablePointer<Float>, weights: UnsafeMutablePointer<Float>
) {
  forEachVector(count) { at, live in
    let g = load(gradient + at, live)
    let v = load(velocity + at, live) * momentum + g
    store(v, velocity + at, live)
    let direction = nesterov ? g + v * momentum : v
    store(load(weights + at, live) - direction * rate, weights + at, live)
  }
}

/// Adam (Kingma and Ba 2015): m and v are running means of g and g²; `rate` and `root` carry the
/// corrections for their start at zero: w -= rate·m / (√v / root + epsilon).
///
/// `decay` multiplies the weights first (1 for none): AdamW.
public func updateAdam(
  count: Int, rate: Float, beta1: Float, beta2: Float, epsilon: Float, root: Float, decay: Float,
  gradient: UnsafePointer<Float>, mean: UnsafeMutablePointer<Float>,
  square: UnsafeMutablePointer<Float>, weights: UnsafeMutablePointer<Float>
) {
  forEachVector(count) { at, live in
    let g = load(gradient + at, live)
    let m = load(mean + at, live) * beta1 + g * (1 - beta1)
    let v = load(square + at, live) * beta2 + g * g * (1 - beta2)
    store(m, mean + at, live)
    store(v, square + at, live)
    let w = load(weights + at, live) * decay
    store(w - m * rate / (v.squareRoot() / root + epsilon), weights + at, live)
  }
}

/// RMSprop: v = α·v + (1 - α)·g²; the step g / (√v + epsilon), with momentum µ.
public func updateRMSprop(
  count: Int, rate: Float, alpha: Float, epsilon: Float, momentum: Float,
  gradient: UnsafePointer<Float>, square: UnsafeMutablePointer<Float>,
  velocity: UnsafeMutablePointer<Float>, weights: UnsafeMutablePointer<Float>
) {
  forEachVector(count) { at, live in
    let g = load(gradient + at, live)
    let v = load(square + at, live) * alpha + g * g * (1 - alpha)
    store(v, square + at, live)
    let step = load(velocity + at, live) * momentum + g / (v.squareRoot() + epsilon)
    store(step, velocity + at, live)
    store(load(weights + at, live) - step * rate, weights + at, live)
  }
}

/// Adagrad: v = v + g²; w -= rate·g / (√v + epsilon).
public func updateAdagrad(
  count: Int, rate: Float, epsilon: Float, gradient: UnsafePointer<Float>,
  square: UnsafeMutablePointer<Float>, weights: UnsafeMutablePointer<Float>
) {
  forEachVector(count) { at, live in
    let g = load(gradient + at, live)
    let v = load(square + at, live) + g * g
    store(v, square + at, live)
    store(
      load(weights + at, live) - g * rate / (v.squareRoot() + epsilon), weights + at, live)
  }
}
