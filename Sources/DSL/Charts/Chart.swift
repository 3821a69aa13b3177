// SPDX-License-Identifier: Apache-2.0

/// A picture as data: what is drawn, without where and with what.
///
/// `SVGWriter` makes a file of it; the program draws it on a terminal.
public struct Chart: Hashable, Sendable, Codable {
  /// What stands between the axes.
  public enum Body: Hashable, Sendable, Codable {
    /// Lines, points and bands over two axes of numbers.
    case curves(Curves)
    /// A bar, or several, for each of some names.
    case bars(BarGroups)
    /// Counts of numbers by where they lie.
    case histogram(Histogram)
    /// Counts in rows and columns, as shades.
    case heat(HeatMap)
    /// Numbers over two axes of numbers, as shades.
    case raster(Raster)
    /// What each token that was written looked at.
    case alignment(AlignmentMap)
    /// A text whose tokens stand on grounds of their weights.
    case tokens(TokenWeights)
    /// Points with names, such as words.
    case points(NamedPoints)
    /// Small histograms, each with an axis of its own.
    case panels(HistogramPanels)
    /// Lines over several axes side by side.
    case parallel(ParallelAxes)
  }

  /// The heading.
  public var title: String
  /// The horizontal axis.
  public var x: ChartAxis
  /// The vertical axis.
  public var y: ChartAxis
  /// What stands between them.
  public var body: Body
  /// Lines under the picture.
  public var notes: [String]
  /// Whether both axes are as long in a file, as where both are shares.
  public var isSquare: Bool

  /// A chart.
  public init(
    _ title: String, x: ChartAxis = ChartAxis(), y: ChartAxis = ChartAxis(), body: Body,
    notes: [String] = [], isSquare: Bool = false
  ) {
    self.title = title
    self.x = x
    self.y = y
    self.body = body
    self.notes = notes
    self.isSquare = isSquare
  }
}

/// An axis: what it measures, and how.
public struct ChartAxis: Hashable, Sendable, Codable {
  /// What it measures; empty for nothing that needs saying.
  public var label: String
  /// Whether equal distances are equal ratios; values that are not above 0 are then left out.
  public var isLogarithmic: Bool
  /// Whether only whole numbers make sense on it, such as epochs.
  public var isWhole: Bool
  /// What it shows at least; nil for just what the values need.
  public var range: ClosedRange<Double>?

  /// An axis.
  public init(
    _ label: String = "", isLogarithmic: Bool = false, isWhole: Bool = false,
    range: ClosedRange<Double>? = nil
  ) {
    self.label = label
    self.isLogarithmic = isLogarithmic
    self.isWhole = isWhole
    self.range = range
  }
}
