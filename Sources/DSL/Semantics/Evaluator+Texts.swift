// SPDX-License-Identifier: Apache-2.0

/// A text that a statement works on, and where it is written.
struct PlacedText {
  let text: String
  let span: Span
}

extension Evaluator {
  /// The texts of expressions, each of which is a text or a list of texts; nil while one of them is
  /// not known.
  mutating func texts(_ expressions: [Expression]) throws(Diagnostic) -> [PlacedText]? {
    var (texts, areKnown) = ([PlacedText](), true)
    for expression in expressions {
      let found = try evaluate(expression)
      switch found {
      case .known(.text(let text)): texts.append(PlacedText(text: text, span: expression.span))
      case .known(.list(let items)):
        for (index, item) in items.enumerated() {
          let place = expression.span(ofItem: index)
          guard case .text(let text) = item else {
            throw .wrongType(expected: "a text", found: item.type.description, at: place)
          }
          texts.append(PlacedText(text: text, span: place))
        }
      case .known(.number(let number)): throw .numberForText(number, at: expression.span)
      default:
        if found.type != .list { try require(found, .text, at: expression.span) }
        areKnown = false
      }
    }
    return areKnown ? texts : nil
  }

  /// The texts of expressions when a script runs.
  mutating func textsNow(_ expressions: [Expression]) throws(Diagnostic) -> [PlacedText] {
    guard let texts = try texts(expressions) else {
      throw .notComputed(at: expressions[0].span)
    }
    return texts
  }
}
