// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import DSL

@Suite struct CommentTests {
  @Test(arguments: [
    ("# a", "# a"), ("#a \t\r", "#a"), ("#", "#"), ("#  a  b ", "#  a  b"), ("# 评 ", "# 评"),
    ("# a\rb\r", "# a\rb"),
  ])
  func blanksAtTheEndAreNoPartOfIt(text: String, expected: String) {
    let source = SourceText(name: "x", text: text + "\nprint 1")
    #expect(Lexer.tokenize(source).comments.map { source.commentText($0) } == [expected])
  }

  @Test(arguments: [
    ("", 0, false), (" ;\t", 0, false), ("\n", 1, false), (" \r\n", 1, false), ("\n\n", 2, true),
    ("\r\n \t\r\n", 2, true), ("\n;\n", 2, false), ("\n;\n\n", 3, true),
  ])
  func linesBetweenPlacesAreCounted(text: String, count: Int, holdsBlankLine: Bool) {
    let source = SourceText(name: "x", text: text)
    #expect(source.lineEnds(from: 0, to: source.bytes.count) == (count, holdsBlankLine))
  }
}
