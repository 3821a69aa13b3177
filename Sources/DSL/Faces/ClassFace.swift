// SPDX-License-Identifier: Apache-2.0

import LSTM

/// Classes of rows.
struct ClassFace: Face {
  let task: ClassTask

  init(_ task: ClassTask) { self.task = task }

  private var labels: [String] { task.labels.names }

  // MARK: Evaluations

  static let facets = [
    (name: "classes", summary: "precision, recall and F1 of each class"),
    (name: "confusion", summary: "how often each class was taken for each"),
    (name: "errors", summary: "the rows that are most surely wrong"),
  ]

  static let plots = ownPlots + RankCharts.plots + [RankCharts.calibrationPlot]

  private static let ownPlots = [
    (name: "confusion", summary: "how often each class was taken for each, as shades"),
    (name: "classes", summary: "precision, recall and F1 of each class"),
    (name: "confidence", summary: "rows by the probability of their prediction, right and wrong"),
  ]

  func title(of metric: MetricEntry, _ part: Evaluation.Part?) -> String {
    metric.name == "f1" ? "macro F1" : metric.name
  }

  var classNames: [String] { labels }
  var classWords: (one: String, many: String) { ("class", "classes") }

  func classFigures(_ part: Evaluation.Part) -> [ClassFigures] {
    part.tally(ConfusionMatrix.self)?.figures(labels) ?? []
  }

  func table(_ facet: String, _ part: FacePart<ClassTask>, full: Bool) -> ResultTable? {
    switch facet {
    case "classes":
      let scores = part.part.tally(ClassScores.self)
      return .classes(
        part.name, classFigures(part.part), (name: "auc", value: { scores?.ranked($0).auc }))
    case "confusion":
      return part.part.tally(ConfusionMatrix.self).map { .confusion(part.name, labels, $0) }
    default: return errors(part)
    }
  }

  /// The rows that are most surely wrong.
  func worst(_ part: FacePart<ClassTask>) -> WorstRows {
    let answers = part.answers
    let truth = { (index: Int) in
      part.truth.name(of: part.truth.values.values[part.rows[index]])
    }
    let guess = { (index: Int) in labels[Int(answers.choices[index])] }
    let sure = { (index: Int) in answers.probabilities[index][Int(answers.choices[index])] }
    let wrong = part.rows.indices.filter { guess($0) != truth($0) }
    let worst = wrong.sorted { (sure($1), $0) < (sure($0), $1) }.prefix(10)
    return WorstRows(
      summary: "\(wrong.count) of \(part.rows.count) rows are wrong, the surest first",
      figure: "probability",
      rows: worst.map { index in
        WorstRows.Row(
          row: part.rows[index], truth: truth(index), predicted: guess(index),
          figure: FixedDecimal.string(Double(sure(index)), decimals: 3), label: guess(index))
      })
  }

  /// The same as a table.
  private func errors(_ part: FacePart<ClassTask>) -> ResultTable {
    let worst = worst(part)
    return ResultTable(
      title: "\(part.name): \(worst.summary)",
      columns: ["true", "predicted", worst.figure, "text"],
      alignments: [.left, .left, .right, .left],
      rows: worst.rows.map { [$0.truth, $0.predicted, $0.figure, part.data.title(of: $0.row)] })
  }

  func chart(_ plot: String, _ part: FacePart<ClassTask>) -> Chart? {
    switch plot {
    case "classes": return .classes(part.place, classFigures(part.part))
    case "confidence": return confidence(part)
    case RankCharts.roc, RankCharts.precisionRecall:
      return part.part.tally(ClassScores.self).flatMap {
        RankCharts.curves(
          plot, part.place, labels, $0, counts: classFigures(part.part).map(\.actual))
      }
    case RankCharts.calibrationPlot.name:
      return part.part.tally(ClassScores.self)?.calibration.map {
        RankCharts.calibration(part.place, $0)
      }
    default: return part.part.tally(ConfusionMatrix.self).map { .confusion(part.title, labels, $0) }
    }
  }

  /// The rows of each bin of probability, those that are right below those that are wrong.
  private func confidence(_ part: FacePart<ClassTask>) -> Chart {
    var (right, wrong): ([Double], [Double]) = ([], [])
    for (index, row) in part.rows.enumerated() {
      let guess = Int(part.answers.choices[index])
      let isRight = labels[guess] == part.truth.name(of: part.truth.values.values[row])
      let sureness = Double(part.answers.probabilities[index][guess])
      if isRight { right.append(sureness) } else { wrong.append(sureness) }
    }
    return Chart(
      "\(part.place), rows by probability of the prediction", x: ChartAxis("probability"),
      y: ChartAxis("rows", isWhole: true),
      body: .histogram(
        Histogram(
          [(name: "right", numbers: right), (name: "wrong", numbers: wrong)], most: 20,
          isWhole: false, range: 0...1)))
  }

  // MARK: Predictions

  /// The largest number of classes whose probabilities stand in a table.
  private static let mostColumns = 6

  var columns: [String] { ["probability"] + labels.map { "p(\($0))" } }

  func furtherColumns(_ name: String) -> [String] { ["prediction.\(name)", "probability.\(name)"] }

  func answer(_ answers: ClassAnswers, row: Int, _ context: AnswerContext) -> FaceAnswer {
    let (shares, choice) = (answers.probabilities[row], Int(answers.choices[row]))
    // Beside another target it is the most probable class, whatever the threshold of that.
    let best = ClassAnswers.mostProbable(shares)
    return FaceAnswer(
      label: labels[choice], cells: ([shares[choice]] + shares).map { .number($0) }, lineCells: 1,
      further: (
        [.text(labels[best]), .number(shares[best])], [labels[best], Self.text(shares[best])]
      ))
  }

  func table(_ answers: ClassAnswers, _ context: AnswerContext) -> ResultTable {
    let shown = labels.count <= Self.mostColumns ? labels : []
    return ResultTable(
      columns: [context.rowName, "prediction", "probability"] + shown.map { "p(\($0))" },
      alignments: [.left, .left, .right] + shown.map { _ in .right },
      rows: context.texts.indices.map { row in
        let (shares, choice) = (answers.probabilities[row], Int(answers.choices[row]))
        return [context.texts[row], labels[choice], Self.text(shares[choice])]
          + (shown.isEmpty ? [] : shares.map(Self.text))
      })
  }

  static func text(_ probability: Float) -> String {
    FixedDecimal.string(Double(probability), decimals: 3)
  }

  // MARK: Explanations

  func subject(_ question: ExplanationQuestion) -> ExplanationSubject? {
    guard let shares = (question.answers as? ClassAnswers)?.probabilities.first else { return nil }
    return .class(labels, shares, question.label)
  }

  func facts(column: String) -> [[String]] {
    [["target", "\(column) class"], ["classes", labels.counted]]
  }
}

extension ExplanationSubject {
  /// A class or label that was asked for, or else the most probable one.
  static func `class`(
    _ labels: [String], _ shares: [Float], _ label: String?
  ) -> ExplanationSubject? {
    let number =
      label.flatMap { labels.firstIndex(of: $0) } ?? ClassAnswers.mostProbable(shares)
    guard shares.indices.contains(number) else { return nil }
    return ExplanationSubject(
      choice: number, text: "\(labels[number]), probability \(ClassFace.text(shares[number]))")
  }
}

extension [String] {
  /// How many there are, and which: `2: bad, good`.
  var counted: String { "\(count): " + joined(separator: ", ") }
}
