// SPDX-License-Identifier: Apache-2.0

/// A figure of one of several targets, by the name it has in `by=`: `intent.accuracy`.
public struct TargetFigure: Hashable, Sendable {
  /// The column of the target.
  public let target: String
  /// `loss`, `accuracy` or `f1`.
  public let figure: String

  /// The parts of a name; nil for one that names no target.
  public init?(_ name: String) {
    guard let dot = name.lastIndex(of: ".") else { return nil }
    target = String(name[..<dot])
    figure = String(name[name.index(after: dot)...])
  }
}
