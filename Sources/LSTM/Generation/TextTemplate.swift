// SPDX-License-Identifier: Apache-2.0

/// The form of a text: what stands where, such as a quatrain's lines of five characters.
///
/// `_` is any token that is neither punctuation nor white space; all else stands as it is written.
public struct TextTemplate: Hashable, Sendable {
  /// What may stand at a place.
  enum Place: Hashable {
    /// Any word or character.
    case open
    /// This token.
    case fixed(Int32)
  }

  /// The places in order.
  let places: [Place]
  /// The first token that the vocabulary does not know, if there is one.
  public let unknownToken: String?

  /// How many tokens it has.
  public var count: Int { places.count }
  /// How many of them are to be found.
  public var openCount: Int { places.count { $0 == .open } }

  /// A template in the tokens of a model.
  public init(_ text: String, _ transform: TextTransform) {
    var (places, unknown) = ([Place](), String?.none)
    for (index, piece) in text.split(separator: "_", omittingEmptySubsequences: false).enumerated()
    {
      if index > 0 { places.append(.open) }
      for token in transform.tokens(in: String(piece)) {
        let id = transform.vocabulary.encode(token)
        if id == 0 { unknown = unknown ?? token }
        places.append(.fixed(id))
      }
    }
    self.places = places
    unknownToken = unknown
  }

  /// Whether a text can stand at its beginning.
  public func canBegin(with text: String, _ transform: TextTransform) -> Bool {
    let tokens = transform.ids(text)
    guard tokens.count <= count else { return false }
    return zip(tokens, places).allSatisfy { token, place in
      switch place {
      case .open: transform.isWord(Int(token)) || token == 0
      case .fixed(let wanted): token == wanted
      }
    }
  }
}
