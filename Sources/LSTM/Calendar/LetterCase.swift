// SPDX-License-Identifier: Apache-2.0

/// Which letters of a word are large.
enum LetterCase: String, Codable, Hashable, Sendable {
  /// The first one, as in `Jan`.
  case capital
  /// All, as in `JAN`.
  case upper
  /// None, as in `jan`.
  case lower

  /// The case of a word of ASCII letters, of which it needs one.
  init(_ text: Span<UInt8>, _ word: Range<Int>) {
    func isLower(_ index: Int) -> Bool { text[index] & 0x20 != 0 }
    if word.isEmpty || isLower(word.lowerBound) {
      self = .lower
    } else {
      self = word.count > 1 && !isLower(word.lowerBound + 1) ? .upper : .capital
    }
  }

  /// A word that is written with a capital, in this case.
  func spelled(_ word: String) -> String {
    switch self {
    case .capital: word
    case .upper: word.uppercased()
    case .lower: word.lowercased()
    }
  }
}
