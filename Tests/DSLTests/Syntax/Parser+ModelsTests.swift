import Testing

// SPDX-License-Identifier: Apache-2.0
@testable import DSL

@Suite struct ParserModelsTests {
  @Test(arguments: [
    ("model m for d = output", "model(m, [], d, ([(output, nil, [], nil, [])]))"),
    (
      "model m(units=128, p=1/2 q=x) for d = lstm units x2 dropout=p tanh | output",
      "model(m, [units=128, p=binary(divide, 1, 2), q=x], d, "
        + "([(lstm, nil, [units, dropout=p, tanh], (2), []), (output, nil, [], nil, [])]))"
    ),
    (
      "model m for d = lstm, 64, x3 | dense (2 * n) y=-1",
      "model(m, [], d, ([(lstm, nil, [64], (3), []), "
        + "(dense, nil, [binary(multiply, 2, n), y=unary(negate, 1)], nil, [])]))"
    ),
    (
      "model m for d = embed 5 + chars(embed 2\n| lstm 3) +\n dense 4 | output",
      "model(m, [], d, ([(embed, nil, [5], nil, [(chars, ([(embed, nil, [2], nil, []), "
        + "(lstm, nil, [3], nil, [])]), [], nil, []), (dense, nil, [4], nil, [])]), "
        + "(output, nil, [], nil, [])]))"
    ),
    ("train r = m", "train(r, (m, [], nil, []))"),
    (
      "train r = m(units=64) on d.train epochs=10, verbose",
      "train(r, (m, [units=64], (d, train), [epochs=10, verbose]))"
    ),
    (
      "train r = m on d rate=1e-4..1e-1 log time=10m",
      "train(r, (m, [], (d, nil), [rate=range(0.0001, 0.1, true), time=duration(600)]))"
    ),
    ("eval r", "eval(nil, r, nil, [])"),
    ("eval t = r on d.test top=3", "eval(t, r, (d, test), [top=3])"),
    ("eval r top=3", "eval(nil, r, nil, [top=3])"),
    ("baseline b = constant on d.test", "baseline(b, constant, (d, test), [])"),
    ("baseline b = seasonal(24) on d x=1", "baseline(b, seasonal, (d, nil), [24, x=1])"),
    (#"predict r "a", "b" top=3 full"#, #"predict(r, texts(["a", "b"]), [top=3, full])"#),
    ("predict r line (a + b)", "predict(r, texts([line, binary(add, a, b)]), [])"),
    (#"predict r from "in" to "out" top=3"#, #"predict(r, file(nil, "in", [], "out"), [top=3])"#),
    ("predict r from path", "predict(r, file(nil, path, [], nil), [])"),
    ("predict r from path to (a + b)", "predict(r, file(nil, path, [], binary(add, a, b)), [])"),
    (
      #"predict r from csv "in" delimiter=";" header to "out""#,
      #"predict(r, file(csv, "in", [delimiter=";", header], "out"), [])"#
    ),
  ])
  func trees(text: String, expected: String) {
    #expect(tree(text) == expected)
  }

  @Test(arguments: [
    ("model m = output", "expected `for` and the name of a data set after `m`, found `=`"),
    ("model m(units) for d = output", "a model's parameter is written `name=value`"),
    ("model m for d = | output", "expected a layer after `=`, found `|`"),
    ("model m for d = lstm 4 | 64", "expected a layer after `|`, found the number `64`"),
    ("model m for d = lstm x0", "`x0` repeats a layer 1 to 1000 times only"),
    (
      "model m for d = lstm x99999999999999999999",
      "`x99999999999999999999` repeats a layer 1 to 1000 times only"
    ),
    ("model m for d = lstm x2 x3", "a layer has one repeat count"),
    ("model m for d = embed 4 + 5", "expected a layer after `+`, found the number `5`"),
    ("model m for d = + embed 4", "expected a layer after `=`, found `+`"),
    ("model m for d = chars() | output", "expected a layer after `(`, found `)`"),
    (
      "model m for d = chars(embed 4) (embed 5) | output",
      "expected `)` after `embed`, found the number `5`"
    ),
    ("model m for d = dense 2 * 3", "a calculation among options needs parentheses"),
    ("model m for d = dense n=-p", "expected a number after `-`, found `p`"),
    ("train r = m(64)", "a model's parameter is written `name=value`"),
    ("train r = m epochs=3 on d", "`on` comes too late"),
    ("train r = m on", "expected the name of a data set after `on`, found the end of the line"),
    ("eval r on d.", "expected `train`, `valid` or `test` after `.`, found the end of the line"),
    (
      "baseline b = constant",
      "expected `on` and a data set after `constant`, found the end of the line"
    ),
    (
      "predict r", "expected a text, or `from` and a file name after `r`, found the end of the line"
    ),
    ("predict r from", "expected a file name in quotes after `from`, found the end of the line"),
    (
      "train r = m x=80/10/",
      "expected another number of the ratio after `/`, found the end of the line"
    ),
  ])
  func mistakes(text: String, message: String) {
    #expect(messages(text) == [message])
  }
}
