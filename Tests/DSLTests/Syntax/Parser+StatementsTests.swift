import Testing

// SPDX-License-Identifier: Apache-2.0
@testable import DSL

@Suite struct ParserStatementsTests {
  @Test(arguments: [
    ("lstm 1", "edition(1)"),
    ("seed 7", "seed(7)"),
    ("seed -n", "expected a number after `-`, found `n`"),
    ("param units = 128", "param(units, 128)"),
    ("param data = \"x\"", "param(data, \"x\")"),
    ("param parts = 80/10/10", "param(parts, ratio([80, 10, 10]))"),
    ("let train = a + 1", "binding(train, binary(add, a, 1))"),
    ("assert a > 1, b", "assertion([binary(greater, a, 1), b])"),
    ("print -a, (b)", "print([unary(negate, a), b])"),
    ("print [1]", "print([list([1])])"),
    ("show t precision, recall", "show(t, [precision, recall])"),
    ("show m full", "show(m, [full])"),
    ("show t worst=5", "show(t, [worst=5])"),
    ("plot r", "plot([r], nil, nil, [], nil)"),
    ("plot g.best rates", "plot([field(g, best)], rates, nil, [], nil)"),
    ("plot r to \"a.svg\"", "plot([r], nil, nil, [], \"a.svg\")"),
    ("plot r, q, p loss to \"a.svg\"", "plot([r, q, p], loss, nil, [], \"a.svg\")"),
    ("plot r,\n  q", "plot([r, q], nil, nil, [], nil)"),
    (
      "plot r embeddings method=tsne words=50",
      "plot([r], embeddings, nil, [method=tsne, words=50], nil)"
    ),
    ("plot r words=50 to f", "plot([r], nil, nil, [words=50], f)"),
    (
      "plot t confusion to (folder + \"/a.svg\")",
      "plot([t], confusion, nil, [], binary(add, folder, \"/a.svg\"))"
    ),
    ("plot plot", "plot([plot], nil, nil, [], nil)"),
    ("plot r to", "expected a file name in quotes after `to`, found the end of the line"),
    ("plot 3", "expected the name of what to draw after `plot`, found the number `3`"),
    ("plot r a b", "expected the end of the statement after `a`, found `b`"),
    ("save r \"a.model\"", "save(r, \"a.model\")"),
    ("save r (folder + \"/a\")", "save(r, binary(add, folder, \"/a\"))"),
    ("load r = path", "load(r, path)"),
  ])
  func statements(text: String, expected: String) {
    #expect(tree(text) == expected)
  }

  @Test(arguments: [
    ("r", "expression(r)"),
    ("_", "expression(_)"),
    ("t.f1 + 1", "expression(binary(add, field(t, f1), 1))"),
    ("x - 1", "expression(binary(subtract, x, 1))"),
    ("not a", "expression(unary(not, a))"),
    ("a and b", "expression(binary(and, a, b))"),
    ("round(x, 2)", "expression(call(round, [x, 2]))"),
    ("3", "expression(3)"), ("\"a\"", "expression(\"a\")"), ("[1]", "expression(list([1]))"),
    ("data.train.rows", "expression(field(field(data, train), rows))"),
    ("print == 3", "expression(binary(equal, print, 3))"),
    ("report.f1", "expression(field(report, f1))"),
    ("(data)", "expression(data)"),
  ])
  func aLineWithoutVerbIsAnExpression(text: String, expected: String) {
    #expect(tree(text) == expected)
  }

  @Test(arguments: [
    ("modle m for d = output", "did you mean `model`?"),
    ("trian r = m", "did you mean `train`?"),
    ("Print 1", "did you mean `print`?"),
    ("assrt 1", "did you mean `assert`?"),
    ("x = 5", "write `let x = …`"),
    ("embed 5 | output", "the statements are `lstm`, "),
    ("embed | output", "write `model m for d = …`, where `d` is a data set"),
    ("lstm 64 | output", "write `model m for d = …`, where `d` is a data set"),
    ("lstm 2", "write `lstm 1`"),
    ("seed 1; lstm 1", "make `lstm 1` the first statement, or leave it out"),
    ("print 1 2", "values are separated by commas, and joined by operators"),
    ("seed 1 2", "a second statement goes on the next line, or after `;`"),
    ("seed 1 + 2", "write `(… + …)`"),
    ("let yes = 1", "choose another name"),
    ("train _ = m", "choose another name"),
    ("| output", "a statement begins with a verb such as `data`, `model` or `train`"),
    ("train r", "for example `train r = m epochs=10`"),
    ("print", "for example `print t.accuracy`"),
  ])
  func mistakesHaveAFix(text: String, help: String) {
    let diagnostics = parsed(text).diagnostics
    #expect(diagnostics.count == 1)
    #expect(diagnostics.first?.help?.hasPrefix(help) == true, "\(diagnostics)")
  }

  @Test func verbsThatAreStillToComeSaySo() {
    for verb in StatementCatalog.planned {
      #expect(messages("\(verb) x = y") == ["`\(verb)` is not in this version"])
      #expect(messages("let \(verb) = 1; print \(verb)") == [])
    }
  }
}
