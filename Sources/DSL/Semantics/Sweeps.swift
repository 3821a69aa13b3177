// SPDX-License-Identifier: Apache-2.0

import LSTM

extension SweepMetric {
  /// What the statement says after `by`.
  init(_ reference: Expression) throws(Diagnostic) {
    let name: Name
    var target: String?
    switch reference.kind {
    case .name(let word): name = Name(word, reference.span)
    case .field(let base, let field):
      guard case .name(let word) = base.kind else { throw .unknownMetric(reference.span, "") }
      (name, target) = (field, word == "valid" ? nil : word)
    default: throw .unknownMetric(reference.span, "")
    }
    let plain = name.text.hasPrefix("valid_") ? String(name.text.dropFirst(6)) : name.text
    guard Self.names.contains(plain) else { throw .unknownMetric(name.span, name.text) }
    self.init(name: FigureName(target: target, plain), span: reference.span)
  }
}

extension [Target] {
  /// The figures by which epochs and runs can be ranked: those of the leading target, and where there
  /// are several those of each by its name.
  var rankingFigures: [FigureName] {
    let names = { (target: Target) in
      target.task.metrics.map(\.entry).filter(\.canRank).map(\.name)
    }
    let leading = prefix(1).flatMap(names).map { FigureName($0) }
    guard count > 1 else { return leading }
    return leading + flatMap { target in names(target).map { FigureName(target: target.name, $0) } }
  }

  /// Whether epochs note a figure of theirs that does not choose the best one.
  func notes(_ figure: FigureName) -> Bool {
    let target = figure.target.map { name in first { $0.name == name } } ?? first
    return target?.task.leading.watched.contains { $0.name == figure.metric } ?? false
  }
}

extension TrainingClause {
  /// The same with single values in the places of lists and ranges.
  func replacing(_ choices: [SweepChoice]) -> TrainingClause {
    var (arguments, options) = (arguments, options)
    for choice in choices {
      let name = choice.argument.label?.text
      switch choice.place {
      case .parameter:
        if let at = arguments.firstIndex(where: { $0.label?.text == name }) {
          arguments[at] = choice.argument
        }
      case .option:
        if let at = options.firstIndex(where: { $0.label?.text == name }) {
          options[at] = choice.argument
        } else {
          options.append(choice.argument)
        }
      }
    }
    return TrainingClause(model: model, arguments: arguments, data: data, options: options)
  }

  /// The same with its epochs chosen by the metric that ranks the runs, unless it says another.
  func measured(by metric: SweepMetric?) -> TrainingClause {
    guard let metric, let span = metric.span,
      !options.contains(where: { $0.label?.text == "by" })
    else { return self }
    let name = metric.name
    let figure: Expression.Kind =
      name.target.map { .field(Expression(.name($0), span), Name(name.metric, span)) }
      ?? .name(name.metric)
    return adding(Argument(label: Name("by", span), value: Expression(figure, span)))
  }

  /// Where the first range stands.
  var firstRange: Span? {
    labelled.first { if case .range = $0.argument.value.kind { true } else { false } }?
      .argument.value.span
  }

  /// Its labelled values, with their places.
  fileprivate var labelled: [(place: SweepChoice.Place, argument: Argument)] {
    arguments.map { (.parameter, $0) } + options.map { (.option, $0) }
  }
}

/// The lists of a grid.
struct SweepAxes {
  /// The most combinations.
  static let limit = 10_000

  private let axes: [[SweepChoice]]

  /// The lists of a clause; those of options that take lists hold lists.
  init(_ clause: TrainingClause, _ evaluator: inout Evaluator) throws(Diagnostic) {
    var axes: [[SweepChoice]] = []
    for (place, argument) in clause.labelled {
      guard let items = try argument.items(place, &evaluator) else { continue }
      guard !items.isEmpty else { throw .emptySweep(at: argument.span) }
      axes.append(
        items.map { SweepChoice(place: place, Argument(label: argument.label, value: $0)) })
    }
    self.axes = axes
  }

  /// How many combinations there are.
  var count: Int {
    axes.reduce(1) { min($0.multipliedReportingOverflow(by: $1.count).partialValue, 1 << 40) }
  }

  /// One of them; the last list turns fastest.
  func combination(_ index: Int) -> [SweepChoice] {
    var rest = index
    var choices: [SweepChoice] = []
    for axis in axes.reversed() {
      choices.append(axis[rest % axis.count])
      rest /= axis.count
    }
    return choices.reversed()
  }
}

extension Argument {
  /// The values of a list that is to be swept; nil for a single value.
  fileprivate func items(
    _ place: SweepChoice.Place, _ evaluator: inout Evaluator
  ) throws(Diagnostic) -> [Expression]? {
    let takesLists =
      place == .option && (label.flatMap { TrainingReader.spec($0.text) }?.takesList ?? false)
    if label != nil, case .list(let items) = value.kind {
      if !takesLists { return items }
      // Its values are lists or words; a list of numbers is one value.
      let swept = items.contains { item in
        switch item.kind {
        case .list: true
        case .name(let word): label.map { TrainingReader.takes(word, for: $0.text) } ?? false
        default: false
        }
      }
      return swept ? items : nil
    }
    guard label != nil, case .name(let name) = value.kind,
      case .known(.list(let values))? = evaluator.scope[name]?.value, !takesLists
    else { return nil }
    evaluator.scope.use(name)
    return values.compactMap { $0.literal(at: value.span) }
  }
}

extension SweepSpace {
  /// The ranges and lists of a clause.
  ///
  /// - Parameter whole: the arguments that are whole numbers.
  init(
    _ clause: TrainingClause, whole: Set<Argument>, _ evaluator: inout Evaluator
  ) throws(Diagnostic) {
    var dimensions: [SearchDimension] = []
    var axes: [(place: SweepChoice.Place, argument: Argument, items: [Expression])] = []
    for (place, argument) in clause.labelled {
      let name = argument.label?.text ?? ""
      if case .range(let low, let high, let log) = argument.value.kind {
        guard case .number(let first)? = try evaluator.known(low, .number),
          case .number(let last)? = try evaluator.known(high, .number)
        else { continue }
        axes.append((place, argument, []))
        if whole.contains(argument), let low = Int(exactly: first), let high = Int(exactly: last) {
          dimensions.append(SearchDimension(name, .integer(low, high, log: log)))
        } else {
          dimensions.append(SearchDimension(name, .real(first, last, log: log)))
        }
      } else if let items = try argument.items(place, &evaluator) {
        guard !items.isEmpty else { throw .emptySweep(at: argument.span) }
        axes.append((place, argument, items))
        dimensions.append(SearchDimension(name, .choice(items.count)))
      }
    }
    self.axes = axes
    do {
      self.dimensions = try SearchSpace(dimensions)
    } catch {
      let place = axes.first { $0.argument.label?.text == error.name }?.argument.span
      throw .badSpace(error, at: place ?? clause.model.span)
    }
  }
}

extension SweepOptions {
  /// Takes the options of the search out of a clause.
  init(
    _ clause: TrainingClause, _ evaluator: inout Evaluator, report: (Diagnostic) -> Void
  ) throws(Diagnostic) {
    let methods = SearchStrategyCatalog.entries.map(\.name)
    let specs = Self.search + Self.strategySettings
    let isOwn = { (argument: Argument) -> Bool in
      guard let label = argument.label?.text else {
        return argument.value.bareWord.map { methods.contains($0.text) || $0.text == "prune" }
          ?? false
      }
      return specs.contains { $0.name == label }
    }
    var own = clause.options.filter(isOwn)
    rest = TrainingClause(
      model: clause.model, arguments: clause.arguments, data: clause.data,
      options: clause.options.filter { !isOwn($0) })
    own = own.map { argument in
      guard argument.label == nil, let word = argument.value.bareWord, methods.contains(word.text)
      else { return argument }
      return Argument(label: Name("method", argument.span), value: argument.value)
    }
    var problems: [Diagnostic] = []
    let found = ArgumentReader(owner: "`search`", specs: specs)
      .read(own, &evaluator) { problems.append($0) }
    for problem in problems { report(problem) }
    if let first = problems.first { throw first }
    let settings = Arguments(found, for: Self.search)
    trials = settings[Self.trials]
    seconds = settings[Self.time]
    prunes = settings[Self.prune]
    let entry =
      SearchStrategyCatalog.entry(settings[Self.method]) ?? SearchStrategyCatalog.entries[0]
    strategy = entry.make(Arguments(found, for: entry.arguments))
  }
}
