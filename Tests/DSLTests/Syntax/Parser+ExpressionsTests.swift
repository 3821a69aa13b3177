import Testing

// SPDX-License-Identifier: Apache-2.0
@testable import DSL

@Suite struct ParserExpressionsTests {
  @Test(arguments: [
    ("a or b and c", "binary(or, a, binary(and, b, c))"),
    ("not a == b and c", "binary(and, unary(not, binary(equal, a, b)), c)"),
    ("not not a", "unary(not, unary(not, a))"),
    ("a + b < c * d", "binary(less, binary(add, a, b), binary(multiply, c, d))"),
    ("a - b - c", "binary(subtract, binary(subtract, a, b), c)"),
    ("a / b * c", "binary(multiply, binary(divide, a, b), c)"),
    ("-a ^ 2", "unary(negate, binary(power, a, 2))"),
    ("2 ^ -1", "binary(power, 2, unary(negate, 1))"),
    ("2 ^ 3 ^ 4", "binary(power, 2, binary(power, 3, 4))"),
    ("-a * b", "binary(multiply, unary(negate, a), b)"),
    ("a * -b", "binary(multiply, a, unary(negate, b))"),
    ("(a + b) * c", "binary(multiply, binary(add, a, b), c)"),
    ("80/10/10", "binary(divide, binary(divide, 80, 10), 10)"),
    ("r.t.f1 >= 30%", "binary(greaterOrEqual, field(field(r, t), f1), 0.3)"),
    ("round (x, digits=2)", "call(round, [x, digits=2])"),
    ("[1, [2], ]", "list([1, list([2])])"),
    ("[]", "list([])"),
    ("yes", "boolean(true)"), ("no", "boolean(false)"),
    ("a != b or\n c", "binary(or, binary(notEqual, a, b), c)"),
  ])
  func precedence(text: String, expected: String) {
    #expect(expressionTree(text) == expected)
  }

  @Test(arguments: [
    ("a < b < c", "comparisons do not chain", "write `a < b and b < …`"),
    ("a == b + 1 != c", "comparisons do not chain", "write `a == b + 1 and b + 1 != …`"),
    ("a = b", "a single `=` does not compare", "write `==` to compare"),
    ("(a = b)", "a single `=` does not compare", "write `==` to compare"),
    ("a == not b", "`not` after an operator needs parentheses", "write `(not …)`"),
    ("a + ", "expected a value after `+`, found the end of the line", nil),
    ("a and", "expected a value after `and`, found the end of the line", nil),
    ("* a", "expected a value after `=`, found `*`", nil),
    ("a.1", "expected the name of a field after `.`, found the number `1`", nil),
    ("(a, b)", "expected `)` after `a`, found `,`", nil),
    ("[1, , 2]", "expected a value or `]` after `,`, found `,`", nil),
    ("()", "expected a value after `(`, found `)`", nil),
    ("a b", "expected the end of the statement after `a`, found `b`", nil),
  ])
  func mistakes(text: String, message: String, help: String?) {
    let diagnostics = parsed("let x = " + text).diagnostics
    #expect(diagnostics.map(\.message) == [message])
    if let help { #expect(diagnostics.first?.help == help) }
  }
}
