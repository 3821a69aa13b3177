// SPDX-License-Identifier: Apache-2.0

import DSL

/// Shows events: results on standard output; notes, progress and diagnostics on standard error.
final class Renderer: Sink {
  private static let secondsBetweenDrawings = 0.1

  private let console: Console
  private let showsResultsOnly: Bool
  private let now: () -> Double
  private var lastDrawing = -Double.infinity
  private var trail = LossTrail()

  /// A renderer on a console.
  ///
  /// - Parameters:
  ///   - showsResultsOnly: whether a log has all else.
  ///   - now: the time in seconds that paces the live line.
  init(
    console: Console, showsResultsOnly: Bool = false, now: @escaping () -> Double = Clock.seconds
  ) {
    self.console = console
    self.showsResultsOnly = showsResultsOnly
    self.now = now
  }

  func begin(_ script: String) {}

  func end(_ status: ExitStatus) {}

  func receive(_ event: Event) {
    guard event.isResult || !showsResultsOnly else { return }
    switch event {
    case .text(let text): console.result(text)
    case .piece(let text): console.piece(text)
    case .table(let table): console.drawing(self.table(table) + "\n")
    case .chart(let chart): plots.draw(chart)
    case .assertion(let assertion): console.result(line(assertion))
    case .note(let note), .progress(let note): console.remark(note)
    case .record(let record):
      if let remark = record.remark { console.remark(remark) }
    case .diagnostic(let diagnostic): console.remark(text(diagnostic))
    case .batch(let progress): draw(progress)
    case .earlier: break
    case .epoch(let report): if !report.isOfMany { console.remark(line(report)) }
    case .entry, .details: break
    }
  }

  private func table(_ table: ResultTable) -> String {
    TableRenderer(
      palette: Palette(isOn: console.outputTerminal.hasColour),
      width: console.outputTerminal.width()
    ).render(table)
  }

  private func line(_ assertion: AssertionResult) -> String {
    let palette = Palette(isOn: console.outputTerminal.hasColour)
    let verdict = assertion.holds ? palette.paint("ok  ", .good) : palette.paint("FAIL", .bad)
    let values = assertion.values.joined(separator: ", ")
    return "\(verdict) \(assertion.condition)" + (values.isEmpty ? "" : "   (\(values))")
  }

  private func text(_ diagnostic: Diagnostic) -> String {
    let terminal = console.errorTerminal
    let text = DiagnosticRenderer(
      usesColour: terminal.hasColour, width: terminal.isTerminal ? terminal.width() : 100
    ).render(diagnostic)
    return terminal.isTerminal ? TextWrapping.wrapDiagnostic(text, to: terminal.width()) : text
  }

  private func line(_ report: EpochReport) -> String {
    lastDrawing = -.infinity
    let terminal = console.errorTerminal
    return epochs.line(report, width: terminal.isTerminal ? terminal.width() : nil)
  }

  private func draw(_ progress: BatchProgress) {
    guard console.errorTerminal.canRedraw else { return }
    trail.take(progress)
    let time = now()
    guard time - lastDrawing >= Self.secondsBetweenDrawings else { return }
    lastDrawing = time
    // Room for the `^C` that a terminal shows, and for its cursor.
    let width = console.errorTerminal.width() - 3
    console.live(epochs.liveLine(progress, trail: trail.sparkline, width: width))
  }

  private var plots: PlotPresenter { PlotPresenter(console: console) }

  private var epochs: EpochRenderer {
    EpochRenderer(palette: Palette(isOn: console.errorTerminal.hasColour))
  }
}
