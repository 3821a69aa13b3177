// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import DSL

@Suite struct TokenAlignmentTests {
  private func alignment(_ written: String, _ canonical: String) -> TokenAlignment {
    TokenAlignment(kinds(written), kinds(canonical))
  }

  private func kinds(_ text: String) -> [Token.Kind] {
    Lexer.tokenize(SourceText(name: "x", text: text)).tokens.map(\.kind).dropLast()
  }

  @Test(arguments: [
    ("a b c", "a b c", [0, 1, 2]), ("a, b c", "a b c", [0, nil, 1, 2]),
    ("f(a b)", "f(a, b)", [0, 1, 2, 4, 5]), ("((1))+x", "1 + x", [nil, nil, 0, nil, nil, 1, 2]),
    ("[(a), (b)]", "[a, b]", [0, nil, 1, nil, 2, nil, 3, nil, 4]),
    ("l x2 3 y=1 | o", "l 3 y=1 x2 | o", [0, nil, 1, 2, 3, 4, 6, 7]),
    ("s(24) on d 3", "s on d 24 3", [0, nil, nil, nil, 1, 2, 4]),
    ("rows [\"text\", b] text text", "rows [text, b] text text", [0, 1, 2, 3, 4, 5, 6, 7]),
    ("a x02 b", "a x2 b", [0, nil, 2]), ("", "a", []), ("a", "", [nil]),
  ])
  func whatIsTheSameIsFound(written: String, canonical: String, expected: [Int?]) {
    #expect(alignment(written, canonical).targets == expected)
  }

  @Test func movedTokensHaveTheirSource() {
    #expect(alignment("l x2 3", "l 3 x2").sources == [0, 2, 1])
    #expect(alignment("s(24, 24) on d", "s on d 24 24").sources == [0, 6, 7, 2, 4])
    #expect(alignment("a", "a()").sources == [0, nil, nil])
  }
}
