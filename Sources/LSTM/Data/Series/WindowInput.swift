// SPDX-License-Identifier: Apache-2.0

/// Windows over series, each a row of a data set: what a network reads before an origin, and what is to be
/// forecast after it.
public struct WindowInput: Sendable {
  /// The series.
  public let grid: SeriesGrid
  /// What measures them, fitted on the steps that train.
  public let transform: WindowTransform
  /// The windows, series by series from the earliest origin to the latest.
  public let windows: [SeriesWindow]
  /// What is set of them.
  let role: WindowRole
  /// How many steps of each series train.
  public let trainedSteps: [Int]
  /// How many steps after an origin are measured: the horizon, or more where forecasts are chained.
  public private(set) var reach: Int
  /// The series as they are measured.
  let measured: MeasuredSeries
  private let frame: WindowFrame

  /// Windows that a fitted transform measures.
  init(
    _ grid: SeriesGrid, _ windows: [SeriesWindow], _ role: WindowRole,
    _ transform: WindowTransform, trainedSteps: [Int], scalings: [[Scaling]]? = nil
  ) {
    (self.grid, self.windows, self.role, self.transform) = (grid, windows, role, transform)
    self.trainedSteps = trainedSteps
    reach = transform.horizon
    measured = MeasuredSeries(transform, grid, scalings: scalings, fitting: trainedSteps)
    frame = WindowFrame(transform, measured.channels, grid)
  }

  /// Windows of which some train.
  init(
    _ grid: SeriesGrid, _ windows: [SeriesWindow], _ role: WindowRole, fitting rows: [Int]
  ) {
    let (transform, ends) = Self.fitted(grid, windows, role, rows)
    self.init(grid, windows, role, transform, trainedSteps: ends)
  }

  /// What measures series some of whose windows train, and how many steps of each may be fitted on.
  static func fitted(
    _ grid: SeriesGrid, _ windows: [SeriesWindow], _ role: WindowRole, _ rows: [Int]
  ) -> (transform: WindowTransform, steps: [Int]) {
    var ends = [Int](repeating: 0, count: grid.count)
    for row in rows {
      let window = windows[row]
      ends[window.series] = max(ends[window.series], window.origin + 1 + role.horizon)
    }
    // A series of which no window trains has a scale of its own, by what comes before its first horizon;
    // nothing that all series share is fitted on it.
    var own = ends
    for window in windows where own[window.series] == 0 { own[window.series] = window.origin + 1 }
    return (WindowTransform(grid, role, fitting: own, shared: ends), own)
  }

  /// The same windows fitted on other rows.
  func refitted(on rows: [Int]) -> WindowInput {
    WindowInput(grid, windows, role, fitting: rows)
  }

  /// The same windows for a network that forecasts counts, which reads them as multiples of their level.
  func ofCounts() -> WindowInput {
    var role = role
    role.areCounts = true
    return WindowInput(grid, windows, role, transform.ofCounts(), trainedSteps: trainedSteps)
  }

  /// The same windows with so many steps measured after each origin.
  ///
  /// - Precondition: of the windows that are asked about, the series has that many.
  public func reaching(_ steps: Int) -> WindowInput {
    var copy = self
    copy.reach = steps
    return copy
  }

  /// The same windows as another transform measures them.
  public func measured(by other: WindowTransform) -> WindowInput {
    WindowInput(grid, windows, role, other, trainedSteps: trainedSteps)
  }

  /// What a network reads of each window, `[history, features]`.
  public var column: WindowColumn { WindowColumn(frame: frame, windows: windows) }

  /// All that it reads: the windows, and what is known of the steps after them.
  public var columns: [any Column] {
    frame.known.width > 0
      ? [
        column,
        HorizonColumn(frame: frame, windows: windows, numbers: frame.known, areTrained: false),
      ] : [column]
  }

  /// What it is trained on of each window, `[horizon · targets]`, and of counts their levels after it.
  public var aim: HorizonColumn {
    HorizonColumn(frame: frame, windows: windows, numbers: frame.trained, areTrained: true)
  }

  /// The columns that are forecast.
  public var targetNames: [String] { transform.targets.map(\.name) }

  /// The hash of all series and of some windows.
  public func fingerprint(of rows: [Int]) -> Fingerprint {
    var hash = Fingerprint(grid.names.joined(separator: "\n").utf8)
    hash.combine((grid.starts + trainedSteps).map { Int32(truncatingIfNeeded: $0) })
    for (numbers, texts) in zip(grid.values, grid.texts) {
      hash.combine(Fingerprint((texts ?? []).joined(separator: "\n").utf8))
      numbers.withUnsafeBytes { hash.combine(words: $0) }
    }
    hash.combine(
      rows.flatMap { [windows[$0].series, windows[$0].origin] }
        .map { Int32(truncatingIfNeeded: $0) })
    return hash
  }

  /// What a row is called: its series and the time of its origin.
  public func title(of row: Int) -> String {
    let window = windows[row]
    let stamp = grid.stamp(window.origin, of: window.series)
    return grid.names[window.series].isEmpty ? stamp : "\(grid.names[window.series]) \(stamp)"
  }

  /// The numbers of a target in the window of a row, in the units of the file; NaN is missing.
  public func past(of row: Int, target: Int) -> [Double] {
    let origin = origin(of: row)
    return Array(grid.values[target][origin - transform.history + 1...origin])
  }

  /// The line of the first step that is forecast; that of the last known one where the file has none.
  func line(of window: SeriesWindow) -> Int {
    let first = grid.starts[window.series] + window.origin
    let own = grid.lines[first...].prefix(1 + transform.horizon)
    return Int(own.dropFirst().first { $0 > 0 } ?? own.first ?? 0)
  }

  /// The last step that is read in the window of a row, among the steps of all series.
  private func origin(of row: Int) -> Int {
    grid.starts[windows[row].series] + windows[row].origin
  }

  /// The steps that are forecast after it.
  private func after(_ row: Int) -> Range<Int> {
    let first = origin(of: row) + 1
    return first..<first + reach
  }

  // MARK: Back to the units of the file

  /// The true numbers of a target after the origin of a row, one for each step that is measured; NaN is
  /// missing.
  public func truths(of row: Int, target: Int) -> ArraySlice<Double> {
    grid.values[target][after(row)]
  }

  /// The numbers of a target in the window of a row, measured, with something in the place of what is
  /// missing.
  func history(of row: Int, target: Int) -> ArraySlice<Double> {
    let origin = origin(of: row)
    return measured.channels[target].read[origin - transform.history + 1...origin]
  }

  /// The true numbers of a target after the origin of a row, measured; NaN is missing.
  func measuredTruths(of row: Int, target: Int) -> ArraySlice<Double> {
    measured.channels[target].trained[after(row)]
  }

  /// What the measured numbers of a target are taken from in the window of a row.
  func reference(of row: Int, target: Int) -> Double {
    Double(frame.reference(target, origin: origin(of: row)))
  }

  /// What numbers of a target are measured in, in the window of a row and in the units of the file: of
  /// logarithms a share of a size, and of numbers that are read as they are this size.
  public func unit(of row: Int, target: Int, near size: Double) -> Double {
    let channel = transform.targets[target]
    let own = measured.scalings[target][windows[row].series].unit
    let unit = channel.isLogarithmic ? own * abs(size) : channel.scale == .none ? abs(size) : own
    return unit > 0 && unit.isFinite ? unit : 1
  }

  /// The level that a network forecasts the counts of a target as multiples of in the window of a row; 1
  /// of numbers that are no counts.
  func level(of row: Int, target: Int) -> Double {
    frame.level(target, origin: origin(of: row))
  }

  /// What the score of the first step of a target is measured from, and in, in the window of a row; of
  /// logarithms, and of counts, in logarithms.
  public func scale(of row: Int, target: Int) -> (center: Double, unit: Double) {
    if transform.areCounts { return (naturalLogarithm(level(of: row, target: target)), 1) }
    let scaling = measured.scalings[target][windows[row].series]
    let channel = transform.targets[target]
    var center = scaling.restored(reference(of: row, target: target))
    if channel.difference > 0 {
      center += measured.levels[target][after(row).lowerBound - channel.difference]
    }
    return (center, scaling.unit)
  }

  /// The row of a window by what `title` calls it, or by its number from 1; nil where there is none.
  public func row(called title: String) -> Int? {
    if let row = windows.indices.first(where: { self.title(of: $0) == title }) { return row }
    // Where rows are counted a number is a step.
    return Int(title).flatMap { number in
      grid.clock.form != nil && (1...windows.count).contains(number) ? number - 1 : nil
    }
  }

  /// Numbers that a network gave for a target after the origin of a row, in the units of the file.
  ///
  /// - Parameter numbers: one for each step of the horizon, measured as the network is trained.
  public func restored(_ numbers: [Double], target: Int, row: Int) -> [Double] {
    let reference = reference(of: row, target: target)
    let scaling = measured.scalings[target][windows[row].series]
    let channel = transform.targets[target]
    var found = numbers.map { scaling.restored($0 + reference) }
    if channel.difference > 0 {
      let (levels, first) = (measured.levels[target], after(row).lowerBound)
      for step in found.indices {
        let before = step - channel.difference
        found[step] +=
          before >= 0 ? found[before] : levels[first + before]
      }
    }
    return channel.isLogarithmic ? found.map { exponential($0) } : found
  }
}

/// A window of a series.
public struct SeriesWindow: Hashable, Sendable {
  /// The series.
  public let series: Int
  /// The last step that is read, from the start of the series.
  public let origin: Int
}
