// SPDX-License-Identifier: Apache-2.0

import LSTM

/// The `split` role as it is read: `80/10/10`, `train=90% test="test.csv"`, `by fold`, with
/// `shuffle=no`.
struct SplitClause {
  /// What a part is given as.
  private enum Part {
    case share(Double)
    /// So many steps of series, of which there is more than one.
    case steps(Int, Span)
    case file(String, Span)
    /// It stands on something that failed.
    case unknown
  }

  private let span: Span
  private var ratio: [Double]?
  private var parts: [SplitName: Part] = [:]
  private var column: Name?
  private var awaitsColumn = false
  private var shuffles = true

  init(span: Span) {
    self.span = span
  }

  /// Takes one argument of the clause.
  mutating func take(_ argument: Argument, _ evaluator: inout Evaluator) throws(Diagnostic) {
    guard let label = argument.label else { return try takeValue(argument.value) }
    switch label.text {
    case "by":
      guard let name = argument.value.bareWord else {
        throw .badSplit("`by` takes the name of a column", at: argument.span)
      }
      column = name
    case "shuffle":
      guard case .boolean(let flag)? = try evaluator.known(argument.value, .boolean) else { return }
      shuffles = flag
    default:
      guard let part = SplitName(rawValue: label.text) else { throw .unknownPart(label) }
      guard parts[part] == nil else {
        throw .givenTwice(label.text, of: "`split`", at: argument.span)
      }
      parts[part] = try self.part(argument.value, &evaluator)
    }
  }

  private mutating func takeValue(_ value: Expression) throws(Diagnostic) {
    if awaitsColumn, let name = value.bareWord {
      column = name
      awaitsColumn = false
      return
    }
    switch value.kind {
    case .ratio(let numbers):
      guard numbers.count == 3 else {
        throw .badSplit("a split has three shares: train/valid/test", at: value.span)
      }
      guard ratio == nil else { throw .badSplit("shares are given twice", at: value.span) }
      ratio = numbers
    case .name("by"): awaitsColumn = true
    default: throw .badSplit("`split` does not take this", at: value.span)
    }
  }

  private func part(
    _ value: Expression, _ evaluator: inout Evaluator
  ) throws(Diagnostic) -> Part {
    switch try evaluator.known(value, .anything) {
    case .number(let steps) where steps > 1 && Int(exactly: steps) != nil && steps < 1e9:
      return .steps(Int(steps), value.span)
    case .number(let share):
      guard share >= 0, share <= 1 else {
        throw .badSplit("a share is between 0% and 100%", at: value.span)
      }
      return .share(share * 100)
    case .text(let path): return .file(path, value.span)
    case nil: return .unknown
    default: throw .badSplit("a part of a split is a share such as 90%, or a file", at: value.span)
    }
  }

  /// The split that the clause describes; nil when it stands on something that failed.
  func kind(
    columns: [String], countsSteps: Bool = false,
    readTable: (String, Span) throws(Diagnostic) -> Table
  ) throws(Diagnostic) -> SplitKind? {
    if let steps = try lastSteps(countsSteps) { return steps }
    if awaitsColumn { throw .badSplit("`by` takes the name of a column", at: span) }
    if let column {
      guard ratio == nil, parts.isEmpty else {
        throw .badSplit("`by` excludes shares and files", at: column.span)
      }
      guard columns.contains(column.text) else {
        throw .unknownColumn(column.text, at: column.span, columns)
      }
      return .column(column.text)
    }
    guard ratio == nil || parts.isEmpty else {
      throw .badSplit("shares are given twice", at: span)
    }
    if let ratio { return try shared(ratio[0], ratio[1], ratio[2]) }
    return try byParts(readTable)
  }

  /// A split by numbers of steps; nil where none is given.
  private func lastSteps(_ countsSteps: Bool) throws(Diagnostic) -> SplitKind? {
    var counts: [SplitName: Int] = [:]
    var place: Span?
    var others: Span?
    for (name, part) in parts {
      switch part {
      case .steps(let count, let span):
        counts[name] = count
        place = span
        if name == .train {
          throw .badSplit("the first steps train, all that valid and test leave", at: span)
        }
      case .share(0): counts[name] = 0
      case .share, .file, .unknown: others = span
      }
    }
    guard let place else { return nil }
    guard countsSteps else {
      throw .badSplit(
        "a share is between 0% and 100%; steps are counted beside `window`", at: place)
    }
    guard others == nil, ratio == nil, column == nil else {
      throw .badSplit("parts are counted in steps, or have shares, all of them", at: place)
    }
    return .lastSteps(valid: counts[.valid] ?? 0, test: counts[.test] ?? 0)
  }

  private func shared(
    _ train: Double, _ valid: Double, _ test: Double
  ) throws(Diagnostic) -> SplitKind {
    do {
      let ratio = try SplitRatio(train: train, valid: valid, test: test)
      return shuffles ? .stratified(ratio) : .inOrder(ratio)
    } catch {
      throw .data(error, at: span)
    }
  }

  private func byParts(
    _ readTable: (String, Span) throws(Diagnostic) -> Table
  ) throws(Diagnostic) -> SplitKind? {
    var shares: [SplitName: Double] = [:]
    var tables: [SplitName: Table] = [:]
    for name in SplitName.allCases {
      switch parts[name] {
      case .share(let share): shares[name] = share
      case .file(let path, let place):
        if name == .train {
          throw .badSplit("the training rows are those of the data's own file", at: place)
        }
        tables[name] = try readTable(path, place)
      case .unknown: return nil
      case .steps, nil: break
      }
    }
    // Without a share of their own the training rows are what the others leave.
    let others = (shares[.valid] ?? 0) + (shares[.test] ?? 0)
    let main = try shared(shares[.train] ?? 100 - others, shares[.valid] ?? 0, shares[.test] ?? 0)
    guard !tables.isEmpty else {
      if shares.isEmpty { throw .badSplit("`split` says nothing", at: span) }
      return main
    }
    return .tables(valid: tables[.valid], test: tables[.test], main: others > 0 ? main : nil)
  }
}
