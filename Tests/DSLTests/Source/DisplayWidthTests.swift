import Testing

// SPDX-License-Identifier: Apache-2.0
@testable import DSL

@Suite struct DisplayWidthTests {
  @Test(arguments: [
    ("", 0), ("abc", 3), ("评论", 4), ("，。", 4), ("ａ", 2), ("カナ", 4), ("ｶﾅ", 2), ("한국", 4),
    ("é", 1), ("e\u{301}", 1), ("\u{200B}", 0), ("a\u{0}b", 2), ("😀", 2), ("👨‍👩‍👧", 2), ("🇩🇪", 2),
    ("❤\u{FE0F}", 2), ("–…│", 3), ("\u{20000}", 2), ("\u{1112}\u{1161}\u{11AB}", 2), ("°µ", 2),
  ])
  func columns(text: String, expected: Int) {
    #expect(DisplayWidth.of(text) == expected)
  }
}
