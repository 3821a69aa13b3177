// SPDX-License-Identifier: Apache-2.0

/// Small histograms beside one another, each with an axis of its own.
public struct HistogramPanels: Hashable, Sendable, Codable {
  /// One of them.
  public struct Panel: Hashable, Sendable, Codable {
    /// The heading.
    public var name: String
    /// How many numbers lie in each of its bins, which are of equal width.
    public var counts: [Int]
    /// What the axis says where the first bin begins.
    public var low: String
    /// What it says where the last one ends.
    public var high: String
    /// Where 0 lies, from 0 to 1 along the axis; nil where it does not.
    public var zero: Double?
    /// A line about the numbers.
    public var note: String

    /// A histogram.
    public init(
      name: String, counts: [Int], low: String, high: String, zero: Double? = nil, note: String
    ) {
      self.name = name
      self.counts = counts
      self.low = low
      self.high = high
      self.zero = zero
      self.note = note
    }

    /// A bin's height as a part of the highest, from 0 to 1.
    public func share(_ bin: Int) -> Double {
      let most = counts.max() ?? 0
      return most > 0 && counts.indices.contains(bin) ? Double(counts[bin]) / Double(most) : 0
    }
  }

  /// The histograms in their order.
  public var panels: [Panel]

  /// Histograms.
  public init(_ panels: [Panel]) { self.panels = panels }
}
