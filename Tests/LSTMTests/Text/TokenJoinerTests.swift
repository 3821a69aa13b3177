// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

@Suite struct TokenJoinerTests {
  /// A text cut into tokens and joined again.
  private func joined(_ text: String, tokens: String = "word") throws -> String {
    var options = TextOptions(tokens: tokens, lower: false)
    options.framing = .stream
    var joiner = TokenJoiner(options)
    return try Tokenizers.make(options).tokens(in: text).map { joiner.add($0) }.joined()
  }

  @Test(arguments: [
    "He said: \"No, it's (almost) done!\" And left.", "It cost $5, or 20%.", "one\ntwo three\n",
    "well-made and/or not", "我爱北京。你呢？", "我用 Swift 写。",
  ])
  func wordsStandAsTheyWereWritten(text: String) throws {
    #expect(try joined(text) == text.replacing(" Swift ", with: "Swift"))
  }

  @Test(arguments: ["a  b\tc\r\nd\n\n", " 你好 OK! "])
  func charactersKeepTheirSpace(text: String) throws {
    #expect(try joined(text, tokens: "char") == text.replacing("\r\n", with: "\n"))
  }

  @Test func blanksStandWhereTheyStood() throws {
    #expect(try joined("the end . \n of it", tokens: "blank") == "the end .\nof it")
  }
}
