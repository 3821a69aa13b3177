// SPDX-License-Identifier: Apache-2.0

/// The rows of a file as series over time: each a run of steps without gaps, in rising order.
///
/// A step that the file lacks is there all the same, and all of its numbers are missing.
public struct SeriesGrid: Sendable {
  /// When the steps of the series are.
  public let clock: SeriesClock
  /// The series, in the order of their first rows; a single one without a name where no column says.
  public let names: [String]
  /// The number of the first step of each series among all, and after them the number of steps.
  public let starts: [Int]
  /// The time that the steps of each series are counted from: where months are counted, the one whose day
  /// they keep.
  let anchors: [Double]
  /// How many steps after it the first step of each series is.
  let offsets: [Int]
  /// The time of each step where rows are counted whatever their times; else none.
  let rowTimes: [Double]
  /// The columns.
  public let columns: [String]
  /// The numbers of each column at all steps; NaN is missing, a text its number in `texts`.
  var values: [[Double]]
  /// The texts of each column by their numbers; nil for a column of numbers.
  let texts: [[String]?]
  /// The line of each step in the file; 0 for one that it lacks.
  let lines: [Int32]
  /// The file; nil for rows of a script.
  let path: String?
  /// What was found of the order of the rows.
  public let order: Order

  /// What was found of the order of the rows.
  public struct Order: Hashable, Sendable {
    /// How many steps the file lacks between others.
    public var gaps = 0
    /// The line after the first gap.
    public var firstGap: Int?
    /// How many rows stand after one of a later time.
    public var late = 0
    /// The line of the first of them.
    public var firstLate: Int?
    /// How many rows of a Saturday or Sunday make days of steps that would be business days without them.
    public var weekends = 0
    /// The line of the first of them.
    public var firstWeekend: Int?
  }

  /// Series of which all is known.
  init(
    clock: SeriesClock, names: [String], starts: [Int], anchors: [Double], offsets: [Int],
    rowTimes: [Double], columns: [String], values: [[Double]], texts: [[String]?], lines: [Int32],
    path: String?,
    order: Order
  ) {
    (self.clock, self.names, self.starts) = (clock, names, starts)
    (self.anchors, self.offsets) = (anchors, offsets)
    (self.rowTimes, self.columns) = (rowTimes, columns)
    (self.values, self.texts, self.lines) = (values, texts, lines)
    (self.path, self.order) = (path, order)
  }

  /// The number of series.
  public var count: Int { names.count }
  /// The number of steps of all series.
  public var stepCount: Int { starts[count] }

  /// How many steps a series has.
  public func steps(of series: Int) -> Int { starts[series + 1] - starts[series] }

  /// The number of a column; nil where there is none.
  public func index(of column: String) -> Int? { columns.firstIndex(of: column) }

  /// The numbers of a column at the steps of a series.
  public func values(of column: Int, series: Int) -> ArraySlice<Double> {
    values[column][starts[series]..<starts[series + 1]]
  }

  /// The text of a column at a step among all; nil for a column of numbers, and where it is missing.
  func text(_ column: Int, at step: Int) -> String? {
    let number = values[column][step]
    guard let texts = texts[column], !number.isNaN else { return nil }
    return texts[Int(number)]
  }

  /// The time of a step of a series, which may lie after its last one.
  public func time(_ step: Int, of series: Int) -> Double {
    guard !rowTimes.isEmpty, steps(of: series) > 0 else {
      return clock.step.advance(anchors[series], by: offsets[series] + step)
    }
    let last = steps(of: series) - 1
    let time = rowTimes[starts[series] + min(step, last)]
    return step > last ? clock.step.advance(time, by: step - last) : time
  }

  /// The same as the file writes times.
  public func stamp(_ step: Int, of series: Int) -> String {
    clock.stamp(time(step, of: series))
  }

  /// What a message calls a series: `series H12`, or `the series` where there is one.
  func called(_ series: Int) -> String {
    names[series].isEmpty ? "the series" : "series \(names[series])"
  }
}

/// How far apart the steps of series are, and how their times are written.
public struct SeriesClock: Codable, Hashable, Sendable {
  /// The columns that together say when a step is; none where rows are counted.
  public let columns: [String]
  /// How times are written; nil where rows are counted.
  public let form: StampForm?
  /// How far apart steps are.
  public let step: TimeStep
  /// Whether each row follows the one before it, whatever its time.
  let countsRows: Bool

  /// A time as the file writes it; the number of a row, from 1, where rows are counted.
  public func stamp(_ time: Double) -> String {
    form.map { $0.write(time) } ?? String(Int(exactly: time.rounded()).map { $0 + 1 } ?? 0)
  }
}
