// SPDX-License-Identifier: Apache-2.0

/// Which figure of which target: `f1`, or with several targets `intent.accuracy`.
public struct FigureName: Codable, Hashable, Sendable, CustomStringConvertible {
  /// The column of the target; nil for the sum of the losses, else for the leading target.
  public let target: String?
  /// The metric.
  public let metric: String

  /// A name of its parts.
  public init(target: String? = nil, _ metric: String) {
    self.target = target
    self.metric = metric
  }

  /// The parts of a text: what stands before the last dot is a target.
  public init(_ text: String) {
    guard let dot = text.lastIndex(of: ".") else {
      self.init(target: nil, text)
      return
    }
    self.init(
      target: String(text[..<dot]), String(text[text.index(after: dot)...]))
  }

  /// As scripts write it.
  public var description: String { target.map { "\($0).\(metric)" } ?? metric }
}

/// A figure with its value.
public struct Figure: Codable, Hashable, Sendable {
  /// Which figure it is.
  public let name: FigureName
  /// Its value, which is finite.
  public let value: Double

  /// A figure.
  public init(_ name: FigureName, _ value: Double) {
    self.name = name
    self.value = value
  }
}
