// SPDX-License-Identifier: Apache-2.0

/// Gaussian noise on the gradients, after their clipping (Neelakantan and others 2015): its
/// variance in step t is η / (1 + t)^0.55.
struct GradientNoise: Hashable, Sendable {
  /// η; 0 for none.
  let variance: Double
  let random: RandomSource

  /// The noise of one step.
  struct Step: Sendable {
    fileprivate let random: RandomSource
    fileprivate let number: UInt32
    fileprivate let deviation: Double

    /// Adds it to a stretch; every stretch has numbers of its own, whatever thread adds them.
    func add(to gradients: Buffer, _ stretch: Stretch) {
      var numbers = random.sequence(.noise, String(stretch.range.lowerBound), step: number)
      for at in stretch.range { gradients.base[at] += Float(deviation * numbers.normal()) }
    }
  }

  /// The noise of a step, nil for none.
  ///
  /// - Parameter gradientScale: what the gradients will be multiplied by; the noise will not.
  func step(_ number: Int, gradientScale: Float) -> Step? {
    guard variance > 0, gradientScale > 0 else { return nil }
    let fallen = variance / power(1 + Double(number), 0.55)
    return Step(
      random: random, number: UInt32(truncatingIfNeeded: number),
      deviation: fallen.squareRoot() / Double(gradientScale))
  }
}
