// SPDX-License-Identifier: Apache-2.0

import LSTM

/// Sets of labels of rows.
struct LabelsFace: Face {
  let task: LabelsTask

  init(_ task: LabelsTask) { self.task = task }

  private var labels: [String] { task.labels.names }

  // MARK: Data

  var nameColumn: String { "label" }

  func notes(_ target: Target) -> [String] {
    let sizes = (0..<target.values.rowCount).map { target.values.length(of: $0) }
    let mean = Double(sizes.reduce(0, +)) / Double(max(sizes.count, 1))
    let empty = sizes.count { $0 == 0 }
    let leftOut = (target.facts as? LabelFacts)?.leftOut ?? 0
    return [
      "labels a row: \(sizes.min() ?? 0) to \(sizes.max() ?? 0), mean "
        + FixedDecimal.string(mean, decimals: 1) + (empty > 0 ? "; \(empty) rows have none" : "")
    ] + (leftOut > 0 ? ["labels left out, as too rare or unknown: \(leftOut)"] : [])
  }

  // MARK: Evaluations

  static let facets = ClassFace.facets
  static let plots = ClassFace.plots.filter { $0.name == "classes" } + RankCharts.plots

  func title(of metric: MetricEntry, _ part: Evaluation.Part?) -> String {
    metric.name == "f1" ? "label F1" : metric.name
  }

  var classNames: [String] { labels }
  var classWords: (one: String, many: String) { ("label", "labels") }

  func classFigures(_ part: Evaluation.Part) -> [ClassFigures] {
    guard let counts = part.tally(LabelCounts.self) else { return [] }
    return counts.byLabel.enumerated().map { ClassFigures(labels[$0], $0, $1) }
  }

  /// The labels, those of the most rows first.
  private func order(of counts: LabelCounts) -> [Int] {
    counts.byLabel.indices.sorted {
      (counts.byLabel[$1].actual, $0) < (counts.byLabel[$0].actual, $1)
    }
  }

  func table(_ facet: String, _ part: FacePart<LabelsTask>, full: Bool) -> ResultTable? {
    guard let counts = part.part.tally(LabelCounts.self) else { return nil }
    switch facet {
    case "classes":
      let order = order(of: counts)
      let shown = full ? order[...] : order.prefix(ResultTable.shownNames)
      let left = order.count - shown.count
      return .counts(
        "\(part.name): labels", column: "label",
        rows: shown.map { ResultTable.row(labels[$0], counts.byLabel[$0]) }
          + [ResultTable.row("all", counts.all)],
        footnotes: left > 0 ? ["and \(left) rarer ones: `show \(part.name) classes full`"] : [])
    case "confusion": return fates(part.name, counts)
    default: return errors(part)
    }
  }

  /// What became of each label, in the place of a confusion: they are not taken for one another.
  private func fates(_ name: String, _ counts: LabelCounts) -> ResultTable {
    let order = order(of: counts)
    let shown = order.prefix(ResultTable.shownNames)
    return ResultTable(
      title: "\(name): what became of the labels",
      columns: ["label", "found", "missed", "wrongly given"],
      alignments: [.left, .right, .right, .right],
      rows: shown.map { index in
        let count = counts.byLabel[index]
        return [
          labels[index], String(count.correct), String(count.actual - count.correct),
          String(count.predicted - count.correct),
        ]
      },
      footnotes: order.count > shown.count ? ["and \(order.count - shown.count) rarer ones"] : [])
  }

  /// The rows with the most wrong labels.
  private func errors(_ part: FacePart<LabelsTask>) -> ResultTable {
    let truths = part.rows.map { row in
      part.truth.values[row].map { part.truth.labels.decode($0) ?? "" }
    }
    let found = part.answers.choices.map { $0.map { labels[Int($0)] } }
    let wrong = zip(truths, found).map { Set($0).symmetricDifference($1).count }
    let worst = wrong.indices.filter { wrong[$0] > 0 }
      .sorted { (wrong[$1], $0) < (wrong[$0], $1) }.prefix(10)
    return ResultTable(
      title:
        "\(part.name): \(wrong.count { $0 > 0 }) of \(part.rows.count) rows have a wrong label",
      columns: ["wrong", "true", "predicted", "text"], alignments: [.right, .left, .left, .left],
      rows: worst.map { index in
        [
          String(wrong[index]), truths[index].joined(separator: ", "),
          found[index].joined(separator: ", "), part.data.title(of: part.rows[index]),
        ]
      })
  }

  func chart(_ plot: String, _ part: FacePart<LabelsTask>) -> Chart? {
    guard let counts = part.part.tally(LabelCounts.self) else { return nil }
    let figures = classFigures(part.part)
    if RankCharts.plots.contains(where: { $0.name == plot }) {
      return part.part.tally(ClassScores.self).flatMap {
        RankCharts.curves(plot, part.place, labels, $0, counts: figures.map(\.actual))
      }
    }
    // Of many labels the bars of the most frequent can be told apart.
    return .classes(
      part.place, order(of: counts).prefix(ResultTable.shownNames).map { figures[$0] })
  }

  // MARK: Predictions

  var columns: [String] { ["probabilities"] }

  /// The labels of a row with their probabilities, the most probable first.
  private func set(
    _ answers: LabelAnswers, _ row: Int
  ) -> [(name: String, probability: Float)] {
    answers.choices[row].map {
      (name: labels[Int($0)], probability: answers.probabilities[row][Int($0)])
    }.sorted { $0.probability > $1.probability }
  }

  func answer(_ answers: LabelAnswers, row: Int, _ context: AnswerContext) -> FaceAnswer {
    let set = set(answers, row)
    return FaceAnswer(
      label: context.joined(set.map(\.name)),
      cells: [.text(context.joined(set.map(\.probability.description)))])
  }

  func table(_ answers: LabelAnswers, _ context: AnswerContext) -> ResultTable {
    ResultTable(
      columns: [context.rowName, "labels"], alignments: [.left, .left],
      rows: context.texts.indices.map { row in
        let labels = set(answers, row).map { "\($0.name) \(ClassFace.text($0.probability))" }
        return [context.texts[row], labels.isEmpty ? "none" : labels.joined(separator: ", ")]
      })
  }

  func subject(_ question: ExplanationQuestion) -> ExplanationSubject? {
    guard let shares = (question.answers as? LabelAnswers)?.probabilities.first else { return nil }
    return .class(labels, shares, question.label)
  }

  func facts(column: String) -> [[String]] {
    [["target", "\(column) labels"], ["classes", labels.counted]]
  }
}
