// SPDX-License-Identifier: Apache-2.0

import LSTM

/// The wording of what is wrong with vectors of words, and with words that are known from them.
extension Diagnostic {
  static func knownIsUndefined(_ name: Name, _ scope: Scope) -> Diagnostic {
    Diagnostic(
      .undefinedName, "`\(name.text)` is not defined here", at: name.span,
      help: NearestNames.suggestion(for: name.text, among: scope.namesOfVectors)
        ?? "read the vectors before the data: `vectors \(name.text) = \"FILE\"`")
  }

  static func knownNeedsTargets(at span: Span) -> Diagnostic {
    Diagnostic(
      .conflictingOptions, "a model of the next token scores the words of training alone", at: span,
      notes: ["a word that only the vectors have would be one that it never learns to write"],
      help: "leave `known=` out")
  }

  static func knownHasNoTokens(
    _ vectors: VectorsObject, found: Int, _ options: TextOptions, at span: Span
  ) -> Diagnostic {
    let words = "of the \(Amount.grouped(vectors.vectors.words.count)) words of `\(vectors.name)` "
    guard options.tokens == "char" else {
      return Diagnostic(
        .conflictingOptions, words + "none can be a token of such texts", at: span,
        help: "see with `show DATA tokens` what becomes of a text, or leave `known=` out")
    }
    return Diagnostic(
      .conflictingOptions,
      words + "\(found == 0 ? "none is a single character" : "only \(found) are single characters")"
        + ", and the tokens here are characters",
      at: span, help: "name vectors of characters, or write `tokens=word`")
  }

  /// A model whose embedding has no vectors for the words that are known from vectors.
  static func knownWithoutVectors(
    _ missing: Int, of added: Int, known: String, _ call: LayerCall?, _ stack: Stack
  ) -> Diagnostic {
    Diagnostic(
      .modelDataMismatch,
      "of the \(Amount.grouped(added)) words that `known=\(known)` adds, "
        + "\(missing == added ? "none has" : "\(Amount.grouped(missing)) do not have") a vector here",
      at: call?.span ?? stack.span,
      notes: ["training never meets them: their rows would stay random"],
      help: "write `embed \(known)`, or leave `known=\(known)` out of the data")
  }

  /// An embedding beside the one with the vectors.
  static func knownStaysRandom(
    _ missing: Int, known: String, _ call: LayerCall?, _ stack: Stack
  ) -> Diagnostic {
    Diagnostic(
      .suspiciousData,
      "\(Amount.grouped(missing)) words that `known=\(known)` adds stay random in this embedding",
      at: call?.span ?? stack.span,
      notes: ["training never meets them, and only `embed \(known)` has vectors for them"])
  }

  /// A word that vectors do not have.
  static func noVector(_ word: String, in vectors: VectorsObject, at span: Span) -> Diagnostic {
    Diagnostic(
      .unknownChoice, "`\(vectors.name)` has no vector for \"\(word)\"", at: span,
      help: vectors.suggestion(for: word))
  }

  static func likeNeedsWord(_ vectors: VectorsObject, at span: Span) -> Diagnostic {
    Diagnostic(
      .missingValue, "`like` wants a word", at: span,
      help: "write for example `show \(vectors.name) like "
        + "\(Token.quoted(vectors.vectors.words.first ?? "word"))`")
  }

  static func likeStandsAlone(at span: Span) -> Diagnostic {
    Diagnostic(
      .conflictingOptions, "`like` and its words are all that `show` takes here", at: span,
      help: "write what else is to be shown in a `show` of its own")
  }
}

extension VectorsObject {
  /// Throws unless a word has a vector.
  func requireVector(of word: String, at span: Span) throws(Diagnostic) {
    guard vectors.row(of: word) != nil else { throw .noVector(word, in: self, at: span) }
  }
}
