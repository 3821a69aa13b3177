// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

@testable import LSTM

@Suite struct NormalizationTests {
  private func tokens(
    _ text: String, _ form: TextOptions.Normalization = .nfc, tokens: String = "word",
    stopwords: [String] = []
  ) throws -> [String] {
    var options = TextOptions(tokens: tokens, stopwords: stopwords)
    options.normalization = form
    return try TextTransform(options: options, vocabulary: Vocabulary(fitting: [[]]))
      .tokens(in: text)
  }

  private func bytes(_ tokens: [String]) -> [[UInt8]] { tokens.map { Array($0.utf8) } }

  @Test(arguments: ["word", "char", "blank"])
  func spellingsOfALetterAreOneToken(tokenizer: String) throws {
    for (composed, decomposed) in [
      ("caf\u{E9}", "cafe\u{301}"), ("\u{1EC7}", "e\u{302}\u{323}"),
      ("\u{AC00}", "\u{1100}\u{1161}"), ("\u{304C}", "\u{304B}\u{3099}"),
      ("\u{E5}", "\u{212B}".lowercased()), ("\u{8C48}", "\u{F900}"),
    ] {
      let found = try [composed, decomposed].map { try bytes(tokens($0, tokens: tokenizer)) }
      #expect(found[0] == found[1], "\(composed)")
      #expect(found[0].joined().elementsEqual(composed.utf8))
    }
  }

  @Test func noneKeepsSpellingsApart() throws {
    #expect(try bytes(tokens("cafe\u{301}", .none)) == [Array("cafe\u{301}".utf8)])
  }

  @Test func shapesAreOneInNFKC() throws {
    #expect(try bytes(tokens("ＡＢＣ１２ ﬁt", .nfkc)) == bytes(["abc12", "fit"]))
    #expect(try bytes(tokens("ＡＢＣ１２ ﬁt")) == bytes(["ａｂｃ１２", "ﬁt"]))
  }

  /// A form with white space or of several characters is still one token of what is cut already.
  @Test func aTokenStaysOneTokenInNFKC() throws {
    #expect(try bytes(tokens("a\u{A0}b ㎏ ℌ", .nfkc, tokens: "blank")) == bytes(["a b", "kg", "h"]))
    #expect(try bytes(tokens("㎏…Ａ", .nfkc, tokens: "char")) == bytes(["kg", "...", "a"]))
  }

  @Test func stopwordsAreFoundInAnySpelling() throws {
    #expect(try tokens("caf\u{E9} open", stopwords: ["CAFE\u{301}"]) == ["open"])
    #expect(try tokens("ＴＨＥ end", .nfkc, stopwords: ["the"]) == ["end"])
  }

  @Test func vectorsAreFoundInAnySpelling() {
    let vectors = WordVectors(
      words: ["cafe\u{301}", "caf\u{E9}", "ΟΔΟΣ".lowercased()], dimension: 1, matrix: [1, 2, 3])
    #expect(vectors.words.count == 2 && vectors.duplicates == 1)
    #expect(vectors.row(of: "cafe\u{301}") == 0 && vectors.row(of: "CAF\u{E9}") == 0)
  }

  /// The last small sigma of a word has a shape of its own.
  @Test(arguments: [
    ("ΟΔΟΣ", "οδος"), ("ΣΟΦΟΣ ΣΑΣ.", "σοφος σας."), ("Σ", "σ"), ("ΑΣ́Α", "ασ́α"), ("ΑΣ-Β", "ας-β"),
    ("İSTANBUL", "i̇stanbul"), ("ẞ", "ß"),
  ])
  func smallLettersAreThoseOfUnicode(text: String, lowered: String) throws {
    #expect(bytes([text.lowered]) == bytes([lowered]))
    let blank = try tokens(text, .none, tokens: "blank").joined(separator: " ")
    #expect(bytes([blank]) == bytes([lowered]))
  }

  @Test func aModelThatSaysNothingReadsAsBefore() throws {
    let old = #"{"lower":true,"minCount":1,"punctuation":"keep","stopwords":[],"tokens":"blank"}"#
    let options = try JSONDecoder().decode(TextOptions.self, from: Data(old.utf8))
    #expect(options.normalization == .none && options.rules == .original)
    #expect(try CanonicalJSON.text(of: options) == old)
    let transform = try TextTransform(options: options, vocabulary: Vocabulary(fitting: [[]]))
    #expect(
      bytes(transform.tokens(in: "e\u{301}\u{A0}ΟΣ\u{3000}b")) == bytes(["e\u{301}", "οσ", "b"]))
    var new = TextOptions(tokens: "blank")
    new.normalization = .nfkc
    let saved = try CanonicalJSON.text(of: new)
    #expect(saved.contains(#""normalize":"nfkc""#))
    #expect(try JSONDecoder().decode(TextOptions.self, from: Data(saved.utf8)) == new)
  }

  /// What is sure to be composed is left alone without a look at the tables; so it must be composed.
  @Test func whatIsPassedByStandsInItsForm() {
    for value in UInt32(0x80)..<0x3_0000 {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let text = String(Character(scalar)) + "a"
      var span = text.utf8Span
      let isComposed = span.checkForNFC(quickCheck: false)
      if isComposed {
        #expect(text.composed.utf8.elementsEqual(text.utf8), "\(String(value, radix: 16))")
      } else if value < 0x1_0000 {
        #expect(!text.composed.utf8.elementsEqual(text.utf8), "\(String(value, radix: 16))")
      }
    }
  }
}
