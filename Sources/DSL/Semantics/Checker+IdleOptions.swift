// SPDX-License-Identifier: Apache-2.0

import LSTM

/// Options that were given and change nothing beside the others.
extension Checker {
  mutating func warnOfIdleOptions(_ training: TrainingReader.Outcome) {
    for idle in training.options.idle {
      guard let place = training.places[idle.name] else { continue }
      report(.idleOption(idle, at: place))
    }
  }
}

extension TrainingOptions {
  /// The options whose values change nothing beside those of the others.
  fileprivate var idle: [IdleOption] {
    let runEnds = "the run has \(epochs) \(epochs == 1 ? "epoch" : "epochs")"
    var found: [IdleOption] = []
    let note = { (name: String, isIdle: Bool, reason: String, help: String) in
      if isIdle { found.append(IdleOption(name: name, reason: reason, help: help)) }
    }
    let unfreeze = settings[Key.unfreeze]
    note(
      "unfreeze", unfreeze > 0 && frozen.isEmpty, "no layer is frozen",
      "say which ones are with `freeze=`, or leave it out")
    note(
      "unfreeze", unfreeze > epochs && !frozen.isEmpty, runEnds,
      "write an earlier epoch, or leave it out")
    note(
      "freeze", unfreeze == 1 && !frozen.isEmpty,
      "with `unfreeze=1` all layers learn from the start", "write a later epoch, or leave both out")
    note(
      "average", averagedEpochs > epochs, runEnds, "write a smaller number")
    note(
      "average_from", averages && settings[Key.averageFrom] > epochs,
      runEnds + ", so no weights are averaged", "write an earlier epoch")
    note(
      "average_patience", averages && averagePatience >= epochs,
      runEnds + ", so no weights are averaged", "write a smaller number")
    note(
      "ema_decay", settings[Key.average] == .mean,
      "`average=mean` counts all steps the same", "write `average=ema`, or leave it out")
    note("patience", patience >= epochs, runEnds, "write a smaller number, or leave it out")
    note(
      "warmup", settings[Key.warmup] >= Double(epochs),
      runEnds + ", and the learning rate is still rising when it ends", "write a smaller number")
    note(
      "nesterov",
      optimizerArguments[OptimizerEntry.nesterov]
        && optimizerArguments[OptimizerEntry.momentum] == 0,
      "there is no momentum to look ahead along", "add `momentum=0.9`, or leave it out")
    noteSchedule(runEnds, note)
    return found
  }

  /// Settings of schedules whose first change would come after the end of the run.
  private func noteSchedule(
    _ runEnds: String, _ note: (_ name: String, Bool, _ reason: String, _ help: String) -> Void
  ) {
    let (settings, constant) = (scheduleArguments, ", so the learning rate never falls")
    switch schedule.name {
    case "step":
      let isAfter = settings[ScheduleEntry.after] > 0
      let first = isAfter ? ScheduleEntry.after : ScheduleEntry.every
      note(first.name, settings[first] >= epochs, runEnds + constant, "write a smaller number")
    case "plateau":
      // The first epoch is always better than none.
      note(
        "wait", settings[ScheduleEntry.wait] + 2 >= epochs, runEnds + constant,
        "write a smaller number")
    case "list":
      let factors = settings[ScheduleEntry.factors].count
      note(
        "factors", factors > epochs, "\(runEnds), and there are \(factors) factors",
        "leave the last ones out")
    default: break
    }
  }
}
