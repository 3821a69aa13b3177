import Testing

// SPDX-License-Identifier: Apache-2.0
@testable import DSL

@Suite struct FormatterTests {
  @Test(arguments: [
    "lstm 1", "seed -7", "param units = 128", "param parts = 80/10/10", "let a = 1 + 2 * 3",
    "let a = (1 + 2) * 3", "let a = a - (b - c)", "let a = -x ^ -2 ^ y", "let a = (-x) ^ 2",
    "let a = (2 ^ 3) ^ 4", "let a = not (a and b) or not a == b", "let a = (not a) == (b == c)",
    "let a = --(a + b)", "let a = [1, [x, \"y\"], yes, no]", "let a = f(x + 1, n=1..2 log, y)",
    "let a = (1).f + (a + b).c + f().d", "let a = \"\\n\\t\\\"\\\\\\u{1B}中\"",
    "let a = 10m + 90s + 24h",
    "data d = \"a.csv\"", "data d = csv (a + b) sep=\";\" header", "data d = (path) header",
    "data d = path sep=\"a\"", "data d = lines path label ~ review",
    "data d = rows [text, \"my label\"] [[\"a\", 1], [\"b\", 0]]",
    "data d = rows [a] cases x=1 a ~ \"b c\"",
    "data d = csv \"a\" {\n  text  review tokens=char\n  split train=0.9 valid=\"dev.csv\"\n}",
    "model m for d = embed 100 | bilstm 128 dropout=0.3 x2 | output",
    "model m(units=128, p=1 / 2) for d = dense (2 * units) rate=-1 | lstm (x2) | output",
    "train r = m", "train r = m() (on)", "train r = m(units=64) on d.train rate=0.1..1 log",
    "train r = m a=1..2 (log)", "eval r", "eval t = r on d.test top=3",
    "baseline b = seasonal on d.test 24", "predict r \"a\" (from) [1] top=3",
    "predict r from \"in\" to (a + b) full", "assert a > 0.5, b and not c", "print a, -b",
    "show t precision recall", "show m full", "save r \"a\"", "load r = path",
    "t.f1 + 1", "(data)", "(print - 1)", "(grid)", "_", "x - 1", "(data.train.rows)",
  ])
  func theCanonicalFormStays(text: String) {
    let result = parsed(text)
    #expect(result.diagnostics.map(\.message) == [])
    #expect(result.script.statements.map { Formatter.format($0) } == [text])
  }

  @Test(arguments: [
    ("print(a)", "print a"), ("let a=((1))+(2*3)", "let a = 1 + 2 * 3"),
    ("model m() for d=lstm,3,x2,y=1|\noutput", "model m for d = lstm 3 y=1 x2 | output"),
    ("data d = csv \"a\" {text a;target b\n}", "data d = csv \"a\" {\n  text   a\n  target b\n}"),
    ("data d = csv \"a\" {}", "data d = csv \"a\""),
    ("show t a, b=30%, 5400s", "show t a b=0.3 90m"),
    ("baseline b = seasonal(24) on d", "baseline b = seasonal on d 24"),
  ])
  func otherFormsBecomeCanonical(text: String, expected: String) {
    #expect(parsed(text).script.statements.map { Formatter.format($0) }.joined() == expected)
    #expect(tree(text) == tree(expected))
  }

  @Test func longStacksHaveALayerALine() {
    let layers = Array(repeating: "bilstm 128 dropout=0.25", count: 5)
    let text = "model m for d = " + layers.joined(separator: " | ")
    let formatted = Formatter.format(parsed(text).script)
    #expect(formatted == "model m for d =\n  " + layers.joined(separator: " |\n  ") + "\n")
    #expect(tree(formatted) == tree(text))
  }

  @Test func printingAndParsingIsTheSameTreeForRandomExpressions() {
    var random = Random(seed: 1)
    for _ in 0..<2_000 {
      let expression = random.expression(depth: 4)
      let text = Formatter.format(Statement(.binding(Name("x", .none), expression), .none))
      #expect(expressionTree(String(text.dropFirst(8))) == shape(expression), "\(text)")
      let argument =
        "show t "
        + Formatter.format(
          Statement(
            .show(Expression(.name("t"), .none), facets: [Argument(label: nil, value: expression)]),
            .none)
        ).dropFirst(7)
      #expect(tree(argument) == "show(t, [\(shape(expression))])", "\(argument)")
    }
  }

  @Test func numbersReadBackAsTheSameBits() {
    var random = Random(seed: 2)
    for _ in 0..<2_000 {
      let value = Double(bitPattern: random.next() & 0x7FFF_FFFF_FFFF_FFFF)
      guard value.isFinite else { continue }
      #expect(numberRead(Formatter.number(value)) == value)
      let seconds = Double(Int(random.next() % 1_000_000)) * 60
      #expect(
        tree("seed " + Formatter.format(Expression(.duration(seconds: seconds), .none)))
          == "seed(duration(\(Formatter.number(seconds))))")
    }
  }

  private func numberRead(_ text: String) -> Double? {
    guard case .seed(let value) = parsed("seed " + text).script.statements.first?.kind,
      case .number(let number) = value.kind
    else { return nil }
    return number
  }
}

extension Span {
  /// A place for trees that were not parsed.
  static let none = Span(0, 0)
}

extension Random {
  /// Any expression that a parser can produce, over a few names.
  mutating func expression(depth: Int) -> Expression {
    Expression(kind(depth: depth), .none)
  }

  private mutating func kind(depth: Int) -> Expression.Kind {
    switch below(depth == 0 ? 5 : 12) {
    case 0: return .number(Double(below(1000)) / 8)
    case 1: return .text(pick(["", "a\"b", "中\n", "\\"]))
    case 2: return .boolean(below(2) == 0)
    case 3: return .duration(seconds: Double(below(10_000)))
    case 4: return .name(pick(["a", "data", "x2", "on", "评论", "_"]))
    case 5: return .list((0..<below(3)).map { _ in expression(depth: depth - 1) })
    case 6: return .field(expression(depth: depth - 1), Name(pick(["f", "train"]), .none))
    case 7:
      let arguments = (0..<below(3)).map { index in
        Argument(
          label: index == 1 ? Name("n", .none) : nil, value: expression(depth: depth - 1))
      }
      return .call(Name("f", .none), arguments)
    case 8: return .unary(pick(UnaryOperator.allCases), expression(depth: depth - 1))
    default:
      let first = expression(depth: depth - 1)
      return .binary(pick(BinaryOperator.allCases), first, expression(depth: depth - 1))
    }
  }
}
