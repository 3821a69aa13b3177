// SPDX-License-Identifier: Apache-2.0

extension SoundRecipe {
  /// Why a recipe makes no sense.
  public enum Problem: Hashable, Sendable {
    /// A rate that sound does not have.
    case rate(Int)
    /// A window or hop that is no length, or shorter than a sample or longer than `limit` ms.
    case length(name: String, milliseconds: Double, limit: Double)
    /// Some samples would be in no frame.
    case gaps(hop: Double, window: Double)
    /// The window does not fit into the transform.
    case windowOverTransform(samples: Int, size: Int)
    /// A transform larger than any that is computed.
    case transform(size: Int, limit: Int)
    /// More or fewer of something than there may be.
    case count(name: String, value: Int, limits: ClosedRange<Int>)
    /// Filters that begin below 0 or above their end.
    case band(low: Double, high: Double)
    /// Filters that end above half the rate.
    case aboveNyquist(high: Double, nyquist: Double)
    /// A number that is not finite, or not in its range.
    case number(name: String, value: Double, expected: String)
    /// A range of dB of a logarithm that is not in dB.
    case rangeWithoutDecibels

    /// What is wrong, as a sentence without a full stop.
    public var text: String {
      switch self {
      case .rate(let rate): "a rate of \(rate) Hz; sound has \(SoundRecipe.shortRates)"
      case .length(let name, let milliseconds, let limit):
        "a \(name) of \(spelled(milliseconds)) ms; it takes at least one sample and at most "
          + "\(spelled(limit)) ms"
      case .gaps(let hop, let window):
        "a hop of \(spelled(hop)) ms is longer than the window of \(spelled(window)) ms: some sound would"
          + " be in no frame"
      case .windowOverTransform(let samples, let size):
        "a window of \(samples) samples is longer than the transform of \(size)"
      case .transform(let size, let limit):
        "a transform of \(size) samples; the largest has \(limit)"
      case .count(let name, let value, let limits):
        "\(value) \(name); from \(limits.lowerBound) to \(limits.upperBound) make sense"
      case .band(let low, let high):
        "filters from \(spelled(low)) to \(spelled(high)) Hz; they begin at 0 or above, and end higher"
      case .aboveNyquist(let high, let nyquist):
        "filters up to \(spelled(high)) Hz; at this rate sound ends at \(spelled(nyquist)) Hz"
      case .number(let name, let value, let expected):
        "a \(name) of \(spelled(value)); it is \(expected)"
      case .rangeWithoutDecibels: "a range in dB of a logarithm that is not in dB"
      }
    }

    private func spelled(_ number: Double) -> String { SoundRecipe.spelled(number) }
  }

  /// The rates that sound may have.
  static let rates = 100...10_000_000
  fileprivate static let shortRates = "100 to 10,000,000 samples a second"

  /// Everything that is wrong; an extractor takes a recipe without problems.
  public var problems: [Problem] {
    guard Self.rates.contains(rate) else { return [.rate(rate)] }
    return lengthProblems + filterProblems + numberProblems
  }

  private var lengthProblems: [Problem] {
    let limit = Double(Self.largest) * 1000 / Double(rate)
    var found: [Problem] = []
    for (name, value, samples) in [("window", window, windowSamples), ("hop", hop, hopSamples)]
    where !(1...Self.largest).contains(samples) {
      found.append(.length(name: name, milliseconds: value, limit: limit.rounded()))
    }
    guard found.isEmpty else { return found }
    if hopSamples > windowSamples { found.append(.gaps(hop: hop, window: window)) }
    if size > Self.largest {
      found.append(.transform(size: size, limit: Self.largest))
    } else if size < max(windowSamples, 2) {
      found.append(.windowOverTransform(samples: windowSamples, size: size))
    }
    return found
  }

  private var filterProblems: [Problem] {
    var found: [Problem] = []
    if !(1...1024).contains(mels) {
      found.append(.count(name: "filters", value: mels, limits: 1...1024))
    } else if let cepstra, !(1...mels).contains(cepstra) {
      found.append(.count(name: "cepstra", value: cepstra, limits: 1...mels))
    }
    if !(low >= 0 && high > low && high.isFinite) {
      found.append(.band(low: low, high: high))
    } else if high > Double(rate) / 2 {
      found.append(.aboveNyquist(high: high, nyquist: Double(rate) / 2))
    }
    return found
  }

  private var numberProblems: [Problem] {
    var found: [Problem] = []
    func require(_ isRight: Bool, _ name: String, _ value: Double, _ expected: String) {
      if !isRight { found.append(.number(name: name, value: value, expected: expected)) }
    }
    require(floor > 0 && floor <= 1e30, "floor", floor, "above 0")
    require(reference > 0 && reference <= 1e30, "reference", reference, "above 0")
    require((0...1e6).contains(dither), "dither", dither, "at least 0")
    require((0...1).contains(preEmphasis), "pre-emphasis", preEmphasis, "from 0 to 1")
    require((0...1e6).contains(lifter), "lifter", lifter, "at least 0")
    if let range { require((1e-3...1e6).contains(range), "range", range, "above 0") }
    if range != nil, logarithm != .decibel { found.append(.rangeWithoutDecibels) }
    let counts = [
      ("orders of deltas", deltas, 0...2), ("frames of a delta", deltaSpan, 1...50),
      ("frames of a stack", stack, 1...64), ("frames from stack to stack", skip, 1...64),
    ]
    for (name, value, limits) in counts where !limits.contains(value) {
      found.append(.count(name: name, value: value, limits: limits))
    }
    return found
  }
}
