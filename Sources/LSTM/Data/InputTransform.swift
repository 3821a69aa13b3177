// SPDX-License-Identifier: Apache-2.0

/// What turns the cells of an input into what a network reads: fitted on the training rows, and saved
/// with the model under its tag.
public protocol InputTransform: Codable, Hashable, Sendable {
  /// What it is called in model files.
  static var tag: String { get }
}

extension InputTransform {
  /// Whether another is an equal one of the same type.
  public func isEqual(to other: any InputTransform) -> Bool { (other as? Self) == self }
}

extension TextTransform: InputTransform {
  /// What it is called in model files.
  public static let tag = "text"
}

extension InputShape {
  /// What a network is given of texts and of numbers, which are a vector a row beside a text; and of what
  /// a decoder reads.
  static func all(
    _ text: TextTransform?, _ numbers: NumberTransform?, _ windows: WindowTransform?,
    targets: [NamedShape]
  ) -> [InputShape] {
    let read = text.map { InputShape(.tokens(vocabulary: $0.vocabulary.count)) }
    let measured = numbers.map { numbers in
      InputShape(
        text == nil ? .sequence(features: numbers.width) : .vector(features: numbers.width),
        embedded: numbers.embedded)
    }
    let written = targets.first { $0.shape.places == .own && $0.shape.isFed }
      .map {
        InputShape.fed(
          vocabulary: $0.shape.count, sharesVocabulary: $0.shape.sharesVocabulary)
      }
    return [read, measured, windows?.shape, windows?.shapeAhead, written].compactMap { $0 }
  }
}
