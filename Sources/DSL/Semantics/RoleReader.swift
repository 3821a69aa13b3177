// SPDX-License-Identifier: Apache-2.0

import LSTM

/// Reads the clauses between the braces of a data statement, or the short form `target ~ text`.
struct RoleReader {
  typealias TableReader = (_ path: (shown: String, found: String), _ at: Span) throws(Diagnostic) ->
    Table

  private let data: DataStatement
  private let columns: [String]
  /// The first rows; nil where they are not known.
  private let peek: Table?
  private let format: DataFormat?
  private let resolve: (String) -> String
  private let readTable: TableReader
  private let shouldStop: @Sendable () -> Bool
  private(set) var evaluator: Evaluator
  private(set) var diagnostics: [Diagnostic] = []

  private var text: (column: String, span: Span)?
  private var textClause: (role: RoleClause, arguments: [Argument])?
  private var numbers = NumberClauses()
  private var over: WindowClauses
  private var targets: TargetClauses
  /// The target of the short form.
  private var formulaTarget: TargetClause?
  private var group: GroupClause?
  private var time: (column: String, span: Span)?
  private var split: SplitKind?
  private var splitSpan: Span?

  init(
    _ data: DataStatement, columns: [String], peek: Table? = nil, format: DataFormat?,
    evaluator: Evaluator, shouldStop: @escaping @Sendable () -> Bool,
    resolve: @escaping (String) -> String,
    readTable: @escaping TableReader
  ) {
    self.shouldStop = shouldStop
    self.data = data
    self.columns = columns
    self.peek = peek
    self.format = format
    self.evaluator = evaluator
    self.resolve = resolve
    self.readTable = readTable
    over = WindowClauses(isThere: data.roles.contains { $0.role.text == RoleCatalog.windowRole })
    targets = TargetClauses(
      columns: columns, peek: peek, format: format, forecasts: over.isThere)
  }

  /// The roles; nil when problems were found, here or in what they stand on.
  mutating func read() -> Roles? {
    do throws(Diagnostic) { try readFormula() } catch { diagnostics.append(error) }
    var seen: Set<String> = []
    for role in data.roles {
      do throws(Diagnostic) {
        // Several targets are held against each other when all are known.
        let isOnly = !RoleCatalog.repeated.contains(role.role.text)
        if !seen.insert(role.role.text).inserted, isOnly {
          throw .roleTwice(role)
        }
        try refuseRoleWithoutSeparator(in: role)
        try read(role)
      } catch {
        diagnostics.append(error)
      }
    }
    let (said, problems) = targets.leadingFirst
    diagnostics += problems
    var targets = said
    if said.isEmpty {
      do throws(Diagnostic) {
        targets = try unsaidTarget().map { [$0] } ?? []
      } catch {
        diagnostics.append(error)
      }
    }
    let sharing = targets.first.flatMap { $0.isShared ? $0 : nil }
    let found = readTextOptions(
      isOwnTarget: targets.first?.role.task.cells == TaskEntry.Cells.none, sharing)
    guard diagnostics.isEmpty, let found else { return nil }
    do throws(Diagnostic) {
      if let sharing { targets[0] = try sharing.sharing(found.options) }
      for target in targets { try target.checkTexts() }
    } catch {
      diagnostics.append(error)
      return nil
    }
    return complete(targets, found)
  }

  /// What the columns are for when nothing is said.
  private var use: ColumnUse { format?.use ?? .unsaid }

  private mutating func readFormula() throws(Diagnostic) {
    guard let formula = data.formula else { return }
    let target = try columns.column(formula.target.text, at: formula.target.span)
    formulaTarget = TargetClause(target, targets.usualTask(of: target), at: formula.target.span)
    text = (try columns.column(formula.text.text, at: formula.text.span), formula.text.span)
  }

  /// The target where no clause says one: that of the short form, the next token of a stream, or
  /// columns with usual names, of which several are numbers.
  private func unsaidTarget() throws(Diagnostic) -> TargetClause? {
    if use.isStream, let task = TaskCatalog.entries.first(where: { $0.cells == .none }) {
      return TargetClause("", task, at: data.name.span)
    }
    if let formulaTarget { return formulaTarget }
    let usual =
      columns.contains("label")
      ? ["label"]
      : use.tagColumns(of: columns).first.map { [$0] } ?? use.targetColumns(of: columns)
    guard let first = usual.first else { return nil }
    let tasks = Set(usual.map { targets.usualTask(of: $0) })
    guard tasks.count == 1, let task = tasks.first, usual.count == 1 || task.takesColumns else {
      throw .severalTargets(usual, first: targets.usualTask(of: first), at: data.name.span)
    }
    return TargetClause(
      TargetRole(columns: usual, task), columnSpan: data.name.span, span: data.name.span)
  }

  private mutating func read(_ role: RoleClause) throws(Diagnostic) {
    switch role.role.text {
    case "text":
      let (column, span, rest) = try role.columnFirst(among: columns)
      (text, textClause) = ((column, span), (role, rest))
    case "target":
      var problems: [Diagnostic] = []
      defer { diagnostics += problems }
      try targets.read(role, &evaluator) { problems.append($0) }
    case RoleCatalog.windowRole where over.isThere, RoleCatalog.seriesRole where over.isThere,
      "time" where over.isThere:
      var problems: [Diagnostic] = []
      defer { diagnostics += problems }
      try over.read(role, among: columns, &evaluator) { problems.append($0) }
    case "input", RoleCatalog.soundRole, RoleCatalog.seriesRole:
      var problems: [Diagnostic] = []
      defer { diagnostics += problems }
      try numbers.read(role, among: columns, &evaluator) { problems.append($0) }
    case "split": try readSplit(role)
    case "group": group = try GroupClause(role, among: columns, &evaluator)
    case "time": time = try role.onlyColumn(among: columns)
    case "ignore": try readIgnored(role)
    default: throw .unknownRole(role.role, RoleCatalog.entries.map(\.name))
    }
  }

  /// Throws where another role begins and no `;` stands before it.
  private func refuseRoleWithoutSeparator(in clause: RoleClause) throws(Diagnostic) {
    for argument in clause.arguments.dropFirst() where argument.label == nil {
      guard case .name(let word) = argument.value.kind, !columns.contains(word),
        RoleCatalog.entries.contains(where: { $0.name == word }),
        clause.role.text != "target" || TaskCatalog.entry(word) == nil
      else { continue }
      throw .roleWithoutSeparator(word, after: clause.role.text, at: argument.span)
    }
  }

  private func readIgnored(_ role: RoleClause) throws(Diagnostic) {
    _ = try role.columnFirst(among: columns)
    for argument in role.arguments {
      switch argument.value.kind {
      case .name(let name) where argument.label == nil, .text(let name) where argument.label == nil:
        _ = try columns.column(name, at: argument.span)
      default: throw .roleNeedsColumn(role, columns)
      }
    }
  }

  private mutating func readSplit(_ role: RoleClause) throws(Diagnostic) {
    splitSpan = role.span
    var clause = SplitClause(span: role.span)
    for argument in role.arguments { try clause.take(argument, &evaluator) }
    split = try clause.kind(columns: columns, countsSteps: over.isThere) {
      path, span throws(Diagnostic) in
      try readTable((shown: path, found: resolve(path)), span)
    }
  }

  /// How a text becomes tokens; nil when problems were found.
  private mutating func readTextOptions(
    isOwnTarget: Bool, _ sharing: TargetClause?
  ) -> TextRole.Outcome? {
    let role = TextRole(
      clause: textClause?.role
        ?? RoleClause(role: data.name, arguments: [], span: data.name.span),
      arguments: textClause?.arguments ?? [], format: format, isOwnTarget: isOwnTarget,
      sharing: sharing, resolve: resolve, shouldStop: shouldStop)
    var problems: [Diagnostic] = []
    defer { diagnostics += problems }
    do throws(Diagnostic) {
      return try role.read(&evaluator) { problems.append($0) }
    } catch {
      problems.append(error)
      return nil
    }
  }

  // MARK: The whole

  private mutating func complete(
    _ targets: [TargetClause], _ found: TextRole.Outcome
  ) -> Roles? {
    let options = found.options
    do throws(Diagnostic) {
      if over.isThere { return try completeWindows(targets) }
      if self.text == nil { numbers.take(use, of: columns, at: data.name.span) }
      try numbers.check(text: self.text?.span, targets)
      // A format that names its columns so needs no roles.
      let read = numbers.role(use, self.text == nil ? peek : nil)
      let text =
        self.text
        ?? (read == nil ? use.textColumn(of: columns).map { ($0, data.name.span) } : nil)
      if text == nil, read == nil {
        if let series = numbers.series { throw .seriesNeedsInput(at: series.span) }
        throw .nothingIsRead(columns, at: data.name.span)
      }
      guard let leading = targets.first else {
        throw .missingTarget(
          columns,
          read: text.map { "text \($0.0)" }
            ?? numbers.sound.map { "sound \($0.role.column)" } ?? "input …",
          at: data.name.span)
      }
      if text == nil, let odd = targets.first(where: \.role.task.needsText) {
        throw .taskNeedsText(odd.role.task, at: odd.span)
      }
      try check(targets, text?.column, read)
      if leading.isShared, text == nil { throw .sharedNeedsText(at: leading.place(of: "shared")) }
      if options.mergeDropout > 0, leading.role.task.isPerStep {
        throw .mergeDropoutNeedsRows(
          leading.role.task, at: textClause?.role.span ?? data.name.span)
      }
      guard
        let split = try splitInForce(
          isStream: text != nil && options.framing == .stream, text?.span ?? data.name.span)
      else { return nil }
      try group?.check(split, isSaid: splitSpan != nil)
      return Roles(
        text: text?.column, numbers: read, windows: nil, targets: targets.map(\.role),
        options: options, lengths: found.lengths,
        known: found.known, split: split, group: group, time: time?.column,
        splitSpan: splitSpan, textSpan: text?.span,
        inputSpan: numbers.span,
        targetSpan: leading.span, timeSpan: time?.span,
        windowSpan: nil, soundPlaces: numbers.sound?.places ?? [:])
    } catch {
      diagnostics.append(error)
      return nil
    }
  }

  /// Roles of series over time.
  private func completeWindows(_ targets: [TargetClause]) throws(Diagnostic) -> Roles {
    guard let target = targets.first else {
      throw .missingTarget(columns, read: "window", at: data.name.span)
    }
    if let text { throw .windowExcludes("`text`", at: text.span) }
    if let sound = numbers.sound { throw .windowExcludes("`sound`", at: sound.span) }
    if let group { throw .windowExcludes("`group`", at: group.span) }
    let role = try over.role(target, numbers.inputs)
    let kind: SplitKind
    switch split {
    case .column: throw .windowExcludes("a split by column", at: splitSpan ?? data.name.span)
    case .tables: throw .windowExcludes("a split by file", at: splitSpan ?? data.name.span)
    case .some(let given): kind = given
    case nil: kind = .inOrder(try standardSplit)
    }
    return Roles(
      text: nil, numbers: nil, windows: role, targets: [target.role], options: TextOptions(),
      known: nil, split: kind, group: nil, time: nil, splitSpan: splitSpan, textSpan: nil,
      inputSpan: numbers.span, targetSpan: target.span, timeSpan: over.timeSpan,
      windowSpan: over.windowSpan, targetPlaces: target.places)
  }

  /// What a split is where nothing is said.
  private var standardSplit: SplitRatio {
    get throws(Diagnostic) {
      do { return try SplitRatio(train: 80, valid: 10, test: 10) } catch {
        throw .data(error, at: data.name.span)
      }
    }
  }

  /// Holds the roles against one another.
  private func check(
    _ targets: [TargetClause], _ text: String?, _ numbers: NumberRole?
  ) throws(Diagnostic) {
    for target in targets where target.role.task.cells != .none {
      for column in target.role.columns {
        guard
          let name = column == text ? "the text" : self.numbers.name(of: column, in: numbers)
        else { continue }
        throw .targetIsRead(column, as: name, at: target.columnSpan, columns)
      }
    }
    guard let series = self.numbers.series else { return }
    if numbers == nil { throw .seriesNeedsInput(at: series.span) }
    if let time { throw .timeExcludes("`series \(series.column)`", at: time.span) }
  }

  /// Who trains; nil where the split stands on something that failed and was reported.
  private func splitInForce(isStream: Bool, _ text: Span) throws(Diagnostic) -> SplitKind? {
    let standard = try? SplitRatio(train: 80, valid: 10, test: 10)
    guard var kind = splitSpan == nil ? standard.map({ .stratified($0) }) : split else {
      return nil
    }
    if isStream {
      guard let inOrder = kind.inTime(), group == nil, time == nil else {
        throw .streamExcludes(group?.span ?? time?.span ?? splitSpan ?? text)
      }
      kind = inOrder
    }
    if let time {
      guard let inTime = kind.isShared ? kind.inTime() : nil, group == nil else {
        throw .timeExcludes(group == nil ? "a split by column or file" : "`group`", at: time.span)
      }
      kind = inTime
    }
    return kind
  }
}

extension SplitKind {
  /// Whether one table is shared out by percentages.
  fileprivate var isShared: Bool {
    switch self {
    case .stratified, .inOrder: true
    case .tables, .column, .lastSteps: false
    }
  }

  /// The same shares in the order of time; nil where the rows' parts are given one by one.
  fileprivate func inTime() -> SplitKind? {
    switch self {
    case .stratified(let ratio), .inOrder(let ratio): .inOrder(ratio)
    case .tables(let valid, let test, let main):
      .tables(valid: valid, test: test, main: main.flatMap { $0.inTime() })
    case .column, .lastSteps: nil
    }
  }
}
