import Testing

// SPDX-License-Identifier: Apache-2.0
@testable import DSL

@Suite struct ParserArgumentsTests {
  /// The trees of the facets in `show t …`.
  private func facets(_ text: String) -> String {
    let tree = tree("show t " + text)
    return tree.hasPrefix("show(t, ") ? String(tree.dropFirst(8).dropLast()) : tree
  }

  @Test(arguments: [
    ("a 1 \"b\" -2 10m yes", "[a, 1, \"b\", unary(negate, 2), duration(600), boolean(true)]"),
    ("a=1 b , c=[1, x + 1]", "[a=1, b, c=list([1, binary(add, x, 1)])]"),
    ("80/10/10 x=1/2", "[ratio([80, 10, 10]), x=ratio([1, 2])]"),
    ("1..5", "[range(1, 5, false)]"),
    ("x=1e-4 .. n.max log y", "[x=range(0.0001, field(n, max), true), y]"),
    ("-1..-2, log=3", "[range(unary(negate, 1), unary(negate, 2), false), log=3]"),
    ("1..5, log", "[range(1, 5, false), log]"),
    ("tanh (p * 2)", "[tanh, binary(multiply, p, 2)]"),
    (
      "scale(p * 2, -1 q=1..2 log)",
      "[call(scale, [binary(multiply, p, 2), unary(negate, 1), q=range(1, 2, true)])]"
    ),
    ("now()", "[call(now, [])]"),
    ("r.best.loss (a).b", "[field(field(r, best), loss), field(a, b)]"),
    ("data train on", "[data, train, on]"),
  ])
  func values(text: String, expected: String) {
    #expect(facets(text) == expected)
  }

  @Test(arguments: [
    ("a=", "expected a value after `=`, found the end of the line"),
    ("a,", "expected another value after `,`, found the end of the line"),
    ("a,,b", "expected another value after `,`, found `,`"),
    ("1..", "expected a value after `..`, found the end of the line"),
    ("f(a,,b)", "expected another value after `,`, found `,`"),
    ("f(1 = 2)", "a single `=` does not compare"),
    ("f(]", "expected a value or `)` after `(`, found `]`"),
    ("and", "expected a value after `t`, found `and`"),
    ("a | b", "expected the end of the statement after `a`, found `|`"),
    ("80/x", "expected another number of the ratio after `/`, found `x`"),
    ("80 / 10", "a calculation among options needs parentheses"),
    ("[1 2]", "expected `,` or `]` after `1`, found the number `2`"),
  ])
  func mistakes(text: String, message: String) {
    #expect(messages("show t " + text) == [message])
  }
}
