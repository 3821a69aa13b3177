// SPDX-License-Identifier: Apache-2.0

import LSTM

/// Statements that train several runs: seeds, grids, searches and cross-validations.
extension Checker {
  // MARK: Seeds

  /// `train r = m seeds=5`: the same run from several seeds.
  mutating func checkSeeds(
    _ name: Name, _ clause: TrainingClause, _ seeds: Argument
  ) throws(Diagnostic) {
    guard let count = try sweepOption(seeds, "`train`", SweepOptions.seeds) else {
      try define(name, .unknown(.anything))
      return
    }
    if let own = clause.options.first(where: { $0.label?.text == "seed" }) {
      throw .seedBesideSeeds(at: own.span)
    }
    let origin = Int(clamping: randomSeed() & 0xFFFF_FFFF)
    var trials: [SweepObject.Trial] = []
    for seed in origin..<origin + count {
      let value = Expression(.number(Double(seed)), seeds.span)
      let option = Argument(label: Name("seed", seeds.span), value: value)
      guard let trial = try trial(name, clause, [SweepChoice(place: .option, option)]) else {
        try define(name, .unknown(.anything))
        return
      }
      trials.append(trial)
    }
    guard let first = trials.first?.run else { return }
    let sweep = SweepObject(
      name: name.text, form: .seeds, metric: SweepMetric(first), trials: trials, stand: first)
    try finish(name, sweep, at: name.span)
  }

  // MARK: Grid

  mutating func checkGrid(
    _ name: Name, _ clause: TrainingClause, by metric: Expression?, at span: Span
  ) throws(Diagnostic) {
    let metric = try metric.map { reference throws(Diagnostic) in try SweepMetric(reference) }
    _ = randomSeed()
    let axes = try SweepAxes(clause, &evaluator)
    guard axes.count <= SweepAxes.limit else {
      throw .tooManyCombinations(axes.count, limit: SweepAxes.limit, at: clause.model.span)
    }
    if let range = clause.firstRange { throw .rangeOutsideSearch(at: range) }
    guard axes.count > 1 else { throw .nothingToSweep("grid", at: span) }
    var trials: [SweepObject.Trial] = []
    for index in 0..<axes.count {
      let choices = axes.combination(index)
      guard let trial = try trial(name, clause.measured(by: metric), choices) else {
        try define(name, .unknown(.anything))
        return
      }
      trials.append(trial)
    }
    guard let first = trials.first?.run else { return }
    let ranking = metric ?? SweepMetric(first)
    for trial in trials { try require(ranking, of: trial.run, at: span) }
    let sweep = SweepObject(
      name: name.text, form: .grid, metric: ranking, trials: trials, stand: first)
    try finish(name, sweep, at: span)
  }

  // MARK: Search

  mutating func checkSearch(
    _ name: Name, _ clause: TrainingClause, by metric: Expression?, at span: Span
  ) throws(Diagnostic) {
    let metric = try metric.map { reference throws(Diagnostic) in try SweepMetric(reference) }
    var problems: [Diagnostic] = []
    let options: SweepOptions
    do throws(Diagnostic) {
      options = try SweepOptions(clause, &evaluator) { problems.append($0) }
    } catch {
      for problem in problems { report(problem) }
      throw error
    }
    let clause = options.rest.measured(by: metric)
    let whole = (clause.arguments + clause.options).filter { isWhole($0, in: clause) }
    let space = try SweepSpace(clause, whole: Set(whole), &evaluator)
    guard !space.dimensions.dimensions.isEmpty else { throw .nothingToSweep("search", at: span) }
    // What fits at both ends of every range, and for each choice, fits.
    var samples: [RunObject] = []
    for choices in space.corners {
      guard let trial = try trial(name, clause, choices, of: .search) else {
        try define(name, .unknown(.anything))
        return
      }
      samples.append(trial.run)
    }
    guard let sample = samples.first else { return }
    let ranking = metric ?? SweepMetric(sample)
    for run in samples { try require(ranking, of: run, at: span) }
    // The statement as it is checked here, to be checked again for each proposal.
    let checker = self
    let sweep = SweepObject(
      name: name.text, form: .search, metric: ranking, trials: [], stand: sample,
      search: SweepObject.Search(
        space: space, options: options, seed: randomSeed(),
        makeTrial: { choices throws(Diagnostic) in
          var checker = checker
          return try checker.trial(name, clause, choices, of: .search)
        }))
    try finish(name, sweep, at: span)
  }

  /// Whether an option or a parameter is a whole number.
  private func isWhole(_ argument: Argument, in clause: TrainingClause) -> Bool {
    guard let name = argument.label?.text else { return false }
    if clause.arguments.contains(argument) {
      guard case .known(.object(let object))? = evaluator.scope[clause.model.text]?.value,
        let model = object as? ModelObject,
        case .number(let value)? = model.parameters.first(where: { $0.name == name })?.value
      else { return false }
      return Int(exactly: value) != nil
    }
    if case .integer? = TrainingReader.spec(name)?.kind { return true }
    return false
  }

  // MARK: Cross-validation

  mutating func checkCrossval(
    _ name: Name, _ clause: TrainingClause, at span: Span
  ) throws(Diagnostic) {
    var clause = clause
    if let start = try clause.takeOption("from") { throw .foldsFromRun(at: start.span) }
    let folds = try clause.takeOption("folds")
    let share = try clause.takeOption("valid")
    let count =
      try folds.map { option throws(Diagnostic) in
        try sweepOption(option, "`crossval`", SweepOptions.folds)
      } ?? .number(5)
    let valid =
      try share.map { option throws(Diagnostic) in
        try sweepOption(option, "`crossval`", SweepOptions.valid)
      } ?? 0.1
    guard let count, let valid,
      let sample = try run(name.text, clause, of: .crossval, isWatched: valid > 0),
      let plan = sample.plan
    else {
      try define(name, .unknown(.anything))
      remember(.unknown(.anything), at: span)
      return
    }
    let place = clause.data?.data.span ?? clause.model.span
    if plan.data.dataset.isStream { throw .foldsOfStream(plan.data.name, at: place) }
    if let time = plan.data.timeColumn {
      throw .foldsInTime(plan.data.name, column: time, at: place)
    }
    let seed = plan.options.seed
    let made: Folds
    let parts = try number(count, of: plan.data, at: folds?.span ?? span)
    do {
      made = try Folds(plan.data.dataset, count: parts, shuffler: RandomSource(seed: seed))
    } catch {
      throw .data(error, at: folds?.span ?? span)
    }
    // What each turn trains on is known here; that it has too few rows is no news for later.
    do {
      try made.checkTurns(
        of: plan.data.dataset, valid: valid, shuffler: RandomSource(seed: seed))
    } catch {
      throw .data(error, at: share?.span ?? folds?.span ?? clause.model.span)
    }
    let recipe = recipe
    let elements = sample.setup.stack.compactMap(\.element)
      .beginning(with: sample.setup.model.vectorsOfEmbeddings)
    let object = CrossValidationObject(
      name: name.text, data: plan.data, folds: made, valid: valid, seed: seed, sample: sample,
      makeRun: { fold, data throws(StackProblem) in
        RunObject(
          name: "\(name.text)[\(fold + 1)]",
          setup: RunObject.Setup(
            model: try Model(
              elements.fitted(to: data.dataset), inputs: data.dataset.inputShapes,
              targets: data.dataset.shapes),
            stack: sample.setup.stack,
            plan: RunObject.Plan(
              data: data, options: plan.options, keepsLast: data.dataset.splits.valid.isEmpty,
              memory: plan.memory),
            targets: data.dataset.targets.map { SavedTarget($0) },
            inputs: SavedInputs(data.dataset), reading: data.reading, separator: data.separator,
            recipe: recipe))
      })
    try define(name, .known(.object(object)))
    remember(.known(.object(object)), at: span)
    add(.crossvalidate(object, at: span))
  }

  /// How many folds a data set is shared out into.
  private func number(
    _ folds: FoldCount, of data: DataObject, at span: Span
  ) throws(Diagnostic) -> Int {
    switch folds {
    case .number(let number): return number
    case .groups:
      guard !data.dataset.groups.isEmpty else { throw .foldsNeedGroups(data.name, at: span) }
      return max(2, Folds.groupCount(of: data.dataset))
    }
  }

  // MARK: What they share

  private mutating func finish(
    _ name: Name, _ sweep: SweepObject, at span: Span
  ) throws(Diagnostic) {
    try define(name, .known(.object(sweep)))
    remember(.known(.object(sweep)), at: span)
    add(.sweep(sweep, at: span))
  }

  /// The run of one combination, whose script says `train` with its values.
  private mutating func trial(
    _ name: Name, _ clause: TrainingClause, _ choices: [SweepChoice],
    of verb: StatementVerb = .train
  ) throws(Diagnostic) -> SweepObject.Trial? {
    let plain = clause.replacing(choices)
    let statement = Statement(.train(name: name, plain), name.span)
    let outer = exchangeRecipe(Recipe(statement, number: history.count))
    defer { _ = exchangeRecipe(outer) }
    guard let run = try run(name.text, plain, of: verb) else { return nil }
    return SweepObject.Trial(settings: choices.map(\.setting), run: run)
  }

  /// The epochs of runs have the figure that is to rank them.
  private func require(
    _ metric: SweepMetric, of run: RunObject, at span: Span
  ) throws(Diagnostic) {
    guard let plan = run.plan else { return }
    let (data, place) = (plan.data, metric.span ?? span)
    if data.dataset.splits.valid.isEmpty { throw .sweepWithoutValid(data.name, at: place) }
    guard let monitor = plan.options.monitor, metric.name != monitor else { return }
    try checkFigure(metric.name, of: data, at: place)
    guard data.dataset.targets.notes(metric.name) else {
      throw .figureNotNoted(metric.name, monitor, at: place)
    }
  }

  /// The value of an option that a statement takes beside those of training; nil when it stands on
  /// something that failed.
  private mutating func sweepOption<Value>(
    _ argument: Argument, _ owner: String, _ key: ArgumentKey<Value>
  ) throws(Diagnostic) -> Value? {
    var problems: [Diagnostic] = []
    let values = ArgumentReader(owner: owner, specs: [key.spec])
      .read([argument], &evaluator) { problems.append($0) }
    try abandon(problems)
    return values[key]
  }
}
