// SPDX-License-Identifier: Apache-2.0

/// How good an epoch is, so that the better of two is the lesser one: by the monitored figure, and of
/// equal figures by the loss.
struct EpochRank: Codable, Hashable, Comparable, Sendable {
  /// The monitored figure, turned so that lower is better.
  let figure: Double
  /// The loss.
  let loss: Double

  static func < (one: EpochRank, other: EpochRank) -> Bool {
    (one.figure, one.loss) < (other.figure, other.loss)
  }
}
