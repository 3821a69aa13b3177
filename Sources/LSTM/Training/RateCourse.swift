// SPDX-License-Identifier: Apache-2.0

/// The learning rate in the course of a run: its schedule times the warm-up.
///
/// Both count from the first step of the run, as PyTorch's ChainedScheduler has them: a schedule has
/// begun to fall while the warm-up still rises.
public struct RateCourse: Sendable {
  private let schedule: any Schedule
  /// The steps in which the learning rate rises; the one after them is the first at the full rate.
  private let warmup: Int
  private let options: TrainingOptions
  /// The steps of an epoch.
  public let stepsAnEpoch: Int
  /// The steps of the whole run.
  public let steps: Int

  /// The course of a run.
  ///
  /// - Parameter stepsAnEpoch: updates an epoch, at least one.
  public init(_ options: TrainingOptions, stepsAnEpoch: Int) {
    self.options = options
    schedule = options.schedule.make(options.scheduleArguments)
    self.stepsAnEpoch = max(1, stepsAnEpoch)
    warmup = Int(
      (options.settings[TrainingOptions.Key.warmup] * Double(self.stepsAnEpoch)).rounded(.up))
    steps = self.stepsAnEpoch * options.epochs
  }

  /// Whether the run looks for a learning rate.
  var isRangeTest: Bool { schedule is RangeTest }

  /// The share of the tokens that a decoder is fed which are its own in a step, counted from 0: it rises evenly
  /// from nothing in the first step to all that is asked for in the last.
  func ownTokens(at step: Int) -> Double {
    guard steps > 1 else { return 0 }
    return options.ownTokens * min(1, Double(step) / Double(steps - 1))
  }

  /// What the learning rate is multiplied by in a step, counted from 0.
  ///
  /// - Parameter epochs: the results of the epochs that were finished before it, or more of them.
  public func factor(at step: Int, after epochs: [EpochResult] = []) -> Double {
    factor(at: step, history: epochs.prefix(step / stepsAnEpoch).map { options.rank($0) })
  }

  /// What the learning rate is multiplied by in a step.
  ///
  /// - Parameters:
  ///   - step: updates done so far.
  ///   - history: how good each finished epoch is.
  func factor(at step: Int, history: [EpochRank]) -> Double {
    let risen = min(1, Double(step + 1) / Double(warmup + 1))
    return risen
      * schedule.factor(
        at: SchedulePoint(
          step: step, steps: steps, epoch: Double(step) / Double(stepsAnEpoch), history: history))
  }
}
