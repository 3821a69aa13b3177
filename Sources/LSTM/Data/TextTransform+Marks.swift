// SPDX-License-Identifier: Apache-2.0

extension TextTransform {
  /// The token that stands before and after texts in rows; nil for streams.
  var mark: Int32? {
    options.framing == .rows ? vocabulary.encode(Vocabulary.mark) : nil
  }

  /// The tokens of a text; none for an empty one.
  func ids(_ text: String) -> [Int32] { tokens(in: text).isEmpty ? [] : encode(text) }

  /// Whether a token is neither punctuation nor white space.
  func isWord(_ token: Int) -> Bool {
    guard token > 0, token != mark.map(Int.init),
      let first = vocabulary.words[token].unicodeScalars
        .drop(while: { options.areSubwords && $0 == SubwordSpelling.blank }).first
    else { return false }
    switch ScalarClass(first) {
    case .letter, .digit, .ideograph, .mark, .picture: return true
    case .space, .invisible, .punctuation: return false
    }
  }
}
