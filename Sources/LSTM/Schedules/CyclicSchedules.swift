// SPDX-License-Identifier: Apache-2.0

/// The rate falls along half a cosine (Loshchilov and Hutter 2017), as PyTorch's CosineAnnealingLR: it
/// would reach its floor in the step after the last.
struct CosineSchedule: Schedule {
  /// The share of the learning rate that is left at the end.
  let floor: Double

  func factor(at point: SchedulePoint) -> Double {
    floor + (1 - floor) * Self.fall(point.progress)
  }

  /// Half a cosine, from 1 at 0 to 0 at 1.
  static func fall(_ share: Double) -> Double { (1 + cosine(.pi * share)) / 2 }

  static let floor = ArgumentKey.number(
    "floor", .from(0, below: 1), default: 0,
    help: "the share of the learning rate that it never falls below")

  static let entry = ScheduleEntry(
    name: "cosine", summary: "falls along half a cosine to the end of the run",
    arguments: [floor.spec], spansRun: true, make: { CosineSchedule(floor: $0[floor]) })
}

/// The rate rises to its full height and falls far below where it began, both along half a cosine
/// (Smith and Topin 2018), with the defaults of PyTorch's OneCycleLR.
struct OneCycleSchedule: Schedule {
  /// The share of the steps in which it rises.
  let rise: Double
  /// The shares of the learning rate at the beginning and at the end.
  let start: Double
  let finish: Double

  func factor(at point: SchedulePoint) -> Double {
    let step = Double(point.step)
    // The step at the full rate, which may lie between two or before the first.
    let top = rise * Double(point.steps) - 1
    if step < top { return 1 + (start - 1) * CosineSchedule.fall(step / top) }
    let share = min(1, (step - top) / (Double(point.steps - 1) - top))
    return finish + (1 - finish) * CosineSchedule.fall(share)
  }

  private static let rise = ArgumentKey.number(
    "rise", .from(0, below: 1), default: 0.3, help: "the share of the steps in which it rises")

  private static let start = ArgumentKey.number(
    "start", .from(0, below: 1), default: 0.04,
    help: "the share of the learning rate that it begins with")

  private static let finish = ArgumentKey.number(
    "finish", .from(0, below: 1), default: 4e-6,
    help: "the share of the learning rate that it ends with")

  static let entry = ScheduleEntry(
    name: "onecycle", summary: "rises to the learning rate, then falls far below where it began",
    arguments: [rise.spec, start.spec, finish.spec], spansRun: true,
    make: { OneCycleSchedule(rise: $0[rise], start: $0[start], finish: $0[finish]) })
}

/// The learning-rate finder (Smith 2017): the rate rises by the same factor in every step, until the
/// loss explodes.
///
/// The run then says at which rate the loss fell fastest.
struct RangeTest: Schedule {
  /// The shares of the learning rate at the first and at the last step.
  let low: Double
  let high: Double

  /// A test between two shares, whichever is the lower one: it always rises.
  init(low: Double, high: Double) {
    self.low = min(low, high)
    self.high = max(low, high)
  }

  func factor(at point: SchedulePoint) -> Double {
    low * power(high / low, min(1, Double(point.step) / Double(max(point.steps - 1, 1))))
  }

  private static let low = ArgumentKey.number(
    "low", .above(0), default: 1e-4, help: "the share of the learning rate that it begins with")

  private static let high = ArgumentKey.number(
    "high", .above(0), default: 1e4, help: "the share of the learning rate that it ends with")

  static let entry = ScheduleEntry(
    name: "range_test",
    summary: "the learning-rate finder: rises until the loss explodes; see `show RUN rates`",
    arguments: [low.spec, high.spec], spansRun: true,
    make: { RangeTest(low: $0[low], high: $0[high]) })
}
