// SPDX-License-Identifier: Apache-2.0

import LSTM

/// How metrics stand in tables, fields and logs.
extension MetricEntry {
  /// As tables show it: counts are whole, others have four decimals.
  func text(_ value: Double?) -> String {
    guard let value, unit == .count else { return FixedDecimal.figure(value) }
    return FixedDecimal.plain(value)
  }

  /// The field of what has such a figure.
  var field: FieldSpec { FieldSpec(name: name, type: .number, summary: summary) }

  /// Why no evaluation of a task has it.
  func absence(of task: any TargetTask) -> String {
    "it is no figure of \(FaceCatalog.face(of: task).classWords.many)"
  }
}

extension TargetTask {
  /// The figures that an epoch watches, in the order of tables.
  var watchedMetrics: [Metric] {
    let watched = leading.watched
    return metrics.filter { watched.contains($0.entry) }
  }

  /// The figures that are not shown first.
  var furtherMetrics: [MetricEntry] {
    metrics.map(\.entry).filter { !leading.shown.contains($0) }
  }
}

extension Evaluation.Part {
  /// Those of some figures that it has, for a log.
  func fields(
    _ metrics: [Metric], prefix: String = ""
  ) -> [(name: String, value: Record.Field)] {
    metrics.compactMap { metric in
      metric.value(tallies).map { (prefix + metric.name, .number($0)) }
    }
  }
}
