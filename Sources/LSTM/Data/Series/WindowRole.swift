// SPDX-License-Identifier: Apache-2.0

/// How the rows of a file are series over time, and which windows of them a model reads: `history` steps
/// before each origin, to forecast the `horizon` after it.
public struct WindowRole: Hashable, Sendable {
  /// What the target's numbers of a window are measured from.
  public enum Relative: String, Codable, Sendable, CaseIterable {
    /// The last number of the history.
    case last
    /// The mean of the history.
    case mean
    /// Nothing: they stay as they are scaled.
    case none
  }

  /// A column that is forecast, whose past is read as well.
  public struct Target: Hashable, Sendable {
    /// Its column, and what its numbers are measured in.
    public var column: NumberRole.Column
    /// Whether its logarithm is trained.
    public var isLogarithmic = false
    /// How many steps before each number the one stands that it is measured from; 0 for none.
    public var difference = 0

    /// A column as it is.
    public init(_ column: NumberRole.Column) { self.column = column }
  }

  /// The columns that together say when a step is; none where rows are steps in the order of the file.
  public var time: [String] = []
  /// How far apart steps are; nil for what the times say.
  public var step: StepChoice = .auto
  /// Which of day and month is first in dates that do not say it themselves.
  public var first = DateFirst.auto
  /// What of the time of a step is read.
  public var calendar: [CalendarFeature] = []
  /// The column that says which series a row belongs to; nil for a single series.
  public var series: String?
  /// How long the trained vector of each series is; nil where the network is not told the series.
  public var embed: Int?
  /// The columns that are forecast.
  public var targets: [Target] = []
  /// The columns that are read beside them.
  public var inputs: [NumberRole.Column] = []
  /// How many steps a window reads.
  public var history: Int
  /// How many steps it forecasts.
  public var horizon: Int
  /// How many steps lie between the origins that train.
  public var stride = 1
  /// What the target's numbers of a window are measured from.
  public var relative = Relative.last
  /// Whether targets are counts, which a network reads and forecasts as multiples of their level in the
  /// window.
  public var areCounts = false

  /// Windows without columns yet.
  public init(history: Int, horizon: Int) {
    (self.history, self.horizon) = (history, horizon)
  }

  /// The steps away at which a column is read beside the step of the window itself.
  ///
  /// What is known ahead is read `horizon` steps ahead as well, so that the last steps of a window have
  /// all of the horizon; a short window reads it several times. A lag of at least the horizon is known
  /// ahead too.
  static func shifts(isKnown: Bool, lags: [Int], history: Int, horizon: Int) -> [Int] {
    let known = isKnown ? Array(Swift.stride(from: horizon, to: 0, by: -history)) : []
    return known + lags.map { $0 >= horizon ? horizon - $0 : -$0 }.filter { $0 != 0 }
  }

  /// How many steps a series has at least before an origin, the origin's own among them: those of the
  /// window, those that lags reach back to, and those that changes are taken from.
  public var needed: Int {
    Self.needed(
      history: history,
      shifts: (targets.map(\.column) + inputs).flatMap {
        Self.shifts(isKnown: $0.isKnown, lags: $0.lags, history: history, horizon: horizon)
      }, differences: targets.map(\.difference))
  }

  /// The same by the steps away at which columns are read, and those that changes are taken over.
  static func needed(history: Int, shifts: [Int], differences: [Int]) -> Int {
    history + shifts.reduce(0) { max($0, -$1) } + differences.reduce(0) { max($0, $1) }
  }

  /// The names of all columns that are read.
  public var names: [String] {
    time + [series].compactMap { $0 } + targets.map(\.column.name) + inputs.map(\.name)
  }

  /// How far apart steps are, where times do not say it themselves.
  public enum StepChoice: String, Codable, Sendable, CaseIterable {
    /// What all times have in common.
    case auto
    /// Each row follows the one before it, whatever its time.
    case rows
    /// A unit of time.
    case second, minute, hour, day, business, week, month, quarter, year
  }
}

// MARK: - Settings

extension WindowRole {
  /// How many steps a window reads.
  public static let historyKey = ArgumentKey.integer(
    "history", 1...1_000_000, default: nil, positional: true,
    help: "how many steps before an origin are read")
  /// How many steps it forecasts.
  public static let horizonKey = ArgumentKey.integer(
    "horizon", 1...100_000, default: 1, help: "how many steps after an origin are forecast")
  /// How many steps lie between the origins that train.
  public static let strideKey = ArgumentKey.integer(
    "stride", 1...1_000_000, default: 1,
    help: "steps from one origin that trains to the next; valid and test have them all")
  /// What the target's numbers are measured from.
  public static let relativeKey = ArgumentKey<Relative>.choice(
    "relative", default: .last,
    help:
      "what the target's numbers of a window are measured from: the last one or the mean of its "
      + "history, or nothing")
  /// The settings of `window`.
  public static let arguments = [
    historyKey.spec, horizonKey.spec, strideKey.spec, relativeKey.spec,
  ]

  /// What of the time of a step is read.
  public static let calendarKey = ArgumentKey.words(
    "calendar",
    help: "what of the time a model reads, each as a point on a circle: "
      + CalendarFeature.allCases.map(\.rawValue).joined(separator: ", "))
  /// How far apart steps are.
  public static let stepKey = ArgumentKey<StepChoice>.choice(
    "step", default: .auto,
    help: "how far apart steps are: auto finds it; rows counts rows, whatever their times")
  /// Which of day and month is first.
  public static let firstKey = ArgumentKey<DateFirst>.choice(
    "first", default: .auto,
    help:
      "which is first in dates such as 03/04/2024, where none says it: day or month; auto: the day "
      + "between full stops, else the month")
  /// The settings of `time` beside a window.
  public static let timeArguments = [calendarKey.spec, stepKey.spec, firstKey.spec]

  /// How long the trained vector of each series is.
  public static let embedKey = ArgumentKey<Int>.integer(
    "embed", 0...65_536, default: 0,
    help: "how long the trained vector of each series is; 0: the model is not told which one it is")
  /// The settings of `series` beside a window.
  public static let seriesArguments = [embedKey.spec]

  /// Whether an input is known for the steps that are forecast.
  public static let knownKey = ArgumentKey.boolean(
    "known", default: false,
    help: "beside a window: whether the numbers are known for the steps that are forecast, such as "
      + "holidays")
  /// The steps before at which numbers are read too.
  public static let lagsKey = ArgumentKey.numbers(
    "lags", .atLeast(1), or: "none",
    help:
      "beside a window: how many steps before numbers are read too, such as [168]; one of at least the "
      + "horizon counts from the step that is forecast, a smaller one from each step that is read")

  /// Whether the logarithm is trained.
  public static let logKey = ArgumentKey.boolean(
    "log", default: false,
    help: "whether a forecast is made of logarithms, for numbers above zero that grow in proportion"
  )
  /// What each number is measured from.
  public static let differenceKey = ArgumentKey.integer(
    "difference", 0...100_000, default: 0,
    help: "a forecast of changes since so many steps before; 0 for the numbers themselves")
  /// The season of figures.
  public static let seasonKey = ArgumentKey.integer(
    "season", 0...1_000_000, default: 0,
    help:
      "the steps of a season, for mase and the seasonal baseline; 0 for the usual one of the step")
}
