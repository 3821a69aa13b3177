// SPDX-License-Identifier: Apache-2.0
// Where distributions reach a level, the same bits on every machine.

/// The number below which a standard normal number is with a probability, with a relative error below
/// 1e-15; infinite at 0 and 1.
///
/// Algorithm AS 241 (Wichura 1988).
func normalQuantile(_ level: Double) -> Double {
  let q = level - 0.5
  guard q.magnitude > 0.425 else {
    let r = 0.180625 - q * q
    let over = polynomial(
      r, 2509.080_928_730_122_6, 33430.575_583_588_128, 67265.770_927_008_7,
      45921.953_931_549_87, 13731.693_765_509_46, 1971.590_950_306_551_4, 133.141_667_891_784_38,
      3.387_132_872_796_366_5)
    let under = polynomial(
      r, 5226.495_278_852_545, 28729.085_735_721_943, 39307.895_800_092_71,
      21213.794_301_586_597, 5394.196_021_424_751, 687.187_007_492_057_9, 42.313_330_701_600_91, 1)
    return q * over / under
  }
  let tail = q < 0 ? level : 1 - level
  guard tail > 0 else { return tail == 0 ? (q < 0 ? -.infinity : .infinity) : .nan }
  let root = (-naturalLogarithm(tail)).squareRoot()
  let size: Double
  if root <= 5 {
    let r = root - 1.6
    size =
      polynomial(
        r, 7.745_450_142_783_414e-4, 0.022_723_844_989_269_184, 0.241_780_725_177_450_6,
        1.270_458_252_452_368_4, 3.647_848_324_763_204_5, 5.769_497_221_460_691,
        4.630_337_846_156_546, 1.423_437_110_749_683_5)
      / polynomial(
        r, 1.050_750_071_644_416_9e-9, 5.475_938_084_995_345e-4, 0.015_198_666_563_616_457,
        0.148_103_976_427_480_08, 0.689_767_334_985_1, 1.676_384_830_183_803_8,
        2.053_191_626_637_758_8, 1)
  } else {
    let r = root - 5
    size =
      polynomial(
        r, 2.010_334_399_292_288_1e-7, 2.711_555_568_743_487_6e-5, 0.001_242_660_947_388_078_4,
        0.026_532_189_526_576_124, 0.296_560_571_828_504_9, 1.784_826_539_917_291_3,
        5.463_784_911_164_114, 6.657_904_643_501_103)
      / polynomial(
        r, 2.044_263_103_389_939_8e-15, 1.421_511_758_316_445_9e-7, 1.846_318_317_510_054_8e-5,
        7.868_691_311_456_133e-4, 0.014_875_361_290_850_615, 0.136_929_880_922_735_8,
        0.599_832_206_555_888, 1)
  }
  return q < 0 ? -size : size
}

/// The polynomial c7·x⁷ + … + c0.
private func polynomial(
  _ x: Double, _ c7: Double, _ c6: Double, _ c5: Double, _ c4: Double, _ c3: Double, _ c2: Double,
  _ c1: Double, _ c0: Double
) -> Double {
  ((((((c7 * x + c6) * x + c5) * x + c4) * x + c3) * x + c2) * x + c1) * x + c0
}

/// The number below which one of Student's distribution is with a probability, for more than 2 degrees
/// of freedom, with a relative error below 1e-12; infinite at 0 and 1.
///
/// Algorithm 396 (Hill 1970), made exact by steps of Newton's method with the curvature.
func studentQuantile(_ level: Double, degrees: Double) -> Double {
  guard degrees < 1e10 else { return degrees.isNaN ? .nan : normalQuantile(level) }
  let tail = min(level, 1 - level)
  guard tail > 0, tail < 0.5 else {
    return tail == 0.5 ? 0 : tail == 0 ? (level < 0.5 ? -.infinity : .infinity) : .nan
  }
  var t = studentStart(tail, degrees: degrees)
  let logPeak =
    logGammaHalfStep(degrees / 2).value - naturalLogarithm(degrees * .pi) / 2
  for _ in 0..<8 {
    let sum = degrees + t * t
    let excess = incompleteBeta(degrees / 2, 0.5, degrees / sum, t * t / sum).lower / 2 - tail
    let density = exponential(
      logPeak - (degrees + 1) / 2 * naturalLogarithm(1 + t * t / degrees))
    guard density > 0 else { break }
    let step = excess / density
    t += step * (1 + step * t * (degrees + 1) / (2 * sum))
    // The next step is of the size of its square.
    if !(step.magnitude > 1e-9 * t) { break }
  }
  return level < 0.5 ? -t : t
}

/// About where the upper tail of Student's distribution has a probability.
private func studentStart(_ tail: Double, degrees: Double) -> Double {
  let a = 1 / (degrees - 0.5)
  let b = 48 / (a * a)
  var c = ((20_700 * a / b - 98) * a - 16) * a + 96.36
  let d = ((94.5 / (b + c) - 3) / b + 1) * (a * .pi / 2).squareRoot() * degrees
  var y = power(d * 2 * tail, 2 / degrees)
  if y > 0.05 + a {
    let x = normalQuantile(tail)
    y = x * x
    if degrees < 5 { c += 0.3 * (degrees - 4.5) * (x + 0.6) }
    c = (((0.05 * d * x - 5) * x - 7) * x - 2) * x + b + c
    y = (((((0.4 * y + 6.3) * y + 36) * y + 94.5) / c - y - 3) / b + 1) * x
    y = exponential(a * y * y) - 1
  } else {
    y =
      ((1 / (((degrees + 6) / (degrees * y) - 0.089 * d - 0.822) * (degrees + 2) * 3)
        + 0.5 / (degrees + 4)) * y - 1) * (degrees + 1) / (degrees + 2) + 1 / y
  }
  return (degrees * y).squareRoot()
}

/// The least count at which a negative binomial distribution reaches a level above 0 and below 1, for a
/// mean, and a variance of mean + dispersion·mean².
///
/// Probabilities are added up from 0; where that takes long, the incomplete beta function is searched.
func negativeBinomialQuantile(_ level: Double, mean: Double, dispersion: Double) -> Double {
  guard mean > 0, dispersion > 0, mean.isFinite, dispersion.isFinite, !level.isNaN else {
    return mean == 0 ? 0 : .nan
  }
  guard level > 0 else { return 0 }
  guard level < 1 else { return .infinity }
  let size = 1 / dispersion
  let spread = 1 + dispersion * mean
  var term = exponential(-size * naturalLogarithm(spread))
  let y = dispersion * mean / spread
  if term > 1e-280 {
    var (sum, count) = (term, 0.0)
    while sum < level, count < 256 {
      term *= (count + size) / (count + 1) * y
      count += 1
      sum += term
    }
    if sum >= level { return count }
  }
  return CountSearch(level: level, size: size, x: 1 / spread, y: y).found(
    from: mean + normalQuantile(level) * (mean * spread).squareRoot())
}

/// Looks for the count at which a negative binomial distribution reaches a level.
private struct CountSearch {
  let level: Double
  let size: Double
  let x: Double
  let y: Double

  /// How far the distribution is above the level at a count.
  private func excess(_ count: Double) -> Double {
    guard count >= 0 else { return -level }
    let (lower, upper) = incompleteBeta(size, count + 1, x, y)
    return level < 0.5 ? lower - level : (1 - level) - upper
  }

  /// Goes near it in steps of Newton's method, and from there between two counts.
  func found(from start: Double) -> Double {
    var near = max(0, start.rounded())
    for _ in 0..<4 {
      let slope = negativeBinomialProbability(near, size: size, x, y)
      guard slope > 0 else { break }
      let step = (excess(near) / slope).rounded()
      guard step.magnitude < 4 * (near + 1) else { break }
      near = max(0, near - step)
      if step.magnitude <= 1 { break }
    }
    var (low, high, width) = (near, near, 1.0)
    if excess(near) >= 0 {
      repeat {
        high = low
        low = max(-1, low - width)
        width *= 2
      } while low >= 0 && excess(low) >= 0
    } else {
      repeat {
        low = high
        high += width
        width *= 2
      } while width < 1e300 && excess(high) < 0
    }
    while high - low > 1 {
      let middle = (low + (high - low) / 2).rounded(.down)
      guard middle > low, middle < high else { break }
      if excess(middle) >= 0 { high = middle } else { low = middle }
    }
    return high
  }
}
