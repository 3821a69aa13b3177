import Testing

// SPDX-License-Identifier: Apache-2.0
@testable import DSL

@Suite struct ParserDataTests {
  /// The tree of the statement `data d = …`.
  private func data(_ text: String) -> String { tree("data d = " + text) }

  @Test(arguments: [
    (#""a.csv""#, #"nil, path("a.csv"), [], [], nil"#),
    (#"csv "a.csv" sep=";", header"#, #"csv, path("a.csv"), [sep=";", header], [], nil"#),
    (#"csv "a.csv", sep=";""#, #"csv, path("a.csv"), [sep=";"], [], nil"#),
    ("path", "nil, path(path), [], [], nil"),
    ("path sep=\"a\"", "nil, path(path), [sep=\"a\"], [], nil"),
    ("lines path", "lines, path(path), [], [], nil"),
    ("lines (a + b) x=1", "lines, path(binary(add, a, b)), [x=1], [], nil"),
    ("(a)", "nil, path(a), [], [], nil"),
    ("rows", "nil, path(rows), [], [], nil"),
    ("path label ~ review", "nil, path(path), [], [], (label, review)"),
    ("csv path label ~ review", "csv, path(path), [], [], (label, review)"),
    (#""a" x=1 "my label" ~ "my text""#, #"nil, path("a"), [x=1], [], (my label, my text)"#),
    (
      #"rows [text, "my label",] [["a", 1], []]"#,
      #"rows, rows([text, my label], list([list(["a", 1]), list([])])), [], [], nil"#
    ),
    ("rows [a] cases { text a }", "rows, rows([a], cases), [], [(text, [a])], nil"),
  ])
  func sourcesAndOptions(text: String, expected: String) {
    #expect(data(text) == "data(d, \(expected))")
  }

  @Test(arguments: [
    ("{}", ""),
    ("{ text review tokens=char }", "(text, [review, tokens=char])"),
    ("{ text \"my column\"; target y class }", "(text, [\"my column\"]), (target, [y, class])"),
    ("{ split 80/10/10 }", "(split, [ratio([80, 10, 10])])"),
    ("{\n split train=90% valid=\"dev.csv\"\n}", "(split, [train=0.9, valid=\"dev.csv\"])"),
    (
      "{ window 168 horizon=24 stride=1;; ignore }",
      "(window, [168, horizon=24, stride=1]), (ignore, [])"
    ),
    ("{ 列 评论,\n x }", "(列, [评论, x])"),
  ])
  func roles(text: String, expected: String) {
    #expect(data("csv \"a\" " + text) == "data(d, csv, path(\"a\"), [], [\(expected)], nil)")
  }

  @Test(arguments: [
    ("", "expected a file name in quotes after `=`, found the end of the line"),
    ("rows x", "expected the column names in brackets after `rows`, found `x`"),
    ("rows [a]", "expected the rows, a list of lists after `]`, found the end of the line"),
    ("rows [a b] []", "expected `,` or `]` after `a`, found `b`"),
    ("csv \"a\"\n{ text a }", "`{` stands on a line of its own"),
    ("csv \"a\" { text a } {", "expected nothing more after `}`, found `{`"),
    ("csv \"a\" { = }", "expected a role such as `text` or `target` after `{`, found `=`"),
    ("csv \"a\" label ~", "expected the name of a column after `~`, found the end of the line"),
    ("csv \"a\" { text a = }", "expected a value after `=`, found `}`"),
    ("csv \"a\" { text a, }", "expected another value after `,`, found `}`"),
    (
      "csv \"a\" { text a + b }",
      "expected the next role on a line of its own or `}` after `a`, found `+`"
    ),
    ("csv \"a\" {\n text a\n\nprint d", "this `{` is never closed"),
  ])
  func mistakes(text: String, message: String) {
    #expect(messages("data d = " + text).first == message)
  }

  @Test func aForgottenBraceNamesTheLineBeforeWhichItBelongs() {
    let result = parsed("data d = \"a\" {\n  text a\n\nmodel m for d = output")
    #expect(result.diagnostics.map(\.label) == ["expected `}` before line 4"])
    #expect(result.script.statements.count == 1)
    #expect(!result.isIncomplete)
  }
}
