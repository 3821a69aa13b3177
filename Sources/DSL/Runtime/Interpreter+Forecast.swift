// SPDX-License-Identifier: Apache-2.0

import LSTM

extension Interpreter {
  /// Continues the series of a run, or of a file, and shows or writes what comes after them.
  func forecast(
    _ run: RunObject, _ plan: ForecastPlan, at span: Span
  ) throws(Diagnostic) -> ExitStatus {
    guard let worker = run.worker, let windows = run.windows,
      let task = run.task as? ForecastTask
    else { throw .noResult(run.name, at: span) }
    do {
      guard let grid = try series(plan, run, windows, at: span) else { return .interrupted }
      var margins: ConformalMargins?
      if plan.origin == .conformal {
        margins = conformalMargins(of: run, levels: plan.levels)
        if margins == nil { return .interrupted }
      }
      let forecaster = Forecaster(
        worker, windows, task, seed: plan.seed, margins: margins,
        shouldStop: { session.shouldStop })
      let found = try forecaster.forecast(grid, steps: plan.steps, levels: plan.levels)
      guard let forecasts = found else { return .interrupted }
      let table = ForecastTable(forecasts, windows, plan)
      if let form = plan.form {
        try FileWriter.write(
          to: plan.output, isCompressed: plan.output.lowercased().hasSuffix(".gz")
        ) { put in
          table.bytes(in: form).withUnsafeBytes(put)
        }
        session.tell(
          .record(
            Record(
              "artefact",
              [
                ("kind", .text("forecast")), ("path", .text(plan.shownOutput)),
                ("run", .text(run.name)), ("rows", .number(Double(table.rows.count))),
              ], remark: "forecast \(table.summary) to \(plan.shownOutput)")))
      } else {
        session.tell(.table(table.shown(run.name)))
      }
      let stay = windows.inputs.filter { !$0.isKnown }.map(\.name)
      if plan.steps > windows.horizon, !stay.isEmpty {
        session.tell(.diagnostic(.inputsStay(stay, horizon: windows.horizon, at: span)))
      }
      if !forecasts.short.isEmpty {
        session.tell(.diagnostic(.seriesTooShort(forecasts.short, at: span)))
      }
      return .success
    } catch let error as Diagnostic {
      throw error
    } catch let error as DataError {
      if error.fact == .interrupted { return .interrupted }
      guard let source = plan.source else { throw .data(error, at: span) }
      throw .file(error, source.shownInput, found: source.input, at: span)
    } catch let error as MemoryShortage {
      throw .noMemoryToPredict(error, at: span)
    } catch let error as FileWriteError {
      throw .unwritable(plan.shownOutput, reason: error.reason, at: span)
    } catch {
      throw .unwritable(plan.shownOutput, reason: "it cannot be written", at: span)
    }
  }

  /// The series that are continued: those of the run, or of a file; nil when it was interrupted.
  private func series(
    _ plan: ForecastPlan, _ run: RunObject, _ windows: WindowTransform, at span: Span
  ) throws -> SeriesGrid? {
    guard let source = plan.source else {
      guard let tail = run.setup.inputs.tail else { throw Diagnostic.noResult(run.name, at: span) }
      return tail
    }
    let table = try Table.read(
      path: source.input, format: source.format, options: source.options,
      shouldStop: { session.shouldStop })
    let tail = run.setup.inputs.tail
    let read = try windows.series(of: table.renamed(source.shownInput), after: tail)
    tell(windows.unknown(in: read), of: run, at: span)
    guard let joined = try tail?.continued(by: read) else { return read }
    let gaps = joined.stepsWithoutNumbers(windows)
    if gaps > 0 {
      session.tell(.diagnostic(.stepsMissingIn(source.shownInput, count: gaps, at: span)))
    }
    return joined
  }
}
