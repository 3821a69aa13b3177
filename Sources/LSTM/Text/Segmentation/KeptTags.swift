// SPDX-License-Identifier: Apache-2.0

/// The parts of speech that are kept, by the beginnings of a dictionary's tags.
struct KeptTags: Sendable {
  private let dictionary: WordDictionary
  /// Whether each tag is kept.
  private let isKept: [Bool]

  /// Keeps the tags that begin with one of some texts; a word without a tag is never kept.
  init(_ beginnings: [String], of dictionary: WordDictionary) {
    self.dictionary = dictionary
    isKept = dictionary.tagNames.map { tag in
      !tag.isEmpty && beginnings.contains { tag.utf8.starts(with: $0.utf8) }
    }
  }

  /// Whether a token is kept.
  func keep(_ token: Span<UInt8>) -> Bool {
    dictionary.find(token).map { isKept[Int(dictionary.tags[$0])] } ?? false
  }
}
