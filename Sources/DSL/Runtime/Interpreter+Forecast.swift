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

/// Forecasts as a table: a row a step.
struct ForecastTable {
  /// The columns: the series where there are several, the time, and each target with its intervals.
  let columns: [String]
  /// The cells.
  let rows: [[AnswerCell]]
  /// What it is of, in words.
  let summary: String
  private let origins: [String]
  private let textColumns: Int

  init(_ forecasts: SeriesForecasts, _ windows: WindowTransform, _ plan: ForecastPlan) {
    let hasNames = windows.series != nil
    let time = windows.clock.columns.isEmpty ? "step" : windows.clock.columns.joined(separator: " ")
    let hasIntervals = forecasts.series.first?.forecasts.first?.quantiles.isEmpty == false
    let intervals = hasIntervals ? plan.intervals : []
    var columns = (windows.series.map { [$0] } ?? []) + [time]
    textColumns = columns.count
    for target in forecasts.columns {
      columns.append(target)
      for interval in intervals {
        let percent = FixedDecimal.plain(interval)
        columns += ["\(target).low\(percent)", "\(target).high\(percent)"]
      }
    }
    self.columns = columns
    rows = forecasts.series.flatMap { series in
      series.stamps.indices.map { step in
        var cells: [AnswerCell] = hasNames ? [.text(series.name)] : []
        cells.append(.text(series.stamps[step]))
        for forecast in series.forecasts {
          cells.append(Self.number(forecast.center[step]))
          guard hasIntervals else { continue }
          cells += forecast.quantiles.map { Self.number($0[step]) }
        }
        return cells
      }
    }
    origins = forecasts.series.prefix(3).map {
      ($0.name.isEmpty ? "" : "\($0.name): ") + "the last known step is \($0.origin)"
    }
    let count = forecasts.series.count
    summary =
      "\(Amount.grouped(plan.steps)) \(plan.steps == 1 ? "step" : "steps")"
      + (hasNames ? " of \(Amount.grouped(count)) series" : "")
  }

  private static func number(_ value: Double) -> AnswerCell {
    .number(spelled: value.isFinite ? FixedDecimal.exact(value.rounded(significant: 8)) : "")
  }

  /// The most rows that are shown.
  private static let mostShown = 60

  /// So many decimals that the largest number has five digits.
  private var decimals: Int {
    var largest = 0.0
    for row in rows.prefix(Self.mostShown) {
      for case .number(let spelled) in row { largest = max(largest, abs(Double(spelled) ?? 0)) }
    }
    var decimals = 4
    while decimals > 0, largest >= 10 { (largest, decimals) = (largest / 10, decimals - 1) }
    while decimals < 12, largest > 0, largest < 1 {
      (largest, decimals) = (largest * 10, decimals + 1)
    }
    return decimals
  }

  /// As a table on the console.
  func shown(_ run: String) -> ResultTable {
    let more = rows.count - Self.mostShown
    return ResultTable(
      title: "forecast of \(run): \(summary)", columns: columns,
      alignments: columns.indices.map { $0 < textColumns ? .left : .right },
      rows: rows.prefix(Self.mostShown).map { row in
        row.map { cell in
          guard case .number(let spelled) = cell, let number = Double(spelled) else {
            return cell.plain
          }
          return FixedDecimal.string(number, decimals: decimals)
        }
      },
      footnotes: origins
        + (more > 0 ? ["\(Amount.grouped(more)) more rows: `to \"FILE.csv\"` writes all"] : []))
  }

  /// As a file has it.
  func bytes(in form: AnswerForm) -> [UInt8] {
    var output: [UInt8] = []
    if case .cells(let cells) = form.shape {
      output += (cells.line(columns) + "\n").utf8
      for row in rows { output += (cells.line(row.map(\.plain)) + "\n").utf8 }
      return output
    }
    for row in rows {
      let fields = zip(columns, row).map { JSONString.encode($0) + ": " + $1.json }
      output += ("{" + fields.joined(separator: ", ") + "}\n").utf8
    }
    return output
  }
}
