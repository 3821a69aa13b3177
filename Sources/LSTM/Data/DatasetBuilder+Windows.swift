// SPDX-License-Identifier: Apache-2.0

extension DatasetBuilder {
  /// Makes a data set whose rows are the windows of series.
  func windows(of table: Table, _ role: WindowRole) throws(DataError) -> Dataset {
    let grid = try SeriesGrid(table, role)
    let parts = try SeriesParts(grid, role, split, path: table.path)
    if shouldStop() { throw DataError(.interrupted, path: nil) }
    let (windows, splits) = try parts.windows()
    let (transform, steps) = WindowInput.fitted(grid, windows, role, splits.fitted)
    try GrowingData(path: table.path).require(
      grid.stepCount * transform.numbersAStep * MemoryLayout<Float>.stride)
    let input = WindowInput(grid, windows, role, transform, trainedSteps: steps)
    let inputs = FittedInputs(text: nil, numbers: nil, windows: input)
    var origins = RowOrigins()
    _ = origins.append(windows.map { input.line(of: $0) }, of: table.path)
    let targets = try targets.map { target throws(DataError) in
      let source = TargetSource(
        columns: target.columns, cells: [], further: [], steps: nil, origins: origins,
        hasLineAToken: false, isFurther: false)
      return try target.task.read(source, target.settings).fit(splits, along: inputs)
    }
    var summary = DatasetSummary(
      splits: splits, target: targets[0], inputs, comparesRows: false)
    summary.bytes = DataMemory(input).bytes
    return Dataset(
      text: nil, numbers: nil, windows: input, targets: targets, splits: splits,
      origins: origins, groups: GroupColumn(), summary: summary)
  }
}

/// Which steps of each series train, choose the weights, and measure.
private struct SeriesParts {
  private let grid: SeriesGrid
  private let role: WindowRole
  private let path: String?
  /// The steps of each part, in the order of time, for each series.
  private let ranges: [[Range<Int>]]
  /// The parts that are to have windows.
  private let wanted: [SplitName]

  /// Shares out the steps up to the last one that has a number to be forecast.
  init(
    _ grid: SeriesGrid, _ role: WindowRole, _ split: SplitKind, path: String?
  ) throws(DataError) {
    (self.grid, self.role, self.path) = (grid, role, path)
    var ranges: [[Range<Int>]] = []
    // What is left trains, so that there has to be something.
    var wanted: Set<SplitName> = [.train]
    if case .inOrder(let ratio) = split, ratio.percentages[0] == 0 { wanted = [] }
    if case .stratified(let ratio) = split, ratio.percentages[0] == 0 { wanted = [] }
    var empty = 0
    for series in 0..<grid.count {
      let count = grid.knownSteps(of: series, targets: role.targets.count)
      if count == 0 { empty += 1 }
      let sizes = Self.sizes(of: count, split)
      var own: [Range<Int>] = []
      for (name, size) in zip(SplitName.allCases, sizes) {
        let start = own.last?.upperBound ?? 0
        own.append(start..<start + size)
        if size > 0 { wanted.insert(name) }
      }
      ranges.append(own)
    }
    if empty == grid.count {
      let names = role.targets.map { "\"\($0.column.name)\"" }.joined(separator: ", ")
      throw DataError(.badSeries(line: nil, reason: "no row has a number of \(names)"), path: path)
    }
    self.ranges = ranges
    self.wanted = SplitName.allCases.filter { wanted.contains($0) }
  }

  private static func sizes(of count: Int, _ split: SplitKind) -> [Int] {
    switch split {
    case .stratified(let ratio), .inOrder(let ratio):
      // A series too short for one of the parts has no window there.
      return (try? ratio.sizes(of: count)) ?? [count, 0, 0]
    case .lastSteps(let valid, let test):
      let own = min(test, count)
      let watched = min(valid, count - own)
      return [count - own - watched, watched, own]
    case .tables, .column: return [count, 0, 0]
    }
  }

  /// All windows, and those of each part.
  ///
  /// A window is of the part that has all of its horizon; its history may reach back into parts before.
  /// Throws `seriesTooShort` for a part without a window.
  func windows() throws(DataError) -> (windows: [SeriesWindow], splits: SplitRows) {
    var windows: [SeriesWindow] = []
    var splits = SplitRows()
    for series in 0..<grid.count {
      let own = ranges[series]
      guard let last = own.last?.upperBound, role.needed - 1 < last - role.horizon else { continue }
      for origin in role.needed - 1..<last - role.horizon {
        let steps = origin + 1..<origin + 1 + role.horizon
        guard hasTruth(series, steps) else { continue }
        let row = windows.count
        windows.append(SeriesWindow(series: series, origin: origin))
        guard let part = own.firstIndex(where: { $0.contains(steps) }) else { continue }
        let name = SplitName.allCases[part]
        if name == .train, (own[part].upperBound - steps.upperBound) % role.stride != 0 { continue }
        splits[name].append(row)
      }
    }
    for name in wanted where splits[name].isEmpty { throw tooShort(name) }
    return (windows, splits)
  }

  /// Whether a target has a number at one of some steps.
  private func hasTruth(_ series: Int, _ steps: Range<Int>) -> Bool {
    let first = grid.starts[series]
    return role.targets.indices.contains { target in
      steps.contains { !grid.values[target][first + $0].isNaN }
    }
  }

  /// The series that has most steps in a part, and how many it would need.
  private func tooShort(_ name: SplitName) -> DataError {
    let part = SplitName.allCases.firstIndex(of: name) ?? 0
    let longest = ranges.indices.max { ranges[$0][part].count < ranges[$1][part].count } ?? 0
    let own = ranges[longest][part]
    return DataError(
      .seriesTooShort(
        part: name, series: grid.names[longest], steps: own.count,
        before: own.lowerBound, history: role.needed, horizon: role.horizon),
      path: path)
  }
}

extension SeriesGrid {
  /// How many steps of a series there are up to the last one that has a number of a target.
  func knownSteps(of series: Int, targets: Int) -> Int {
    let (first, count) = (starts[series], steps(of: series))
    for step in stride(from: count - 1, through: 0, by: -1) {
      if (0..<targets).contains(where: { !values[$0][first + step].isNaN }) { return step + 1 }
    }
    return 0
  }
}
