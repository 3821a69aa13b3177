// SPDX-License-Identifier: Apache-2.0

extension SeriesGrid {
  /// Reads the series of a table.
  ///
  /// Throws `unknownColumn`, `notANumber`, `badTime`, `notPositive` for a number without the logarithm that is
  /// to be forecast, and `badSeries` for two rows of one time, and times that lie on no common grid.
  ///
  /// - Parameters:
  ///   - areTexts: which columns hold categories; nil for what the cells look like.
  ///   - clock: how the times are written and how far apart they are, where that is known.
  ///   - known: the time that the steps of a series are counted from, where that is known.
  public init(
    _ table: Table, _ role: WindowRole, areTexts: [Bool]? = nil, clock: SeriesClock? = nil,
    anchors known: [String: Double] = [:]
  ) throws(DataError) {
    let cases = try RowGroups(table, by: role.series)
    let times = try SeriesTimes(table, cases, role, clock, anchors: known)
    if !role.calendar.isEmpty, case .index = times.clock.step {
      throw DataError(
        .badSeries(
          line: nil,
          reason: "`calendar=` reads dates, and the times are "
            + (role.time.isEmpty ? "the numbers of rows" : "numbers")), path: table.path)
    }
    var starts = [0]
    var order = Order()
    var places: [[Int]] = []
    for series in 0..<cases.count {
      let own = try times.places(of: series, &order)
      places.append(own)
      starts.append(starts[series] + (own.last ?? -1) + 1)
    }
    let limit = 4 * table.rowCount + 1000
    if let steps = starts.last, steps > limit {
      throw DataError(
        .badSeries(
          line: order.firstGap,
          reason: "steps are \(times.clock.step) apart, and \(order.gaps) of \(steps) are missing: "
            + "say `step=` for `time`, or `step=rows` to count rows"), path: table.path)
    }
    try GrowingData(path: table.path).require(
      (starts.last ?? 0) * (role.targets.count + role.inputs.count) * MemoryLayout<Double>.stride)
    (self.clock, names, self.starts) = (times.clock, cases.names, starts)
    anchors = (0..<cases.count).map { times.anchor(of: $0) }
    offsets = try (0..<cases.count).map { series throws(DataError) in try times.offset(of: series)
    }
    rowTimes = times.ofRows
    path = table.path
    if let first = times.weekends.first {
      (order.weekends, order.firstWeekend) = (times.weekends.count, table.lines[first])
    }
    var lines = [Int32](repeating: 0, count: starts.last ?? 0)
    for (series, own) in places.enumerated() {
      for (row, place) in zip(times.rows[series], own) {
        lines[starts[series] + place] = Int32(truncatingIfNeeded: table.lines[row])
      }
    }
    self.lines = lines
    self.order = order
    let columns = role.targets.map(\.column.name) + role.inputs.map(\.name)
    self.columns = columns
    var values: [[Double]] = []
    var texts: [[String]?] = []
    for (index, name) in columns.enumerated() {
      let isTarget = index < role.targets.count
      let isText: Bool
      if let areTexts {
        isText = areTexts[index]
      } else {
        isText = isTarget ? false : try table.hasCategories(name)
      }
      let column = try SeriesColumn(table, name, isText: isText)
      var placed = [Double](repeating: .nan, count: starts.last ?? 0)
      for (series, own) in places.enumerated() {
        for (row, place) in zip(times.rows[series], own) {
          placed[starts[series] + place] = column.numbers[row]
        }
      }
      values.append(placed)
      texts.append(column.texts)
    }
    (self.values, self.texts) = (values, texts)
    try checkLogarithms(role.targets.map(\.isLogarithmic))
  }
}

/// The cells of a column as numbers: those of texts are numbers in a list.
private struct SeriesColumn {
  let numbers: [Double]
  let texts: [String]?

  init(_ table: Table, _ name: String, isText: Bool) throws(DataError) {
    guard isText else {
      (numbers, texts) = (try table.boundedNumbers(name), nil)
      return
    }
    var seen = RawNumbers.SeenTexts()
    numbers = try table.column(name).map { seen.number(ofCell: $0) }
    texts = seen.names
  }
}

extension SeriesGrid {
  /// Throws `notPositive` for a number that has no logarithm and should have one.
  ///
  /// - Parameter targets: which of the columns should, the targets first.
  public func checkLogarithms(_ targets: [Bool]) throws(DataError) {
    for (index, isLogarithmic) in targets.enumerated() where isLogarithmic {
      guard let step = values[index].firstIndex(where: { $0 <= 0 }) else { continue }
      throw DataError(
        .notPositive(
          line: Int(lines[step]), column: columns[index], value: values[index][step].spelled),
        path: path)
    }
  }
}
