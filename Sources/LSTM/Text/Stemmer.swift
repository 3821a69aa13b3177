// SPDX-License-Identifier: Apache-2.0
import CStemmer

/// Cuts the endings off words, by the Snowball algorithms of libstemmer.
///
/// One text after another may be stemmed by it, but not several at once.
final class Stemmer {
  /// The languages, and `porter` for the first algorithm of that kind.
  static let languages = [
    "arabic", "armenian", "basque", "catalan", "danish", "dutch", "english", "finnish", "french",
    "german", "greek", "hindi", "hungarian", "indonesian", "irish", "italian", "lithuanian",
    "nepali", "norwegian", "porter", "portuguese", "romanian", "russian", "serbian", "spanish",
    "swedish", "tamil", "turkish", "yiddish",
  ]

  private let handle: OpaquePointer

  /// The stemmer of a language; nil where libstemmer has none.
  init?(_ language: String) {
    guard Self.languages.contains(language), let handle = sb_stemmer_new(language, nil) else {
      return nil
    }
    self.handle = handle
  }

  deinit { sb_stemmer_delete(handle) }

  /// Puts the stem of a word in its place; a word of which nothing would be left stays.
  func stem(_ word: inout [UInt8]) {
    guard let start = sb_stemmer_stem(handle, word, Int32(truncatingIfNeeded: word.count)) else {
      return
    }
    let count = Int(sb_stemmer_length(handle))
    if count > 0 { word = Array(UnsafeBufferPointer(start: start, count: count)) }
  }
}

/// The languages whose words can be stemmed.
public enum StemmerLanguages {
  /// Their names, in the order of the alphabet.
  public static var all: [String] { Stemmer.languages }
}
