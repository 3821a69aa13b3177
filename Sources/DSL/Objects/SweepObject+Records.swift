// SPDX-License-Identifier: Apache-2.0

import LSTM

/// What a log for programs notes of a grid, a search, or several seeds.
extension SweepObject {
  /// How many runs there will be at most.
  var mostTrials: Int { search?.options.trials ?? trials.count }

  /// The first run is about to begin.
  var startRecord: Record {
    Record(
      "start",
      [
        ("sweep", .text(name)), ("kind", .text(form.rawValue)),
        ("runs", .number(Double(mostTrials))), ("by", .text("valid_\(metric.name)")),
      ], remark: "\(form.rawValue) \(name): \(mostTrials) runs")
  }

  /// The last run has ended.
  func endRecord(isInterrupted: Bool, seconds: Double) -> Record {
    let done = trials.count { $0.run.outcome != nil }
    let status =
      isInterrupted
      ? "interrupted" : !isDone ? "failed" : trials.count < mostTrials ? "time" : "finished"
    var fields: [(name: String, value: Record.Field)] = [
      ("sweep", .text(name)), ("kind", .text(form.rawValue)), ("status", .text(status)),
      ("runs", .number(Double(done))), ("by", .text("valid_\(metric.name)")),
    ]
    if let best = trials.firstIndex(where: { $0.run === ranked.first?.trial.run }) {
      let place = RunPlace(sweep: name, number: best + 1, count: trials.count)
      let figures = Statistics(ranked.map { metric.value($0.figure) })
      fields += [
        ("best", .text(place.run)), ("settings", .settings(trials[best].settings)),
        ("value", .number(metric.value(ranked[0].figure))), ("mean", .number(figures.mean)),
        ("deviation", .number(figures.deviation)),
      ]
    }
    return Record("end", fields + [("seconds", .seconds(seconds))])
  }
}

/// What a log for programs notes of a cross-validation.
extension CrossValidationObject {
  /// The first fold is about to begin.
  var startRecord: Record {
    Record(
      "start",
      [
        ("sweep", .text(name)), ("kind", .text("crossval")),
        ("runs", .number(Double(folds.rows.count))), ("data", .text(data.name)),
      ], remark: "crossval \(name): \(folds.rows.count) folds of \(data.name)")
  }

  /// The last fold has been measured, or none will be any more.
  func endRecord(status: String, seconds: Double) -> Record {
    let own = data.dataset.task.metrics.map(\.entry).filter { $0.unit != .count }
    let figures =
      fields(of: self, own, prefix: "")
      + parts.dropFirst().flatMap { part in
        fields(
          of: part, part.data.dataset.task.watchedMetrics.map(\.entry),
          prefix: "\(part.data.targetColumn).")
      }
    return Record(
      "end",
      [
        ("sweep", .text(name)), ("kind", .text("crossval")),
        ("status", .text(status)), ("runs", .number(Double(turns.count))),
      ] + (isDone ? figures : []) + [("seconds", .seconds(seconds))])
  }
}

extension CrossValidationObject {
  /// The mean and the deviation of some figures.
  private func fields(
    of part: CrossValidationObject, _ figures: [MetricEntry], prefix: String
  ) -> [(name: String, value: Record.Field)] {
    figures.flatMap { figure -> [(name: String, value: Record.Field)] in
      guard let spread = part.statistics(figure) else { return [] }
      return [
        (prefix + figure.name, .number(spread.mean)),
        ("\(prefix)\(figure.name)_deviation", .number(spread.deviation)),
      ]
    }
  }
}

extension Evaluation {
  /// What a log notes of a fold.
  ///
  /// - Parameter leftOut: the groups that it leaves out of training; none where rows stand alone.
  func record(of place: RunPlace, on data: DataObject, leftOut: [String]) -> Record {
    let naive = BaselineCatalog.naives(for: data.dataset).first?.evaluate(data.dataset, .test)
    return Record(
      "eval",
      [
        ("name", .text(place.run)), ("subject", .text(place.run)), ("data", .text(data.name)),
        ("split", .text(SplitName.test.rawValue)), ("runs", .number(1)),
      ]
        + (leftOut.isEmpty ? [] : [("groups", .texts(leftOut))])
        + leading.task.metrics.compactMap { metric in
          figure(metric.entry).map { (metric.name, .number($0)) }
        }
        + parts.dropFirst().flatMap { part in
          part.fields(part.task.watchedMetrics, prefix: "\(part.target.name).")
        }
        + (naive?.leading.fields(leading.task.watchedMetrics, prefix: "constant_") ?? []))
  }
}
