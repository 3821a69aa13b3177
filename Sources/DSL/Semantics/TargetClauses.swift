// SPDX-License-Identifier: Apache-2.0

import LSTM

/// A target of a data statement, and where it is said.
struct TargetClause {
  /// Its column, its task and the settings of that.
  let role: TargetRole
  /// Where its column stands.
  let columnSpan: Span
  /// Where all of it stands.
  let span: Span
  /// The settings that are written.
  let given: [String: ArgumentValue]
  /// Where these stand.
  private let options: [Argument]

  /// A target of which a clause says more than its column.
  init(
    _ role: TargetRole, columnSpan: Span, span: Span, given: [String: ArgumentValue] = [:],
    options: [Argument] = []
  ) {
    (self.role, self.columnSpan, self.span) = (role, columnSpan, span)
    (self.given, self.options) = (given, options)
  }

  /// A target of which only the column is said, or nothing.
  init(_ column: String, _ task: TaskEntry, at span: Span) {
    self.init(TargetRole(column, task), columnSpan: span, span: span)
  }
}

extension TargetClause {
  /// Where its settings stand.
  var places: [String: Span] { options.places }

  /// Whether it has one vocabulary with the text that is read.
  var isShared: Bool { role.settings[TextTask.shared] }

  /// The same with the settings of the text that is read, of which it has one vocabulary.
  func sharing(_ text: TextOptions) throws(Diagnostic) -> TargetClause {
    var settings = given
    let joint: [(ArgumentSpec, ArgumentValue)] = [
      (TextOptions.Setting.tokens.spec, .word(text.tokens)),
      (TextOptions.Setting.vocabulary.spec, .integer(text.vocabularySize ?? 0)),
      (TextOptions.Setting.minCount.spec, .integer(text.minCount)),
    ]
    for (spec, value) in joint {
      if let own = given[spec.name], own != value {
        throw .sharedDiffers(
          spec.name, read: value.text, written: own.text, at: place(of: spec.name))
      }
      settings[spec.name] = value
    }
    let usual: [(ArgumentSpec, ArgumentValue)] = [
      (TextTask.lower.spec, .boolean(text.lower)),
      (TextOptions.Setting.normalize.spec, .word(text.normalization.rawValue)),
      (TextOptions.Setting.digits.spec, .word(text.digits.rawValue)),
    ]
    for (spec, value) in usual { settings[spec.name] = given[spec.name] ?? value }
    return TargetClause(
      TargetRole(columns: role.columns, role.task, settings), columnSpan: columnSpan, span: span,
      given: given, options: options)
  }

  /// Throws for settings of texts that do not go together.
  func checkTexts() throws(Diagnostic) {
    guard [TextTask.entry, TranscriptTask.entry].contains(role.task) else { return }
    try TextSettings(role.settings, specs: role.task.options, given: options, at: span).check()
  }

  /// Where a setting stands.
  func place(of option: String) -> Span {
    options.first { $0.label?.text == option }?.span ?? span
  }
}

/// Reads the `target` clauses of a data statement.
struct TargetClauses {
  private let columns: [String]
  private let peek: Table?
  private let format: DataFormat?
  /// Whether rows are the steps of series, whose numbers are forecast.
  private let forecasts: Bool
  private var clauses: [TargetClause] = []
  /// How many there are, also of those in which problems were found.
  private var count = 0

  /// - Parameters:
  ///   - columns: those of the data.
  ///   - forecasts: whether rows are the steps of series, whose numbers are forecast.
  init(columns: [String], peek: Table?, format: DataFormat?, forecasts: Bool) {
    self.forecasts = forecasts
    self.columns = columns
    self.peek = peek
    self.format = format
  }

  /// The task of a column where nothing is said: tags where the format has a tag for each token, and
  /// numbers where the cells are some with fractions.
  func usualTask(of column: String) -> TaskEntry {
    if forecasts { return ForecastTask.entry }
    if format?.use.areTexts == true { return TextTask.entry }
    let tagged = format?.use.tagColumns(of: columns) ?? []
    if tagged.contains(column) { return TagsTask.entry }
    let isOfNumbers = (try? peek?.kind(of: column)) == .number
    let hasFractions = (try? peek?.hasFractions(column)) == true
    return isOfNumbers || hasFractions ? NumberTask.entry : TaskCatalog.entries[0]
  }

  /// Reads another clause.
  mutating func read(
    _ clause: RoleClause, _ evaluator: inout Evaluator, report: (Diagnostic) -> Void
  ) throws(Diagnostic) {
    count += 1
    if let target = try withoutColumn(clause) {
      clauses.append(target)
      return
    }
    let (column, span, rest) = try clause.columnFirst(among: columns)
    var (task, further) = (usualTask(of: column), [(name: String, span: Span)]())
    for argument in rest where argument.label == nil {
      guard case .name(let word) = argument.value.kind else {
        guard case .text(let name) = argument.value.kind, columns.contains(name) else {
          throw .unexpectedValue(argument.value, of: "`target`", specs: [])
        }
        further.append((name, argument.span))
        continue
      }
      if TaskCatalog.entry(word) == nil, columns.contains(word) {
        further.append((word, argument.span))
        continue
      }
      guard let named = TaskCatalog.entry(word) else {
        throw .unknownTask(Name(word, argument.span), planned: ["tokens"])
      }
      if named.cells == .none { throw .taskTakesNoColumn(named, column, at: clause.span) }
      // Beside a window the numbers of a column are forecast.
      task = forecasts && named == NumberTask.entry ? ForecastTask.entry : named
      if (task == ForecastTask.entry) != forecasts {
        throw .forecastsNeedWindow(task, column, at: argument.span)
      }
    }
    let options = rest.filter { $0.label != nil }
    guard let settings = try settings(options, of: task, column, &evaluator, report: report) else {
      return
    }
    if let other = further.first, !task.takesColumns {
      throw .targetTakesOneColumn(other.name, task, at: other.span)
    }
    clauses.append(
      TargetClause(
        TargetRole(columns: [column] + further.map(\.name), task, settings), columnSpan: span,
        span: clause.span, given: settings, options: options))
  }

  /// The target of a clause that names a task without a column: `target next`.
  private func withoutColumn(_ clause: RoleClause) throws(Diagnostic) -> TargetClause? {
    guard let first = clause.arguments.first, first.label == nil,
      case .name(let word) = first.value.kind, !columns.contains(word),
      let task = TaskCatalog.entry(word), task.cells == .none
    else {
      if let format, format.use.isStream {
        throw .streamHasNoTarget(format.name, at: clause.span)
      }
      return nil
    }
    if clause.arguments.count > 1 {
      throw .unexpectedValue(clause.arguments[1].value, of: "`target \(word)`", specs: [])
    }
    return TargetClause(TargetRole("", task), columnSpan: first.span, span: clause.span)
  }

  /// The settings of a task; nil when problems were reported.
  private func settings(
    _ options: [Argument], of task: TaskEntry, _ column: String, _ evaluator: inout Evaluator,
    report: (Diagnostic) -> Void
  ) throws(Diagnostic) -> [String: ArgumentValue]? {
    var isSound = true
    let values = ArgumentReader(owner: "`target`", specs: RoleCatalog.targetOptions)
      .read(options, &evaluator) {
        isSound = false
        report($0)
      }
    guard isSound else { return nil }
    for option in options {
      guard let label = option.label, !task.takes(label.text) else { continue }
      let owners = TaskCatalog.entries.filter { $0.takes(label.text) }
      throw .optionOfOtherTask(label, task, owners, column: column, at: option.span)
    }
    let separator = TargetCells.separator.name
    if values[separator] == .word(""),
      let place = options.first(where: { $0.label?.text == separator })?.span
    {
      throw .emptySeparator(at: place)
    }
    return values
  }

  /// The targets, the leading one first, and what is wrong with several of them.
  var leadingFirst: (targets: [TargetClause], problems: [Diagnostic]) {
    guard count > 1, clauses.count == count else { return (clauses, []) }
    var problems = clauses.indices.compactMap { index -> Diagnostic? in
      let column = clauses[index].role.column
      let isAgain = clauses[..<index].contains { $0.role.column == column }
      return isAgain && !column.isEmpty
        ? .targetTwice(column, at: clauses[index].columnSpan) : nil
    }
    let leading = clauses.filter { $0.role.task.canLead }
    let others = clauses.filter { $0.role.task.canFollow }
    guard leading.count == 1, others.count == count - 1 else {
      let odd = clauses.first { !$0.role.task.canLead && !$0.role.task.canFollow }
      let place = odd ?? (leading.count > 1 ? leading[1] : clauses[1])
      problems.append(.targetsUnlike(clauses.map(\.role), at: place.span))
      return ([], problems)
    }
    return (leading + others, problems)
  }
}

extension TaskEntry {
  /// Whether other targets can stand beside it.
  var canLead: Bool { isPerStep && cells == .one }
  /// Whether it can stand beside a target that leads; files of models keep no other.
  var canFollow: Bool { self == ClassTask.entry }

  /// Whether it has a setting of this name.
  fileprivate func takes(_ option: String) -> Bool { options.contains { $0.name == option } }
}
