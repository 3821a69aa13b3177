// SPDX-License-Identifier: Apache-2.0

/// The cells that a data set is made of, of all its tables one after the other.
struct SourceRows {
  private(set) var texts: [String] = []
  /// The cells of each target, a list for each of its columns.
  private(set) var cells: [[[String]]] = []
  /// The cells of the split column; empty if there is none.
  private(set) var splitCells: [String] = []
  private(set) var origins = RowOrigins()
  /// The rows of each table, by the part it was given for.
  private(set) var tableRows = SplitRows()
  /// The time of each row of the main table; empty without a time column.
  private(set) var times: [Double] = []
  /// The rows of the main table from the earliest to the latest; equal times keep their order.
  private(set) var inTime: [Int] = []
  /// The group of each row; empty without a group column.
  private(set) var groups = GroupColumn()

  /// The numbers of each row, `[steps, columns]`; nil where there are none.
  private(set) var numbers: RawNumbers?
  /// The cells of the steps of each row, for each target that has one a step; else none.
  private(set) var steps: [[[String]]] = []

  var count: Int { numbers?.rowCount ?? texts.count }

  /// Collects and checks the cells.
  init(of table: Table, for builder: DatasetBuilder) throws(DataError) {
    try append(table, as: .train, for: builder)
    if case .tables(let valid, let test, _) = builder.split {
      if let valid { try append(valid, as: .valid, for: builder) }
      if let test { try append(test, as: .test, for: builder) }
    }
    if let column = builder.timeColumn {
      times = try table.times(column)
      inTime = times.indices.sorted { (times[$0], $0) < (times[$1], $1) }
    }
  }

  /// The cells of a target's column, of which none may be empty but those that may hold several values or a
  /// text.
  private static func cells(
    of table: Table, _ column: String, _ task: TaskEntry
  ) throws(DataError) -> [String] {
    let areSets = task.cells == .several
    let cells =
      try table.kind(of: column) == .number
      ? try table.cells(column).map(\.description)
      : try table.column(column, allowsLists: areSets).map { task.cells.kept($0) }
    try refuseEmpty(cells, column, task, table.path) { table.lines[$0] }
    return cells
  }

  private static func refuseEmpty(
    _ cells: [String], _ column: String, _ task: TaskEntry, _ path: String?,
    line: (Int) -> Int
  ) throws(DataError) {
    guard !task.cells.mayBeEmpty, let row = cells.firstIndex(of: "") else { return }
    throw DataError(.emptyCell(line: line(row), column: column), path: path)
  }

  /// Throws `tooFewRows` where rows train and are too few; a single one can be measured.
  func checkCount(_ splits: SplitRows, path: String?) throws(DataError) {
    if count < 2, !splits.train.isEmpty {
      throw DataError(.tooFewRows(found: count, needed: 2), path: path)
    }
  }

  /// Throws `groupCrossesSplit` when rows of one group are in two parts.
  func checkGroups(_ splits: SplitRows) throws(DataError) {
    guard !groups.isEmpty else { return }
    var parts: [Int32: SplitName] = [:]
    for name in SplitName.allCases {
      for row in splits[name] {
        let group = groups[row]
        guard let first = parts[group], first != name else {
          parts[group] = name
          continue
        }
        throw DataError(
          .groupCrossesSplit(
            line: origins.line(of: row), group: groups.name(of: row), parts: [first, name]),
          path: origins.path(of: row))
      }
    }
  }

  /// Adds the rows of a table; in streams, a row for each piece of a line.
  private mutating func append(
    _ table: Table, as part: SplitName, for builder: DatasetBuilder
  ) throws(DataError) {
    if let role = builder.numbers {
      return try append(table, as: part, role, for: builder)
    }
    var counts: [Int]?
    if builder.framing == .stream {
      let pieces = try table.column(builder.textColumn ?? "").map(\.streamPieces)
      texts += pieces.joined()
      counts = pieces.map(\.count)
    } else {
      texts += try table.column(builder.textColumn ?? "")
    }
    if cells.isEmpty { cells = builder.targets.map { $0.columns.map { _ in [] } } }
    for (index, role) in builder.targets.enumerated() where role.task.cells != .none {
      for (place, column) in role.columns.enumerated() {
        cells[index][place] += try Self.cells(of: table, column, role.task)
      }
    }
    if case .column(let name) = builder.split { splitCells += try table.column(name) }
    if let name = builder.groupColumn { groups.append(try table.column(name), of: name) }
    tableRows[part] = Array(origins.append(table, counts: counts))
  }

  /// Adds the cases of a table of numbers.
  private mutating func append(
    _ table: Table, as part: SplitName, _ role: NumberRole, for builder: DatasetBuilder
  ) throws(DataError) {
    let cases = try SeriesRows(table, series: role.series, columns: role.names)
    if numbers == nil {
      numbers = try role.empty(for: table, isVector: builder.textColumn != nil)
    }
    try numbers?.append(cases, filling: role.columns.map(\.fill))
    if let column = builder.textColumn { texts += try cases.cells(column).map(\.description) }
    if cells.isEmpty {
      cells = builder.targets.map { $0.columns.map { _ in [] } }
      steps = builder.targets.map { _ in [] }
    }
    for (index, target) in builder.targets.enumerated() where target.task.cells != .none {
      if target.task.isPerStep {
        steps[index] += try Self.stepLabels(cases, target.column, target.task)
        continue
      }
      for (place, column) in target.columns.enumerated() {
        let found = try cases.cells(column).map { target.task.cells.kept($0.description) }
        try Self.refuseEmpty(found, column, target.task, table.path) { cases.line(of: $0) }
        cells[index][place] += found
      }
    }
    if case .column(let name) = builder.split {
      splitCells += try cases.cells(name).map(\.description)
    }
    if let name = builder.groupColumn {
      groups.append(try cases.cells(name).map(\.description), of: name)
    }
    let lines = (0..<cases.count).map { cases.line(of: $0) }
    tableRows[part] = Array(origins.append(lines, of: table.path))
  }

  /// What stands at each step of some cases.
  private static func stepLabels(
    _ cases: SeriesRows, _ column: String, _ task: TaskEntry
  ) throws(DataError) -> [[String]] {
    let labels = try cases.stepCells(column).map(\.description.label)
    try refuseEmpty(labels, column, task, cases.table.path) { cases.line(ofStep: $0) }
    return (0..<cases.count).map { Array(labels[cases.starts[$0]..<cases.starts[$0 + 1]]) }
  }
}

extension TaskEntry.Cells {
  /// A cell as it is kept: that of a text as it stands.
  fileprivate func kept(_ cell: String) -> String { self == .text ? cell : cell.label }

  /// Whether a cell may have nothing in it.
  fileprivate var mayBeEmpty: Bool { self == .several || self == .text }
}
