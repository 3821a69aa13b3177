// SPDX-License-Identifier: Apache-2.0

import LSTM

/// Data statements: the file is read, the roles are given, the rows are split and turned into
/// numbers.
extension Checker {
  mutating func checkData(_ data: DataStatement) throws(Diagnostic) {
    guard let rows = try source(of: data) else {
      try define(data.name, .unknown(.anything))
      return
    }
    var reader = RoleReader(
      data, columns: rows.columns, peek: rows.peek, format: rows.format, evaluator: evaluator,
      shouldStop: context.shouldStop, resolve: { [self] in resolve($0) },
      readTable: { path, span throws(Diagnostic) in
        try rows.read(path, at: span)
      })
    let roles = reader.read()
    evaluator = reader.evaluator
    for problem in reader.diagnostics { report(problem) }
    try abandon(reader.diagnostics)
    guard let roles else {
      try define(data.name, .unknown(.anything))
      return
    }
    var builder = DatasetBuilder(
      textColumn: roles.text, numbers: roles.numbers, targets: roles.targets,
      options: roles.options,
      split: roles.split, groupColumn: roles.group?.column, timeColumn: roles.time)
    builder.namedGroups = roles.group?.named ?? NamedGroups()
    builder.windows = roles.windows
    builder.lengths = roles.lengths
    builder.knownWords = roles.known?.words ?? []
    builder.hasLineAToken = rows.format?.use.hasLineAToken ?? false
    builder.samplesTexts = context.samplesTexts
    builder.shouldStop = context.shouldStop
    if roles.numbers?.sound != nil { builder.compute = context.compute() }
    // The tags of a row are held against its tokens: none can be passed over.
    let leading = roles.targets[0].task
    let samples =
      context.samplesTexts && !leading.isPerStep && roles.numbers == nil && roles.windows == nil
    let filter = CellFilter(columns: builder.columns, sampled: samples ? roles.text : nil)
    let table = try rows.table(filter)
    let dataset: Dataset
    do {
      let seed = roles.split.isRandom ? randomSeed() : history.seed
      dataset = try builder.build(
        from: table, shuffler: RandomSource(seed: seed), keeper: context.sounds)
    } catch {
      throw .data(error, at: roles.place(of: error.fact) ?? rows.place)
    }
    let object = DataObject(
      name: data.name.text, dataset: dataset, textColumn: roles.text, roles: roles.targets,
      format: rows.format, formatOptions: rows.options, isShort: data.formula != nil,
      groupColumn: roles.group?.column, timeColumn: roles.time)
    if let format = rows.format, rows.inline == nil, leading.cells != .none,
      format.name != DataFormat.pairs.name
    {
      object.reading = SavedReading(
        format: format, options: rows.options, path: rows.path.found, columns: rows.columns,
        targets: roles.targets.flatMap(\.columns))
    }
    object.knownName = roles.known?.object.name
    object.source = dataSource(rows, roles)
    try define(data.name, .known(.object(object)))
    add(.data(object, warnings: warnings(of: object, at: data.name.span)))
  }

  /// Where the rows can be read again.
  private func dataSource(_ rows: Rows, _ roles: Roles) -> RowsSource {
    var source = RowsSource(
      parts: [], format: rows.format, roles: roles.byColumn, isShuffled: roles.split.isRandom,
      shouldStop: context.shouldStop)
    if let table = rows.inline {
      source.parts = [.rows(table)]
    } else {
      source.parts = [.file(path: rows.path.found, rows.options)]
    }
    guard case .tables(let valid, let test, _) = roles.split else { return source }
    for table in [valid, test].compactMap({ $0 }) {
      guard let shown = table.path, let options = try? rows.optionsOf(resolve(shown)) else {
        continue
      }
      source.parts.append(.file(path: resolve(shown), options))
    }
    return source
  }

  /// Where rows come from, before they are read.
  private struct Rows {
    /// The rows of the script; nil when they are in a file.
    let inline: Table?
    /// The file as the script calls it, and as the system finds it.
    let path: (shown: String, found: String)
    let format: DataFormat?
    let options: FormatOptions
    let place: Span
    var columns: [String]
    /// The first rows of the file; all rows of the script.
    var peek: Table?
    /// The second of two files, and where it is said; nil where there is one.
    var second: (shown: String, found: String, place: Span)?
    let shouldStop: @Sendable () -> Bool

    /// The rows, with the cells that are wanted.
    func table(_ filter: CellFilter) throws(Diagnostic) -> Table {
      if let inline { return inline }
      return try read(path, filter: filter, at: place)
    }

    /// The options of a file: of pairs the second one is named like it.
    func optionsOf(_ file: String) throws(DataError) -> FormatOptions {
      guard format?.name == DataFormat.pairs.name, file != path.found,
        case .text(let second) = options[DataFormat.with]
      else { return options }
      guard let partner = DataFormat.partner(of: file, first: path.found, second: second) else {
        let ending = path.found.split(separator: ".").last.map { ".\($0)" } ?? path.found
        throw DataError(.noPartner(ending: ending), path: file)
      }
      return options.merging([DataFormat.with: .text(partner)])
    }

    /// The rows of a file that is written like this one.
    func read(
      _ path: (shown: String, found: String), limit: Int = .max, filter: CellFilter? = nil,
      at span: Span
    ) throws(Diagnostic) -> Table {
      do {
        return try Table.read(
          path: path.found, format: format, options: try optionsOf(path.found), limit: limit,
          filter: filter, shouldStop: shouldStop
        ).renamed(path.shown)
      } catch {
        if let second, error.path == second.found {
          throw .file(error, second.shown, found: second.found, at: second.place)
        }
        throw .file(error, path.shown, found: path.found, at: span)
      }
    }
  }

  /// How many rows say what columns are for.
  private static let peeked = 32

  /// The source of the rows; nil when its path stands on something that failed.
  private mutating func source(of data: DataStatement) throws(Diagnostic) -> Rows? {
    guard var rows = try unread(data) else { return nil }
    guard rows.inline == nil else { return rows }
    rows.peek = try rows.read(rows.path, limit: Self.peeked, at: rows.place)
    rows.columns = rows.peek?.columns ?? []
    return rows
  }

  /// The columns that the rows of a statement have, as far as they can be had.
  mutating func columns(of data: DataStatement, _ cache: ColumnCache) -> [String] {
    if case .rows(let columns, _) = data.source { return columns.map(\.text) }
    guard let rows = try? unread(data, inferring: cache.format(of:)) else { return [] }
    return cache.columns(of: rows.path.found, format: rows.format, options: rows.options)
  }

  /// The format of the file that a statement reads; nil when that cannot be told.
  mutating func format(of data: DataStatement, _ cache: ColumnCache) -> DataFormat? {
    (try? unread(data, inferring: cache.format(of:)))?.format
  }

  /// The source of the rows before anything of a file is read but what tells its format.
  private mutating func unread(
    _ data: DataStatement,
    inferring infer: (String) throws(DataError) -> DataFormat = DataFormats.inferred(from:)
  ) throws(Diagnostic) -> Rows? {
    switch data.source {
    case .rows(let columns, let rows):
      if let option = data.options.first {
        throw .inlineRowsTakeNoOptions(at: option.span)
      }
      guard var table = try inlineTable(columns, rows) else { return nil }
      table.folder = directory
      return Rows(
        inline: table, path: ("", ""), format: nil, options: [:], place: rows.span,
        columns: table.columns, peek: table, shouldStop: context.shouldStop)
    case .path(let expression):
      guard let path = try path(expression) else { return nil }
      var format: DataFormat?
      if let name = data.format {
        format = DataFormats.named(name.text)
        if format == nil { throw .unknownFormat(name, DataFormats.all.map(\.name) + ["rows"]) }
      } else {
        do { format = try infer(resolve(path)) } catch {
          throw .file(error, path, found: resolve(path), at: expression.span)
        }
      }
      guard var options = try formatOptions(data.options, of: format) else { return nil }
      var second: (shown: String, found: String, place: Span)?
      if case .text(let shown) = options[DataFormat.with] {
        let found = resolve(shown)
        options[DataFormat.with] = .text(found)
        // It may stand without its name.
        let said = data.options.first { ($0.label?.text ?? DataFormat.with) == DataFormat.with }
        second = said.map { (shown, found, $0.value.span) }
      }
      return Rows(
        inline: nil, path: (path, resolve(path)), format: format, options: options,
        place: expression.span, columns: [], second: second, shouldStop: context.shouldStop)
    }
  }

  /// The options of a format; nil when one stands on something that failed.
  mutating func formatOptions(
    _ arguments: [Argument], of format: DataFormat?
  ) throws(Diagnostic) -> FormatOptions? {
    let declared = format?.options ?? []
    let owner = "`\(format?.name ?? "data")`"
    var options: FormatOptions = [:]
    var isComplete = true
    for argument in arguments {
      let (option, value) = try formatOption(
        argument, declared, owner, hasSecond: options[DataFormat.with] != nil)
      if options[option.name] != nil {
        throw .givenTwice(option.name, of: owner, at: argument.span)
      }
      options[option.name] = value
      isComplete = isComplete && value != nil
    }
    return isComplete ? options : nil
  }

  private mutating func formatOption(
    _ argument: Argument, _ declared: [FormatOption], _ owner: String, hasSecond: Bool
  ) throws(Diagnostic) -> (FormatOption, FormatValue?) {
    guard let label = argument.label else {
      if case .name(let word) = argument.value.kind,
        let flag = declared.first(where: { $0.name == word && $0.kind == .flag })
      {
        return (flag, .flag(true))
      }
      if case .name(let word) = argument.value.kind,
        let option = declared.first(where: { $0.name == word })
      {
        throw .formatOptionWithoutValue(option, of: owner, at: argument.span)
      }
      // The second of two files stands after the first.
      if let second = declared.first(where: { $0.name == DataFormat.with }) {
        if hasSecond { throw .thirdFile(owner, at: argument.span) }
        return (second, try formatValue(argument.value, second, owner))
      }
      throw .unexpectedFormatValue(argument, of: owner, names: declared.map(\.name))
    }
    guard let option = declared.first(where: { $0.name == label.text }) else {
      throw .unknownOption(label, of: owner, names: declared.map(\.name))
    }
    return (option, try formatValue(argument.value, option, owner))
  }

  private mutating func formatValue(
    _ expression: Expression, _ option: FormatOption, _ owner: String
  ) throws(Diagnostic) -> FormatValue? {
    if option.kind == .names, case .list(let items) = expression.kind {
      return .names(
        try items.map { item throws(Diagnostic) in
          switch item.kind {
          case .name(let name), .text(let name): name
          default: throw .badFormatOption(option, of: owner, at: item.span)
          }
        })
    }
    switch (option.kind, try evaluator.known(expression, .anything)) {
    case (.flag, .boolean(let flag)): return .flag(flag)
    case (.text, .text(let text)): return .text(text)
    case (_, nil): return nil
    default: throw .badFormatOption(option, of: owner, at: expression.span)
    }
  }

  // MARK: Inline rows

  /// The table of inline rows; nil when they stand on something that failed.
  private mutating func inlineTable(
    _ columns: [Name], _ rows: Expression
  ) throws(Diagnostic) -> Table? {
    for (index, column) in columns.enumerated()
    where columns[..<index].contains(where: { $0.text == column.text }) {
      throw .columnTwice(column)
    }
    guard let value = try evaluator.known(rows, .list) else { return nil }
    guard case .list(let items) = value else {
      throw .badRows("the rows are a list of lists", at: rows.span)
    }
    var cells: [[String]] = []
    for (index, item) in items.enumerated() {
      let place = rows.span(ofItem: index)
      guard case .list(let values) = item else {
        throw .badRows("row \(index + 1) is \(item.type.description), not a list", at: place)
      }
      if let odd = values.first(where: { !$0.isCell }) {
        throw .badRows("row \(index + 1) holds \(odd.type.description)", at: place)
      }
      guard values.count == columns.count else {
        throw .badRow(index + 1, cells: values.count, columns: columns.count, at: place)
      }
      cells.append(values.map(\.description))
    }
    do {
      return try Table(columns: columns.map(\.text), rows: cells)
    } catch {
      throw .data(error, at: rows.span)
    }
  }
}

extension Expression {
  /// Where an item of a list stands that is written out; of another list, where the list stands.
  func span(ofItem index: Int) -> Span {
    guard case .list(let items) = kind, items.indices.contains(index) else { return span }
    return items[index].span
  }
}

extension Value {
  /// Whether it can stand in a row.
  fileprivate var isCell: Bool {
    switch self {
    case .number, .text, .boolean: true
    case .duration, .list, .object: false
    }
  }
}
