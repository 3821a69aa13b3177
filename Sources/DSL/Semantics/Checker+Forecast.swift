// SPDX-License-Identifier: Apache-2.0

import LSTM

/// Forecasts of series beyond their last numbers.
extension Checker {
  mutating func checkForecast(
    _ clause: ForecastClause, _ statement: Statement
  ) throws(Diagnostic) {
    var problems: [Diagnostic] = []
    let values = ArgumentReader(owner: "`forecast`", specs: ForecastPlan.options)
      .read(clause.options, &evaluator) { problems.append($0) }
    for problem in problems { report(problem) }
    let run = try object(clause.run, .run, as: RunObject.self)
    if let run, run.windows == nil { throw .cannotForecast(run.name, at: clause.run.span) }
    let input = try clause.file.map { file throws(Diagnostic) in try path(file.from) } ?? nil
    if let input { inputs.insert(resolve(input)) }
    let output = try clause.to.map { expression throws(Diagnostic) in try path(expression) } ?? nil
    if let to = clause.to, let output { try checkWritable(output, at: to.span) }
    try abandon(problems)
    guard let run, let windows = run.windows else { return }
    var source: ForecastPlan.Source?
    if let file = clause.file {
      guard let input, let found = try self.source(file, input, run) else { return }
      source = found
    }
    let settings = Arguments(values, for: ForecastPlan.options)
    let steps = settings[ForecastPlan.steps]
    let place = { (name: String) in
      clause.options.first { $0.label?.text == name }?.span ?? statement.span
    }
    let origin = settings[ForecastTask.intervals]
    let hasIntervals = run.givesIntervals || origin == .conformal
    var intervals: [Double] = []
    switch settings[ForecastPlan.percent] {
    case .numbers(let given):
      intervals = given
      if !hasIntervals {
        throw .pointsHaveNoIntervals(run.name, at: place(ForecastPlan.percent.name))
      }
    case .word: intervals = hasIntervals ? [80] : []
    }
    if origin == .conformal {
      try checkConformal(run, at: place(ForecastTask.intervals.name))
      if steps > windows.horizon {
        throw .conformalBeyondHorizon(windows.horizon, at: place(ForecastPlan.steps.name))
      }
    }
    let plan = ForecastPlan(
      steps: steps > 0 ? steps : windows.horizon, intervals: intervals, origin: origin,
      seed: values[ForecastPlan.seed].map { UInt64($0) } ?? history.seed, source: source,
      form: try output.map { path throws(Diagnostic) in
        try form(of: path, at: clause.to?.span ?? statement.span)
      },
      output: output.map { resolveOutput($0) } ?? "", shownOutput: output ?? "")
    add(.forecast(run, plan, at: statement.span))
  }

  /// Throws unless a run has windows whose errors say how wide intervals have to be.
  func checkConformal(_ run: RunObject, at span: Span) throws(Diagnostic) {
    guard let data = run.plan?.data else { throw .conformalNeedsData(run.name, at: span) }
    if data.dataset.splits.valid.isEmpty { throw .conformalNeedsValid(data.name, at: span) }
    if let windows = run.windows, let difference = windows.shortDifference {
      throw .intervalsOfChanges(difference: difference, horizon: windows.horizon, at: span)
    }
  }

  /// The table that the name of a file asks for.
  private func form(of output: String, at span: Span) throws(Diagnostic) -> AnswerForm {
    switch DataFormats.named(by: output)?.name {
    case DataFormat.csv.name: .csv
    case DataFormat.tsv.name: .tsv
    case DataFormat.jsonl.name: .jsonl
    default: throw .forecastNeedsTable(output, at: span)
    }
  }

  /// The rows that the series go on with; nil where that stands on something that failed.
  private mutating func source(
    _ file: PredictedFile, _ input: String, _ run: RunObject
  ) throws(Diagnostic) -> ForecastPlan.Source? {
    let format = try formats(of: file, input, for: run)[0]
    guard let given = try formatOptions(file.options, of: format) else { return nil }
    let options = PredictionSource(format, given, for: run).options
    do throws(DataError) {
      let table = try Table.read(
        path: resolve(input), format: format, options: options, limit: 1,
        shouldStop: context.shouldStop)
      for name in run.windows?.columnNames ?? [] { _ = try table.kind(of: name) }
    } catch {
      throw .file(error, input, found: resolve(input), at: file.from.span)
    }
    return ForecastPlan.Source(
      input: resolve(input), shownInput: input, format: format, options: options)
  }
}

extension RunObject {
  /// Whether what it predicts has intervals.
  var givesIntervals: Bool { model.heads[0].form != .point }
}
