// SPDX-License-Identifier: Apache-2.0

/// One channel of sound.
public struct Waveform: Hashable, Sendable {
  /// The samples; full scale is -1 … 1, and those of a file of floats may go beyond.
  public var samples: [Float]
  /// Samples a second.
  public var rate: Int

  /// Samples at a rate.
  public init(samples: [Float], rate: Int) {
    self.samples = samples
    self.rate = rate
  }

  /// How long it takes.
  public var seconds: Double { Double(samples.count) / Double(max(rate, 1)) }

  /// The same sound at another rate; see `Resampler`.
  public func resampled(to rate: Int) -> Waveform {
    guard rate != self.rate, rate > 0, self.rate > 0 else { return self }
    return Waveform(samples: Resampler(from: self.rate, to: rate).resampled(samples), rate: rate)
  }
}
