// SPDX-License-Identifier: Apache-2.0

import LSTM

/// Evaluation, baselines, saving and loading.
extension Checker {
  mutating func checkEval(
    _ name: Name?, _ subject: Expression, _ reference: DataReference?, _ options: [Argument],
    _ statement: Statement
  ) throws(Diagnostic) {
    var problems: [Diagnostic] = []
    let specs = EvaluationObject.options
    let plain = options.filter { $0.label?.text != SearchOptions.languageKey.name }
    let values = ArgumentReader(owner: "`eval`", specs: specs)
      .read(plain, &evaluator) { problems.append($0) }
    for problem in problems { report(problem) }
    try abandon(problems)
    var data: DataObject?
    if let reference { data = try object(reference.data, .data, as: DataObject.self) }
    let seeds = try several(subject)
    var run = seeds?.trials.first?.run
    if run == nil { run = try answering(subject) }
    guard let run, var data = reference == nil ? run.plan?.data : data else {
      if let run, reference == nil { throw .evalNeedsData(run.name, at: statement.span) }
      try finish(name, .unknown(.anything), at: statement.span)
      return
    }
    let place = reference.map(\.span) ?? statement.span
    let split = try split(reference?.split, of: data, at: place)
    try checkEvalOptions(options, run, data)
    if run.task.entry != data.dataset.task.entry {
      throw .targetsDiffer(
        run.name, run.task.entry, data.name, data.dataset.task.entry, at: place)
    }
    try checkInputs(of: run, data, at: place)
    if run.task is any SelfSupervised,
      let own = data.dataset.text?.transform.options, let theirs = run.text?.options,
      !own.cutsAlike(theirs)
    {
      throw .cutsDiffer(run.name, data.name, at: place)
    }
    if let task = run.task as? any Labelled {
      try checkLabels(of: data.dataset.target, by: task, run, data, at: place)
    }
    for other in run.targets.dropFirst() {
      guard let theirs = data.dataset.others.first(where: { $0.name == other.column }) else {
        throw .targetMissing(run.name, data.name, target: other.column, at: place)
      }
      if let task = other.task as? any Labelled, let label = task.unknown(theirs.labels).first {
        throw .labelsDiffer(run.name, data.name, label: label, at: place)
      }
    }
    if run.targets.count < data.dataset.targets.count {
      data = data.aimed(at: run.targets.dropFirst().map(\.column))
    }
    let evaluation = EvaluationObject(
      name: name?.text ?? seeds?.name ?? run.name, subject: seeds.map { .runs($0) } ?? .run(run),
      data: data, split: split)
    let settings = Arguments(values, for: specs)
    evaluation.options = NextTokenOptions(settings)
    evaluation.every = settings[ForecastTask.every]
    evaluation.search = try search(
      options, of: run, owner: "`eval`", specs: SearchOptions.evaluationArguments, tunes: true)
    if evaluation.search?.weights.isEmpty == false, data.dataset.splits.valid.isEmpty {
      throw .splitIsEmpty(
        .valid, of: data, at: place, available: data.filledSplits.map(\.rawValue))
    }
    evaluation.intervals = settings[ForecastTask.intervals]
    if let windows = run.windows {
      let place = options.first { $0.label?.text == ForecastTask.steps.name }?.span ?? place
      evaluation.steps = try steps(settings, windows, evaluation, at: place)
      evaluation.seed = history.seed
    }
    if evaluation.intervals == .conformal {
      let place = options.first { $0.label?.text == ForecastTask.intervals.name }?.span ?? place
      try checkConformal(run, at: place)
      if split == .valid, run.plan?.data.fingerprint == data.fingerprint {
        throw .conformalOnItsOwn(data.name, at: place)
      }
    }
    try finish(name, .known(.object(evaluation)), at: statement.span)
    add(.evaluate(evaluation, at: statement.span))
  }

  /// How many steps an evaluation measures beyond the horizon; 0 for no more than that.
  private func steps(
    _ settings: Arguments, _ windows: WindowTransform, _ evaluation: EvaluationObject,
    at span: Span
  ) throws(Diagnostic) -> Int {
    let steps = settings[ForecastTask.steps]
    guard steps > 0, steps != windows.horizon else { return 0 }
    if steps < windows.horizon { throw .fewerStepsThanHorizon(windows.horizon, at: span) }
    if settings[ForecastTask.intervals] == .conformal {
      throw .conformalBeyondHorizon(windows.horizon, at: span)
    }
    let data = evaluation.data.dataset
    if data.reaching(steps).splits[evaluation.split].isEmpty {
      throw .splitTooShort(evaluation.data.name, evaluation.split, steps: steps, at: span)
    }
    return steps
  }

  /// A run knows the labels of the data; where those that it does not know count as wrong, it is
  /// enough to know some.
  private mutating func checkLabels<Task: Labelled>(
    of target: Target, by task: Task, _ run: RunObject, _ data: DataObject, at place: Span
  ) throws(Diagnostic) {
    let target = target.converted(to: (task as? any Tagged)?.scheme)
    // Of a class of the data that nobody trains the data has told.
    let unknown = task.unknown(target.labels)
    guard let label = unknown.first else { return }
    guard Task.countsUnknown, unknown.count < target.labels.count else {
      throw .labelsDiffer(run.name, data.name, label: label, at: place)
    }
    report(.labelsNotKnown(run.name, data.name, unknown, at: place))
  }

  /// The data have what a run reads.
  private func checkInputs(
    of run: RunObject, _ data: DataObject, at place: Span
  ) throws(Diagnostic) {
    let (theirs, own) = (run.setup.inputs, data.dataset)
    if theirs.text != nil, own.text == nil {
      throw .inputsDiffer(run.name, data.name, missing: "texts", at: place)
    }
    if let windows = theirs.windows {
      guard let other = own.windows?.transform, windows.canRead(windowsOf: other) else {
        throw .windowsDiffer(run.name, windows, data.name, own.windows?.transform, at: place)
      }
      do throws(DataError) {
        try own.windows?.grid.checkLogarithms(windows.targets.map(\.isLogarithmic))
      } catch {
        throw .data(error, at: place)
      }
      return
    }
    guard let numbers = theirs.numbers else { return }
    let found = own.numbers?.names ?? []
    if Set(found) == Set(numbers.names), found != numbers.names {
      throw .inputOrderDiffers(run.name, numbers.names, data.name, found, at: place)
    }
    guard found == numbers.names else {
      throw .inputsDiffer(
        run.name, data.name,
        missing: "the inputs " + numbers.names.map { "`\($0)`" }.joined(separator: ", "), at: place)
    }
    let pairs = zip(numbers.features, own.numbers?.transform.features ?? [])
    if let (odd, other) = pairs.first(where: { ($0.categories == nil) != ($1.categories == nil) }) {
      throw .inputKindDiffers(
        run.name, data.name, odd.name, isNumber: other.categories == nil, at: place)
    }
  }

  /// The options of `eval` are for language models of streams, and each way of learning for itself.
  private func checkEvalOptions(
    _ options: [Argument], _ run: RunObject, _ data: DataObject
  ) throws(Diagnostic) {
    let searched = Set(SearchOptions.evaluationArguments.map(\.name))
    let ofSearch = { (option: Argument) in searched.contains(option.label?.text ?? "") }
    if !(run.task is any Writing), let option = options.first(where: ofSearch) {
      throw .nothingIsWritten(option.label?.text ?? "", run.name, at: option.span)
    }
    let own = ForecastTask.evaluationOptions.map(\.name)
    let ofForecasts = { (option: Argument) in own.contains(option.label?.text ?? "") }
    if run.windows == nil, let option = options.first(where: ofForecasts) {
      throw .windowsAreCounted(option.label?.text ?? "", run.name, at: option.span)
    }
    let options = options.filter { !ofForecasts($0) && !ofSearch($0) }
    guard let first = options.first else { return }
    let given = Set(options.compactMap { $0.label?.text })
    guard run.task is any SelfSupervised, data.dataset.isStream else {
      throw .evalLearnsNothing(first.label?.text ?? "", run.name, at: first.span)
    }
    let needs = { (option: String, owner: String) throws(Diagnostic) in
      guard given.contains(option), !given.contains(owner) else { return }
      throw Diagnostic.evalOptionNeeds(
        option, owner, at: options.first { $0.label?.text == option }?.span ?? first.span)
    }
    try needs("bptt", "dynamic")
    try needs("theta", "cache")
    try needs("lambda", "cache")
    if given.isSuperset(of: ["dynamic", "cache"]) { throw .evalLearnsTwice(at: first.span) }
  }

  /// The runs from several seeds that a reference names; nil when it names something else.
  mutating func several(_ reference: Expression) throws(Diagnostic) -> SweepObject? {
    guard case .name(let name) = reference.kind, evaluator.scope[name] != nil,
      case .known(.object(let object)) = try evaluator.evaluate(reference),
      let sweep = object as? SweepObject, sweep.form == .seeds
    else { return nil }
    return sweep
  }

  /// Gives an evaluation its names.
  mutating func finish(
    _ name: Name?, _ value: Evaluated, at span: Span
  ) throws(Diagnostic) {
    if let name { try define(name, value) }
    remember(value, at: span)
  }

  mutating func checkBaseline(
    _ name: Name, _ kind: Name, _ reference: DataReference, _ options: [Argument]
  ) throws(Diagnostic) {
    guard var entry = BaselineCatalog.entry(kind.text) else {
      throw .unknownBaseline(kind, BaselineCatalog.entries.map(\.name))
    }
    if entry.ranking == nil {
      var problems: [Diagnostic] = []
      let values = ArgumentReader(owner: "`\(kind.text)`", specs: entry.options)
        .read(options, &evaluator) { problems.append($0) }
      for problem in problems { report(problem) }
      try abandon(problems)
      entry = entry.setting(values)
    }
    guard let data = try object(reference.data, .data, as: DataObject.self) else {
      try finish(name, .unknown(.anything), at: name.span)
      return
    }
    let task = data.dataset.task
    guard entry.suits(data.dataset) else {
      let others = BaselineCatalog.entries.filter { $0.suits(data.dataset) }
      throw .baselineNeedsOther(kind, task.entry, others.map(\.name))
    }
    if let method = entry.ranking?.method {
      guard let ranking = try ranking(method, kind, options, data) else {
        try finish(name, .unknown(.anything), at: name.span)
        return
      }
      entry = entry.ranking(ranking)
    }
    let split = try split(reference.split, of: data, at: reference.span)
    if data.dataset.splits.train.isEmpty { throw .nothingTrains(data.name, at: reference.span) }
    let evaluation = EvaluationObject(
      name: name.text, subject: .baseline(entry), data: data, split: split)
    try finish(name, .known(.object(evaluation)), at: name.span)
    add(.evaluate(evaluation, at: name.span))
  }

  /// The split asked for, or the test split, or the validation split; it has rows.
  private func split(
    _ name: Name?, of data: DataObject, at span: Span
  ) throws(Diagnostic) -> SplitName {
    let filled = data.filledSplits
    guard let name else {
      guard let found = [SplitName.test, .valid].first(where: { filled.contains($0) }) else {
        throw .splitIsEmpty(.test, of: data, at: span, available: filled.map(\.rawValue))
      }
      return found
    }
    guard let split = SplitName(rawValue: name.text) else { throw .unknownSplit(name) }
    guard filled.contains(split) else {
      throw .splitIsEmpty(split, of: data, at: name.span, available: filled.map(\.rawValue))
    }
    return split
  }

  func refuse(
    _ options: [Argument], of owner: String, _ specs: [ArgumentSpec] = []
  ) throws(Diagnostic) {
    guard let option = options.first else { return }
    if let label = option.label {
      throw .unknownOption(label, of: owner, names: specs.map(\.name))
    }
    throw .unexpectedValue(option.value, of: owner, specs: specs)
  }

  // MARK: Files

  mutating func checkSave(
    _ reference: Expression, _ expression: Expression
  ) throws(Diagnostic) {
    let run = try object(reference, .run, as: RunObject.self)
    guard let path = try path(expression) else { return }
    try checkWritable(path, at: expression.span)
    guard let run else {
      unknownFiles.insert(path)
      return
    }
    let output = resolveOutput(path)
    written[output] = run
    add(.save(run, path: output, shown: path, at: expression.span))
  }

  mutating func checkLoad(_ name: Name, _ expression: Expression) throws(Diagnostic) {
    guard let path = try path(expression) else {
      try define(name, .unknown(.anything))
      return
    }
    if unknownFiles.contains(path) {
      try define(name, .unknown(.anything))
      return
    }
    let run: RunObject
    let isWritten = written[resolveOutput(path)] != nil
    let found = isWritten ? resolveOutput(path) : resolve(path)
    if let source = written[found] {
      run = RunObject(name: name.text, setup: source.setup.loaded)
    } else {
      run = try Self.loaded(
        name.text, shown: path, found: found, context.compute(), at: expression.span)
    }
    try define(name, .known(.object(run)))
    add(.load(run, path: found, at: expression.span))
  }

  /// A run from a model file, with its weights.
  static func loaded(
    _ name: String, shown: String, found: String, _ compute: Compute, at span: Span
  ) throws(Diagnostic) -> RunObject {
    let saved: SavedModel
    do {
      saved = try ModelFile.read(found, compute: compute)
    } catch let error as ModelFileError {
      throw .badModelFile(shown, reason: error.reason, at: span)
    } catch let error as DataError {
      throw .file(error, shown, found: found, at: span)
    } catch {
      throw .badModelFile(shown, reason: "it cannot be read", at: span)
    }
    let description = saved.description
    let run = RunObject(
      name: name,
      setup: RunObject.Setup(
        model: saved.network.model, stack: description.stack, plan: nil,
        targets: description.targets, inputs: description.inputs, reading: description.reading,
        separator: description.separator ?? TargetCells().separator,
        recipe: Recipe(script: description.script)))
    run.outcome = RunObject.Outcome(
      network: saved.network, fingerprint: saved.network.fingerprint.description, result: nil,
      description: description, peakMemory: nil)
    return run
  }
}

extension Labelled {
  /// Names that it does not know.
  fileprivate func unknown(_ names: Labels) -> [String] {
    names.names.filter { labels.number(of: $0) == nil }
  }
}

extension DataReference {
  /// From the data's name to the split's.
  fileprivate var span: Span { split.map { data.span.union($0.span) } ?? data.span }
}
