// SPDX-License-Identifier: Apache-2.0

import LSTM

/// The settings of several runs as axes side by side.
extension SweepObject {
  /// An axis for each setting and one for the figure, a line a run; nil before two have a figure.
  var parallelChart: Chart? {
    let ranked = ranked
    guard ranked.count > 1, let first = ranked.first else { return nil }
    let figures = ranked.map { metric.value($0.figure) }
    let scale = AxisScale(figures, ChartAxis(), ticks: 6)
    let columns = first.trial.settings.indices.map { index in
      SettingAxis(
        name: first.trial.settings[index].name, ranked.map { $0.trial.settings[index].text },
        search?.space.dimensions.dimensions.first {
          $0.name == first.trial.settings[index].name
        }?.kind)
    }
    let figureAxis = ParallelAxes.Axis(
      "valid.\(metric.name)",
      ticks: scale.ticks.compactMap { tick in
        scale.place(of: tick.value).map { ParallelAxes.Axis.Tick($0, tick.label) }
      })
    let lines = ranked.indices.map { rank in
      ParallelAxes.Line(
        "\(ranked[rank].trial.title), \(FixedDecimal.figure(figures[rank]))",
        places: columns.map { $0.places[rank] } + [scale.place(of: figures[rank])],
        merit: 1 - Double(rank) / Double(ranked.count - 1))
    }
    return Chart(
      title, body: .parallel(ParallelAxes(axes: columns.map(\.axis) + [figureAxis], lines: lines)))
  }

  /// How many runs have a line: as many as there are colours.
  private static let mostLines = SVGWriter.palette.count

  /// The validation loss of the best runs by epoch.
  var lossesChart: Chart? {
    let ranked = ranked
    let shown = ranked.prefix(Self.mostLines).map { ($0.trial.title, $0.trial.run) }
    let what =
      ranked.count > shown.count ? "the best \(shown.count) of \(ranked.count) runs" : "all runs"
    return RunObject.together("loss", shown, title: "\(name), \(what)")
  }
}

/// Where the values of a setting stand on its axis: numbers of a search by their size, all others as far from
/// one another.
private struct SettingAxis {
  let axis: ParallelAxes.Axis
  /// The places of the runs, from 0 to 1.
  let places: [Double?]

  init(name: String, _ texts: [String], _ kind: SearchDimension.Kind?) {
    let numbers = texts.map(Self.number)
    let known = numbers.compactMap { $0 }
    let bounds: (low: Double, high: Double, isLog: Bool)? =
      switch kind {
      case .real(let low, let high, let log): (low, high, log)
      case .integer(let low, let high, let log): (Double(low), Double(high), log)
      case .choice, nil: nil
      }
    if let bounds, known.count == texts.count {
      let scale = AxisScale(
        known + [bounds.low, bounds.high], ChartAxis(isLogarithmic: bounds.isLog), ticks: 6,
        fitsTicks: false)
      axis = ParallelAxes.Axis(
        name,
        ticks: scale.ticks.compactMap { tick in
          scale.place(of: tick.value).map { ParallelAxes.Axis.Tick($0, tick.label) }
        }, isLogarithmic: bounds.isLog)
      places = numbers.map { $0.flatMap(scale.place) }
      return
    }
    var values: [String] = []
    for text in texts where !values.contains(text) { values.append(text) }
    if known.count == texts.count {
      values.sort { (Self.number($0) ?? 0) < (Self.number($1) ?? 0) }
    } else {
      values.sort()
    }
    let last = Double(max(values.count - 1, 1))
    let place = { (value: String) -> Double? in
      values.firstIndex(of: value).map { values.count == 1 ? 0.5 : Double($0) / last }
    }
    axis = ParallelAxes.Axis(
      name, ticks: values.compactMap { value in place(value).map { .init($0, value) } })
    places = texts.map(place)
  }

  /// The number that a value is written as; nil for a word.
  private static func number(_ text: String) -> Double? {
    if text.hasSuffix("%") { return Double(text.dropLast()).map { $0 / 100 } }
    return Double(text)
  }
}
