// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import DSL

@Suite struct CanonicalTokenTests {
  @Test(arguments: [
    (
      "model m for d = embed 8 a | output",
      "behindAssign embed, withLeadingComma 8, withComma a, behindPipe output"
    ),
    (
      "assert a and not -b, f(c)",
      "behindLogic not, behindComma f, besideBracket c, besideBracket )"
    ),
    ("show t a=1..2", "withLeadingComma a"), ("print a - 1", "behindOperator 1"),
    ("predict r \"a\" \"b\"", "withLeadingComma \"a\", withComma \"b\""),
    ("train r = m on d x", "behindAssign m, withLeadingComma x"),
    ("let a = not b", "behindAssign not"),
    (
      "data d = \"a\" {\n  text   b\n}",
      "behindAssign \"a\", always text, withLeadingComma b, always }"
    ),
  ])
  func theParserSaysWhereALineMayEnd(statement: String, expected: String) {
    let tokens = CanonicalToken.tokens(of: statement).filter { $0.lineEnd != .never }
    #expect(tokens.map { "\($0.lineEnd) \($0.text)" }.joined(separator: ", ") == expected)
  }

  @Test func blanksAreCounted() {
    let tokens = CanonicalToken.tokens(of: "data d = f(a) {\n  text   b\n}")
    #expect(tokens.map(\.spacing) == [0, 1, 1, 1, 0, 0, 0, 1, 1, 3, 1])
  }
}
