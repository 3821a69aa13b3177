// SPDX-License-Identifier: Apache-2.0

import LSTM

/// What an `eval` or a `baseline` statement defines: how well a run, or a naive guess, does on a
/// split.
final class EvaluationObject: ScriptObject {
  /// What is evaluated.
  enum Subject {
    case run(RunObject)
    case baseline(BaselineEntry)
  }

  let name: String
  let subject: Subject
  let data: DataObject
  let split: SplitName
  /// What it came to; nil before it has run.
  var result: Evaluation?

  init(name: String, subject: Subject, data: DataObject, split: SplitName) {
    self.name = name
    self.subject = subject
    self.data = data
    self.split = split
  }

  /// The classes that its figures are of.
  var labels: [String] {
    switch subject {
    case .run(let run): run.labels.names
    case .baseline: data.dataset.labels.names
    }
  }

  var kind: ObjectKind { .evaluation }

  private var subjectName: String {
    switch subject {
    case .run(let run): run.name
    case .baseline(let baseline): baseline.name
    }
  }

  var title: String {
    guard let result else { return "evaluation \(name): not run yet" }
    return "\(subjectName) on \(data.name).\(split.rawValue): "
      + "accuracy \(FixedDecimal.string(result.confusion.accuracy, decimals: 4)), "
      + "macro F1 \(FixedDecimal.string(result.confusion.f1(.macro), decimals: 4))"
  }

  private static let figures:
    [(name: String, summary: String, value: @Sendable (Evaluation) -> Double)] = [
      ("accuracy", "share of rows that are right", { $0.confusion.accuracy }),
      ("f1", "macro F1: the mean over the classes", { $0.confusion.f1(.macro) }),
      ("precision", "macro precision", { $0.confusion.precision(.macro) }),
      ("recall", "macro recall", { $0.confusion.recall(.macro) }),
      ("f1_micro", "F1 counted over all rows", { $0.confusion.f1(.micro) }),
      ("precision_micro", "precision counted over all rows", { $0.confusion.precision(.micro) }),
      ("recall_micro", "recall counted over all rows", { $0.confusion.recall(.micro) }),
      (
        "f1_weighted", "mean F1, weighted by the rows of each class", { $0.confusion.f1(.weighted) }
      ),
      ("loss", "mean loss", { $0.loss }),
      ("rows", "rows evaluated", { Double($0.rows.count) }),
    ]

  static var fields: [FieldSpec] {
    figures.map { FieldSpec(name: $0.name, type: .number, summary: $0.summary) }
  }

  static var facets: [(name: String, summary: String)] {
    [
      (name: "classes", summary: "precision, recall and F1 of each class"),
      (name: "confusion", summary: "how often each class was taken for each"),
      (name: "errors", summary: "the rows that are most surely wrong"),
    ] + figures.map { (name: $0.name, summary: $0.summary) }
  }

  func value(of field: String) -> Value? {
    guard let result, let figure = Self.figures.first(where: { $0.name == field }) else {
      return nil
    }
    return .number(figure.value(result))
  }

  func tables(facets: [String], full: Bool) -> [ResultTable] {
    guard let result else { return [] }
    let wanted =
      facets.isEmpty ? ["figures"] + (full ? ["classes", "confusion", "errors"] : []) : facets
    let figures = wanted.filter { facet in Self.figures.contains { $0.name == facet } }
    var tables = figures.isEmpty ? [] : [figuresTable(result, figures)]
    for facet in wanted {
      switch facet {
      case "figures":
        tables.append(
          figuresTable(result, ["accuracy", "f1", "precision", "recall", "loss", "rows"]))
      case "classes": tables.append(classesTable(result))
      case "confusion": tables.append(confusionTable(result))
      case "errors": tables.append(errorsTable(result))
      default: break
      }
    }
    return tables
  }

  /// The figures, beside those of the constant guess.
  private func figuresTable(_ result: Evaluation, _ names: [String]) -> ResultTable {
    let row = { (title: String, evaluation: Evaluation) in
      [title]
        + names.map { name in
          let value = Self.figures.first { $0.name == name }?.value(evaluation) ?? .nan
          return name == "rows" ? Value.text(of: value) : FixedDecimal.string(value, decimals: 4)
        }
    }
    var rows = [row(subjectName, result)]
    if case .run = subject {
      rows.append(row("constant", BaselineCatalog.constant(data.dataset, split)))
    }
    return ResultTable(
      title: "\(name): \(data.name).\(split.rawValue)", columns: [""] + names,
      alignments: [.left] + names.map { _ in .right }, rows: rows)
  }

  private func classesTable(_ result: Evaluation) -> ResultTable {
    let confusion = result.confusion
    let share = { (value: Double) in FixedDecimal.string(value, decimals: 3) }
    return ResultTable(
      title: "\(name): classes", columns: ["class", "precision", "recall", "f1", "rows"],
      alignments: [.left, .right, .right, .right, .right],
      rows: labels.enumerated().map { index, label in
        [
          label, share(confusion.precision(index)), share(confusion.recall(index)),
          share(confusion.f1(index)), String(confusion.support(index)),
        ]
      })
  }

  private func confusionTable(_ result: Evaluation) -> ResultTable {
    ResultTable(
      title: "\(name): confusion, a row a true class, a column a prediction",
      columns: [""] + labels, alignments: [.left] + labels.map { _ in .right },
      rows: labels.enumerated().map { actual, label in
        [label]
          + labels.indices.map { String(result.confusion[actual: actual, predicted: $0]) }
      })
  }

  private func errorsTable(_ result: Evaluation) -> ResultTable {
    let dataset = data.dataset
    let wrong = result.rows.indices.filter {
      labels[result.predictions[$0]]
        != dataset.labels.names[Int(dataset.classes[result.rows[$0]])]
    }
    let sure = { (index: Int) in result.probabilities[index][result.predictions[index]] }
    let worst = wrong.sorted { (sure($1), $0) < (sure($0), $1) }.prefix(10)
    return ResultTable(
      title: "\(name): \(wrong.count) of \(result.rows.count) rows are wrong, the surest first",
      columns: ["true", "predicted", "probability", "text"],
      alignments: [.left, .left, .right, .left],
      rows: worst.map { index in
        let row = result.rows[index]
        return [
          dataset.labels.names[Int(dataset.classes[row])], labels[result.predictions[index]],
          FixedDecimal.string(Double(sure(index)), decimals: 3), dataset.texts[row],
        ]
      })
  }
}
