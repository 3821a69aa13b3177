// SPDX-License-Identifier: Apache-2.0

/// Axes side by side, and lines that go through a place of each.
public struct ParallelAxes: Hashable, Sendable, Codable {
  /// One of the axes.
  public struct Axis: Hashable, Sendable, Codable {
    /// A place that has a label.
    public struct Tick: Hashable, Sendable, Codable {
      /// From 0 at the bottom to 1.
      public var place: Double
      /// What stands there.
      public var label: String

      /// A tick.
      public init(_ place: Double, _ label: String) {
        self.place = place
        self.label = label
      }
    }

    /// What it measures.
    public var name: String
    /// Whether equal distances are equal ratios.
    public var isLogarithmic: Bool
    /// Its labelled places.
    public var ticks: [Tick]

    /// An axis.
    public init(_ name: String, ticks: [Tick], isLogarithmic: Bool = false) {
      self.name = name
      self.ticks = ticks
      self.isLogarithmic = isLogarithmic
    }
  }

  /// A line, such as a run of a search.
  public struct Line: Hashable, Sendable, Codable {
    /// What a pointer shows of it.
    public var name: String
    /// Its place on each axis, from 0 to 1; nil where it has none.
    public var places: [Double?]
    /// How good it is among all, from 0 to 1.
    public var merit: Double

    /// A line.
    public init(_ name: String, places: [Double?], merit: Double) {
      self.name = name
      self.places = places
      self.merit = merit
    }
  }

  /// The axes from left to right.
  public var axes: [Axis]
  /// The lines, the best one first.
  public var lines: [Line]

  /// Axes and lines.
  public init(axes: [Axis], lines: [Line]) {
    self.axes = axes
    self.lines = lines
  }
}
