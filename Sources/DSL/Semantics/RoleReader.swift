// SPDX-License-Identifier: Apache-2.0

import LSTM

/// What the roles of a data statement come to.
struct Roles {
  /// The column with the texts, and the one with the classes.
  var text: String
  var target: String
  /// What is to be predicted.
  var targetKind: Target.Kind
  /// The scheme that tags are in, and the one that is trained; nil for what is found, and for the
  /// same.
  var tagScheme: TagScheme?
  var trainedScheme: TagScheme?
  /// The columns with classes that are predicted beside the tags.
  var classColumns: [String] = []
  /// How labels or phrases stand in their cells.
  var targetCells: TargetCells
  /// How a text becomes tokens.
  var options: TextOptions
  /// The vectors whose words are known too, and those of them that a text can have; nil for none.
  var known: KnownVectors?
  /// Who trains.
  var split: SplitKind
  /// The columns of groups and times, if there are.
  var group: String?
  var time: String?
  /// Where the split, and the columns, are said.
  var splitSpan: Span?
  var textSpan: Span?
  var targetSpan: Span?
  var groupSpan: Span?
  var timeSpan: Span?

  /// Where a fact about the data has its cause in the script.
  func place(of fact: DataError.Fact) -> Span? {
    switch fact {
    case .badPercentages, .emptySplit, .unknownSplit: splitSpan
    case .groupCrossesSplit: groupSpan
    case .badTime: timeSpan
    case .unknownTokenizer, .unknownStemmer, .tagsDiffer: textSpan
    case .illegalTag, .fewLabels, .noPhrase: targetSpan
    default: nil
    }
  }
}

/// Reads the clauses between the braces of a data statement, or the short form `target ~ text`.
struct RoleReader {
  typealias TableReader = (_ path: (shown: String, found: String), _ at: Span) throws(Diagnostic) ->
    Table

  private let data: DataStatement
  private let columns: [String]
  private let format: DataFormat?
  private let resolve: (String) -> String
  private let readTable: TableReader
  private let shouldStop: @Sendable () -> Bool
  private(set) var evaluator: Evaluator
  private(set) var diagnostics: [Diagnostic] = []

  private var text: (column: String, span: Span)?
  private var target: (column: String, span: Span)?
  private var targetKind = Target.Kind.class
  private var (tagScheme, trainedScheme): (TagScheme?, TagScheme?)
  private var targetRole: Span?
  /// The targets that were said before the present one.
  private var earlier: [TargetClause] = []
  private var targetCells = TargetCells()
  private var group: (column: String, span: Span)?
  private var time: (column: String, span: Span)?
  private var options = TextOptions()
  private var known: KnownVectors?
  private var textClause: (role: RoleClause, arguments: [Argument])?
  private var split: SplitKind?
  private var splitSpan: Span?

  init(
    _ data: DataStatement, columns: [String], format: DataFormat?, evaluator: Evaluator,
    shouldStop: @escaping @Sendable () -> Bool, resolve: @escaping (String) -> String,
    readTable: @escaping TableReader
  ) {
    self.shouldStop = shouldStop
    self.data = data
    self.columns = columns
    self.format = format
    self.evaluator = evaluator
    self.resolve = resolve
    self.readTable = readTable
  }

  /// The roles; nil when problems were found, here or in what they stand on.
  mutating func read() -> Roles? {
    do {
      if let formula = data.formula {
        target = (
          try column(formula.target.text, at: formula.target.span), formula.target.span
        )
        targetKind = usualKind(of: formula.target.text)
        text = (try column(formula.text.text, at: formula.text.span), formula.text.span)
      }
    } catch {
      diagnostics.append(error)
    }
    if use.isStream { targetKind = .next }
    var seen: Set<String> = []
    for role in data.roles {
      do throws(Diagnostic) {
        if !seen.insert(role.role.text).inserted {
          guard role.role.text == "target", let target else { throw .roleTwice(role) }
          keep(target)
        }
        try read(role)
      } catch {
        diagnostics.append(error)
      }
    }
    let classColumns = leadingTarget()
    readTextOptions()
    return diagnostics.isEmpty ? complete(classColumns) : nil
  }

  /// What the columns are for when nothing is said.
  private var use: ColumnUse { format?.use ?? .unsaid }

  /// What is predicted of a column when nothing is said: a tag a token where the format has such.
  private func usualKind(of column: String) -> Target.Kind {
    use.tagColumns(of: columns).contains(column) ? .tags : .class
  }

  private mutating func complete(_ classColumns: [String]) -> Roles? {
    // A format that names its columns so needs no roles.
    if text == nil { text = use.textColumn(of: columns).map { ($0, data.name.span) } }
    if target == nil, targetKind != .next {
      let usual = columns.contains("label") ? "label" : use.tagColumns(of: columns).first
      target = usual.map { ($0, data.name.span) }
      if let usual { targetKind = usualKind(of: usual) }
    }
    guard let text else {
      diagnostics.append(.missingRole("text", columns, at: data.name.span))
      return nil
    }
    // The text is its own target.
    if targetKind == .next { target = text }
    guard let target else {
      diagnostics.append(.missingRole("target", columns, at: data.name.span))
      return nil
    }
    guard text.column != target.column || targetKind == .next else {
      diagnostics.append(.targetIsText(target.column, at: target.span, columns))
      return nil
    }
    if classColumns.contains(text.column) {
      diagnostics.append(.targetIsText(text.column, at: text.span, columns))
      return nil
    }
    let standard = try? SplitRatio(train: 80, valid: 10, test: 10)
    // A split that stands on something that failed has been reported.
    guard var kind = splitSpan == nil ? standard.map({ .stratified($0) }) : split else {
      return nil
    }
    if options.framing == .stream {
      guard let inOrder = kind.inTime(), group == nil, time == nil else {
        diagnostics.append(.streamExcludes(group?.span ?? time?.span ?? splitSpan ?? text.span))
        return nil
      }
      kind = inOrder
    }
    if let time {
      guard let inTime = kind.isShared ? kind.inTime() : nil, group == nil else {
        diagnostics.append(
          .timeExcludes(group == nil ? "a split by column or file" : "`group`", at: time.span))
        return nil
      }
      kind = inTime
    }
    return Roles(
      text: text.column, target: target.column, targetKind: targetKind, tagScheme: tagScheme,
      trainedScheme: trainedScheme, classColumns: classColumns, targetCells: targetCells,
      options: options, known: known, split: kind,
      group: group?.column, time: time?.column, splitSpan: splitSpan, textSpan: text.span,
      targetSpan: targetRole ?? target.span, groupSpan: group?.span, timeSpan: time?.span)
  }

  private mutating func read(_ role: RoleClause) throws(Diagnostic) {
    switch role.role.text {
    case "text": try readText(role)
    case "target": try readTarget(role)
    case "split": try readSplit(role)
    case "group": group = try onlyColumn(role)
    case "time": time = try onlyColumn(role)
    case "ignore": try readIgnored(role)
    default: throw .unknownRole(role.role, RoleCatalog.entries.map(\.name))
    }
  }

  private func column(_ name: String, at span: Span) throws(Diagnostic) -> String {
    guard columns.contains(name) else { throw .unknownColumn(name, at: span, columns) }
    return name
  }

  /// The column that a role begins with, and the arguments behind it.
  private func columnFirst(
    _ role: RoleClause
  ) throws(Diagnostic) -> (column: String, span: Span, rest: [Argument]) {
    guard let first = role.arguments.first, first.label == nil else {
      throw .roleNeedsColumn(role, columns)
    }
    switch first.value.kind {
    case .name(let name), .text(let name):
      return (try column(name, at: first.span), first.span, Array(role.arguments.dropFirst()))
    default: throw .roleNeedsColumn(role, columns)
    }
  }

  /// The column of a role that takes nothing else.
  private func onlyColumn(_ role: RoleClause) throws(Diagnostic) -> (String, Span) {
    let (column, span, rest) = try columnFirst(role)
    if let first = rest.first {
      throw .unexpectedValue(first.value, of: "`\(role.role.text)`", specs: [])
    }
    return (column, span)
  }

  private func readIgnored(_ role: RoleClause) throws(Diagnostic) {
    _ = try columnFirst(role)
    for argument in role.arguments {
      switch argument.value.kind {
      case .name(let name) where argument.label == nil, .text(let name) where argument.label == nil:
        _ = try column(name, at: argument.span)
      default: throw .roleNeedsColumn(role, columns)
      }
    }
  }

  // MARK: text

  private mutating func readText(_ role: RoleClause) throws(Diagnostic) {
    let (column, span, rest) = try columnFirst(role)
    text = (column, span)
    textClause = (role, rest)
  }

  /// The settings of the `text` role, whose defaults depend on the format and on the target.
  private mutating func readTextOptions() {
    let role = textClause?.role ?? RoleClause(role: data.name, arguments: [], span: data.name.span)
    let rest = textClause?.arguments ?? []
    do throws(Diagnostic) {
      try readTextOptions(role, rest)
    } catch {
      diagnostics.append(error)
    }
  }

  private mutating func readTextOptions(
    _ role: RoleClause, _ rest: [Argument]
  ) throws(Diagnostic) {
    let before = diagnostics.count
    let reader = ArgumentReader(owner: "`text`", specs: RoleCatalog.textOptions)
    var problems: [Diagnostic] = []
    let named = rest.filter { $0.label?.text == RoleCatalog.known.name }
    if named.count > 1 {
      throw .givenTwice(RoleCatalog.known.name, of: "`text`", at: named[1].span)
    }
    let vectors =
      try named.first.map { argument throws(Diagnostic) in
        try KnownVectors.named(by: argument.value, &evaluator)
      } ?? nil
    let rest = rest.filter { $0.label?.text != RoleCatalog.known.name }
    let values = reader.read(rest, &evaluator) { problems.append($0) }
    diagnostics += problems
    guard diagnostics.count == before else { return }
    if use.isStream { try checkStream(rest) }
    var given = values
    given["tokens"] = given["tokens"] ?? use.tokens.map { .word($0) }
    // What is written is what is to be written again.
    if targetKind == .next { given["lower"] = given["lower"] ?? .boolean(false) }
    let settings = Arguments(given, for: RoleCatalog.textOptions)
    options = try TextReader(role, settings, given: rest, resolve: resolve).read()
    if targetKind == .next { options.framing = use.isStream ? .stream : .rows }
    guard let place = named.first?.value.span else { return }
    if targetKind == .next { throw .knownNeedsTargets(at: place) }
    guard let vectors else { return }
    options.findsSmall = !options.lower
    known = try KnownVectors(vectors, options, shouldStop: shouldStop, at: place)
  }

  /// A stream is read as it stands.
  private func checkStream(_ arguments: [Argument]) throws(Diagnostic) {
    for argument in arguments {
      guard let label = argument.label?.text else { continue }
      if ["max_length", "stopwords", "keep_pos"].contains(label) {
        throw .streamKeepsText(label, at: argument.span)
      }
      if label == "tokens", (use.tokens == "char") != (argument.value.bareWord?.text == "char") {
        throw .streamTokens(format?.name ?? "", at: argument.span)
      }
    }
  }

  // MARK: target

  private mutating func readTarget(_ role: RoleClause) throws(Diagnostic) {
    if try readsNext(role) { return }
    let (column, span, rest) = try columnFirst(role)
    target = (column, span)
    targetRole = role.span
    targetKind = usualKind(of: column)
    for argument in rest where argument.label == nil {
      guard case .name(let word) = argument.value.kind else {
        throw .unexpectedValue(argument.value, of: "`target`", specs: [])
      }
      guard let kind = Target.Kind(rawValue: word) else {
        throw .unknownTargetKind(
          Name(word, argument.span), planned: ["number", "tokens"])
      }
      if kind == .next { throw .nextTakesNoColumn(column, at: role.span) }
      targetKind = kind
    }
    try readTargetOptions(rest.filter { $0.label != nil }, column: column)
  }

  private mutating func readTargetOptions(
    _ options: [Argument], column: String
  ) throws(Diagnostic) {
    let specs = RoleCatalog.targetOptions
    let before = diagnostics.count
    var problems: [Diagnostic] = []
    let values = ArgumentReader(owner: "`target`", specs: specs)
      .read(options, &evaluator) { problems.append($0) }
    diagnostics += problems
    guard diagnostics.count == before, !options.isEmpty else { return }
    if targetKind != .tags, let label = options.compactMap(\.label).first(where: Self.isOfTags) {
      throw .optionOfTags(label, column: column)
    }
    if !targetKind.isSet, let odd = options.first(where: { $0.label.map(Self.isOfTags) == false }) {
      throw .targetOptionNeedsSet(odd.label?.text ?? "", targetKind, at: odd.span)
    }
    let settings = Arguments(values, for: specs)
    let scheme = { (name: String) in settings[name].flatMap { TagScheme(rawValue: $0.text) } }
    (tagScheme, trainedScheme) = (scheme("scheme"), scheme("as"))
    targetCells.separator = settings.word("separator")
    if targetCells.separator.isEmpty, let place = place(of: "separator", options) {
      throw .emptySeparator(at: place)
    }
    targetCells.minCount = settings.integer("min_count")
    if targetKind == .phrases, let place = place(of: "min_count", options) {
      throw .targetOptionNeedsSet("min_count", targetKind, at: place)
    }
  }

  /// Whether a setting is for tags.
  private static func isOfTags(_ label: Name) -> Bool { ["scheme", "as"].contains(label.text) }

  private func place(of option: String, _ arguments: [Argument]) -> Span? {
    arguments.first { $0.label?.text == option }?.span
  }

  /// One of several targets.
  private struct TargetClause {
    let column: String
    let span: Span
    let kind: Target.Kind
    let schemes: (TagScheme?, TagScheme?)
    let role: Span?
  }

  /// Puts a target aside, as another one follows.
  private mutating func keep(_ target: (column: String, span: Span)) {
    earlier.append(
      TargetClause(
        column: target.column, span: target.span, kind: targetKind,
        schemes: (tagScheme, trainedScheme), role: targetRole))
    (self.target, targetKind, tagScheme, trainedScheme, targetRole) = (nil, .class, nil, nil, nil)
  }

  /// Lets the target with tags lead where there are several, and gives the columns of the others.
  private mutating func leadingTarget() -> [String] {
    guard let before = earlier.last else { return [] }
    guard let last = target else {
      // `target next` has no column.
      if diagnostics.isEmpty {
        diagnostics.append(.targetsUnlike(tags: 1, at: before.role ?? before.span))
      }
      return []
    }
    keep(last)
    let all = earlier
    for (index, one) in all.enumerated()
    where all[..<index].contains(where: { $0.column == one.column }) {
      diagnostics.append(.targetTwice(one.column, at: one.span))
    }
    let leading = all.filter { $0.kind == .tags }
    let others = all.filter { $0.kind == .class }
    guard let first = leading.first, leading.count == 1, others.count == all.count - 1 else {
      let odd = all.first { $0.kind != .tags && $0.kind != .class }
      let place = odd ?? (leading.count > 1 ? leading[1] : all[1])
      diagnostics.append(.targetsUnlike(tags: leading.count, at: place.role ?? place.span))
      return []
    }
    (target, targetKind) = ((first.column, first.span), .tags)
    ((tagScheme, trainedScheme), targetRole) = (first.schemes, first.role)
    return others.map(\.column)
  }

  /// Whether the clause is `target next`, which has no column.
  private mutating func readsNext(_ role: RoleClause) throws(Diagnostic) -> Bool {
    let next = Target.Kind.next.rawValue
    guard let first = role.arguments.first, first.label == nil,
      case .name(next) = first.value.kind, !columns.contains(next)
    else {
      if let format, use.isStream {
        throw .streamHasNoTarget(format.name, at: role.span)
      }
      return false
    }
    if role.arguments.count > 1 {
      throw .unexpectedValue(role.arguments[1].value, of: "`target next`", specs: [])
    }
    targetKind = .next
    return true
  }

  // MARK: split

  private mutating func readSplit(_ role: RoleClause) throws(Diagnostic) {
    splitSpan = role.span
    var clause = SplitClause(span: role.span)
    for argument in role.arguments { try clause.take(argument, &evaluator) }
    split = try clause.kind(columns: columns) { path, span throws(Diagnostic) in
      try readTable((shown: path, found: resolve(path)), span)
    }
  }
}

extension SplitKind {
  /// Whether one table is shared out by percentages.
  fileprivate var isShared: Bool {
    switch self {
    case .stratified, .inOrder: true
    case .tables, .column: false
    }
  }

  /// The same shares in the order of time; nil where the rows' parts are given one by one.
  fileprivate func inTime() -> SplitKind? {
    switch self {
    case .stratified(let ratio), .inOrder(let ratio): .inOrder(ratio)
    case .tables(let valid, let test, let main):
      .tables(valid: valid, test: test, main: main.flatMap { $0.inTime() })
    case .column: nil
    }
  }
}
