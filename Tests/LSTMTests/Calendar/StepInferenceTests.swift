// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

@Suite struct StepInferenceTests {
  private func inferred(_ series: [[String]]) throws -> TimeStep {
    let form = try StampForm(fitting: series.flatMap { $0 })
    return try TimeStep.inferred(from: series.map { $0.compactMap(form.read) }, form: form)
  }

  @Test(
    arguments: [
      ([["1", "2", "4"]], TimeStep.index(1)), ([["0.1", "0.2", "0.3", "0.5"]], .index(0.1)),
      ([["10", "20"], ["5"], ["3", "13", "33"]], .index(10)),
      ([["2016-07-01 00", "2016-07-01 01", "2016-07-01 05"]], .seconds(3600)),
      (
        [["2016-07-01 00:00:00.1", "2016-07-01 00:00:00.2", "2016-07-01 00:00:00.3"]], .seconds(0.1)
      ),
      ([["2016-07-01", "2016-07-02"]], .seconds(86_400)),
      ([["2016-07-01", "2016-07-08", "2016-07-22"]], .seconds(604_800)),
      ([["1949-01", "1949-02", "1949-05"]], .months(1)), ([["2010Q1", "2010Q2"]], .months(3)),
      ([["2000-01-15", "2001-01-15"], ["1990-03-02", "1993-03-02"]], .months(12)),
      ([["2001-01-31", "2001-02-28", "2001-03-31"]], .monthEnds(1)),
      ([["2000-06-30", "2000-09-30", "2000-12-31"]], .monthEnds(3)),
      (
        [["2001-01-31 17:00", "2001-02-28 17:00", "2001-04-30 17:00", "2001-05-31 17:00"]],
        .monthEnds(1)
      ),
      ([["2001-01-30", "2001-02-28", "2001-03-30"]], .months(1)),
      // A week with its weekend, and the Monday after a holiday missing.
      (
        [["2024-01-04", "2024-01-05", "2024-01-08", "2024-01-09", "2024-01-12", "2024-01-16"]],
        .businessDays
      ),
      ([["2024-01-08", "2024-01-09", "2024-01-10"]], .seconds(86_400)),
      // From Monday to Friday all of them, but seldom the next such day.
      (
        [
          [
            "2024-01-02", "2024-01-03", "2024-01-04", "2024-01-08", "2024-01-10", "2024-01-15",
            "2024-01-19", "2024-01-22", "2024-01-29",
          ]
        ], .seconds(86_400)
      ),
      ([["2024-01-05", "2024-01-06", "2024-01-07", "2024-01-08"]], .seconds(86_400)),
    ] as [([[String]], TimeStep)])
  func stepsAreFound(series: [[String]], step: TimeStep) throws {
    #expect(try inferred(series) == step)
  }

  @Test(
    arguments: [
      ([["1", "2", "3", "4"], ["1", "2", "2.5", "3", "4"]], 1, 2, "1"),
      ([["0.5", "1", "2", "3", "4"]], 0, 0, "1"),
      ([["2000-01-01", "2000-02-01", "2000-03-02", "2000-04-01", "2000-05-01"]], 0, 2, "1 month"),
      ([["2001-01-31", "2001-02-28", "2001-03-31", "2001-04-29", "2001-05-31"]], 0, 3, "1 month"),
      // A grid that does not begin with the first stamp is none.
      ([["2001-02-28", "2001-03-30", "2001-04-30", "2001-05-30"]], 0, 1, "1 month"),
      (
        [
          [
            "2016-07-01 00:00", "2016-07-01 01:00", "2016-07-01 02:10", "2016-07-01 03:00",
            "2016-07-01 04:00",
          ]
        ],
        0, 2, "1 hour"
      ),
      (
        [["1949-01", "1949-03", "1949-05", "1949-06", "1949-07", "1949-09", "1949-11"]], 0, 3,
        "2 months"
      ),
    ] as [([[String]], Int, Int, String)])
  func theStampOffTheGridIsNamed(
    series: [[String]], number: Int, position: Int, words: String
  ) throws {
    let problem = #expect(throws: StepProblem.self) { try inferred(series) }
    #expect(problem?.series == number && problem?.position == position)
    #expect(problem?.step?.description == words)
  }

  @Test func singleStampsHaveNoStep() throws {
    let problem = StepProblem(series: 0, position: 0, step: nil)
    #expect(throws: problem) { try inferred([["2000-01-01"], ["2000-01-02"]]) }
    #expect(throws: problem) {
      try TimeStep.inferred(from: [], form: StampForm(.index(IndexForm())))
    }
    #expect(throws: problem) {
      try TimeStep.inferred(from: [[], [.nan, .nan]], form: StampForm(.index(IndexForm())))
    }
    #expect(problem.description == "a single stamp has no step")
  }

  /// Series that were made with a step are found to have it, whatever is missing of them.
  @Test(arguments: TimeStepTests.steps)
  func aStepIsFoundAgain(step: TimeStep) throws {
    var numbers = SeededNumbers(seed: 11)
    for _ in 0..<40 {
      var series: [[Double]] = []
      for _ in 0..<3 {
        let day = Int.random(in: -9000...9000, using: &numbers)
        var start = 86_400.0 * Double(day) + 900 * Double(Int.random(in: 0..<90, using: &numbers))
        if case .monthEnds = step { start = step.advance(start, by: 1) }
        if step == .businessDays { start = step.advance(start, by: 1) }
        let count = Int.random(in: 40...260, using: &numbers)
        let kept = (0..<count).filter { $0 < 2 || Int.random(in: 0..<12, using: &numbers) > 0 }
        series.append(kept.map { step.advance(start, by: $0) })
      }
      let kind: StampForm.Kind =
        if case .index = step {
          .index(IndexForm(decimals: 3))
        } else {
          .date(
            DateForm(
              layout: DateLayout(.yearMonthDay, .hyphen),
              clock: ClockForm(depth: .seconds, fractionDigits: 2)))
        }
      #expect(try TimeStep.inferred(from: series, form: StampForm(kind)) == step)
    }
  }
}
