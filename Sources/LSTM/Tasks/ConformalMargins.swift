// SPDX-License-Identifier: Apache-2.0

/// By how much intervals of forecasts are widened so that they cover what they say, measured on forecasts
/// whose truth is known and that nothing was fitted on.
///
/// The margin of an interval at a step is the quantile of how far truths lay outside of it there, inside
/// counting below zero (Romano, Patterson and Candès, "Conformalized quantile regression", 2019). Points are
/// intervals of no width. Everything is in the units that a network is trained in; of counts in the level
/// of the window.
public struct ConformalMargins: Sendable {
  /// The margins of an interval by its lower level: one for each number, step after step.
  private let margins: [Double: [Double]]
  /// How many errors the margins of a step were measured on, at the step with fewest.
  public let fewest: Int

  /// The widest interval in percent that so many errors can say something of.
  public var widest: Double { 100 * Double(fewest) / Double(fewest + 1) }

  /// Measures the margins of some levels.
  ///
  /// - Parameters:
  ///   - levels: of these the lower ones count, each with the upper one that is as far from the middle.
  ///   - rows: the windows that were forecast.
  public init(
    _ answers: ForecastAnswers, rows: [Int], of windows: WindowInput, levels: [Double]
  ) {
    var margins: [Double: [Double]] = [:]
    var fewest = rows.count
    let (horizon, targets) = (windows.transform.horizon, windows.transform.targets.count)
    for level in levels.map(Self.lower) where margins[level] == nil && level < 0.5 {
      var distances = [[Double]](repeating: [], count: horizon * targets)
      for (place, row) in rows.enumerated() {
        for target in 0..<targets {
          let reference = windows.reference(of: row, target: target)
          let multiple = windows.level(of: row, target: target)
          let truths = Array(windows.measuredTruths(of: row, target: target))
          for step in 0..<horizon where !truths[step].isNaN {
            let number = step * targets + target
            let truth = truths[step] - reference
            distances[number].append(
              max(
                answers.measured(level, place, number, of: multiple) - truth,
                truth - answers.measured(1 - level, place, number, of: multiple)) / multiple)
          }
        }
      }
      fewest = min(fewest, distances.map(\.count).min() ?? 0)
      margins[level] = distances.map { own in
        let sorted = own.sorted()
        guard !sorted.isEmpty else { return 0 }
        // With so many forecasts, as many truths lie inside as the interval says.
        let rank = (Double(sorted.count + 1) * (1 - 2 * level)).rounded(.up)
        return sorted[min(max(Int(rank), 1), sorted.count) - 1]
      }
    }
    (self.margins, self.fewest) = (margins, fewest)
  }

  /// The lower level of the interval that a level bounds.
  private static func lower(_ level: Double) -> Double { min(level, 1 - level) }

  /// How far a bound is moved outwards, for one number.
  func shift(of level: Double, number: Int) -> Double {
    guard level != 0.5 else { return 0 }
    let key = Self.lower(level)
    let margin =
      margins[key] ?? margins.min { abs($0.key - key) < abs($1.key - key) }?.value
    return (level < 0.5 ? -1 : 1) * (margin?[number] ?? 0)
  }
}
