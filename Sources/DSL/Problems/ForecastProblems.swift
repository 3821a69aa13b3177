// SPDX-License-Identifier: Apache-2.0

import LSTM

/// The wording of what is wrong with series, windows and forecasts.
extension Diagnostic {
  /// A forecast without windows, or a window whose target is none.
  static func forecastsNeedWindow(_ task: TaskEntry, _ column: String, at span: Span) -> Diagnostic
  {
    task == ForecastTask.entry
      ? Diagnostic(
        .missingValue, "a forecast needs `window`, which says how many steps are read", at: span,
        help: "add `window 48 horizon=12`")
      : Diagnostic(
        .conflictingOptions,
        "beside `window` the target is forecast, and `\(task.name)` is something else", at: span,
        help: "write `target \(column)`, or leave out `window`: each series is one row then")
  }

  /// A role that windows do not go with; an empty one for a window that is broken.
  static func windowExcludes(_ what: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .conflictingOptions, "\(what) does not go with `window`", at: span,
      help: what.contains("split")
        ? "series are split in the order of time: `split 80/10/10`, or `split valid=48 test=48` steps"
        : "leave it out: steps are numbers and categories, and a series goes by time")
  }

  /// A setting that means nothing where rows stand alone.
  static func settingNeedsWindow(_ label: Name, at span: Span) -> Diagnostic {
    Diagnostic(
      .conflictingOptions, "`\(label.text)=` is of series over time, and there is no `window`",
      at: span, help: "add `window 48 horizon=12`, or leave it out")
  }

  static func unknownCalendar(_ word: String, _ names: [String], at span: Span) -> Diagnostic {
    Diagnostic(
      .unknownChoice, "`\(word)` is no part of a calendar", at: span,
      notes: ["they are \(names.joined(separator: ", "))"],
      help: NearestNames.suggestion(for: word, among: names))
  }

  /// A target that is an input too.
  static func windowReadsTarget(_ column: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .conflictingOptions, "the past of the target is read by itself: it is no `input`", at: span,
      help: "leave out `input` for it; `lags=` of the target reads numbers further back")
  }

  /// Numbers that are missing and would be filled from later ones.
  static func windowLooksAhead(at span: Span) -> Diagnostic {
    Diagnostic(
      .conflictingOptions,
      "`fill=linear` draws lines to later numbers, which a forecast does not have",
      at: span, help: "write `fill=last`, `mean` or `zero`")
  }

  static func columnHasTwoRoles(_ column: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .conflictingOptions, "`\(column)` is read as numbers as well", at: span,
      help:
        "`calendar=[hour, weekday]` reads parts of the time, and `series COLUMN embed=4` tells the model "
        + "which series it is")
  }

  /// A forecast of a run that forecasts nothing.
  static func cannotForecast(_ run: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .wrongKind, "`\(run)` forecasts no series", at: span,
      help: "its data need `window`; `predict` applies a run to rows or texts")
  }

  /// No window has this origin.
  static func noSuchWindow(
    _ text: String, _ run: String, last: String, at span: Span
  ) -> Diagnostic {
    Diagnostic(
      .unusableData, "no window of `\(run)` has the last step \(Token.quoted(text))", at: span,
      help: "name the last step that is read, and before it the series where there are several: "
        + Token.quoted(last))
  }

  /// A prediction of a run that forecasts.
  static func windowsAreForecast(_ run: String, _ verb: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .wrongKind, "`\(run)` forecasts series, and `\(verb)` takes rows or texts", at: span,
      help: "write `forecast \(run)`, or `forecast \(run) from \"new.csv\" to \"next.csv\"`")
  }

  static func windowsAreCounted(_ option: String, _ run: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .conflictingOptions,
      "`\(option)=` is of forecasts, and `\(run)` forecasts no series",
      at: span, help: "leave it out")
  }

  /// Windows that a run cannot measure.
  static func windowsDiffer(
    _ run: String, _ own: WindowTransform, _ data: String, _ theirs: WindowTransform?, at span: Span
  ) -> Diagnostic {
    let words = { (windows: WindowTransform) in
      "window \(windows.history) horizon=\(windows.horizon) over "
        + windows.columnNames.joined(separator: ", ")
    }
    return Diagnostic(
      .modelDataMismatch, "`\(run)` reads other windows than `\(data)` has", at: span,
      notes: ["it reads \(words(own))"] + (theirs.map { ["`\(data)` has \(words($0))"] } ?? []))
  }

  static func pointsHaveNoIntervals(_ run: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .conflictingOptions, "`\(run)` forecasts single numbers, which have no intervals", at: span,
      help:
        "end the model in `output gaussian`, `output student` or `output quantiles=[0.1, 0.5, 0.9]`"
    )
  }

  static func forecastNeedsTable(_ path: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .conflictingOptions,
      "a forecast is written as a table, and \(Token.quoted(path)) is not called like one",
      at: span,
      help: "end the name in .csv, .tsv or .jsonl")
  }

  /// A distribution of changes that are added up.
  static func intervalsOfChanges(
    difference: Int, horizon: Int, at span: Span
  ) -> Diagnostic {
    Diagnostic(
      .modelDataMismatch,
      "intervals of changes over \(Amount.counted(difference, "step")) cannot be added up over "
        + Amount.counted(horizon, "step"),
      at: span,
      help:
        "leave out `difference=`, as `relative=last` measures from the last number; or forecast at most "
        + Amount.counted(difference, "step"))
  }

  /// Lags that are no steps.
  static func lagsAreSteps(at span: Span) -> Diagnostic {
    Diagnostic(
      .outOfRange, "`lags=` is of whole steps, from 1 to 1,000,000", at: span,
      help: "write for example `lags=[24, 168]`")
  }

  /// A column that is forecast twice.
  static func forecastTwice(_ column: String, at span: Span) -> Diagnostic {
    Diagnostic(.conflictingOptions, "the column `\(column)` is a target twice", at: span)
  }

  /// Counts whose numbers are measured, so that they are counts no more.
  static func countsAreMeasured(at span: Span) -> Diagnostic {
    Diagnostic(
      .modelDataMismatch, "`negative_binomial` is of counts, and the target is measured otherwise",
      at: span, help: "write `target COLUMN scale=none`, and `relative=none` for `window`")
  }

  /// Intervals that are to be measured, and nothing that they could be measured on.
  static func conformalNeedsData(_ run: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .missingValue, "`\(run)` was loaded, and has no validation windows to measure intervals on",
      at: span, help: "take the run that was trained in this script, or leave out `intervals=`")
  }

  static func conformalNeedsValid(_ data: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .missingValue, "`\(data)` has no validation windows to measure intervals on", at: span,
      help: "give valid a share, as in `split 70/15/15`")
  }

  /// Intervals that are measured on the windows that they are to be of.
  static func conformalOnItsOwn(_ data: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .conflictingOptions,
      "conformal intervals are measured on `\(data).valid`, where they cover what they say by construction",
      at: span, help: "measure them on another split: `on \(data).test`")
  }

  /// Intervals that are wider than what was measured can say.
  static func fewConformalErrors(_ count: Int, widest: Double, at span: Span) -> Diagnostic {
    Diagnostic(
      .suspiciousData,
      "conformal intervals of more than \(FixedDecimal.string(widest, decimals: 0)) % cannot be measured on "
        + Amount.counted(count, "validation window"),
      at: span, notes: ["they are as wide as the largest error there"],
      help: "give valid more steps")
  }

  static func conformalBeyondHorizon(_ horizon: Int, at span: Span) -> Diagnostic {
    Diagnostic(
      .conflictingOptions,
      "conformal intervals are measured for the \(Amount.counted(horizon, "step")) of the "
        + "horizon, and no further",
      at: span, help: "forecast at most \(horizon), or leave out `intervals=conformal`")
  }

  static func fewerStepsThanHorizon(_ horizon: Int, at span: Span) -> Diagnostic {
    Diagnostic(
      .conflictingOptions,
      "the horizon is \(Amount.counted(horizon, "step")), which are measured at once",
      at: span, help: "`show t steps` has each of them, the first ones too; `steps=` may be more")
  }

  /// A part that has no origin after which so many steps lie in it.
  static func splitTooShort(
    _ data: String, _ split: SplitName, steps: Int, at span: Span
  ) -> Diagnostic {
    Diagnostic(
      .conflictingOptions,
      "no origin of `\(data).\(split.rawValue)` has \(Amount.counted(steps, "step")) after it in that split",
      at: span, help: "measure fewer steps, or give the split more: `split valid=48 test=48`")
  }

  /// A window that does not say how many steps it reads.
  static func windowNeedsHistory(at span: Span) -> Diagnostic {
    Diagnostic(
      .missingValue, "`window` says how many steps are read", at: span,
      help: "write it first, as in `window 48 horizon=12`")
  }

  /// Series that have too few steps.
  static func seriesLeftOut(
    _ data: String, _ names: [String], of count: Int, needed: Int, at span: Span
  ) -> Diagnostic {
    Diagnostic(
      .suspiciousData,
      "\(Amount.grouped(names.count)) of the \(Amount.grouped(count)) series of `\(data)` have no window",
      at: span,
      notes: [
        "they are \(names.prefix(5).joined(separator: ", "))\(names.count > 5 ? ", …" : "")",
        "a window needs \(Amount.grouped(needed)) steps",
      ], help: "read fewer steps with `window`, or forecast fewer with `horizon=`")
  }

  /// Rows out of order.
  static func stepsOutOfOrder(
    _ data: String, count: Int, first: String, at span: Span
  ) -> Diagnostic {
    Diagnostic(
      .suspiciousData,
      "\(Amount.grouped(count)) \(count == 1 ? "row" : "rows") of `\(data)` stand after a later time",
      at: span, notes: ["the first is \(first)", "they are put in the order of time"])
  }

  /// Dates of which nothing says which number is the day.
  static func ambiguousDates(_ column: String, form: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .suspiciousData, "no date of `\(column)` says which number is the day, and which the month",
      at: span, notes: ["they are read as \(form)"],
      help: "write `time \(column) first=day`, or `first=month`")
  }

  /// Rows of weekends among business days.
  static func weekendRows(
    _ data: String, count: Int, first: String, at span: Span
  ) -> Diagnostic {
    Diagnostic(
      .suspiciousData,
      "\(Amount.counted(count, "row")) of a Saturday or Sunday \(count == 1 ? "makes" : "make") days of the "
        + "steps of `\(data)`",
      at: span, notes: ["the first is \(first)", "without them the steps are business days"],
      help: "leave these rows out, where they are mistakes")
  }

  /// Inputs that stay as they were last, beyond the horizon.
  static func inputsStay(_ names: [String], horizon: Int, at span: Span) -> Diagnostic {
    Diagnostic(
      .suspiciousData,
      "beyond the first \(Amount.counted(horizon, "step")) the last known number stands in for "
        + names.map { "`\($0)`" }.joined(separator: ", "),
      at: span,
      help: "`known=yes` says of an input that its numbers are known ahead; a longer `horizon=` "
        + "forecasts without them")
  }

  /// Steps that a file lacks.
  static func stepsMissing(
    _ data: String, count: Int, step: String, first: String, at span: Span
  ) -> Diagnostic {
    Diagnostic(
      .suspiciousData,
      "\(Amount.grouped(count)) \(count == 1 ? "step is" : "steps are") missing in `\(data)`, whose steps are "
        + "\(step) apart",
      at: span, notes: ["the first gap ends at \(first)", "they count as missing numbers"])
  }

  /// Steps without numbers in what a forecast reads.
  static func stepsMissingIn(_ path: String, count: Int, at span: Span) -> Diagnostic {
    Diagnostic(
      .suspiciousData,
      "\(Amount.counted(count, "step")) that the forecast reads \(count == 1 ? "has" : "have") no number",
      at: span,
      notes: ["\(path) goes on some steps after what is known, or lacks some"],
      help: "the last known number stands in for them: add the rows between")
  }

  /// A forecast that is no better than the last number.
  static func naiveWins(
    _ run: String, _ naive: String, own: String, theirs: String, metric: String, at span: Span
  ) -> Diagnostic {
    Diagnostic(
      .suspiciousData, "`\(run)` forecasts no better than `\(naive)`", at: span,
      notes: ["\(metric): \(own), and \(theirs) for `\(naive)`"],
      help: "read more steps, or inputs that are known ahead; some series cannot be forecast")
  }

  /// A forecast that follows its series by a step.
  static func forecastLags(
    _ run: String, ahead: String, behind: String, naive: String, at span: Span
  ) -> Diagnostic {
    Diagnostic(
      .suspiciousData, "the forecasts of `\(run)` are little more than the last number, shifted",
      at: span,
      notes: [
        "one step ahead their mean error is \(ahead), that of the last number itself \(naive), and they are "
          + "\(behind) from that on average"
      ],
      help: "a plot of such forecasts looks good and says nothing; see mase and the baseline `last`"
    )
  }

  /// Series that are too short for a forecast.
  static func seriesTooShort(_ short: [SeriesForecasts.Short], at span: Span) -> Diagnostic {
    let shown = short.prefix(5).map { "\($0.name.isEmpty ? "the series" : $0.name) (\($0.steps))" }
    return Diagnostic(
      .suspiciousData,
      "\(Amount.grouped(short.count)) series \(short.count == 1 ? "is" : "are") too short to be continued",
      at: span,
      notes: [
        "\(short[0].needed) steps are needed, and there are: " + shown.joined(separator: ", ")
          + (short.count > 5 ? ", …" : "")
      ])
  }
}
