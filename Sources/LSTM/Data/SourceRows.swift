// SPDX-License-Identifier: Apache-2.0

/// The cells that a data set is made of, of all its tables one after the other.
struct SourceRows {
  private(set) var texts: [String] = []
  private(set) var labels: [String] = []
  /// The classes of each row beside them, a list for each column of them.
  private(set) var classes: [[String]] = []
  /// What the cells hold, where they may hold several.
  var sets: [[String]] = []
  /// The cells of the split column; empty if there is none.
  private(set) var splitCells: [String] = []
  private(set) var origins = RowOrigins()
  /// The rows of each table, by the part it was given for.
  private(set) var tableRows = SplitRows()
  /// The time of each row of the main table; empty without a time column.
  private(set) var times: [Double] = []
  /// The rows of the main table from the earliest to the latest; equal times keep their order.
  private(set) var inTime: [Int] = []
  /// The number of the group of each row; empty without a group column.
  private(set) var groups: [Int32] = []
  private var groupNames: [String] = []
  private var groupNumbers: [String: Int32] = [:]

  var count: Int { labels.count }

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

  /// The cells of a target's column, of which none may be empty but one of a set.
  private static func labels(
    of table: Table, _ column: String, areSets: Bool = false
  ) throws(DataError) -> [String] {
    let cells = try table.column(column, allowsLists: areSets).map(\.label)
    if !areSets, let row = cells.firstIndex(of: "") {
      let fact = DataError.Fact.emptyCell(line: table.lines[row], column: column)
      throw DataError(fact, path: table.path)
    }
    return cells
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
            line: origins.line(of: row), group: groupNames[Int(group)], parts: [first, name]),
          path: origins.path(of: row))
      }
    }
  }

  private mutating func group(of cell: String) -> Int32 {
    if let number = groupNumbers[cell] { return number }
    let number = Int32(truncatingIfNeeded: groupNames.count)
    groupNames.append(cell)
    groupNumbers[cell] = number
    return number
  }

  /// Adds texts that have no target beside themselves; in streams, a row for each piece of a line.
  private mutating func appendTexts(
    of table: Table, as part: SplitName, for builder: DatasetBuilder
  ) throws(DataError) {
    let cells = try table.column(builder.textColumn)
    let isStream = builder.options.framing == .stream
    var counts = [Int](repeating: 1, count: cells.count)
    for (row, cell) in cells.enumerated() {
      guard isStream else {
        texts.append(cell)
        continue
      }
      let pieces = cell.streamPieces
      texts += pieces
      counts[row] = pieces.count
    }
    labels += Array(repeating: "", count: texts.count - labels.count)
    if case .column(let name) = builder.split { splitCells += try table.column(name) }
    if let name = builder.groupColumn { groups += try table.column(name).map { group(of: $0) } }
    tableRows[part] = Array(origins.append(table, counts: counts))
  }

  private mutating func append(
    _ table: Table, as part: SplitName, for builder: DatasetBuilder
  ) throws(DataError) {
    if builder.targetKind == .next { return try appendTexts(of: table, as: part, for: builder) }
    texts += try table.column(builder.textColumn)
    labels += try Self.labels(
      of: table, builder.targetColumn, areSets: builder.targetKind.isSet)
    if classes.isEmpty { classes = builder.classColumns.map { _ in [] } }
    for (index, column) in builder.classColumns.enumerated() {
      classes[index] += try Self.labels(of: table, column)
    }
    if case .column(let name) = builder.split { splitCells += try table.column(name) }
    if let name = builder.groupColumn { groups += try table.column(name).map { group(of: $0) } }
    tableRows[part] = Array(origins.append(table))
  }
}
