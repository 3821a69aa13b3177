// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import DSL

@Suite struct LexerNumbersTests {
  @Test(arguments: [
    ("1", 1.0), ("0.5", 0.5), ("1e-4", 1e-4), ("2E+3", 2000), ("30%", 0.3), ("0.1%", 0.001),
    ("007", 7), ("1e2%", 1), ("0.1", 0.1), ("1e-400", 0),
  ])
  func numbers(text: String, value: Double) {
    #expect(kinds(text) == [.number(value)])
  }

  @Test(arguments: [("90s", 90.0), ("10m", 600), ("24h", 86_400), ("0.5h", 1800), ("1e2s", 100)])
  func durations(text: String, seconds: Double) {
    #expect(kinds(text) == [.duration(seconds: seconds)])
  }

  @Test func rangesAreNoDecimalPoints() {
    #expect(kinds("1..5") == [.number(1), .symbol(.range), .number(5)])
    #expect(kinds("0.1..lo") == [.number(0.1), .symbol(.range), .word("lo")])
  }

  @Test func repeatCountsAreWords() {
    #expect(kinds("x2") == [.word("x2")])
  }

  @Test(arguments: [
    ("1_000", 1000.0, "write `1000`"), ("1_000.5", 1000.5, "write `1000.5`"),
    ("1.", 1, "write `1.0`"), (".5", 0.5, "write `0.5`"),
    ("2x", 2, "a repeated layer is written `x2`"),
    ("1e400", 0, "the largest is about 1.8e308"), ("1e308h", 0, "the largest is about 1.8e308"),
    ("1e400k", 0, "numbers look like `64`"), ("24h30m", 24, "numbers look like `64`"),
    ("0x10", 0, "numbers look like `64`"), ("3k", 3, "numbers look like `64`"),
  ])
  func mistakesNameTheFixAndAreRepaired(text: String, value: Double, help: String) {
    let problems = lexicalProblems(text)
    #expect(problems.map(\.code) == [.badNumber])
    #expect(problems.first?.span == Span(0, text.utf8.count))
    #expect(problems.first?.help?.hasPrefix(help) == true, "\(problems.first?.help ?? "")")
    #expect(kinds(text) == [.number(value)])
  }
}
