// SPDX-License-Identifier: Apache-2.0

/// Brings sound to another rate as it comes: all that it gives, put together, has the bits of
/// `Resampler.resampled`, however the samples are cut.
struct ResamplerStream {
  private let resampler: Resampler
  private var place = Resampler.Place()
  /// The samples from `first` on.
  private var samples: [Float] = []
  private var first = 0
  /// Samples that were given.
  private var given = 0

  /// How many samples are kept beside those that are needed, so that few are moved.
  private static let slack = 4096

  /// A stream from the rate of a resampler.
  init(_ resampler: Resampler) { self.resampler = resampler }

  /// Takes samples and returns those at the other rate that are known by them.
  mutating func push(_ more: some Collection<Float>) -> [Float] {
    samples += more
    let found = take(resampler.ready(from: place, of: first + samples.count))
    let needed = resampler.firstNeeded(from: place)
    if needed - first > Self.slack {
      samples.removeFirst(needed - first)
      first = needed
    }
    return found
  }

  /// Returns the samples that are left when the sound is at its end.
  mutating func finish() -> [Float] {
    take(resampler.length(of: first + samples.count) - given)
  }

  private mutating func take(_ count: Int) -> [Float] {
    guard count > 0 else { return [] }
    given += count
    return resampler.take(count, from: &place, of: samples, beginning: first)
  }
}
