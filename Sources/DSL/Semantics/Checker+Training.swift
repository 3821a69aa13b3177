// SPDX-License-Identifier: Apache-2.0

import LSTM

/// Training: which model, on which data, with which options.
extension Checker {
  mutating func checkTrain(_ name: Name, _ clause: TrainingClause) throws(Diagnostic) {
    var clause = clause
    guard let seeds = try clause.takeOption("seeds") else {
      guard let run = try run(name.text, clause) else {
        try define(name, .unknown(.anything))
        return
      }
      try define(name, .known(.object(run)))
      add(.train(run))
      return
    }
    try checkSeeds(name, clause, seeds)
  }

  /// The run of a clause; nil when it stands on something that failed and was reported.
  ///
  /// - Parameters:
  ///   - verb: the statement that it is of.
  ///   - isWatched: whether there will be rows to choose the epoch by; nil to ask the data's split.
  mutating func run(
    _ name: String, _ clause: TrainingClause, of verb: StatementVerb = .train,
    isWatched: Bool? = nil
  ) throws(Diagnostic) -> RunObject? {
    var clause = clause
    let from = try clause.takeOption("from")
    let modelObject = try object(clause.model, .model, as: ModelObject.self)
    var other: DataObject?
    if let reference = clause.data {
      if let split = reference.split, split.text != SplitName.train.rawValue {
        throw .trainsOnTrain(split)
      }
      other = try object(reference.data, .data, as: DataObject.self)
    }
    let training = try trainingOptions(clause.options, of: verb)
    var start: RunObject?
    if let from { start = try object(from.value, .run, as: RunObject.self) }
    guard let modelObject, var data = clause.data == nil ? modelObject.data : other,
      from == nil || start != nil
    else { return nil }
    let values = try parameters(of: modelObject, clause.arguments)
    let changes =
      clause.arguments.map(\.span) + (clause.data.map { [$0.data.span] } ?? [])
    if modelObject.readsCharacters { data = data.spelled }
    let (elements, built) = try build(modelObject, values, on: data, changedAt: changes)
    let isWatched = isWatched ?? !data.dataset.splits.valid.isEmpty
    if !isWatched, let place = training.needsValid {
      throw verb == .crossval
        ? .unwatchedFolds(String(source[place].prefix { $0 != "=" }), at: place)
        : .keepBestWithoutValid(data.name, at: place)
    }
    var watching = training.watching(data.dataset.targets)
    if !data.dataset.isStream { watching = watching.cuttingRows() }
    let memory = try check(watching, built, data, at: clause.model.span)
    if let from, let start { try checkStart(start, for: built, data, at: from.span) }
    return RunObject(
      name: name,
      setup: RunObject.Setup(
        model: built, stack: elements.map { SavedLayer($0) },
        plan: RunObject.Plan(
          data: data, options: watching.options,
          keepsLast: !isWatched && training.options.keep == .best,
          memory: memory, start: start),
        targets: data.dataset.targets.map { SavedTarget($0) },
        inputs: SavedInputs(data.dataset), reading: data.reading, separator: data.separator,
        recipe: recipe))
  }

  mutating func trainingOptions(
    _ arguments: [Argument], of verb: StatementVerb
  ) throws(Diagnostic) -> TrainingReader.Outcome {
    var problems: [Diagnostic] = []
    var seed: UInt64?
    // Only a run without a seed of its own stands on that of the script.
    let scriptSeed = history.seed
    let outcome: TrainingReader.Outcome
    do throws(Diagnostic) {
      outcome = try TrainingReader.read(
        arguments, owner: "`\(verb.rawValue)`", others: Self.otherOptions(of: verb), &evaluator,
        seed: {
          seed = scriptSeed
          return scriptSeed
        }, report: { problems.append($0) })
    } catch {
      for problem in problems { report(problem) }
      throw error
    }
    if seed != nil { _ = randomSeed() }
    return outcome
  }

  /// What a statement takes beside the options of training.
  private static func otherOptions(of verb: StatementVerb) -> [String] {
    switch verb {
    case .crossval: [SweepOptions.folds.name, SweepOptions.valid.name]
    case .search:
      (SweepOptions.search + SweepOptions.strategySettings).map(\.name)
        + [SweepOptions.start.name]
    default: [SweepOptions.seeds.name, SweepOptions.start.name]
    }
  }

  /// What options ask of the model and of the data.
  private mutating func check(
    _ training: TrainingReader.Outcome, _ model: Model, _ data: DataObject, at span: Span
  ) throws(Diagnostic) -> MemoryEstimate {
    let (options, dataset) = (training.options, data.dataset)
    if dataset.splits.train.isEmpty { throw .nothingTrains(data.name, at: span) }
    let layers = model.trainedLayers
    for name in options.frozen
    where !layers.contains(where: { ModelLayer.isMeant($0, by: name) }) {
      throw .unknownFrozenLayer(name, at: training.places["freeze"] ?? span, layers)
    }
    try checkForNext(training, model, dataset, at: span)
    if options.ownTokens > 0, !(dataset.task is any Decoding) {
      throw .feedsNoDecoder(at: training.places["scheduled_sampling"] ?? span)
    }
    if model.heads[0].scoresSequences { try checkForField(training, model.heads[0], at: span) }
    if !options.averages, training.places["average"] == nil || options.averagedEpochs > 0 {
      for name in ["average_from", "average_patience", "ema_decay"] {
        if let place = training.places[name] { throw .nothingAveraged(name, at: place) }
      }
    }
    if let figure = options.monitor {
      try checkFigure(figure, of: data, at: training.places["by"] ?? span)
    }
    try checkClassWeights(training, data, at: span)
    try checkTranscripts(model, data, at: span)
    if training.places["class_weights"] == nil { warnOfImbalance(data, at: span) }
    warnOfIdleOptions(training)
    let memory = MemoryEstimate(
      model, dataset.examples, trainRows: dataset.splits.train, validRows: dataset.splits.valid,
      options: options, foreseesPrediction: false)
    do {
      try MemoryLimit.require(memory.training)
    } catch {
      throw .outOfMemory("training", error, at: span)
    }
    return memory
  }

  /// What ranks epochs or runs is a figure that the targets have.
  func checkFigure(
    _ figure: FigureName, of data: DataObject, at span: Span
  ) throws(Diagnostic) {
    let known = data.dataset.targets.rankingFigures
    guard known.contains(figure) else { throw .unknownFigure(figure, known, at: span) }
  }

  /// Weights are those of classes, one for each.
  private func checkClassWeights(
    _ training: TrainingReader.Outcome, _ data: DataObject, at span: Span
  ) throws(Diagnostic) {
    let place = training.places["class_weights"]
    guard let task = data.dataset.task as? any Labelled else {
      if let place {
        throw .isForClasses("class_weights", FaceCatalog.face(of: data.dataset.task), at: place)
      }
      if !data.dataset.task.shape.isFed,
        training.options.settings[TrainingOptions.Key.labelSmoothing] > 0
      {
        throw .isForClasses(
          "label_smoothing", FaceCatalog.face(of: data.dataset.task),
          at: training.places["label_smoothing"] ?? span)
      }
      return
    }
    if case .numbers(let weights) = training.options.settings[TrainingOptions.Key.classWeights],
      weights.count != task.labels.count
    {
      throw .wrongClassWeights(weights.count, task.labels.names, data.name, at: place ?? span)
    }
  }

  /// What a language model does not have, and what nothing else has.
  private func checkForNext(
    _ training: TrainingReader.Outcome, _ model: Model, _ data: Dataset, at span: Span
  ) throws(Diagnostic) {
    if training.options.cutsRows, let place = training.places["bptt"] {
      try checkPieces(training.options, model, data.targets.map(\.name), at: place)
    }
    if training.options.batchTokens > 0 {
      let place = training.places["batch_tokens"] ?? span
      if data.isStream { throw .tokensOfStream(at: place) }
      if data.isResampled { throw .tokensOfChangingTexts(at: place) }
      for other in ["batch", "bptt"] where training.places[other] != nil {
        throw .tokensBeside(other, at: place)
      }
    }
    if !model.heads[0].parts.isEmpty,
      training.options.settings[TrainingOptions.Key.labelSmoothing] > 0
    {
      throw .smoothedClusters(at: training.places["label_smoothing"] ?? span)
    }
    guard let task = data.task as? any SelfSupervised else { return }
    if task.choices < 3 { throw .nothingToTell(apart: task.choices, at: span) }
    guard data.isStream, let row = data.splits.train.first else { return }
    let length = data.tokens.length(of: row)
    if training.options.batch > length {
      throw .streamTooShort(
        tokens: length, batch: training.options.batch, at: training.places["batch"] ?? span)
    }
  }

  /// Offers class weights where the largest class has more than three times the rows of the smallest.
  private mutating func warnOfImbalance(_ data: DataObject, at span: Span) {
    // Of tags most are O: that is how texts are. Of labels a row may have any.
    let shape = data.dataset.task.shape
    guard shape.places == .rows, shape.values == .choice(shape.count),
      let counts = data.dataset.summary[.train]?.classCounts.prefix(data.dataset.labels.count),
      let most = counts.indices.max(by: { counts[$0] < counts[$1] }),
      let least = counts.indices.min(by: { counts[$0] < counts[$1] }),
      counts[most] > 3 * counts[least], warnedOfImbalance.insert(data.name).inserted
    else { return }
    let names = data.dataset.labels.names
    report(
      .imbalance(
        data.name, most: (names[most], counts[most]), least: (names[least], counts[least]),
        at: span))
  }

  /// The weights of another run fit at least one parameter.
  private func checkStart(
    _ start: RunObject, for model: Model, _ data: DataObject, at span: Span
  ) throws(Diagnostic) {
    let matches = model.parametersShared(
      with: start.model,
      sameClasses: data.dataset.targets.map { SavedTarget($0) }.haveValues(of: start.targets))
    if matches.isEmpty {
      throw .nothingToStartFrom(
        start.name, theirs: start.model.layout.slots.map(\.name),
        ours: model.layout.slots.map(\.name), at: span)
    }
  }

  // MARK: Models

  /// The model's parameters, with the values that the statement gives.
  private mutating func parameters(
    of model: ModelObject, _ arguments: [Argument]
  ) throws(Diagnostic) -> [(name: String, value: Value)] {
    var values = model.parameters
    for argument in arguments {
      guard let label = argument.label else {
        throw .unexpectedParameter(argument, of: model.name, names: values.map(\.name))
      }
      guard let index = values.firstIndex(where: { $0.name == label.text }) else {
        throw .unknownParameter(
          label, of: model.name, names: values.map(\.name),
          isOption: TrainingReader.knows(label.text))
      }
      let wanted = values[index].value.type
      if let value = try evaluator.known(argument.value, wanted) { values[index].value = value }
    }
    return values
  }

  /// The model of a run.
  ///
  /// What fits with the model's own parameters and data may not fit with others: the places where
  /// the run changes them are told.
  private mutating func build(
    _ object: ModelObject, _ values: [(name: String, value: Value)], on data: DataObject,
    changedAt changes: [Span]
  ) throws(Diagnostic) -> ([StackElement], Model) {
    // The stack means what it meant where it was defined.
    let here = evaluator.scope
    evaluator.scope = object.scope
    let elements = elements(of: object.stack, values.map { ($0.name, .known($0.value)) })
    evaluator.scope = here
    do throws(Diagnostic) {
      if let problem = elements.problems.first { throw problem }
      return (elements.found, try Self.model(elements.found, for: data, object.stack))
    } catch {
      throw .misfit(error, of: object, at: changes)
    }
  }

  // MARK: Going on

  /// What may change when a run goes on.
  ///
  /// What is not said stays as it was.
  static let resumeOptions = [
    TrainingOptions.Key.epochs.spec, TrainingOptions.Key.patience.spec,
    TrainingOptions.Key.maxTime.spec,
  ].map { ArgumentSpec($0.name, $0.kind, default: nil, help: $0.help) }

  mutating func checkResume(
    _ reference: Expression, _ options: [Argument], _ statement: Statement
  ) throws(Diagnostic) {
    var problems: [Diagnostic] = []
    let values = ArgumentReader(owner: "`resume`", specs: Self.resumeOptions)
      .read(options, &evaluator) { problems.append($0) }
    for problem in problems { report(problem) }
    try abandon(problems)
    guard let run = try object(reference, .run, as: RunObject.self) else { return }
    guard run.plan != nil else {
      throw .cannotResume(run.name, at: reference.span)
    }
    extendRecipe(of: reference)
    add(.resume(run, values, recipe: recipe, at: statement.span))
  }
}

extension TrainingClause {
  /// Takes an option that is not the engine's out of the clause.
  mutating func takeOption(_ name: String) throws(Diagnostic) -> Argument? {
    let found = options.filter { $0.label?.text == name }
    if found.count > 1 { throw .givenTwice(name, of: "the statement", at: found[1].span) }
    guard let first = found.first else { return nil }
    self = TrainingClause(
      model: model, arguments: arguments, data: data,
      options: options.filter { $0.label?.text != name })
    return first
  }

  /// The same with another option after the others.
  func adding(_ option: Argument) -> TrainingClause {
    TrainingClause(model: model, arguments: arguments, data: data, options: options + [option])
  }
}
