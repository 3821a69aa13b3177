// SPDX-License-Identifier: Apache-2.0

import LSTM

/// Where a run stands among those of a grid, a search, several seeds or folds.
struct RunPlace {
  /// The name that the statement defines.
  let sweep: String
  /// Which one it is, from 1.
  let number: Int
  /// How many there will be at most.
  let count: Int
  /// What tells it from the others; nothing for a fold.
  var settings: [(name: String, text: String)] = []
  /// The verb of the statement that asks for them.
  var verb = StatementVerb.train

  /// The name of the run: `g[2]`.
  var run: String { "\(sweep)[\(number)]" }

  /// The number and how many there are, as wide for each: ` 2/24`.
  var text: String {
    let (own, all) = (String(number), String(count))
    return String(repeating: " ", count: max(0, all.count - own.count)) + "\(own)/\(all)"
  }

  fileprivate var fields: [(name: String, value: Record.Field)] {
    [
      ("sweep", .text(sweep)), ("number", .number(Double(number))),
      ("of", .number(Double(count))),
    ] + (settings.isEmpty ? [] : [("settings", .settings(settings))])
  }
}

/// What a run begins with.
enum RunOrigin: Hashable {
  /// The weights that its seed draws.
  case new
  /// Its checkpoint, which stands at a batch of an epoch.
  case checkpoint(epoch: Int, batch: Int)
  /// Its end, which was kept.
  case cache
}

extension Record.Field {
  /// The settings of a run of several.
  static func settings(_ settings: [(name: String, text: String)]) -> Record.Field {
    .settings(settings.map { Record.Setting(name: $0.name, text: $0.text) })
  }

  /// A time, without digits that no clock has.
  static func seconds(_ seconds: Double) -> Record.Field {
    .number(seconds.rounded(significant: 6))
  }
}

extension TrainingOptions {
  /// The settings of the optimizer, and of training and its schedule those that are not the usual ones, by
  /// name.
  fileprivate var said: [(name: String, text: String)] {
    var found = optimizerArguments.all
    found[Key.batch.name] = settings.all[Key.batch.name]
    let specs = Self.arguments + schedule.arguments
    let given = settings.all.merging(scheduleArguments.all) { own, _ in own }
    for spec in specs where given[spec.name] != spec.defaultValue {
      if spec.name != Key.epochs.name { found[spec.name] = given[spec.name] }
    }
    var texts = found.map { (name: $0.key, text: $0.value.text) }.sorted { $0.name < $1.name }
    if schedule.name != ScheduleCatalog.entries[0].name {
      texts.append(("schedule", schedule.name))
    }
    return texts
  }
}

/// What a log for programs notes of a run.
extension RunObject {
  /// The run begins.
  func startRecord(
    _ origin: RunOrigin, at place: RunPlace? = nil, warm: WarmStart? = nil,
    remark: String? = nil
  ) -> Record {
    var fields: [(name: String, value: Record.Field)] = [("run", .text(place?.run ?? name))]
    fields += place?.fields ?? []
    fields += [
      ("stack", .text(setup.stackText)),
      ("parameters", .number(Double(model.layout.parameterCount))),
    ]
    if let plan {
      fields += [
        ("data", .text(plan.data.name)),
        ("rows", .number(Double(plan.data.dataset.splits.train.count))),
        ("epochs", .number(Double(plan.options.epochs))),
        ("optimizer", .text(plan.options.optimizer.name)),
        ("seed", .number(Double(plan.options.seed))),
        ("options", .settings(plan.options.said)),
      ]
    }
    switch origin {
    case .new: fields.append(("from", .text("start")))
    case .cache: fields.append(("from", .text("cache")))
    case .checkpoint(let epoch, let batch):
      fields += [
        ("from", .text("checkpoint")), ("epoch", .number(Double(epoch))),
        ("batch", .number(Double(batch))),
      ]
    }
    if let warm { fields.append(("adopted", .number(Double(warm.parameters.count)))) }
    return Record("start", fields, remark: remark)
  }

  /// Weights are averaged from the next epoch on.
  func averageRecord(after epoch: Int, at place: RunPlace?) -> Record {
    let patience = plan?.options.averagePatience ?? 0
    return Record(
      "average",
      [("run", .text(place?.run ?? name)), ("from_epoch", .number(Double(epoch + 1)))],
      remark: place == nil
        ? "  no better for \(patience) \(patience == 1 ? "epoch" : "epochs"): "
          + "weights are averaged from here on" : nil)
  }

  /// The run has ended, after so many seconds of this process.
  func endRecord(at place: RunPlace? = nil, seconds: Double, remark: String? = nil) -> Record {
    let names =
      [
        "status", "epochs", "best_epoch", "train_loss",
      ]
      + (keptEpoch?.valid ?? []).filter { $0.name.target == nil }.map { "valid_\($0.name.metric)" }
      + ["fingerprint"]
    let head: [(name: String, value: Record.Field)] =
      [("run", .text(place?.run ?? name))] + (place.map { [("sweep", .text($0.sweep))] } ?? [])
    let facts = names.compactMap { field -> (name: String, value: Record.Field)? in
      switch value(of: field) {
      case .number(let number)?: number.isFinite ? (field, .number(number)) : nil
      case .text(let text)?: (field, .text(text))
      case .boolean, .duration, .list, .object, nil: nil
      }
    }
    return Record("end", head + facts + [("seconds", .seconds(seconds))], remark: remark)
  }
}
