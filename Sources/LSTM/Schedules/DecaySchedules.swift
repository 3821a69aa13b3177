// SPDX-License-Identifier: Apache-2.0

/// The rate falls by a factor every so many epochs, as PyTorch's StepLR.
///
/// Zaremba and others (2014) train four epochs at the full rate and halve it after each one after
/// them: `step after=4 every=1 decay=0.5`.
struct StepSchedule: Schedule {
  let every: Int
  let decay: Double
  /// Epochs at the full rate.
  let after: Int

  func factor(at point: SchedulePoint) -> Double {
    let epoch = Int(point.epoch)
    return epoch < after ? 1 : power(decay, Double(1 + (epoch - after) / every))
  }

  static let entry = ScheduleEntry(
    name: "step", summary: "falls by a factor every so many epochs",
    arguments: [ScheduleEntry.every.spec, decay.spec, ScheduleEntry.after.spec],
    make: {
      let (every, after) = ($0[ScheduleEntry.every], $0[ScheduleEntry.after])
      return StepSchedule(every: every, decay: $0[decay], after: after == 0 ? every : after)
    })

  static let decay = ArgumentKey.number(
    "decay", .from(0, below: 1), default: 0.5,
    help: "what the learning rate is multiplied by when it falls")
}

/// The rate falls by the same share in every step: to `decay` of itself in an epoch.
struct ExponentialSchedule: Schedule {
  let decay: Double

  func factor(at point: SchedulePoint) -> Double { power(decay, point.epoch) }

  static let entry = ScheduleEntry(
    name: "exponential", summary: "falls smoothly, by a factor an epoch",
    arguments: [StepSchedule.decay.defaulting(to: 0.9).spec],
    make: { ExponentialSchedule(decay: $0[StepSchedule.decay]) })
}

/// The rate falls by a factor when the monitored figure has not got better for some epochs, as
/// PyTorch's ReduceLROnPlateau with a threshold of 0; of equal figures the lower loss is better.
struct PlateauSchedule: Schedule {
  /// Epochs without a better figure before the rate falls.
  let wait: Int
  let decay: Double
  /// The share of the learning rate that it never falls below.
  let floor: Double

  func factor(at point: SchedulePoint) -> Double {
    var factor = 1.0
    var best: EpochRank?
    var idle = 0
    for rank in point.history {
      let isBetter = best.map { rank < $0 } ?? true
      idle = isBetter ? 0 : idle + 1
      if isBetter { best = rank }
      if idle > wait {
        factor = max(factor * decay, floor)
        idle = 0
      }
    }
    return factor
  }

  static let entry = ScheduleEntry(
    name: "plateau",
    summary: "falls by a factor when the figure of `by=` stops getting better; the training loss "
      + "without a validation split",
    arguments: [ScheduleEntry.wait.spec, StepSchedule.decay.spec, CosineSchedule.floor.spec],
    make: {
      PlateauSchedule(
        wait: $0[ScheduleEntry.wait], decay: $0[StepSchedule.decay],
        floor: $0[CosineSchedule.floor])
    })
}

/// A factor for each epoch; the last one goes on.
struct ListedSchedule: Schedule {
  /// The factors, at least one.
  let factors: [Double]

  func factor(at point: SchedulePoint) -> Double {
    factors.isEmpty ? 1 : factors[min(Int(point.epoch), factors.count - 1)]
  }

  static let entry = ScheduleEntry(
    name: "list", summary: "a factor for each epoch; the last goes on",
    arguments: [ScheduleEntry.factors.spec],
    make: { ListedSchedule(factors: $0[ScheduleEntry.factors]) })
}

/// Settings that say when a rate changes, which may be after the end of a run.
extension ScheduleEntry {
  /// Epochs from one fall of `step` to the next.
  public static let every = ArgumentKey.integer(
    "every", 1...1_000_000, default: 1, help: "epochs from one fall to the next")

  /// Epochs before the first fall of `step`.
  public static let after = ArgumentKey.integer(
    "after", 0...1_000_000, default: 0,
    help: "epochs at the full rate first; 0 for as many as `every`")

  /// Epochs that `plateau` lets pass.
  public static let wait = ArgumentKey.integer(
    "wait", 0...1_000_000, default: 2,
    help: "epochs without a better figure that are let pass before the rate falls")

  /// The factors of `list`.
  public static let factors = ArgumentKey.numbers(
    "factors", .atLeast(0),
    help: "what the learning rate is multiplied by in each epoch, such as [1, 0.5, 0.1]")
}
