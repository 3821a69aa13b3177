// SPDX-License-Identifier: Apache-2.0

/// A histogram in one line: a character a bin, in eight heights.
enum Spark {
  /// The eight heights, the lowest first.
  static let heights: [Character] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
  /// How many bins a histogram has.
  static let bins = 12

  /// The counts as heights of their largest; only a bin without anything is lowest.
  static func of(_ counts: [Int]) -> String {
    guard let most = counts.max(), most > 0 else { return "" }
    let steps = heights.count - 1
    return String(
      counts.map { count in
        count == 0 ? heights[0] : heights[max((count * steps + most - 1) / most, 1)]
      })
  }

  /// The histogram of some numbers, of whole ones in bins of whole numbers.
  static func of(_ numbers: [Double], isWhole: Bool) -> String {
    let histogram = Histogram([(name: "", numbers: numbers)], most: bins, isWhole: isWhole)
    return of(histogram.series[0].counts)
  }

  /// A share of 1 as a bar of at most so many characters.
  static func bar(_ share: Double, columns: Int = 10) -> String {
    let eighths = Int((min(max(share, 0), 1) * Double(columns * 8)).rounded())
    let rest = eighths % 8
    let end = rest == 0 ? "" : String(["▏", "▎", "▍", "▌", "▋", "▊", "▉"][rest - 1])
    let bar = String(repeating: "█", count: eighths / 8) + end
    return bar.isEmpty && share > 0 ? "▏" : bar
  }
}
