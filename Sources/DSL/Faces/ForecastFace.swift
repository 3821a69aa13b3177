// SPDX-License-Identifier: Apache-2.0

import LSTM

/// The next numbers of series.
struct ForecastFace: Face {
  let task: ForecastTask

  init(_ task: ForecastTask) { self.task = task }

  // MARK: Data

  var nameColumn: String { "windows" }
  var ownDataTables: (any DataTables)? { ForecastDataTables() }

  var counted: String { "\(task.columns.joined(separator: ", ")) \(task.horizon) ahead" }

  func text(of target: Target, row: Int) -> String {
    guard let facts = target.facts as? ForecastFacts else { return "" }
    return task.columns.indices.map { column in
      let numbers = facts.windows.truths(of: row, target: column)
      let shown = numbers.prefix(4).map {
        $0.isNaN ? "?" : Self.text($0, of: row, target: column, facts.windows)
      }
      return shown.joined(separator: " ") + (numbers.count > 4 ? " …" : "")
    }.joined(separator: ", ")
  }

  /// A number with as many digits as tell something in its series.
  static func text(_ number: Double, of row: Int, target: Int, _ windows: WindowInput) -> String {
    let unit = windows.unit(of: row, target: target, near: number)
    let isLarge = abs(number) >= 10 * unit
    return FixedDecimal.exact(number.rounded(digits: isLarge ? 4 : 5, in: unit))
  }

  // MARK: Evaluations

  static let facets = [
    (name: "steps", summary: "the errors at each step of the horizon"),
    (name: "series", summary: "the errors of each series, the largest first"),
    (name: "worst", summary: "the windows whose forecasts are furthest from the truth"),
    (
      name: "anomalies",
      summary: "the steps whose truth lies furthest outside of what was forecast for them"
    ),
  ]

  static let plots = [
    (name: "forecast", summary: "the last windows: history, forecast with its interval, and truth"),
    (name: "steps", summary: "the mean absolute error at each step of the horizon"),
    (name: "residuals", summary: "forecasts of the first step by how far they are above the truth"),
    (
      name: "autocorrelation", summary: "how alike the errors of the first step are to earlier ones"
    ),
  ]

  var classWords: (one: String, many: String) { ("step", "steps") }

  /// Errors as shares of the numbers too, where all of these are above 0.
  func shownMetrics(_ part: Evaluation.Part?) -> [MetricEntry] {
    var shown = task.leading.shown
    if part?.tally(ForecastSums.self)?.haveShares == true,
      let mape = MetricCatalog.entry("mape"),
      let place = shown.firstIndex(where: { $0.name == "smape" })
    {
      shown.insert(mape, at: place)
    }
    return shown
  }

  func title(of metric: MetricEntry, _ part: Evaluation.Part?) -> String {
    metric.name == "mase" ? "mase (season \(task.season))" : metric.name
  }

  func notes(of metrics: [MetricEntry], _ part: Evaluation.Part?) -> [String] {
    guard metrics.contains(where: { $0.name == "mase" }) else { return [] }
    let unscaled = part?.tally(ForecastSums.self)?.unscaled ?? 0
    let apart =
      unscaled > 0
      ? ", without \(Amount.grouped(unscaled)) series that did not change while they trained" : ""
    return ["mase by a season of \(Amount.counted(task.season, "step"))\(apart)"]
  }

  func table(_ facet: String, _ part: FacePart<ForecastTask>, full: Bool) -> ResultTable? {
    let tables = ForecastTables(task, part)
    return switch facet {
    case "steps": tables.steps
    case "series": tables.series(full: full)
    case "worst": tables.worst
    case "anomalies": tables.anomalies(full: full)
    default: nil
    }
  }

  func chart(_ plot: String, _ part: FacePart<ForecastTask>) -> Chart? {
    let charts = ForecastCharts(task, part)
    return switch plot {
    case "forecast": charts.forecast
    case "steps": charts.steps
    case "residuals": charts.residuals
    case "autocorrelation": charts.autocorrelation
    default: nil
    }
  }

  // MARK: Predictions

  var columns: [String] { [] }

  /// Forecasts have a statement of their own, which knows what they are of.
  func answer(_ answers: ForecastAnswers, row: Int, _ context: AnswerContext) -> FaceAnswer {
    FaceAnswer(label: "")
  }

  func table(_ answers: ForecastAnswers, _ context: AnswerContext) -> ResultTable {
    ResultTable(columns: [context.rowName], alignments: [.left], rows: context.texts.map { [$0] })
  }

  // MARK: Explanations

  /// The first step of the first column.
  func subject(_ question: ExplanationQuestion) -> ExplanationSubject? {
    guard let (windows, row) = question.window,
      let answers = question.answers as? ForecastAnswers
    else { return nil }
    let forecast = answers.forecast(0, 0, of: row, levels: [], windows)
    let window = windows.windows[row]
    let stamp = windows.grid.stamp(window.origin + 1, of: window.series)
    let (isLogarithmic, areCounts) = (
      windows.transform.targets[0].isLogarithmic, windows.transform.areCounts
    )
    return ExplanationSubject(
      choice: 0,
      text:
        "\(task.columns[0]) at \(stamp): \(Self.text(forecast.center[0], of: row, target: 0, windows))"
        + (isLogarithmic
          ? ", weights of its logarithm"
          : areCounts ? ", weights of the logarithm of its mean" : ""),
      scale: windows.scale(of: row, target: 0))
  }

  func facts(column: String) -> [[String]] {
    [
      ["target", "\(column) forecast"], ["horizon", String(task.horizon)],
      ["season", String(task.season)],
    ]
  }
}

/// A data set of windows.
struct ForecastDataTables: DataTables {
  func title(_ name: String, _ data: Dataset) -> String {
    let parts = data.summary.parts.filter { $0.rows > 0 }
      .map { "\($0.name.rawValue) \(Amount.grouped($0.rows))" }
    let windows = data.windows.map { WindowsFace(windows: $0).title(data) } ?? ""
    return "data \(name): windows (\(parts.joined(separator: ", "))), \(windows)"
  }

  func splits(title: String, _ data: Dataset, footnotes: [String]) -> ResultTable {
    let parts = data.summary.parts.filter { $0.rows > 0 }
    guard let windows = data.windows else {
      return ResultTable(columns: [], alignments: [], rows: [])
    }
    let isSingle = windows.transform.series == nil
    return ResultTable(
      title: title,
      columns: ["split", "windows"] + (isSingle ? ["forecast from", "to"] : ["series"]),
      alignments: [.left, .right] + (isSingle ? [.left, .left] : [.right]),
      rows: parts.map { part in
        let rows = data.splits[part.name]
        let own = rows.map { windows.windows[$0] }
        let places: [String]
        if isSingle, let first = own.first, let last = own.last {
          places = [
            windows.grid.stamp(first.origin + 1, of: first.series),
            windows.grid.stamp(last.origin + windows.transform.horizon, of: last.series),
          ]
        } else {
          places = [Amount.grouped(Set(own.map(\.series)).count)]
        }
        return [part.name.rawValue, Amount.grouped(part.rows)] + places
      }, footnotes: footnotes)
  }

  func rows(_ data: Dataset) -> ResultTable {
    let face = FaceCatalog.face(of: data.task)
    let shown = 0..<min(5, data.rowCount)
    return ResultTable(
      title: "first windows", columns: ["origin"] + [data.target.name],
      alignments: [.left, .left],
      rows: shown.map { [data.title(of: $0), face.text(of: data.target, row: $0)] })
  }
}
