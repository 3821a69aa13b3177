// SPDX-License-Identifier: Apache-2.0

extension SoundRecipe {
  /// Why no row can be told before the end of a clip.
  public enum StreamingObstacle: Hashable, Sendable {
    /// Features are held against the loudest of the whole clip.
    case range(decibel: Double)

    /// Why, as a sentence without a full stop.
    public var text: String {
      switch self {
      case .range(let decibel):
        "its features lie at most \(SoundRecipe.spelled(decibel)) dB below the loudest of the whole clip,"
          + " which nobody knows before its end"
      }
    }
  }

  /// Why no row can be told before the end of a clip; nil where rows come with the sound.
  public var streaming: StreamingObstacle? { range.map { .range(decibel: $0) } }

  /// Milliseconds that have to follow the end of a row's own frames before it is known.
  public var lookahead: Double {
    let slopes =
      switch (deltas, deltaForm) {
      case (0, _): 0
      case (2, .regression): 2 * deltaSpan
      default: deltaSpan
      }
    return Double(slopes) * hop
  }
}
