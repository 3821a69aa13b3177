// SPDX-License-Identifier: Apache-2.0

import LSTM

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
  /// The least unit that numbers which are shown are measured in.
  private let leastUnit: Double

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
          let numbers =
            [forecast.center[step]] + (hasIntervals ? forecast.quantiles.map { $0[step] } : [])
          cells += numbers.map { Self.number($0, in: forecast.unit) }
        }
        return cells
      }
    }
    origins = forecasts.series.prefix(3).map {
      ($0.name.isEmpty ? "" : "\($0.name): ") + "the last known step is \($0.origin)"
    }
    leastUnit =
      forecasts.series.prefix(Self.mostShown).flatMap { $0.forecasts.map(\.unit) }.min() ?? 1
    let count = forecasts.series.count
    summary =
      "\(Amount.grouped(plan.steps)) \(plan.steps == 1 ? "step" : "steps")"
      + (hasNames ? " of \(Amount.grouped(count)) series" : "")
  }

  /// A number as exact as a network is.
  private static func number(_ value: Double, in unit: Double) -> AnswerCell {
    .number(
      spelled: value.isFinite ? FixedDecimal.exact(value.rounded(digits: 8, in: unit)) : "")
  }

  /// The most rows that are shown.
  private static let mostShown = 60

  /// So many decimals that the largest number has five digits, and the unit of any series three.
  private var decimals: Int {
    var largest = 0.0
    for row in rows.prefix(Self.mostShown) {
      for case .number(let spelled) in row { largest = max(largest, abs(Double(spelled) ?? 0)) }
    }
    var (decimals, magnitude) = (4, largest)
    while decimals > 0, largest >= 10 { (largest, decimals) = (largest / 10, decimals - 1) }
    while decimals < 12, largest > 0, largest < 1 {
      (largest, decimals) = (largest * 10, decimals + 1)
    }
    var (size, ofUnit) = (leastUnit, 0)
    while ofUnit < 12, size < 100 { (size, ofUnit) = (size * 10, ofUnit + 1) }
    // More than fifteen digits no number has.
    var room = 15
    while room > 0, magnitude >= 1 { (magnitude, room) = (magnitude / 10, room - 1) }
    return max(decimals, min(ofUnit, room))
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
    var output = Array(form.heading(columns).utf8)
    for row in rows {
      output += form.line(columns, cells: row.map(\.plain), json: row.map(\.json)).utf8
    }
    return output
  }
}
