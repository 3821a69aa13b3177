// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

/// What sacrebleu makes of texts; `BLEUTests` compare counts of many more.
@Suite struct BLEUTokenizerTests {
  @Test(arguments: [
    ("Hello, world!", "Hello , world !"),
    ("3.14, 1,000 and v1.2.", "3.14 , 1,000 and v1.2 ."),
    ("5. or .5, a.b", "5 . or . 5 , a . b"),
    ("a... b,,5", "a . . . b , ,5"),
    ("well-known 10-20 x-1 1-x", "well-known 10 - 20 x-1 1 - x"),
    ("it's \"so\" (a/b)", "it's \" so \" ( a / b )"),
    ("&quot;A&amp;B&quot; &lt;i&gt;", "\" A & B \" < i >"),
    ("&amp;lt; &amp;quot; &AMP;", "< & quot ; & AMP ;"),
    ("x<skipped>y<skip", "xy < skip"),
    ("line-\nbreak and\nblank", "linebreak and blank"),
    ("at the end-\n", "at the end-"),
    ("„Ärger“ – über…", "„Ärger“ – über…"),
    ("你好，world。3.5", "你好，world。3.5"),
    ("é.ü,5", "é . ü , 5"),
    (" \t\u{3000}\n", ""),
  ])
  func western(text: String, tokens: String) {
    #expect(BLEUTokenizer.western.tokens(of: text) == words(tokens))
  }

  @Test(arguments: [
    ("你好，世界。", "你 好 ， 世 界 。"),
    ("买了3.5GB的iPhone-X，8,999元", "买 了 3.5GB 的 iPhone-X ， 8,999 元"),
    ("第5.节", "第 5 . 节"),
    (".5 &amp; 5.", ".5 & amp ; 5."),
    ("ＡＢ１２　（）", "Ａ Ｂ １ ２ （ ）"),
    ("it’s—so", "it ’ s — so"),
    ("かなハングル한글", "かなハングル한글"),
    // None beyond U+FFFF, and those from U+2F81 to U+2FA1 are radicals anyway.
    ("\u{20000}\u{2A6D6}", "\u{20000}\u{2A6D6}"),
    ("a\u{2000}b\u{2001}c\u{2A6D}d\u{2A6E}e", "a b c \u{2A6D} d\u{2A6E}e"),
    ("a\u{9FBB}b\u{9FBC}c", "a \u{9FBB} b\u{9FBC}c"),
  ])
  func chinese(text: String, tokens: String) {
    #expect(BLEUTokenizer.chinese.tokens(of: text) == words(tokens))
  }

  @Test func charactersAreScalars() {
    let text = "e\u{301} 👍🏽\u{A0}好\u{1F}."
    #expect(
      BLEUTokenizer.characters.tokens(of: text).map { Array($0.unicodeScalars) }
        == [["e"], ["\u{301}"], ["👍"], ["\u{1F3FD}"], ["好"], ["."]])
  }

  /// White space of Python, and what looks like some and is none.
  @Test func whiteSpaceIsThatOfPython() {
    let blanks: [Unicode.Scalar] =
      (0x09...0x0D).map { Unicode.Scalar(UInt8($0)) }
      + (0x1C...0x20).map { Unicode.Scalar(UInt8($0)) } + [
        "\u{85}", "\u{A0}", "\u{1680}", "\u{2000}", "\u{200A}", "\u{2028}", "\u{2029}",
        "\u{202F}", "\u{205F}", "\u{3000}",
      ]
    for blank in blanks {
      #expect(BLEUTokenizer.whiteSpace.tokens(of: "\(blank)a\(blank)\(blank)b\(blank)").count == 2)
    }
    for other: Unicode.Scalar in ["\u{1B}", "\u{180E}", "\u{200B}", "\u{2060}", "\u{FEFF}"] {
      #expect(BLEUTokenizer.whiteSpace.tokens(of: "a\(other)b") == ["a\(other)b"])
    }
  }

  @Test func smallLettersComeFirst() {
    #expect(
      BLEUTokenizer.western.tokens(of: "&QUOT;ÄB&QUOT;", isLowercase: true) == words("\" äb \""))
    #expect(BLEUTokenizer.western.tokens(of: "ΣΑΣ.", isLowercase: true) == ["σας", "."])
    #expect(BLEUTokenizer.chinese.tokens(of: "中A", isLowercase: true) == ["中", "a"])
  }

  private func words(_ text: String) -> [String] {
    text.split(separator: " ", omittingEmptySubsequences: true).map(String.init)
  }
}
