// SPDX-License-Identifier: Apache-2.0

/// A place in a chart.
public struct ChartPoint: Hashable, Sendable, Codable {
  /// Along the horizontal axis.
  public var x: Double
  /// Along the vertical axis.
  public var y: Double

  /// A place.
  public init(_ x: Double, _ y: Double) {
    self.x = x
    self.y = y
  }

  /// Whether it can be drawn at all.
  public var isFinite: Bool { x.isFinite && y.isFinite }
}

/// Lines, bands and rules over two axes of numbers.
public struct Curves: Hashable, Sendable, Codable {
  /// A series with a name.
  public struct Line: Hashable, Sendable, Codable {
    /// What the legend calls it.
    public var name: String
    /// Its points by rising x; one that is not finite is a gap.
    public var points: [ChartPoint]
    /// Whether the points are joined.
    public var isJoined: Bool
    /// Whether it is no series but something to hold the others against, drawn faintly.
    public var isGuide: Bool
    /// Whether its points are marked where there are few of them in a file.
    public var hasMarks: Bool

    /// A series.
    public init(
      _ name: String, _ points: [ChartPoint], isJoined: Bool = true, isGuide: Bool = false,
      hasMarks: Bool = true
    ) {
      self.name = name
      self.points = points
      self.isJoined = isJoined
      self.isGuide = isGuide
      self.hasMarks = hasMarks
    }

    /// The points between gaps, a list for each stretch.
    public var stretches: [[ChartPoint]] {
      points.split { !$0.isFinite }.map(Array.init)
    }
  }

  /// The room between two lines, such as that between two quantiles.
  public struct Band: Hashable, Sendable, Codable {
    /// What the legend calls it.
    public var name: String
    /// The lower edge, by rising x.
    public var low: [ChartPoint]
    /// The upper edge; as many points, at the same x.
    public var high: [ChartPoint]

    /// A band.
    public init(_ name: String, low: [ChartPoint], high: [ChartPoint]) {
      self.name = name
      self.low = low
      self.high = high
    }

    /// The places where both edges are numbers: x, the lower and the upper edge.
    public var slices: [(x: Double, low: Double, high: Double)] {
      zip(low, high).filter { $0.isFinite && $1.isFinite }
        .map { (x: $0.x, low: min($0.y, $1.y), high: max($0.y, $1.y)) }
    }
  }

  /// A vertical line that marks a place, such as the epoch that was kept.
  public struct Rule: Hashable, Sendable, Codable {
    /// What the legend calls it.
    public var name: String
    /// Where it stands.
    public var x: Double

    /// A rule.
    public init(_ name: String, x: Double) {
      self.name = name
      self.x = x
    }
  }

  /// The series, the first one in front.
  public var lines: [Line]
  /// The bands after them.
  public var bands: [Band]
  /// The marked places.
  public var rules: [Rule]

  /// Lines, bands and rules.
  public init(lines: [Line], bands: [Band] = [], rules: [Rule] = []) {
    self.lines = lines
    self.bands = bands
    self.rules = rules
  }

  /// All x that are drawn.
  public var xValues: [Double] {
    lines.flatMap { $0.points.filter(\.isFinite).map(\.x) } + bands.flatMap { $0.slices.map(\.x) }
      + rules.map(\.x)
  }

  /// All y that are drawn.
  public var yValues: [Double] {
    lines.flatMap { $0.points.filter(\.isFinite).map(\.y) }
      + bands.flatMap { $0.slices.flatMap { [$0.low, $0.high] } }
  }
}

/// A bar, or several, for each of some names; they lie along the horizontal axis.
public struct BarGroups: Hashable, Sendable, Codable {
  /// What has bars, from top to bottom.
  public var names: [String]
  /// The bars' names, and a value for each of `names`.
  public var series: [Series]
  /// Whether the bars of a name follow one another in one line, as parts of a whole.
  public var isStacked: Bool
  /// The decimals of the values; 0 for counts.
  public var decimals: Int

  /// One bar of each name.
  public struct Series: Hashable, Sendable, Codable {
    /// What the legend calls it.
    public var name: String
    /// A value for each name.
    public var values: [Double]

    /// A series.
    public init(_ name: String, _ values: [Double]) {
      self.name = name
      self.values = values
    }
  }

  /// Bars.
  public init(names: [String], series: [Series], isStacked: Bool = false, decimals: Int = 0) {
    self.names = names
    self.series = series
    self.isStacked = isStacked
    self.decimals = decimals
  }

  /// The value of a bar; 0 where there is none, or where it cannot be drawn.
  public func value(_ series: Int, _ name: Int) -> Double {
    let values = self.series[series].values
    guard values.indices.contains(name), values[name].isFinite else { return 0 }
    return max(values[name], 0)
  }

  /// How far the bars of a name reach.
  public func reach(_ name: Int) -> Double {
    let values = series.indices.map { value($0, name) }
    return isStacked ? values.reduce(0, +) : values.max() ?? 0
  }

  /// A value as it stands beside its bar.
  public func text(_ series: Int, _ name: Int) -> String {
    let values = self.series[series].values
    guard values.indices.contains(name), values[name].isFinite else { return "–" }
    return FixedDecimal.string(values[name], decimals: decimals)
  }

  /// The same with the names of the largest reach alone, in their order.
  public func largest(_ count: Int) -> BarGroups {
    let kept = Set(
      names.indices.sorted { (-reach($0), $0) < (-reach($1), $1) }.prefix(max(count, 0)))
    let order = names.indices.filter { kept.contains($0) }
    return BarGroups(
      names: order.map { names[$0] },
      series: series.map { part in
        Series(
          part.name, order.map { part.values.indices.contains($0) ? part.values[$0] : .nan })
      }, isStacked: isStacked, decimals: decimals)
  }
}
