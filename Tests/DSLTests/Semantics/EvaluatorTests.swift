// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import DSL

@Suite struct EvaluatorTests {
  @Test(arguments: [
    ("1 + 2 * 3", "7"), ("(1 + 2) * 3", "9"), ("2 ^ 3 ^ 2", "512"), ("-2 ^ 2", "-4"),
    ("10 - 4 - 3", "3"), ("12 / 4 / 3", "1"), ("2 ^ -1", "0.5"), ("9 ^ 0.5", "3"),
    ("1 + 2 == 3 and not 4 < 3", "yes"), ("yes or no and no", "yes"), ("not yes or yes", "yes"),
    ("1 != 2", "yes"), ("3 >= 3", "yes"), ("3 <= 2", "no"), ("yes == no", "no"),
    ("\"a\" + \"b\" == \"ab\"", "yes"), ("\"a\" < \"b\"", "yes"), ("\"b\" >= \"c\"", "no"),
    ("10m", "600s"), ("10m + 30s", "630s"), ("1h > 59m", "yes"), ("90s == 1.5m", "yes"),
    ("30%", "0.3"), ("1e-4", "0.0001"), ("[1, \"a\", yes, [2]]", "[1, \"a\", yes, [2]]"),
    ("[1] + [2, 3]", "[1, 2, 3]"), ("[1, 2] == [1, 2]", "yes"), ("[1] != [2]", "yes"),
    ("[]", "[]"), ("\"北京\" + \"!\"", "北京!"),
  ])
  func expressionsHaveTheirValues(expression: String, value: String) {
    let recorder = Recorder()
    #expect(recorder.run("print \(expression)") == .success)
    #expect(recorder.texts() == [value])
  }

  @Test(arguments: [
    ("1 / 0", "E0703 division by zero"), ("0 / 0", "E0703 division by zero"),
    ("1 + \"a\"", "E0302 expected a number, found a text"),
    ("1m * 2", "E0302 expected a number, found a duration"),
    ("1m < 3", "E0302 expected a duration, found a number"),
    ("yes < no", "E0302 expected a number or a text or a duration, found yes or no"),
    ("[1] - [1]", "E0302 expected a number, found a list"),
    ("missing", "E0201 `missing` is not defined"),
    ("\"a\".size", "E0204 a text has no fields"),
  ])
  func mistakesAreReported(expression: String, message: String) {
    #expect(Recorder().check("print \(expression)") == [message])
  }

  @Test func listsOfTextsWithCommasAreNotTheSame() {
    let recorder = Recorder()
    recorder.run(#"print ["a\", \"b"] == ["a", "b"], [1] == ["1"], [[1], 2] == [[1, 2]]"#)
    #expect(recorder.texts() == ["no no no"])
  }

  @Test(arguments: [
    ("2 ^ 1.5", "E0703 `2 ^ 1.5` has no value here"),
    ("2 ^ 1e300", "E0703 `2 ^ 1e+300` has no value here"),
    ("(0 - 1) ^ 0.5", "E0703 `-1 ^ 0.5` has no value here"),
    ("10 ^ 400", "E0703 the result of `^` is too large"),
    ("0 ^ -1", "E0703 division by zero"), ("1e308 * 10", "E0703 the result of `*` is too large"),
    ("-1e308 - 1e308", "E0703 the result of `-` is too large"),
    ("1e300 / 1e-300", "E0703 the result of `/` is too large"),
    ("exp(1000)", "E0703 the result of `exp` is too large"),
    ("sum(1e308, 1e308)", "E0703 the result of `sum` is too large"),
    ("log(-1)", "E0303 `log`: it takes a number above 0, not -1"),
    ("log(0)", "E0303 `log`: it takes a number above 0, not 0"),
    ("sqrt(-4)", "E0303 `sqrt`: it takes a number from 0 upwards, not -4"),
    ("mean([])", "E0303 `mean`: it takes one number at least, and the list is empty"),
    ("max([])", "E0303 `max`: it takes one number at least, and the list is empty"),
    ("deviation([])", "E0303 `deviation`: it takes one number at least, and the list is empty"),
    ("percent(1e308)", "E0303 `percent`: the share is too large"),
  ])
  func whatIsNoNumberIsAMistake(expression: String, message: String) {
    #expect(Recorder().check("let a = \(expression)\nprint a") == [message])
  }

  @Test func anAssertionOnWhatIsNoNumberFailsAndSaysSo() {
    let recorder = Recorder()
    #expect(
      recorder.run(
        Samples.run
          + "\neval t = r\nassert t.rows > 0, log(t.rows - 99) < 1, t.rows / (t.rows - 3) > 0"
      ) == .assertionFailed)
    #expect(recorder.assertions.map(\.holds) == [true, false, false])
    #expect(recorder.assertions[1].values == ["`log`: it takes a number above 0, not -96"])
    #expect(recorder.assertions[2].values == ["division by zero"])
  }

  @Test func namesStandForTheirValues() {
    let recorder = Recorder()
    recorder.run("param a = 2\nlet b = a * 3\nlet c = [a, b]\nprint a, b, c, length(c)")
    #expect(recorder.texts() == ["2 6 [2, 6] 2"])
  }
}
