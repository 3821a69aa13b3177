// SPDX-License-Identifier: Apache-2.0
// Functions of one number, the same bits on every machine: sums and products in a fixed order, no
// libm and no fused operations. The errors stated are measured by ElementaryTests.

/// e^x, with an error below 1.5 ulp; infinite above 709.78, and 0 below -745.13.
///
/// Cody-Waite reduction by ln 2 in two parts, and the series of Taylor on ±ln2/2.
public func exponential(_ x: Double) -> Double {
  guard x.magnitude < 1000 else { return x > 0 ? .infinity : x < 0 ? 0 : .nan }
  let halvings = (x * 1.442_695_040_888_963_4).rounded()
  let r = x - halvings * 0x1.62e42feep-1 - halvings * 0x1.a39ef35793c76p-33
  var series = 1.0
  for n in stride(from: 14.0, through: 1, by: -1) { series = 1 + r / n * series }
  return Double(sign: .plus, exponent: Int(halvings), significand: series)
}

/// cos x for angles of at most a million in magnitude, with an error of at most 2 ulp; NaN for others.
///
/// Cody-Waite reduction by π/2 in three parts, and the series of Taylor on ±π/4.
func cosine(_ x: Double) -> Double {
  guard x.magnitude <= 1_000_000 else { return .nan }
  let quarters = (x * 0.636_619_772_367_581_3).rounded()
  let r =
    x - quarters * 0x1.921fb544p+0 - quarters * 0x1.0b4611a6p-34
    - quarters * 0x1.3198a2e037073p-69
  /// 1 - r²/(n(n-1))·(1 - r²/((n-2)(n-3))·(…)): the cosine for an even n, sin r / r for an odd one.
  func series(_ degree: Double) -> Double {
    stride(from: degree, to: 1, by: -2).reduce(1) { 1 - r * r / ($1 * ($1 - 1)) * $0 }
  }
  return switch Int(quarters) & 3 {
  case 0: series(18)
  case 1: -r * series(19)
  case 2: -series(18)
  default: r * series(19)
  }
}

/// base^exponent for a base of at least 0; NaN for a negative one.
///
/// Whole exponents up to 64 in magnitude are products, so that powers of 2 and first powers are
/// exact. Others are exp(exponent · ln base), with a relative error below 1e-15 · (1 + |exponent ·
/// ln base|).
public func power(_ base: Double, _ exponent: Double) -> Double {
  guard base >= 0 else { return .nan }
  guard exponent.magnitude <= 64, let whole = Int(exactly: exponent) else {
    return base == 1 ? 1 : exponential(exponent * naturalLogarithm(base))
  }
  var (product, square) = (1.0, base)
  var bits = whole.magnitude
  while bits > 0 {
    if bits & 1 == 1 { product *= square }
    square *= square
    bits >>= 1
  }
  return whole < 0 ? 1 / product : product
}

/// The density φ of the standard normal distribution.
func normalDensity(_ z: Double) -> Double {
  0.398_942_280_401_432_7 * exponential(-z * z / 2)
}

/// The probability of a standard normal number below z, with an error below 1e-15.
///
/// The series of Marsaglia, "Evaluating the normal distribution" (2004): φ(z)·(z + z³/3 + z⁵/15 + …)
/// beside the half.
func normalDistribution(_ z: Double) -> Double {
  guard z.magnitude < 9 else { return z > 0 ? 1 : z < 0 ? 0 : .nan }
  var (sum, term, odd) = (0.0, z, 1.0)
  while sum + term != sum {
    sum += term
    odd += 2
    term *= z * z / odd
  }
  return 0.5 + sum * normalDensity(z)
}
