// SPDX-License-Identifier: Apache-2.0

import LSTM

/// Curves of several evaluations in one picture.
extension EvaluationObject {
  static let jointPlots = RankCharts.plots.map(\.name)

  /// The names of the classes, where rows have one of two; else nil.
  private var twoClasses: [String]? {
    guard let task = task as? ClassTask, task.labels.count == 2 else { return nil }
    return task.labels.names
  }

  var reasonAgainstJointPlot: String? {
    twoClasses == nil
      ? "several evaluations have curves in one picture where rows have one of two classes" : nil
  }

  static func chart(_ plot: String, of objects: [any ScriptObject]) -> Chart? {
    let evaluations = objects.compactMap { $0 as? EvaluationObject }
    guard let names = evaluations.first?.twoClasses else { return nil }
    var chances: Set<Double> = []
    let lines = evaluations.compactMap { evaluation -> Curves.Line? in
      guard evaluation.twoClasses == names,
        let scores = evaluation.result?.leading.tally(ClassScores.self)
      else { return nil }
      let ranked = scores.ranked(1)
      chances.insert(Double(ranked.positives) / Double(max(ranked.positives + ranked.negatives, 1)))
      return RankCharts.line(plot, evaluation.name, ranked)
    }
    guard lines.count == evaluations.count else { return nil }
    return RankCharts.chart(
      plot, "\(RankCharts.title(plot)) of \(names[1])", lines,
      chance: chances.count == 1 ? chances.first : nil)
  }
}
