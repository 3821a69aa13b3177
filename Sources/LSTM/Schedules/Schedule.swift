// SPDX-License-Identifier: Apache-2.0

/// Where a run stands when a schedule is asked for its learning rate.
struct SchedulePoint: Hashable, Sendable {
  /// Updates done so far.
  let step: Int
  /// Updates of the whole run; at least one.
  let steps: Int
  /// Epochs done so far; their whole part is the number of finished ones.
  let epoch: Double
  /// How good each finished epoch is.
  let history: [EpochRank]

  /// Which share of the steps is done, from 0 to below 1: in the last step the rate is not yet what it
  /// would be after it.
  var progress: Double { min(1, Double(step) / Double(steps)) }
}

/// How the learning rate changes in the course of a run.
///
/// It has no state: the same point gives the same rate, so a run that goes on from a checkpoint goes
/// on with the rates that it would have had.
protocol Schedule: Sendable {
  /// What the learning rate is multiplied by.
  func factor(at point: SchedulePoint) -> Double
}

/// A schedule as the language knows it.
public struct ScheduleEntry: Sendable {
  /// The word in a `train` statement.
  public let name: String
  /// One line of help.
  public let summary: String
  /// What can be set.
  public let arguments: [ArgumentSpec]
  /// Whether its rates depend on how many steps the whole run has.
  public var spansRun = false
  let make: @Sendable (_ arguments: Arguments) -> any Schedule

  /// A `train` statement with it.
  public var example: String {
    let needed = arguments.filter { $0.defaultValue == nil }
    return "train r = m "
      + ([name] + needed.map { "\($0.name)=[1, 0.5, 0.1]" }).joined(separator: " ")
  }
}

/// The schedules of `train`.
public enum ScheduleCatalog {
  /// All of them; the first is the default.
  public static let entries: [ScheduleEntry] = [
    ConstantSchedule.entry, StepSchedule.entry, ExponentialSchedule.entry, CosineSchedule.entry,
    OneCycleSchedule.entry, PlateauSchedule.entry, ListedSchedule.entry, RangeTest.entry,
  ]

  /// The schedule of a name.
  public static func entry(_ name: String) -> ScheduleEntry? {
    entries.first { $0.name == name }
  }
}

/// The same rate throughout.
struct ConstantSchedule: Schedule {
  func factor(at point: SchedulePoint) -> Double { 1 }

  static let entry = ScheduleEntry(
    name: "constant", summary: "the same learning rate throughout; the default", arguments: [],
    make: { _ in ConstantSchedule() })
}
