// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import DSL

@Suite struct StatementLayoutTests {
  private func lines(_ statement: String) -> [String] {
    StatementLayout.lines(CanonicalToken.tokens(of: statement)).map(\.code)
  }

  private let long = String(repeating: "x", count: 40)

  @Test func aLineMayBeAsLongAsThePage() {
    let most = "let a = \"" + String(repeating: "x", count: 85) + "\" + b"
    #expect(lines(most + "b") == [most + "b"])
    #expect(lines(most + "bb") == [String(most.dropLast(2)), "  bbb"])
  }

  @Test func wideCharactersCountTwice() {
    let text = "let a = \"" + String(repeating: "评", count: 42) + "\" + b"
    #expect(lines(text + "bb") == [text + "bb"])
    #expect(lines(text + "bbbb").count == 2)
  }

  @Test func argumentsFillTheLinesAndHaveCommas() {
    #expect(
      lines("train r = m on d a=\"\(long)\" b=2 c c=\"\(long)\" e f") == [
        "train r = m on d a=\"\(long)\", b=2, c,", "  c=\"\(long)\", e, f",
      ])
  }

  @Test func conditionsEndALineAtCommasFirst() {
    #expect(
      lines("assert a > 1 and b > \"\(long)\", c > 2 and d > \"\(long)\", e") == [
        "assert a > 1 and b > \"\(long)\",", "  c > 2 and d > \"\(long)\", e",
      ])
    #expect(
      lines("assert a > \"\(long)\" and b > \"\(long)\" + \"\(long)\", c") == [
        "assert a > \"\(long)\" and", "  b > \"\(long)\" + \"\(long)\", c",
      ])
  }

  @Test func stacksHaveALayerALine() {
    #expect(
      lines("model m for d = embed 8 | lstm 8 a=\"\(long)\" b=\"\(long)\" c x2 | output") == [
        "model m for d =", "  embed 8 |", "  lstm 8, a=\"\(long)\",",
        "    b=\"\(long)\", c, x2 |", "  output",
      ])
  }

  @Test func listsOfListsHaveARowALine() {
    #expect(
      lines("data d = rows [a, b] [[\"\(long)\", 1], [\"\(long)\", 0], []] {\n  text a\n}") == [
        "data d = rows [a, b] [", "  [\"\(long)\", 1],", "  [\"\(long)\", 0],", "  []", "] {",
        "  text a", "}",
      ])
  }

  @Test func otherBracketsAreFilled() {
    #expect(
      lines("print function([\"\(long)\", \"\(long)\"], 3)") == [
        "print function(", "  [\"\(long)\", \"\(long)\"], 3", ")",
      ])
    #expect(
      lines("let a = [\"\(long)\", \"\(long)\", \"\(long)\"]") == [
        "let a = [", "  \"\(long)\", \"\(long)\",", "  \"\(long)\"", "]",
      ])
  }

  @Test func rolesStandDeeperAndGoOnDeeper() {
    #expect(
      lines("data d = \"a\" {\n  text a b=\"\(long)\" c=\"\(long)\" dd e\n  target e\n}") == [
        "data d = \"a\" {", "  text a, b=\"\(long)\",", "    c=\"\(long)\", dd, e", "  target e",
        "}",
      ])
  }

  @Test func whatCannotBeDividedStaysLong() {
    #expect(lines("print \"\(long + long + long)\"") == ["print \"\(long + long + long)\""])
    #expect(
      lines("let a = \"\(long + long + long)\"") == ["let a =", "  \"\(long + long + long)\""])
  }
}
