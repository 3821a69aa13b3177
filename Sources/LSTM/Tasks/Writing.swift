// SPDX-License-Identifier: Apache-2.0

/// A task whose values are texts that a decoder writes token by token.
public protocol Writing: TextValued where Gathered == TextAnswers {
  /// How long they may become.
  var bound: LengthBound { get }

  /// The same with the vocabulary of the texts that are read, where it shares that.
  func sharing(_ read: TextTransform) throws(DataError) -> Self
}

extension Writing {
  /// Whether a figure is one of texts that are written, and not of tokens that are predicted one by one.
  static func comparesTexts(_ figure: FigureName) -> Bool {
    TextComparison.metrics.contains { $0.name == figure.metric }
  }
}
