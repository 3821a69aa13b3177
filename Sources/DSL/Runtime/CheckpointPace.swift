// SPDX-License-Identifier: Apache-2.0

/// How often a run that is under way is kept: soon enough that one that is killed every few seconds
/// still comes to its end, and so seldom that it costs little.
struct CheckpointPace {
  /// The seconds from one time to the next at least.
  private static let leastPause = 1.0
  /// The share of the time that may go into keeping the run.
  private static let share = 0.02

  /// When the run is to be kept next, in seconds since it began.
  private var next = CheckpointPace.leastPause

  /// Whether it is to be kept now.
  func isDue(at seconds: Double) -> Bool { seconds >= next }

  /// Notes that it was kept, and how long that took.
  mutating func note(from begin: Double, to end: Double) {
    next = end + max(Self.leastPause, (end - begin) / Self.share)
  }
}
