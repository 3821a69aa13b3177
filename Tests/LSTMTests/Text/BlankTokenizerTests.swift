// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

@Suite struct BlankTokenizerTests {
  @Test func cutsAtWhiteSpaceOnly() {
    let text = "  Mr. O'Neil 's\tscar-faced 3,000\u{3000}很好 . \n"
    let cut = BlankTokenizer(lower: false).tokens(in: text)
    #expect(cut == ["Mr.", "O'Neil", "'s", "scar-faced", "3,000", "很好", "."])
    #expect(BlankTokenizer(lower: true).tokens(in: "ÄB c") == ["äb", "c"])
    #expect(BlankTokenizer(lower: true).tokens(in: " \t ").isEmpty)
  }
}
