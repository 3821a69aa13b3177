// SPDX-License-Identifier: Apache-2.0
// The gamma function and what is made of it, by sums, products and the engine's own exp and ln alone:
// the same bits on every machine.

/// ln Γ(x) for x > 0, with an error below 1e-14 · max(1, |ln Γ(x)|).
///
/// Stirling's series from 10 on; smaller numbers are raised to that by Γ(x + 1) = x·Γ(x).
func logGamma(_ x: Double) -> Double {
  var (raised, product) = (x, 1.0)
  while raised < 10 {
    product *= raised
    raised += 1
  }
  let large =
    (raised - 0.5) * naturalLogarithm(raised) - raised + halfLogTau + stirlingSeries(raised)
  return x < 10 ? large - naturalLogarithm(product) : large
}

/// The slope of ln Γ at x > 0, with an error below 1e-14 · max(1, |ψ(x)|).
func digamma(_ x: Double) -> Double {
  var (raised, sum) = (x, 0.0)
  while raised < 10 {
    sum += 1 / raised
    raised += 1
  }
  let z = 1 / (raised * raised)
  var series = 1 / 12.0
  series = 691 / 32760.0 - z * series
  series = 1 / 132.0 - z * series
  series = 1 / 240.0 - z * series
  series = 1 / 252.0 - z * series
  series = 1 / 120.0 - z * series
  series = 1 / 12.0 - z * series
  return naturalLogarithm(raised) - 0.5 / raised - series * z - sum
}

/// ln Γ(x + ½) - ln Γ(x) for x > 0, and its slope, with errors below 1e-14 · max(1, |…|).
func logGammaHalfStep(_ x: Double) -> (value: Double, slope: Double) {
  var (raised, ratio, sum) = (x, 1.0, 0.0)
  while raised < 10 {
    let above = raised + 0.5
    ratio *= raised / above
    sum += 0.5 / (raised * above)
    raised += 1
  }
  let z = 1 / (raised * raised)
  var series = 31 / 18_432.0 - z * (691 / 180_224.0)
  series = 17 / 14_336.0 - z * series
  series = 1 / 640.0 - z * series
  series = 1 / 192.0 - z * series
  series = 1 / 8.0 - z * series
  var slope = 31 / 2048.0 - z * (691 / 16_384.0)
  slope = 17 / 2048.0 - z * slope
  slope = 1 / 128.0 - z * slope
  slope = 1 / 64.0 - z * slope
  slope = 1 / 8.0 - z * slope
  return (
    naturalLogarithm(raised * ratio * ratio) / 2 - series / raised,
    0.5 / raised + z * slope + sum
  )
}

/// ln of Γ(x + count) / (Γ(x)·Γ(count + 1)) for x > 0 and a count of at least 0, which need not be whole,
/// and its slope by x.
func logRising(_ x: Double, _ count: Double) -> (value: Double, slope: Double) {
  guard count <= 16, count == count.rounded() else {
    return (
      logGamma(x + count) - logGamma(x) - logGamma(count + 1), digamma(x + count) - digamma(x)
    )
  }
  var (at, product, sum) = (0.0, 1.0, 0.0)
  while at < count {
    let share = 1 / (x + at)
    sum += share
    at += 1
    product *= (x + (at - 1)) / at
  }
  return (naturalLogarithm(product), sum)
}

/// What Stirling's formula lacks: ln Γ(x) - ((x - ½)·ln x - x + ½·ln 2π) for x > 0.
func stirlingError(_ x: Double) -> Double {
  x >= 10
    ? stirlingSeries(x) : logGamma(x) - ((x - 0.5) * naturalLogarithm(x) - x + halfLogTau)
}

/// The same for x of at least 10, by its series.
private func stirlingSeries(_ x: Double) -> Double {
  let z = 1 / (x * x)
  var series = 1 / 156.0
  series = 691 / 360_360.0 - z * series
  series = 1 / 1188.0 - z * series
  series = 1 / 1680.0 - z * series
  series = 1 / 1260.0 - z * series
  series = 1 / 360.0 - z * series
  return (1 / 12.0 - z * series) / x
}

/// The number ½·ln 2π.
private let halfLogTau = 0.918_938_533_204_672_8

/// x·ln(x/m) - x + m, exact where x is close to m (Loader 2000).
private func deviance(_ x: Double, from m: Double) -> Double {
  let difference = x - m
  guard difference.magnitude < 0.1 * (x + m) else {
    return x * naturalLogarithm(x / m) - difference
  }
  let v = difference / (x + m)
  var (sum, term, odd) = (difference * v, 2 * x * v, 1.0)
  while odd < 100 {
    term *= v * v
    odd += 2
    let next = sum + term / odd
    if next == sum { break }
    sum = next
  }
  return sum
}

/// Γ(a + b + 1) / (Γ(a + 1)·Γ(b + 1)) · x^a · y^b with y = 1 - x, for a and b above 0: the probability
/// of a among a + b, without loss where the numbers are large (Loader 2000).
private func binomialTerm(_ a: Double, _ b: Double, _ x: Double, _ y: Double) -> Double {
  let n = a + b
  let exponent =
    stirlingError(n) - stirlingError(a) - stirlingError(b) - deviance(a, from: n * x)
    - deviance(b, from: n * y)
  return exponential(exponent) * (n / a / b / 6.283_185_307_179_586).squareRoot()
}

/// The regularized incomplete beta function I_x(a, b), and 1 - I_x(a, b), for y = 1 - x.
///
/// The continued fraction of the side on which it converges fast (Lentz), with relative errors below
/// 1e-12 for a and b up to a million.
func incompleteBeta(
  _ a: Double, _ b: Double, _ x: Double, _ y: Double
) -> (lower: Double, upper: Double) {
  guard x > 0 else { return x == 0 ? (0, 1) : (.nan, .nan) }
  guard y > 0 else { return y == 0 ? (1, 0) : (.nan, .nan) }
  guard x <= (a + 1) / (a + b + 2) else {
    let other = betaFraction(b, a, y, x)
    return (1 - other, other)
  }
  let own = betaFraction(a, b, x, y)
  return (own, 1 - own)
}

/// I_x(a, b) for x of at most (a + 1) / (a + b + 2).
private func betaFraction(_ a: Double, _ b: Double, _ x: Double, _ y: Double) -> Double {
  var c = 1.0
  var d = 1 / (1 - (a + b) * x / (a + 1))
  var fraction = d
  var m = 1.0
  while m < 100_000 {
    let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
    d = 1 / (1 + even * d)
    c = 1 + even / c
    fraction *= d * c
    let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
    d = 1 / (1 + odd * d)
    c = 1 + odd / c
    fraction *= d * c
    if !((d * c - 1).magnitude > 4e-16) { break }
    m += 1
  }
  return binomialTerm(a, b, x, y) * b / (a + b) * fraction
}

/// The probability of a count in a negative binomial distribution: that of k failures before `size`
/// successes, which need not be whole, each of a probability x = 1 - y.
func negativeBinomialProbability(
  _ k: Double, size: Double, _ x: Double, _ y: Double
) -> Double {
  guard k > 0 else { return k == 0 ? exponential(size * naturalLogarithm(x)) : 0 }
  return binomialTerm(size, k, x, y) * size / (size + k)
}
