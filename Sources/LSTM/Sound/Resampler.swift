// SPDX-License-Identifier: Apache-2.0

/// Brings sound to another rate: a windowed sinc (Kaiser's window) at the exact ratio of the rates.
///
/// What lies below 0.84 of half the lower rate passes within 0.1 dB; what lies above that half is
/// damped by at least 75 dB, so that nothing is heard at a frequency where it is not. Sample j of the
/// result is the sound at the time j / `to`, and zeros stand around the clip.
struct Resampler: Sendable {
  private let from: Int
  private let to: Int
  /// Samples on either side of a place that it is made of.
  private let reach: Int
  /// How many places between two samples have weights of their own.
  private let phases: Int
  /// Weights of each place, 2 `reach` numbers, and of the next whole sample.
  private let weights: [Float]

  /// How many zeros of the sinc lie on either side.
  private static let zeros = 32
  /// Above so many places between samples, weights are interpolated.
  private static let mostPhases = 2048
  /// Of the window, for 80 dB.
  private static let beta = 7.857

  /// From a rate to another, both at least 1.
  init(from: Int, to: Int) {
    let divisor = Self.divisor(from, to)
    (self.from, self.to) = (from / divisor, to / divisor)
    let ratio = min(1, Double(self.to) / Double(self.from))
    // The lower the band, the smoother its sinc, and the fewer places it takes.
    phases = min(self.to, max(1, Int(Double(Self.mostPhases) * ratio)))
    // The edge lies where the stop band begins at half the lower rate.
    let edge = 0.922 * ratio
    let reach = Int((Double(Self.zeros) / edge).rounded(.up))
    var weights: [Float] = []
    weights.reserveCapacity((phases + 1) * 2 * reach)
    for phase in 0...phases {
      let shift = Double(phase) / Double(phases)
      let row = (0..<2 * reach).map { tap in
        Self.weight(Double(tap - reach + 1) - shift, edge, Double(reach))
      }
      // A steady level stays what it is.
      let sum = row.reduce(0, +)
      weights += row.map { Float($0 / sum) }
    }
    (self.reach, self.weights) = (reach, weights)
  }

  /// How many samples come of so many: as many as begin before the end of the last one.
  func length(of samples: Int) -> Int {
    let (whole, rest) = samples.quotientAndRemainder(dividingBy: from)
    return whole * to + (rest * to + from - 1) / from
  }

  /// The samples at the other rate.
  func resampled(_ samples: [Float]) -> [Float] {
    var place = Place()
    return take(length(of: samples.count), from: &place, of: samples, beginning: 0)
  }

  /// Where a sample of the result lies: after a sample of the sound, by `rest` / `to`.
  struct Place {
    fileprivate var sample = 0
    fileprivate var rest = 0
  }

  /// How many samples of the result from a place on need no sample of the sound after the first `count`.
  func ready(from place: Place, of count: Int) -> Int {
    // The last place whose sample has `reach` others after it.
    let last = count - reach - 1
    guard last >= place.sample else { return 0 }
    return ((last - place.sample + 1) * to - place.rest + from - 1) / from
  }

  /// The first sample of the sound that is looked at from a place on.
  func firstNeeded(from place: Place) -> Int { place.sample - reach + 1 }

  /// So many samples of the result from a place on, which moves on; zeros stand around the sound.
  ///
  /// - Parameters:
  ///   - samples: the sound from its sample `beginning` on.
  func take(
    _ length: Int, from start: inout Place, of samples: [Float], beginning: Int
  ) -> [Float] {
    let (taps, count) = (2 * reach, beginning + samples.count)
    var place = start
    let taken = samples.withUnsafeBufferPointer { samples in
      weights.withUnsafeBufferPointer { weights in
        [Float](unsafeUninitializedCapacity: length) { result, initialized in
          for index in 0..<length {
            let (phase, between) = self.phase(place.rest)
            let first = place.sample - reach + 1
            let (low, high) = (max(0, -first), max(-first, min(taps, count - first)))
            let sound = UnsafeBufferPointer(
              rebasing: samples[
                max(0, first - beginning)..<max(0, first + high - beginning)])
            let row = phase * taps + low
            let sum = Self.product(sound, weights, from: row)
            let next = between > 0 ? Self.product(sound, weights, from: row + taps) : 0
            result[index] = Float(sum * (1 - between) + next * between)
            place.rest += from
            place.sample += place.rest / to
            place.rest %= to
          }
          initialized = length
        }
      }
    }
    start = place
    return taken
  }

  /// The sum of products with weights from a place on, in four sums that are joined in one order.
  @inline(__always)
  private static func product(
    _ samples: UnsafeBufferPointer<Float>, _ weights: UnsafeBufferPointer<Float>, from row: Int
  ) -> Double {
    var sums = SIMD4<Double>.zero
    var tap = 0
    while tap + 4 <= samples.count {
      let sound = SIMD4(samples[tap], samples[tap + 1], samples[tap + 2], samples[tap + 3])
      let at = row + tap
      let weight = SIMD4(weights[at], weights[at + 1], weights[at + 2], weights[at + 3])
      sums += SIMD4<Double>(sound) * SIMD4<Double>(weight)
      tap += 4
    }
    var sum = (sums.x + sums.y) + (sums.z + sums.w)
    while tap < samples.count {
      sum += Double(samples[tap]) * Double(weights[row + tap])
      tap += 1
    }
    return sum
  }

  /// The row of weights for a place `rest` / `to` after a sample, and how far towards the next row.
  private func phase(_ rest: Int) -> (Int, Double) {
    guard phases < to else { return (rest, 0) }
    let (phase, left) = (rest * phases).quotientAndRemainder(dividingBy: to)
    return (phase, Double(left) / Double(to))
  }

  /// The windowed sinc at a distance in samples.
  private static func weight(_ distance: Double, _ edge: Double, _ reach: Double) -> Double {
    let share = distance / reach
    guard share.magnitude < 1 else { return 0 }
    let angle = .pi * distance * edge
    // sin x = cos(x - π/2)
    let sinc = angle == 0 ? 1 : cosine(angle - .pi / 2) / angle
    return sinc * bessel(beta * (1 - share * share).squareRoot())
  }

  /// The modified Bessel function of order 0, by its series.
  private static func bessel(_ x: Double) -> Double {
    var (sum, term, n) = (1.0, 1.0, 1.0)
    while term > sum * 1e-17 {
      term *= x * x / (4 * n * n)
      sum += term
      n += 1
    }
    return sum
  }

  private static func divisor(_ a: Int, _ b: Int) -> Int {
    var (a, b) = (a, b)
    while b != 0 { (a, b) = (b, a % b) }
    return max(a, 1)
  }
}
