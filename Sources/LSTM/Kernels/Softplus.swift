// SPDX-License-Identifier: Apache-2.0

/// ln(1 + e^x), which is above 0 and close to x where that is large, with its slope 1 / (1 + e^-x).
struct Softplus {
  let value: Double
  let slope: Double

  /// Of x.
  init(_ x: Double) {
    let decay = exponential(-x.magnitude)
    let share = 1 / (1 + decay)
    value = (x > 0 ? x : 0) + naturalLogarithm(1 + decay)
    slope = x > 0 ? share : decay * share
  }
}
