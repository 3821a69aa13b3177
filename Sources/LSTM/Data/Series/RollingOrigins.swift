// SPDX-License-Identifier: Apache-2.0

/// The parts of a cross-validation over time: each fold is measured by what trained on nothing after it.
///
/// The windows of each series are cut into one more block than there are folds; the first trains alone, each
/// of the others is measured once, by those before it.
struct RollingOrigins: Sendable {
  private let windows: [SeriesWindow]
  private let horizon: Int
  private let stride: Int
  /// The rows of each series, from the earliest origin to the latest.
  private let series: [[Int]]
  private let folds: Int

  /// Takes the windows up to the last one that trains or chooses the weights; test rows stay out of it.
  init(_ data: Dataset, _ input: WindowInput, folds: Int) {
    windows = input.windows
    horizon = input.transform.horizon
    stride = input.role.stride
    self.folds = folds
    var last = [Int](repeating: -1, count: input.grid.count)
    for row in data.splits.train + data.splits.valid {
      last[windows[row].series] = max(last[windows[row].series], windows[row].origin)
    }
    var series = [[Int]](repeating: [], count: last.count)
    for (row, window) in windows.enumerated() where window.origin <= last[window.series] {
      series[window.series].append(row)
    }
    self.series = series
  }

  /// The most folds that have a window each in the longest series.
  var mostFolds: Int { max(0, (series.map(\.count).max() ?? 0) - 1) }

  /// The rows that a fold measures.
  func rows(of fold: Int) -> [Int] {
    series.flatMap { own in Array(own[block(fold, of: own.count)]) }
  }

  private func block(_ fold: Int, of count: Int) -> Range<Int> {
    let size = count / (folds + 1)
    let start = count - (folds - fold) * size
    return start..<start + size
  }

  /// The rows that train before a fold, and those that choose the weights, a share of the last of them.
  ///
  /// None of them forecasts a step that the fold does.
  func parts(before fold: Int, valid: Double) -> (train: [Int], valid: [Int]) {
    var parts: (train: [Int], valid: [Int]) = ([], [])
    for own in series {
      let before = own[..<block(fold, of: own.count).lowerBound]
      guard let first = own[block(fold, of: own.count)].first ?? own.last else { continue }
      let known = before.filter { windows[$0].origin <= windows[first].origin - horizon }
      let watching = known.suffix(Int(Double(known.count) * valid))
      parts.valid += watching
      guard let earliest = watching.first else {
        parts.train += spaced(known)
        continue
      }
      parts.train += spaced(
        known.filter { windows[$0].origin <= windows[earliest].origin - horizon })
    }
    return parts
  }

  /// The last window of a series, and those that lie whole strides before it.
  private func spaced(_ rows: [Int]) -> [Int] {
    guard let last = rows.last else { return [] }
    return rows.filter { (windows[last].origin - windows[$0].origin) % stride == 0 }
  }
}
