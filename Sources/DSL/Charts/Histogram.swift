// SPDX-License-Identifier: Apache-2.0

/// How many numbers lie in each of some bins of equal width, for one series or several on top of
/// one another.
public struct Histogram: Hashable, Sendable, Codable {
  /// The counts of one series, bin by bin.
  public struct Series: Hashable, Sendable, Codable {
    /// What the legend calls it; empty for the only one.
    public var name: String
    /// The counts.
    public var counts: [Int]
  }

  /// Where the first bin begins.
  public let start: Double
  /// The width of a bin; above 0.
  public let width: Double
  /// The series, the lowest one first.
  public let series: [Series]
  /// How far to the right of a bin's beginning its label stands: in the middle of a bin of one whole
  /// number.
  public let labelShift: Double

  /// How many bins there are.
  public var bins: Int { series.map(\.counts.count).max() ?? 0 }
  /// Where the last bin ends.
  public var end: Double { start + width * Double(bins) }

  /// How many numbers of all series lie in a bin.
  public func height(_ bin: Int) -> Int {
    series.reduce(0) { $0 + ($1.counts.indices.contains(bin) ? $1.counts[bin] : 0) }
  }

  /// The counts of some numbers in at most `most` bins over `range`, or over what they cover.
  ///
  /// The bins of whole numbers hold whole numbers alone. What is not finite is left out.
  public init(
    _ values: [(name: String, numbers: [Double])], most: Int, isWhole: Bool,
    range: ClosedRange<Double>? = nil
  ) {
    let finite = values.map { (name: $0.name, numbers: $0.numbers.filter(\.isFinite)) }
    let all = finite.flatMap(\.numbers)
    let low = range?.lowerBound ?? all.min() ?? 0
    let high = max(range?.upperBound ?? all.max() ?? 1, low)
    let count = max(most, 1)
    let start = isWhole ? low.rounded(.down) : low
    let span = isWhole ? high - start + 1 : high - start
    var width = span / Double(count)
    if isWhole { width = max(width.rounded(.up), 1) }
    if !(width > 0 && width.isFinite) { width = max(low.magnitude * 1e-3, 1) }
    let bins = min(max(Int(min((span / width).rounded(.up), Double(count))), 1), count)
    (self.start, self.width) = (start, width)
    labelShift = isWhole && width == 1 ? 0.5 : 0
    series = finite.map { name, numbers in
      var counts = [Int](repeating: 0, count: bins)
      for number in numbers {
        let place = min(max((number - start) / width, 0), Double(bins - 1))
        counts[Int(place)] += 1
      }
      return Series(name: name, counts: counts)
    }
  }
}
