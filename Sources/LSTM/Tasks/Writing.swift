// SPDX-License-Identifier: Apache-2.0

/// A task whose values are texts that a decoder writes token by token.
public protocol Writing: TargetTask where Gathered == TextAnswers {
  /// What its texts are made of.
  var transform: TextTransform { get }
  /// How long they may become.
  var bound: LengthBound { get }
}

extension Writing {
  /// Whether a figure is one of texts that are written, and not of tokens that are predicted one by one.
  static func comparesTexts(_ figure: FigureName) -> Bool {
    TextComparison.metrics.contains { $0.name == figure.metric }
  }
}
