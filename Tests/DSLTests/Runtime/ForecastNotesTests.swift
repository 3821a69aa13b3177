// SPDX-License-Identifier: Apache-2.0

import LSTM
import Testing

@testable import DSL

/// What is said of times, and of files that a forecast goes on with.
@Suite struct ForecastNotesTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func data(_ roles: String, _ rows: [String]) throws -> [Diagnostic] {
    try folder.write("day,x\n" + rows.map { $0 + "\n" }.joined(), to: "c.csv")
    let recorder = Recorder(in: folder.path)
    #expect(
      recorder.enter("data d = csv \"c.csv\" { \(roles); window 4 horizon=2; split 80/20/0 }")
        == .success, "\(recorder.problems)")
    return recorder.diagnostics
  }

  private func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

  @Test func datesThatCouldBeTurnedAreToldWithTheOptionThatSettlesIt() throws {
    let rows = (1...12).flatMap { month in (3...5).map { "\(two($0))/\(two(month))/2023,\($0)" } }
    let found = try data("time day step=rows; target x", rows)
    let warning = try #require(found.first { $0.message.contains("which number is the day") })
    #expect(warning.notes == ["they are read as month/day/year, such as 01/31/2024"])
    #expect(warning.help == "write `time day first=day`, or `first=month`")
    for first in ["day", "month"] {
      let found = try data("time day step=rows first=\(first); target x", rows)
      #expect(!found.contains { $0.message.contains("which number is the day") })
      // Only as months come first they stand in another order.
      #expect(found.contains { $0.message.contains("after a later time") } == (first == "month"))
    }
  }

  @Test func aSaturdayAmongBusinessDaysIsNamed() throws {
    // 2024-01-01 is a Monday.
    let week = (1...28).filter { ($0 - 1) % 7 < 5 }
    let found = try data(
      "time day; target x", (week + [13]).sorted().map { "2024-01-\(two($0)),\($0)" })
    let warning = try #require(found.first { $0.message.contains("Saturday") })
    #expect(warning.message == "1 row of a Saturday or Sunday makes days of the steps of `d`")
    #expect(warning.notes == ["the first is c.csv:12", "without them the steps are business days"])
    #expect(try data("time day; target x", week.map { "2024-01-\(two($0)),\($0)" }).isEmpty)
    #expect(try data("time day; target x", (1...28).map { "2024-01-\(two($0)),\($0)" }).isEmpty)
  }

  // MARK: Files that go on

  private func trained(_ target: String, inputs: String = "") throws -> Recorder {
    let rows = (1...28).map { "2024-01-\(two($0)),\($0),\($0 % 5)\n" }
    try folder.write("day,x,warm\n" + rows.joined(), to: "c.csv")
    let recorder = Recorder(in: folder.path)
    let status = recorder.enter(
      """
      data d = csv "c.csv" { time day; \(inputs) target x \(target); window 4 horizon=2; split 80/20/0 }
      model m for d = lstm 3 | output
      train r = m epochs=1
      """)
    #expect(status == .success, "\(recorder.problems)")
    return recorder
  }

  @Test func aNumberWithoutALogarithmIsRefusedInANewFileToo() throws {
    let recorder = try trained("log=yes")
    try folder.write("day,x,warm\n2024-01-29,0,1\n", to: "next.csv")
    #expect(recorder.enter("forecast r from \"next.csv\"") != .success)
    let problem = try #require(recorder.diagnostics.last)
    #expect(problem.line.contains("\"x\" is 0, which has no logarithm"), "\(problem)")
    try folder.write("day,x,warm\n2024-01-29,1,1\n", to: "next.csv")
    #expect(recorder.enter("forecast r from \"next.csv\"") == .success, "\(recorder.problems)")
  }

  @Test func theNumbersOfOtherDataHaveLogarithmsToo() throws {
    let recorder = try trained("log=yes")
    let rows = (1...28).map { "2024-01-\(two($0)),\($0 - 1),1\n" }
    try folder.write("day,x,warm\n" + rows.joined(), to: "other.csv")
    let status = recorder.enter(
      "data e = csv \"other.csv\" { time day; target x; window 4 horizon=2; split 80/20/0 }\n"
        + "eval t = r on e.valid")
    #expect(status != .success)
    #expect(recorder.problems.last?.contains("\"x\" is 0, which has no logarithm") == true)
  }

  @Test func aDateOfAnotherFormIsToldTheFormOfTheOthers() throws {
    let recorder = try trained("")
    try folder.write("day,x,warm\n29.01.2024,3,1\n", to: "next.csv")
    #expect(recorder.enter("forecast r from \"next.csv\"") != .success)
    let line = try #require(recorder.diagnostics.last).line
    #expect(
      line.contains(
        "\"29.01.2024\" is no time in the form of the others, year-month-day, such as 2024-01-31"),
      "\(line)")
  }

  @Test func inputsThatStayAsTheyWereAreNamedBeyondTheHorizon() throws {
    let recorder = try trained("", inputs: "input warm;")
    #expect(recorder.enter("forecast r") == .success && recorder.diagnostics.isEmpty)
    #expect(recorder.enter("forecast r steps=5") == .success)
    #expect(
      recorder.problems.last
        == "W0501 beyond the first 2 steps the last known number stands in for `warm`")
  }
}
