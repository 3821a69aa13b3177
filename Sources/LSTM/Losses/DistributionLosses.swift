// SPDX-License-Identifier: Apache-2.0

/// -ln of the density of a normal distribution (Nix and Weigend 1994).
///
/// The scores are the mean, and that of which the deviation is the softplus.
struct GaussianLoss: NumberLoss {
  /// The least deviation: so close to a number no prediction is rewarded for being surer.
  static let leastDeviation = 1e-3

  var name: String { "Gaussian likelihood" }
  var form: NumberForm { .gaussian }

  func take(
    _ scores: UnsafeMutablePointer<Float>, _ aim: Double, _ slope: SlopeScale?
  ) -> Double {
    let soft = Softplus(Double(scores[1]))
    let deviation = soft.value + Self.leastDeviation
    let distance = (aim - Double(scores[0])) / deviation
    if let slope {
      scores[0] = slope(-distance / deviation)
      scores[1] = slope((1 - distance * distance) / deviation * soft.slope)
    } else {
      scores[1] = Float(deviation)
    }
    return naturalLogarithm(deviation) + 0.918_938_533_204_672_8 + distance * distance / 2
  }
}

/// -ln of the density of Student's distribution, for which an outlier counts less.
///
/// The scores are the location, and those of which scale and degrees of freedom are the softplus.
struct StudentLoss: NumberLoss {
  var name: String { "Student likelihood" }
  var form: NumberForm { .student }

  /// Beyond so many degrees of freedom the distribution is a normal one, and they grow no more.
  private static let mostScore = 1e4

  func take(
    _ scores: UnsafeMutablePointer<Float>, _ aim: Double, _ slope: SlopeScale?
  ) -> Double {
    let soft = Softplus(Double(scores[1]))
    let score = Double(scores[2])
    let more = Softplus(score > Self.mostScore ? Self.mostScore : score)
    let (scale, degrees) = (soft.value + GaussianLoss.leastDeviation, 2 + more.value)
    guard !aim.isNaN || slope != nil else {
      (scores[1], scores[2]) = (Float(scale), Self.above2(degrees))
      return 0
    }
    let distance = (aim - Double(scores[0])) / scale
    let square = distance * distance
    let rise = logGammaHalfStep(degrees / 2)
    let growth = naturalLogarithm(1 + square / degrees)
    if let slope {
      let pull = (degrees + 1) / (degrees + square)
      scores[0] = slope(-pull * distance / scale)
      scores[1] = slope((1 - pull * square) / scale * soft.slope)
      let slant = (1 - pull * square) / degrees + growth - rise.slope
      scores[2] = score > Self.mostScore ? 0 : slope(slant / 2 * more.slope)
    } else {
      (scores[1], scores[2]) = (Float(scale), Self.above2(degrees))
    }
    return naturalLogarithm(degrees * .pi) / 2 + naturalLogarithm(scale) - rise.value
      + (degrees + 1) / 2 * growth
  }

  /// Degrees of freedom that are above 2 in single precision too.
  private static func above2(_ degrees: Double) -> Float {
    degrees > 2 ? max(Float(degrees), Float(2).nextUp) : Float(degrees)
  }
}

/// -ln of the probability of a count in a negative binomial distribution.
///
/// The scores are the logarithm of the mean, between -30 and 30, and that of which the dispersion is the
/// softplus. A number below 0 counts as 0. Where a number is predicted as a multiple of a level, the mean
/// is multiplied by it, and the dispersion divided by its root (Salinas et al. 2017, "DeepAR", section 3.3).
struct NegativeBinomialLoss: NumberLoss {
  /// The least dispersion: the variance exceeds that of Poisson's distribution by a ten-thousandth of the
  /// squared mean.
  static let leastDispersion = 1e-4

  var name: String { "negative binomial likelihood" }
  var form: NumberForm { .negativeBinomial }

  func take(
    _ scores: UnsafeMutablePointer<Float>, _ aim: Double, _ slope: SlopeScale?
  ) -> Double { take(scores, aim, level: 0, slope) }

  func take(
    _ scores: UnsafeMutablePointer<Float>, _ aim: Double, level: Double, _ slope: SlopeScale?
  ) -> Double {
    let score = Double(scores[0])
    let multiple = score > 30 ? 30 : score < -30 ? -30 : score
    let soft = Softplus(Double(scores[1]))
    let own = soft.value + Self.leastDispersion
    guard !aim.isNaN || slope != nil else {
      (scores[0], scores[1]) = (Float(exponential(multiple)), Float(own))
      return 0
    }
    let (logMean, spread) = (multiple + level, level == 0 ? 1 : exponential(-level / 2))
    let (mean, dispersion) = (exponential(logMean), own * spread)
    let count = aim < 0 ? 0 : aim
    let size = 1 / dispersion
    let growth = naturalLogarithm(1 + dispersion * mean)
    let rise = logRising(size, count)
    if let slope {
      // Beyond the bounds the slope is as at them, so that a score can come back.
      let pull = (mean - count) / (1 + dispersion * mean)
      scores[0] = slope(pull)
      scores[1] = slope((size * (rise.slope - growth) + pull) * size * soft.slope * spread)
    } else {
      (scores[0], scores[1]) = (Float(exponential(multiple)), Float(own))
    }
    return (size + count) * growth - count * (naturalLogarithm(dispersion) + logMean) - rise.value
  }
}
