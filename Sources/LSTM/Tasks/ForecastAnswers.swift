// SPDX-License-Identifier: Apache-2.0

/// The forecasts of windows.
///
/// They are kept as a network gives them, or as a baseline or a chain of forecasts does; those of a network
/// are turned into the units of the file together with the windows that they are of.
public struct ForecastAnswers: Answers {
  /// The loss of each row; 0 where nobody knew what is right.
  public private(set) var losses: [Double]
  /// What a network gives for each number.
  private var form = NumberForm.point
  /// What it gave, `[rows, numbers · parameters]`.
  private var scores: [Float] = []
  /// How many numbers a row has.
  private let count: Int
  /// By how much intervals are widened; nil for those of the head.
  private var margins: ConformalMargins?
  /// Forecasts without a network in the units of the file, `[rows][numbers]`.
  private var values: [[Double]]?
  /// Forecasts that go on beyond the horizon; nil for others.
  private(set) var chained: Chained?

  init(rows: Int, numbers: Int) {
    losses = [Double](repeating: 0, count: rows)
    count = numbers
  }

  /// Forecasts that were made without a network, in the units of the file, and give no losses: the numbers
  /// of the first step, then those of the next.
  public init(values: [[Double]]) {
    self.values = values
    losses = [.nan]
    count = values.first?.count ?? 0
  }

  /// Forecasts that go on beyond the horizon, which give no losses.
  init(_ chained: Chained) {
    self.chained = chained
    losses = [.nan]
    count = 0
  }

  /// Whether choices are wanted beside the values of the head.
  public static let needsChoices = false

  /// Whether there are intervals about the forecasts.
  public var hasIntervals: Bool {
    if let chained { return !chained.levels.isEmpty }
    return values == nil && (form != .point || margins != nil)
  }

  /// The same with intervals that are widened.
  public func widened(by margins: ConformalMargins) -> ForecastAnswers {
    var copy = self
    copy.margins = margins
    return copy
  }

  /// A quantile of a number in the units that the network is trained in, as the head gives it.
  ///
  /// - Parameter multiple: the level of the window that counts are multiples of; 1 of other numbers.
  func measured(_ level: Double, _ place: Int, _ number: Int, of multiple: Double) -> Double {
    form.quantile(level, parameters(place, number, of: multiple))
  }

  /// Takes what a head has answered for a batch.
  public mutating func take(
    _ answer: Block, against aim: Block?, _ layout: BatchLayout, at places: [Int]
  ) {
    form = answer.form
    let width = answer.values.columns
    if scores.isEmpty { scores = [Float](repeating: 0, count: losses.count * width) }
    let found = answer.ownLosses
    for (row, place) in places.enumerated() {
      let own = answer.values.row(row)
      for at in 0..<width { scores[place * width + at] = own[at] }
      if found.indices.contains(row) { losses[place] = found[row] }
    }
  }

  /// Those of the rows at some places, in the order of these.
  public func picking(_ places: [Int]) -> ForecastAnswers {
    var picked = self
    let rows = values?.count ?? chained?.forecasts.count ?? losses.count
    let width = scores.count / max(rows, 1)
    picked.losses = losses(at: places, of: rows)
    picked.scores = places.flatMap { scores[$0 * width..<($0 + 1) * width] }
    picked.values = values.map { own in places.map { own[$0] } }
    picked.chained = chained.map { own in
      Chained(forecasts: places.map { own.forecasts[$0] }, levels: own.levels)
    }
    return picked
  }

  /// A forecast of a target, one number for each step of the horizon, in the units of the file.
  public struct Forecast: Codable, Hashable, Sendable {
    /// The middle: the median where there is a distribution.
    public var center: [Double]
    /// The quantiles of some levels, `[levels][steps]`.
    public var quantiles: [[Double]]
    /// What numbers are measured in, in the units of the file.
    public var unit = 1.0
  }

  /// A forecast, with the quantiles of some levels; of points these are the point.
  ///
  /// - Parameters:
  ///   - place: which of the answers it is.
  ///   - target: which of the columns.
  ///   - row: the window that it is of.
  public func forecast(
    _ place: Int, _ target: Int, of row: Int, levels: [Double], _ windows: WindowInput
  ) -> Forecast {
    if let chained {
      return chained.forecast(place, target, levels)
    }
    let targets = windows.transform.targets.count
    if let values {
      let own = stride(from: target, to: count, by: targets).map { values[place][$0] }
      return Forecast(center: own, quantiles: levels.map { _ in own })
    }
    let places = stride(from: target, to: count, by: targets)
    let multiple = windows.level(of: row, target: target)
    let center = places.map { form.center(parameters(place, $0, of: multiple)) }
    let middle = windows.restored(center, target: target, row: row)
    return Forecast(
      center: middle,
      quantiles: levels.map { level in
        windows.restored(
          zip(places, center).map { bound(level, place, $0, of: multiple, about: $1) },
          target: target, row: row)
      }, unit: windows.unit(of: row, target: target, near: middle.first ?? 0))
  }

  /// A quantile, widened, which does not cross the middle.
  private func bound(
    _ level: Double, _ place: Int, _ number: Int, of multiple: Double, about center: Double
  ) -> Double {
    let own = measured(level, place, number, of: multiple)
    guard let margins else { return own }
    let moved = own + margins.shift(of: level, number: number) * multiple
    return level < 0.5 ? min(moved, center) : max(moved, center)
  }

  /// Numbers drawn from a forecast of a target, in the units of the file.
  ///
  /// - Parameter uniforms: a number above 0 and below 1 for each step of the horizon.
  public func sample(
    _ place: Int, _ target: Int, of row: Int, _ uniforms: [Double], _ windows: WindowInput
  ) -> [Double] {
    let targets = windows.transform.targets.count
    let multiple = windows.level(of: row, target: target)
    let numbers = uniforms.indices.map { step in
      form.sample(uniforms[step], parameters(place, step * targets + target, of: multiple))
    }
    return windows.restored(numbers, target: target, row: row)
  }

  /// What a network gave for one number; of a count as a multiple of a level those of the count.
  private func parameters(
    _ place: Int, _ number: Int, of multiple: Double
  ) -> ArraySlice<Float> {
    let first = (place * count + number) * form.parameters
    let own = scores[first..<first + form.parameters]
    guard multiple != 1, form == .negativeBinomial else { return own }
    return [
      Float(Double(own[first]) * multiple), Float(Double(own[first + 1]) / multiple.squareRoot()),
    ]
  }
}
