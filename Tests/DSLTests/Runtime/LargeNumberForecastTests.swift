// SPDX-License-Identifier: Apache-2.0

import LSTM
import Testing

@testable import DSL

/// Forecasts of numbers that are large beside what they change by.
@Suite struct LargeNumberForecastTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func smallChangesOfLargeNumbersAreToldAndNothingElse() throws {
    let recorder = try Recorder.session(
      in: folder,
      """
      data d = csv "c.csv" { target x; window 8 horizon=3; split 80/20/0 }
      model m for d = lstm 8 | output
      train r = m epochs=60 batch=8 lr=0.02
      eval t = r
      forecast r
      """,
      file: "x\n" + (1...60).map { "\(1_000_000_000 + $0).\($0 % 2 * 5)\n" }.joined())
    let shown = try #require(recorder.tables.last).rows.map { $0[1] }
    for (step, cell) in shown.enumerated() {
      let number = try #require(Double(cell))
      #expect(abs(number - Double(1_000_000_061 + step)) < 1 && cell.contains("."), "\(cell)")
      #expect(cell.count <= 14, "\(cell)")
    }
    #expect(recorder.enter("forecast r to \"a.csv\"; show t anomalies") == .success)
    let lines = try folder.text(of: "a.csv").split(separator: "\n").dropFirst()
    #expect(lines.allSatisfy { $0.contains(",10000000") && $0.contains(".") }, "\(lines)")
    #expect(lines.allSatisfy { $0.count <= 19 }, "\(lines)")
    let truth = try #require(recorder.tables.last).rows[0][1]
    #expect(Double(truth).map { $0 > 1_000_000_000 } == true && truth.count > 8, "\(truth)")
  }
}
