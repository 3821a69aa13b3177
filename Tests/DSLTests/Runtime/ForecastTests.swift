// SPDX-License-Identifier: Apache-2.0

import LSTM
import Testing

@testable import DSL

/// Series that are forecast by a script.
@Suite struct ForecastTests {
  /// The numbers from 1 to 60, a day each.
  private static func counting(_ count: Int = 60, from first: Int = 1) -> String {
    "day,count\n"
      + (first..<first + count).map { "2024-01-01,\($0)\n".replacing("2024-01-01", with: date($0)) }
      .joined()
  }

  /// The date of a day of 2024, from 1.
  private static func date(_ day: Int) -> String {
    let lengths = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    var (month, left) = (0, day)
    while left > lengths[month] { (month, left) = (month + 1, left - lengths[month]) }
    let two = { (number: Int) in number < 10 ? "0\(number)" : "\(number)" }
    return "2024-\(two(month + 1))-\(two(left))"
  }

  private static let script = """
    data d = csv "c.csv" { time day; target count; window 8 horizon=3; split 80/20/0 }
    model m for d = lstm 8 | output
    train r = m epochs=60 batch=8 lr=0.02
    """

  /// A session in a folder with the numbers, after a script.
  private func session(
    _ folder: TemporaryFolder, _ script: String = script, file: String = counting()
  ) throws -> Recorder {
    try Recorder.session(in: folder, script, file: file)
  }

  /// The numbers in a column of the last table.
  private func numbers(_ recorder: Recorder, _ column: String) throws -> [Double] {
    let table = try #require(recorder.tables.last)
    let place = try #require(table.columns.firstIndex(of: column))
    return table.rows.compactMap { Double($0[place]) }
  }

  @Test func aCountingSeriesGoesOnWithTheNextIntegersAndDates() throws {
    let folder = try TemporaryFolder()
    let recorder = try session(folder)
    #expect(recorder.enter("forecast r steps=7") == .success, "\(recorder.problems)")
    let found = try numbers(recorder, "count")
    #expect(found.count == 7)
    // One horizon is learnt; what lies beyond it stands on that.
    for (step, number) in found.enumerated() {
      #expect(abs(number - Double(61 + step)) < (step < 3 ? 0.3 : 1), "\(found)")
    }
    let table = try #require(recorder.tables.last)
    #expect(table.rows.map { $0[0] } == (61...67).map(Self.date))
    #expect(table.footnotes == ["the last known step is \(Self.date(60))"])
  }

  @Test func aSavedModelForecastsTheSameBytes() throws {
    let folder = try TemporaryFolder()
    let recorder = try session(folder)
    let status = recorder.enter(
      """
      forecast r steps=5 to "a.csv"
      save r "r.model"
      load s = "r.model"
      forecast s steps=5 to "b.csv"
      """)
    #expect(status == .success, "\(recorder.problems)")
    #expect(try folder.text(of: "a.csv") == folder.text(of: "b.csv"))
    #expect(try folder.text(of: "a.csv").hasPrefix("day,count\n\(Self.date(61)),6"))
  }

  @Test func newRowsGoOnFromWhatTheRunKnows() throws {
    let folder = try TemporaryFolder()
    let recorder = try session(folder)
    try folder.write(Self.counting(4, from: 61), to: "next.csv")
    try folder.write(Self.counting(64), to: "all.csv")
    let status = recorder.enter(
      """
      forecast r from "next.csv" to "a.csv"
      forecast r from "all.csv" to "b.csv"
      """)
    #expect(status == .success, "\(recorder.problems)")
    #expect(try folder.text(of: "a.csv") == folder.text(of: "b.csv"))
    #expect(try folder.text(of: "a.csv").contains("\n\(Self.date(65)),"))
  }

  @Test func intervalsRiseAndWidenBeyondTheHorizon() throws {
    let folder = try TemporaryFolder()
    let wave = "x\n" + (0..<90).map { "\(10 + [0, 3, 1, -2][$0 % 4] + $0 * 7 % 5)\n" }.joined()
    let recorder = try session(
      folder,
      """
      data d = csv "c.csv" { target x season=4; window 8 horizon=2; split 80/20/0 }
      model m for d = gru 8 | output quantiles=[0.05, 0.25, 0.5, 0.75, 0.95]
      train r = m epochs=15 batch=8 lr=0.01
      eval t = r
      """, file: wave)
    #expect(recorder.enter("forecast r steps=6 percent=[50, 90]") == .success)
    let table = try #require(recorder.tables.last)
    #expect(table.columns == ["step", "x", "x.low50", "x.high50", "x.low90", "x.high90"])
    #expect(table.rows.map { $0[0] } == (91...96).map { "\($0)" })
    for row in table.rows {
      let own = row.dropFirst().compactMap { Double($0) }
      #expect(own[3] <= own[1] && own[1] <= own[2] && own[2] <= own[4])
    }
    // The same seed draws the same paths, another one others.
    let first = table.rows
    #expect(recorder.enter("forecast r steps=6 percent=[50, 90]") == .success)
    #expect(try #require(recorder.tables.last).rows == first)
    #expect(recorder.enter("forecast r steps=6 percent=[50, 90] seed=1") == .success)
    #expect(try #require(recorder.tables.last).rows != first)
    #expect(recorder.enter("assert t.coverage50 > 0, t.coverage95 <= 1, t.wql > 0") == .success)
  }

  @Test func whatIsKnownAheadHasToBeThere() throws {
    let folder = try TemporaryFolder()
    let rows = { (range: Range<Int>, isKnown: Bool) in
      "day,x,open\n"
        + range.map { "\($0),\(isKnown ? "\($0 % 3)" : ""),\($0 % 3 == 0 ? 0 : 1)\n" }.joined()
    }
    let recorder = try session(
      folder,
      """
      data d = csv "c.csv" { time day; target x; input open known=yes; window 6 horizon=2; split 80/20/0 }
      model m for d = lstm 4 | output
      train r = m epochs=2
      """, file: rows(0..<60, true))
    #expect(recorder.enter("forecast r") != .success)
    #expect(recorder.problems.last?.contains("\"open\" is missing at 60") == true)
    try folder.write(rows(60..<64, false), to: "next.csv")
    #expect(
      recorder.enter("forecast r steps=4 from \"next.csv\"") == .success, "\(recorder.problems)")
    #expect(try #require(recorder.tables.last).rows.map { $0[0] } == ["60", "61", "62", "63"])
  }

  @Test func aSeriesThatIsTooShortIsNamedAndTheOthersGoOn() throws {
    let folder = try TemporaryFolder()
    let panel = "name,x\n" + (0..<30).map { "a,\($0)\nb,\(2 * $0)\n" }.joined()
    let recorder = try session(
      folder,
      """
      data d = csv "c.csv" { series name embed=2; target x; window 6 horizon=2; split 80/20/0 }
      model m for d = lstm 4 | output
      train r = m epochs=1
      """, file: panel)
    try folder.write(
      "name,x\n" + (0..<9).map { "c,\($0)\n" }.joined() + "short,1\nshort,2\n", to: "new.csv")
    #expect(recorder.enter("forecast r from \"new.csv\"") == .success, "\(recorder.problems)")
    #expect(try #require(recorder.tables.last).rows.map { $0[0] } == ["c", "c"])
    let warning = try #require(recorder.diagnostics.last)
    #expect(warning.code == .suspiciousData && warning.notes.joined().contains("short (2)"))
  }

  @Test func theNaiveOnesStandBesideAndWinOverARandomWalk() throws {
    let folder = try TemporaryFolder()
    var (level, state) = (100, UInt64(7))
    let walk = (0..<400).map { _ -> String in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      level += state >> 62 < 2 ? -1 : 1
      return "\(level)\n"
    }
    let recorder = try session(
      folder,
      """
      data d = csv "c.csv" { target x season=4; window 8 horizon=4; split 80/20/0 }
      model m for d = lstm 16 | output
      train r = m epochs=30 lr=0.01 keep=last
      eval t = r
      """, file: "x\n" + walk.joined())
    let table = try #require(recorder.tables.last)
    #expect(table.rows.map { $0[0] } == ["r", "last", "seasonal", "linear"])
    #expect(
      recorder.problems.contains { $0.hasPrefix("W0501 `r` forecasts no better than `last`") })
  }

  @Test func errorsAsSharesStandInTheTableWhereAllNumbersArePositive() throws {
    let folder = try TemporaryFolder()
    let recorder = try session(folder, Self.script + "\neval t = r")
    let table = try #require(recorder.tables.last)
    let place = try #require(table.columns.firstIndex(of: "mape"))
    #expect(table.columns[place + 1] == "smape" && table.rows[1][place] != "-")
    #expect(recorder.enter("show t full") == .success)
    #expect(recorder.tables.count { $0.rows.contains { $0.first == "mape" } } == 0)
    let swinging = try session(
      try TemporaryFolder(),
      """
      data d = csv "c.csv" { target x; window 8 horizon=3; split 80/20/0 }
      model m for d = lstm 4 | output
      train r = m epochs=1
      eval t = r
      """, file: "x\n" + (0..<60).map { "\($0 % 5)\n" }.joined())
    #expect(try #require(swinging.tables.last).columns.contains("mape") == false)
  }

  @Test func everyAskedOriginIsMeasured() throws {
    let folder = try TemporaryFolder()
    let recorder = try session(folder, Self.script + "\neval t = r every=4")
    // Of 12 steps of validation there are 10 windows: the last one, the fifth last, and the ninth last.
    #expect(recorder.enter("assert t.rows == 3") == .success, "\(recorder.problems)")
    #expect(recorder.enter("baseline s = seasonal(7) on d.valid") == .success)
    #expect(try #require(recorder.tables.last).rows[0][0] == "seasonal(7)")
  }

  @Test func aWindowIsExplainedByItsLastStep() throws {
    let folder = try TemporaryFolder()
    let recorder = try session(folder)
    #expect(recorder.enter("explain r \"2024-02-10\"") == .success, "\(recorder.problems)")
    let inputs = try #require(recorder.tables.first { $0.columns.first == "input" })
    #expect(inputs.title?.contains("count at 2024-02-11") == true)
    #expect(inputs.rows.map { $0[0] } == ["count"])
    let steps = try #require(recorder.tables.first { $0.columns.first == "step" })
    #expect(steps.rows.map { $0[0] } == (34...41).map(Self.date))
    #expect(recorder.enter("explain r \"2025-01-01\"") != .success)
    #expect(recorder.problems.last?.contains("no window of `r` has the last step") == true)
  }

  @Test func conformalIntervalsAreMeasuredOnTheValidationWindows() throws {
    let folder = try TemporaryFolder()
    let wave = "x\n" + (0..<240).map { "\(10 + [0, 3, 1, -2][$0 % 4] + $0 * $0 % 7)\n" }.joined()
    let recorder = try session(
      folder,
      """
      data d = csv "c.csv" { target x season=4; window 8 horizon=2; split 60/20/20 }
      model m for d = gru 8 | output
      train r = m epochs=8 batch=16 lr=0.01
      eval t = r intervals=conformal
      """, file: wave)
    #expect(
      recorder.enter("assert t.coverage80 > 60%, t.coverage80 < 95%, t.coverage50 < t.coverage95")
        == .success, "\(recorder.problems)")
    #expect(recorder.enter("forecast r intervals=conformal percent=[50, 80]") == .success)
    let row = try #require(recorder.tables.last?.rows.first).dropFirst().compactMap { Double($0) }
    #expect(row[3] < row[1] && row[1] < row[0] && row[0] < row[2] && row[2] < row[4])
    #expect(recorder.enter("eval v = r on d.valid intervals=conformal") != .success)
    #expect(recorder.enter("forecast r steps=9 intervals=conformal") != .success)
  }

  @Test func aDecoderForecastsAndIsFormattedAsItWasWritten() throws {
    let folder = try TemporaryFolder()
    let recorder = try session(
      folder,
      """
      data d = csv "c.csv" { time day calendar=[weekday]; target count; window 8 horizon=3; split 80/20/0 }
      model m for d = gru 8 => gru 6 | dense 4 tanh | output gaussian
      train r = m epochs=2
      save r "r.model"
      load s = "r.model"
      """)
    let run = try #require(recorder.object("s") as? RunObject)
    #expect(run.setup.stackText == "gru 8 => gru 6 | dense 4 tanh | output gaussian")
    #expect(recorder.enter("forecast r to \"a.csv\"; forecast s to \"b.csv\"") == .success)
    #expect(try folder.text(of: "a.csv") == folder.text(of: "b.csv"))
    #expect(
      recorder.check(Samples.data + "\nmodel m for d = embed 4 | lstm 4 => lstm 4 | output")
        .contains {
          $0.hasPrefix("E0402 `=>` hands on to a decoder, and this data has nothing")
        })
  }

  @Test func severalTargetsAreForecastTogether() throws {
    let folder = try TemporaryFolder()
    let rows = "day,a,b\n" + (0..<60).map { "\($0),\($0),\(1000 - 2 * $0)\n" }.joined()
    let recorder = try session(
      folder,
      """
      data d = csv "c.csv" { time day; target a, b; window 6 horizon=2; split 80/20/0 }
      model m for d = lstm 12 | output
      train r = m epochs=60 batch=8 lr=0.02
      eval t = r
      """, file: rows)
    #expect(recorder.enter("forecast r") == .success, "\(recorder.problems)")
    let (a, b) = (try numbers(recorder, "a"), try numbers(recorder, "b"))
    #expect(abs(a[0] - 60) < 0.5 && abs(a[1] - 61) < 0.5, "\(a)")
    #expect(abs(b[0] - 880) < 1 && abs(b[1] - 878) < 1, "\(b)")
  }
}
