// SPDX-License-Identifier: Apache-2.0

import LSTM

extension StepValues {
  /// The most runs of several whose settings are printed.
  private static let mostTrials = 20

  /// The values of a run.
  func block(_ run: RunObject, _ heading: String) -> Block {
    guard let plan = run.plan else { return Block(heading, layers(run.model)) }
    return Block(
      "\(heading) on \(plan.data.name)",
      [("stack", run.setup.stackText)] + layers(run.model) + values(plan, plan.options)
        + [("begins", beginning(of: run, plan))])
  }

  /// The values of a run that goes on.
  func block(_ run: RunObject, resumedWith changes: [String: ArgumentValue]) -> Block {
    guard let plan = run.plan else { return Block("resume \(run.name)", []) }
    return Block(
      "resume \(run.name) on \(plan.data.name)", values(plan, plan.options.changing(changes)))
  }

  private func values(_ plan: RunObject.Plan, _ options: TrainingOptions) -> [Block.Row] {
    let splits = plan.data.dataset.splits
    let examples = plan.data.dataset.examples
    let items = examples.itemsInEpoch(of: splits.train, options)
    var epoch = "\(items) \(plan.unit) in \(plan.course(of: options).stepsAnEpoch) steps"
    if !splits.valid.isEmpty {
      epoch += ", then \(plan.count(splits.valid)) \(plan.unit) of \(plan.data.name).valid"
    }
    let keeps =
      splits.valid.isEmpty || options.keep == .last
      ? "the last epoch" : "the epoch with the best valid.\(options.monitor ?? FigureName("loss"))"
    let (optimizer, schedule) = (options.optimizer, options.schedule)
    return [
      (
        "optimizer",
        optimizer.name + " " + Self.settings(optimizer.arguments, options.optimizerArguments)
      ),
      (
        "schedule",
        schedule.name
          + (schedule.arguments.isEmpty ? "" : " ")
          + Self.settings(schedule.arguments, options.scheduleArguments)
      ), ("settings", Self.settings(TrainingOptions.arguments, options.settings)),
      ("epoch", epoch), ("keeps", keeps), ("seed", String(options.seed)),
      ("memory", Amount.bytes(plan.memory.training)),
    ]
  }

  /// What a run begins with.
  private func beginning(of run: RunObject, _ plan: RunObject.Plan) -> String {
    let training = RunTraining(run: run, session: session)
    if let kept = RunKey(run).flatMap({ training.kept($0.text) }) {
      return kept.end?.isFinal == true
        ? "with its end, from the cache: nothing is trained" : "at its checkpoint"
    }
    if plan.continues != nil { return "after the end of the run that it goes on with" }
    return plan.start.map { "with the weights of \($0.name)" } ?? "with the weights of its seed"
  }

  // MARK: Several runs

  /// The values of runs that differ in some settings: what they share, and the first of them.
  func blocks(_ sweep: SweepObject) -> [Block] {
    var values: [Block.Row] = [
      ("runs", String(sweep.mostTrials)), ("best by", "valid.\(sweep.metric.name)"),
    ]
    if let search = sweep.search {
      values += [
        ("searched", search.space.dimensions.dimensions.map(\.name).joined(separator: ", ")),
        ("time", search.options.seconds > 0 ? "\(search.options.seconds) s" : "no limit"),
        ("prune", search.options.prunes ? "yes" : "no"), ("seed", String(search.seed)),
      ]
    } else {
      let more = sweep.trials.count - Self.mostTrials
      values.append(
        (
          "settings",
          sweep.trials.prefix(Self.mostTrials).map(\.title).joined(separator: ", ")
            + (more > 0 ? ", … and \(more) more" : "")
        ))
    }
    let title = "\(sweep.form == .seeds ? "train" : sweep.form.rawValue) \(sweep.name)"
    let first = sweep.search == nil ? sweep.trials.first?.run : nil
    return [
      Block(title, values),
      block(first ?? sweep.best, first == nil ? "each like" : "the first, the others like it"),
    ]
  }

  /// The values of the runs of a cross-validation: what they share, and that of the first fold.
  func blocks(_ object: CrossValidationObject) -> [Block] {
    let rows = object.folds.rows.map { String($0.count) }.joined(separator: ", ")
    let shared = Block(
      "crossval \(object.name) on \(object.data.name)",
      [
        ("folds", "\(object.folds.rows.count), of \(rows) rows"),
        ("valid", FixedDecimal.plain(object.valid)), ("seed", String(object.seed)),
      ])
    let first = try? object.makeRun(0, object.data(of: 0))
    return [shared, block(first ?? object.sample, "the first fold, the others like it")]
  }
}

extension RunObject.Plan {
  /// What is counted: rows, or the tokens of a stream.
  var unit: String { data.dataset.isStream ? "tokens" : "rows" }

  /// How many of that some rows have.
  func count(_ rows: [Int]) -> Int {
    data.dataset.isStream
      ? rows.reduce(0) { $0 + data.dataset.length(of: $1) } : rows.count
  }
}

extension TrainingOptions {
  /// The same with other values of some settings.
  func changing(_ changes: [String: ArgumentValue]) -> TrainingOptions {
    changes.reduce(self) { $0.setting($1.key, to: $1.value) }
  }
}
