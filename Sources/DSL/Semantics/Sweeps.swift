// SPDX-License-Identifier: Apache-2.0

import LSTM

/// The figure that ranks the runs of a sweep.
struct SweepMetric {
  /// `loss`, `accuracy` or `f1`, on the validation split; of several targets also that of one of them,
  /// such as `intent.accuracy`.
  let name: String
  /// Where it stands in the script, if it does.
  let span: Span?

  /// What the statement says behind `by`.
  init(_ reference: Expression) throws(Diagnostic) {
    span = reference.span
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
    self.name = (target.map { "\($0)." } ?? "") + plain
  }

  /// The figure by which a run chooses its epoch.
  init(_ run: RunObject) {
    (name, span) = (run.plan?.options.monitor ?? "loss", nil)
  }

  /// What there is to choose from.
  static let names = TrainingOptions.figures

  /// The figure of a run's kept epoch, turned so that lower is better; nil when it has none, and when
  /// the run diverged, whatever it was before that.
  func figure(of run: RunObject) -> Double? {
    guard let result = run.outcome?.result, !result.end.isDiverged,
      let epoch = result.epochs.first(where: { $0.epoch == result.keptEpoch })
    else { return nil }
    let figure = figure(of: epoch)
    return figure.isFinite ? figure : nil
  }

  /// The figure of an epoch, turned so that lower is better.
  func figure(of epoch: EpochResult) -> Double { epoch.ranked(by: name) ?? .nan }
}

/// The value that one combination has for an option or a parameter of the model.
struct SweepChoice {
  /// Where it stands.
  enum Place: Hashable {
    case parameter, option
  }

  let place: Place
  let argument: Argument

  init(place: Place, _ argument: Argument) {
    self.place = place
    self.argument = argument
  }

  /// Its name and its value as written.
  var setting: (name: String, text: String) {
    (argument.label?.text ?? "", Formatter.format(argument.value))
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
    let figure: Expression.Kind =
      TargetFigure(metric.name).map {
        .field(Expression(.name($0.target), span), Name($0.figure, span))
      } ?? .name(metric.name)
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

extension Value {
  /// The value as an expression; nil for objects.
  func literal(at span: Span) -> Expression? {
    switch self {
    case .number(let number):
      number < 0
        ? Expression(.unary(.negate, Expression(.number(-number), span)), span)
        : Expression(.number(number), span)
    case .text(let text): Expression(.text(text), span)
    case .boolean(let flag): Expression(.boolean(flag), span)
    case .duration(let seconds): Expression(.duration(seconds: seconds), span)
    case .list(let values): Expression(.list(values.compactMap { $0.literal(at: span) }), span)
    case .object: nil
    }
  }
}

/// The ranges and lists of a search.
struct SweepSpace {
  /// What is searched, for the engine.
  let dimensions: SearchSpace
  private let axes: [(place: SweepChoice.Place, argument: Argument, items: [Expression])]

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

  /// Points that stand for all: both ends of every range, and each choice.
  var corners: [[SweepChoice]] {
    let most = max(2, axes.map(\.items.count).max() ?? 0)
    return (0..<most).map { turn in
      choices(
        SearchPoint(
          dimensions.dimensions.map { dimension in
            switch dimension.kind {
            case .real(let low, let high, _): .real(turn % 2 == 0 ? low : high)
            case .integer(let low, let high, _): .integer(turn % 2 == 0 ? low : high)
            case .choice(let count): .choice(turn % count)
            }
          }))
    }
  }

  /// What a point says of each option; numbers have few digits, so that what is shown and saved is
  /// what was used.
  func choices(_ point: SearchPoint) -> [SweepChoice] {
    zip(axes, zip(dimensions.dimensions, point.values)).map { axis, place in
      let (dimension, value) = place
      let span = axis.argument.span
      let expression: Expression =
        switch value {
        case .real(let number):
          Value.number(dimension.rounded(number)).literal(at: span) ?? axis.argument.value
        case .integer(let number):
          Value.number(Double(number)).literal(at: span) ?? axis.argument.value
        case .choice(let index): axis.items[index]
        }
      return SweepChoice(
        place: axis.place, Argument(label: axis.argument.label, value: expression))
    }
  }
}

extension SearchDimension {
  /// A number of the range with four significant digits, or with as many more as a narrow range
  /// needs.
  fileprivate func rounded(_ number: Double) -> Double {
    guard case .real(let low, let high, _) = kind else { return number }
    for digits in 4...12 {
      let rounded = number.rounded(significant: digits)
      if (rounded - number).magnitude <= 1e-3 * (high - low) {
        return min(max(rounded, low), high)
      }
    }
    return min(max(number, low), high)
  }
}

/// What a `search` statement says beside what is to be trained.
struct SweepOptions {
  static let seeds = ArgumentSpec(
    "seeds", .integer(2...1000), default: nil,
    help: "how many runs, from as many seeds; `NAME.best` is the best")
  static let start = ArgumentSpec(
    "from", .text, default: .word("none"),
    help: "a run, trained or loaded, whose weights it begins with: those of the same name and "
      + "shape, of words their own vectors, of the output only if the classes are the same; "
      + "`freeze` holds them")
  static let folds = ArgumentSpec(
    "folds", .integer(2...1000), default: .integer(5), help: "parts; each is measured once")
  static let valid = ArgumentSpec(
    "valid", .number(.from(0, below: 1)), default: .number(0.1),
    help: "the share of a turn's training rows that chooses the weights; 0 for none")

  /// The settings of `search`.
  static let search: [ArgumentSpec] = [
    ArgumentSpec(
      "trials", .integer(1...100_000), default: .integer(20), help: "how many runs to try"),
    ArgumentSpec(
      "time", .duration, default: .number(0),
      help: "time after which no other run begins; 0 for no limit"),
    ArgumentSpec(
      "method", .choice(SearchStrategyCatalog.entries.map(\.name)), default: .word("tpe"),
      help: "how points are chosen: from what earlier ones came to, or at random"),
    ArgumentSpec(
      "prune", .boolean, default: .boolean(true),
      help: "a run stops early when it falls behind the median of the others"),
  ]

  /// The settings of the methods.
  static let strategySettings = SearchStrategyCatalog.entries.flatMap(\.arguments)

  let trials: Int
  let seconds: Double
  let strategy: any SearchStrategy
  let prunes: Bool
  /// What is left for `train`.
  let rest: TrainingClause

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
    trials = if case .integer(let count)? = settings["trials"] { count } else { 20 }
    seconds = if case .number(let time)? = settings["time"] { time } else { 0 }
    prunes = settings["prune"] == .boolean(true)
    var entry = SearchStrategyCatalog.entries[0]
    if case .word(let word)? = settings["method"] {
      entry = SearchStrategyCatalog.entry(word) ?? entry
    }
    strategy = entry.make(Arguments(found, for: entry.arguments))
  }
}
