// SPDX-License-Identifier: Apache-2.0

import LSTM

/// The clauses `window`, `time` and `series` of data that are series over time.
struct WindowClauses {
  /// Whether a data statement has windows.
  let isThere: Bool
  /// Where the windows and the times are said.
  private(set) var windowSpan: Span?
  private(set) var timeSpan: Span?
  private var window: Arguments?
  private var time: [(column: String, span: Span)] = []
  private var timeSettings = Arguments(for: WindowRole.timeArguments)
  private var series: (column: String, span: Span)?
  private var embed = 0
  private var isSound = true

  init(isThere: Bool) { self.isThere = isThere }

  /// Reads one of the clauses; problems with its settings go to `report`.
  mutating func read(
    _ clause: RoleClause, among columns: [String], _ evaluator: inout Evaluator,
    report: (Diagnostic) -> Void
  ) throws(Diagnostic) {
    switch clause.role.text {
    case "time":
      let (found, options) = try clause.columnList(among: columns)
      (time, timeSpan) = (found, clause.span)
      timeSettings = settings(options, WindowRole.timeArguments, clause, &evaluator, report)
      for word in timeSettings[WindowRole.calendarKey] where CalendarFeature(rawValue: word) == nil
      {
        let names = CalendarFeature.allCases.map(\.rawValue)
        let place = options.first { $0.label?.text == WindowRole.calendarKey.name }?.span
        report(.unknownCalendar(word, names, at: place ?? clause.span))
        isSound = false
      }
    case "series":
      let (column, span, rest) = try clause.columnFirst(among: columns)
      series = (column, span)
      embed =
        settings(rest, WindowRole.seriesArguments, clause, &evaluator, report)[
          WindowRole.embedKey]
    default:
      windowSpan = clause.span
      window = settings(clause.arguments, WindowRole.arguments, clause, &evaluator, report)
      let says = clause.arguments.contains {
        $0.label.map { $0.text == WindowRole.historyKey.name } ?? true
      }
      if !says { throw .windowNeedsHistory(at: clause.span) }
    }
  }

  private mutating func settings(
    _ options: [Argument], _ specs: [ArgumentSpec], _ clause: RoleClause,
    _ evaluator: inout Evaluator, _ report: (Diagnostic) -> Void
  ) -> Arguments {
    var isSound = true
    let values = ArgumentReader(owner: "`\(clause.role.text)`", specs: specs)
      .read(options, &evaluator) {
        isSound = false
        report($0)
      }
    self.isSound = self.isSound && isSound
    return Arguments(values, for: specs)
  }

  /// The windows, with the columns that they read; throws what does not fit together.
  func role(_ target: TargetClause, _ inputs: [InputRole]) throws(Diagnostic) -> WindowRole {
    guard let window, let windowSpan else { throw .windowExcludes("", at: target.span) }
    var role = WindowRole(
      history: window[WindowRole.historyKey], horizon: window[WindowRole.horizonKey])
    role.stride = window[WindowRole.strideKey]
    role.relative = window[WindowRole.relativeKey]
    role.time = time.map(\.column)
    role.step = timeSettings[WindowRole.stepKey]
    role.first = timeSettings[WindowRole.firstKey]
    role.calendar = timeSettings[WindowRole.calendarKey].compactMap {
      CalendarFeature(rawValue: $0)
    }
    role.series = series?.column
    role.embed = embed > 0 ? embed : nil
    let settings = target.role.settings
    role.targets = target.role.columns.map { name in
      var column = NumberRole.Column(
        name, scale: settings[ForecastTask.scale], fill: settings[ForecastTask.fill])
      column.lags = settings.lags
      var found = WindowRole.Target(column)
      found.isLogarithmic = settings[WindowRole.logKey]
      found.difference = settings[WindowRole.differenceKey]
      return found
    }
    role.inputs = inputs.flatMap(\.columns)
    try check(role, target, inputs, windowSpan)
    return role
  }

  private func check(
    _ role: WindowRole, _ target: TargetClause, _ inputs: [InputRole], _ window: Span
  ) throws(Diagnostic) {
    let targets = role.targets.map(\.column.name)
    if !target.role.settings.hasSoundLags {
      throw .lagsAreSteps(at: target.place(of: WindowRole.lagsKey.name))
    }
    for (index, name) in targets.enumerated() where targets[..<index].contains(name) {
      throw .forecastTwice(name, at: target.span)
    }
    if let same = inputs.first(where: { $0.columns.contains { targets.contains($0.name) } }) {
      throw .windowReadsTarget(targets[0], at: same.span)
    }
    let filled = inputs.first { $0.columns.contains { $0.fill == .linear } }
    let isTargetFilled = role.targets.contains { $0.column.fill == .linear }
    if let place = filled.map({ $0.options.places[NumberRole.fillKey.name] ?? $0.span })
      ?? (isTargetFilled ? target.place(of: ForecastTask.fill.name) : nil)
    {
      throw .windowLooksAhead(at: place)
    }
    if let taken = (time + [series].compactMap { $0 }).first(where: {
      role.inputs.map(\.name).contains($0.column) || targets.contains($0.column)
    }) {
      throw .columnHasTwoRoles(taken.column, at: taken.span)
    }
  }
}

extension Arguments {
  /// The steps before at which numbers are read too.
  var lags: [Int] {
    guard case .numbers(let numbers) = self[WindowRole.lagsKey] else { return [] }
    return numbers.compactMap { Int(exactly: $0) }.filter { (1...1_000_000).contains($0) }
  }

  /// Whether all that was given for them are such steps.
  var hasSoundLags: Bool {
    guard case .numbers(let numbers) = self[WindowRole.lagsKey] else { return true }
    return lags.count == numbers.count
  }
}
