// SPDX-License-Identifier: Apache-2.0

import LSTM

/// `known=glove` of a `text` role: vectors whose words have a number though training lacks them.
struct KnownVectors {
  /// The vectors.
  let object: VectorsObject
  /// Their words that a text can have as tokens.
  let words: [String]

  /// How many characters vectors have at least that are made for characters among words.
  private static let enoughCharacters = 1000

  /// Throws when hardly any word of the vectors can be a token.
  init(
    _ object: VectorsObject, _ options: TextOptions, shouldStop: () -> Bool, at span: Span
  ) throws(Diagnostic) {
    self.object = object
    let all = object.vectors.words
    do {
      words = try options.possibleTokens(among: all, shouldStop: shouldStop)
    } catch {
      throw .data(error, at: span)
    }
    let isOfOthers =
      options.tokens == "char"
      && words.count < min(Self.enoughCharacters, (all.count + 9) / 10)
    if words.isEmpty || isOfOthers {
      throw .knownHasNoTokens(object, found: words.count, options, at: span)
    }
  }

  /// The vectors that an expression names; nil when it stands on something that failed.
  static func named(
    by expression: Expression, _ evaluator: inout Evaluator
  ) throws(Diagnostic) -> VectorsObject? {
    if case .name(let name) = expression.kind, evaluator.scope[name] == nil {
      throw .knownIsUndefined(Name(name, expression.span), evaluator.scope)
    }
    let found = try evaluator.evaluate(expression)
    if case .known(.object(let object)) = found, let vectors = object as? VectorsObject {
      return vectors
    }
    if found.type == .anything { return nil }
    throw .wrongType(
      expected: ObjectKind.vectors.description, found: found.type.description, at: expression.span)
  }
}
