// SPDX-License-Identifier: Apache-2.0

/// What is said of a row beside the tags of its tokens.
public struct ClassTask: Hashable, Sendable {
  /// The column of the target.
  public let name: String
  /// What its scores mean.
  public let task: TargetTask

  /// The task of a class; a random field is only for tags.
  init(_ shape: ClassShape, activation: String) {
    name = shape.name
    task = TargetTask(classes: shape.classes, activation: activation == "crf" ? "auto" : activation)
  }
}

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
