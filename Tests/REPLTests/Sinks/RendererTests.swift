// SPDX-License-Identifier: Apache-2.0

import DSL
import Testing

@testable import REPL

@Suite struct RendererTests {
  private func progress(batch: Int, metric: NamedValue? = nil) -> Event {
    .batch(
      BatchProgress(
        run: "r", epoch: 3, epochs: 10, batch: batch, batches: 4, loss: 0.4124, metric: metric,
        rowsPerSecond: 12_345, secondsLeft: 187))
  }

  private let epoch = Event.epoch(
    EpochReport(
      run: "r", epoch: 3, epochs: 10,
      values: [
        NamedValue("train.loss", 0.412), NamedValue("valid.loss", 0.5178),
        NamedValue("valid.accuracy", 0.832),
      ],
      isBest: true, seconds: 4.21, rowsPerSecond: 842))

  @Test func resultsAndRemarksGoTheirWays() {
    let test = TestConsole()
    let renderer = Renderer(console: test.console)
    renderer.receive(.text("3"))
    renderer.receive(.text("two\nlines\n"))
    renderer.receive(.note("800 rows"))
    renderer.receive(
      .assertion(
        AssertionResult(
          condition: "test.accuracy >= 0.8", holds: true, values: ["test.accuracy = 0.842"])))
    renderer.receive(.assertion(AssertionResult(condition: "no", holds: false, values: [])))
    renderer.receive(.diagnostic(Diagnostic(.fileNotFound, "there is no file x.csv", at: nil)))
    #expect(
      test.output.text == """
        3
        two
        lines
        ok   test.accuracy >= 0.8   (test.accuracy = 0.842)
        FAIL no

        """)
    #expect(test.errors.text == "800 rows\nerror[E0601]: there is no file x.csv\n")
  }

  @Test func aLogHasOneLineAnEpochAndNoTimes() {
    let test = TestConsole()
    let renderer = Renderer(console: test.console)
    renderer.receive(progress(batch: 1))
    renderer.receive(epoch)
    #expect(
      test.errors.text
        == "epoch  3/10  train.loss 0.412  valid.loss 0.518  valid.accuracy 0.832  *\n")
    #expect(test.output.text.isEmpty)
  }

  @Test func theEpochsOfARunOfManyAreForALogAlone() {
    guard case .epoch(var report) = epoch else { return }
    report.isOfMany = true
    let (plain, json) = (TestConsole(), TestConsole())
    Renderer(console: plain.console).receive(.epoch(report))
    JSONLog(console: json.console).receive(.epoch(report))
    #expect(plain.errors.text.isEmpty)
    #expect(json.errors.text.contains(#""event":"epoch","run":"r","epoch":3,"epochs":10,"#))
  }

  @Test func aTerminalShowsProgressAndThenTheEpochWithItsTime() {
    let test = TestConsole(width: 100)
    let renderer = Renderer(console: test.console, now: { 0 })
    renderer.receive(progress(batch: 2))
    renderer.receive(epoch)
    #expect(
      test.errors.text == """
        \repoch  3/10  ━━━━━━━━━━━━────────────  loss 0.412  12.3k rows/s  3:07 left\u{1B}[K\
        \r\u{1B}[K\
        epoch  3/10  train.loss 0.412  valid.loss 0.518  valid.accuracy 0.832  *  4.2 s  842 rows/s

        """)
  }

  @Test func timesGoWhereThereIsNoRoom() {
    let test = TestConsole(width: 80)
    Renderer(console: test.console).receive(epoch)
    #expect(test.errors.text.hasSuffix("valid.accuracy 0.832  *\n"))
  }

  @Test func theLiveLineIsDrawnAtMostTenTimesASecond() {
    let test = TestConsole(width: 80)
    var time = 0.0
    let renderer = Renderer(console: test.console, now: { time })
    for batch in 0..<1000 {
      time = Double(batch) / 1000
      renderer.receive(progress(batch: batch % 4))
    }
    let drawings = test.errors.text.count { $0 == "\r" }
    #expect((9...11).contains(drawings))
  }

  @Test func theLiveLineHasTheLossesSoFar() {
    let test = TestConsole(width: 100)
    let renderer = Renderer(console: test.console, now: { 0 })
    var time = 0.0
    let drawing = Renderer(console: test.console, now: { time })
    for batch in 1...4 {
      time = Double(batch)
      drawing.receive(
        .batch(
          BatchProgress(
            run: "r", epoch: 1, epochs: 2, batch: batch, batches: 4, loss: 5 - Double(batch),
            metric: nil, rowsPerSecond: 100, secondsLeft: 9)))
    }
    #expect(test.errors.text.hasSuffix("loss 1.000  █▆▃▁  100 rows/s  9.0 s left\u{1B}[K"))
    _ = renderer
  }

  @Test func theTrailGoesWithTheThroughputAndBeforeTheTime() {
    let report = BatchProgress(
      run: "r", epoch: 3, epochs: 10, batch: 2, batches: 4, loss: 0.4124,
      metric: NamedValue("valid.accuracy", 0.832), rowsPerSecond: 12_345, secondsLeft: 187)
    let renderer = EpochRenderer(palette: Palette(isOn: false))
    let line = { (width: Int) in renderer.liveLine(report, trail: "▅▄▃▂▁", width: width) }
    #expect(line(100).hasSuffix("loss 0.412  ▅▄▃▂▁  valid.accuracy 0.832  12.3k rows/s  3:07 left"))
    #expect(line(56).hasSuffix("loss 0.412  ▅▄▃▂▁  3:07 left"))
    #expect(line(44).hasSuffix("loss 0.412  3:07 left"))
    for width in 1...120 { #expect(DisplayWidth.of(line(width)) <= width) }
  }

  @Test(arguments: 1...120)
  func theLiveLineFitsAnyWidth(width: Int) {
    let report = BatchProgress(
      run: "r", epoch: 3, epochs: 10, batch: 2, batches: 4, loss: 0.4124,
      metric: NamedValue("valid.accuracy", 0.832), rowsPerSecond: 12_345, secondsLeft: 187)
    let line = EpochRenderer(palette: Palette(isOn: false)).liveLine(report, width: width)
    #expect(DisplayWidth.of(line) <= width)
  }

  @Test func impossibleProgressIsShownAllTheSame() {
    let report = BatchProgress(
      run: "", epoch: -1, epochs: 0, batch: .max, batches: 0, loss: .nan, metric: nil,
      rowsPerSecond: .nan, secondsLeft: .infinity)
    let line = EpochRenderer(palette: Palette(isOn: false)).liveLine(report, width: 60)
    #expect(line == "epoch -1/0  ━━━━━━━━━━━━━━━━━━━━━━━━  loss nan  ? left")
  }

  @Test func resultsEraseTheLiveLineFirst() {
    let test = TestConsole(width: 80)
    let renderer = Renderer(console: test.console, now: { 0 })
    renderer.receive(progress(batch: 2))
    renderer.receive(.text("result"))
    #expect(test.errors.text.hasSuffix("\u{1B}[K\r\u{1B}[K"))
    #expect(test.output.text == "result\n")
  }
}
