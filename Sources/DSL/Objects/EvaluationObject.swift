// SPDX-License-Identifier: Apache-2.0

import LSTM

/// What an `eval` or a `baseline` statement defines: how well a run, or a naive guess, does on a
/// split.
final class EvaluationObject: ScriptObject {
  /// What is evaluated.
  enum Subject {
    case run(RunObject)
    /// The same run from several seeds.
    case runs(SweepObject)
    case baseline(BaselineEntry)
  }

  let name: String
  let subject: Subject
  let data: DataObject
  let split: SplitName
  /// What a language model may learn while it is measured.
  var options = NextTokenOptions()
  /// What it came to: one result, one for each of several runs, or none before it has run.
  var results: [Evaluation] {
    get { part.map { part in part.whole.results.map { part.take($0) } } ?? own }
    set { own = newValue }
  }
  private var own: [Evaluation] = []
  /// What it is of an evaluation of several targets: that of one of them.
  private var part: (whole: EvaluationObject, labels: Labels?, take: (Evaluation) -> Evaluation)?
  /// The evaluation of each target by itself; empty where there is but one.
  var parts: [EvaluationObject] { makeParts() }
  /// The first result, of which single rows and classes are shown.
  var result: Evaluation? { results.first }

  init(name: String, subject: Subject, data: DataObject, split: SplitName) {
    self.name = name
    self.subject = subject
    self.data = data
    self.split = split
  }

  /// The classes that its figures are of.
  var labels: [String] {
    if let labels = part?.labels { return labels.names }
    return switch subject {
    case .run(let run): run.labels.names
    case .runs(let sweep): sweep.best.labels.names
    case .baseline: data.dataset.labels.names
    }
  }

  var kind: ObjectKind { .evaluation }

  private var subjectName: String {
    switch subject {
    case .run(let run): run.name
    case .runs(let sweep): sweep.name
    case .baseline(let baseline): baseline.name
    }
  }

  var title: String {
    guard !results.isEmpty else { return "evaluation \(name): not run yet" }
    return "\(subjectName) on \(data.name).\(split.rawValue): "
      + leading.titled.map { figure in
        let spread = statistics(figure)
        let text =
          results.count > 1 ? spread?.text ?? "-" : FixedDecimal.text(spread?.mean, decimals: 4)
        return (figure == "f1" ? "\(f1Name) " : "\(figure) ") + text
      }.joined(separator: ", ")
      + parts.dropFirst().map { part in
        let mean = FixedDecimal.text(part.statistics("accuracy")?.mean, decimals: 4)
        return ", \(part.data.targetColumn) accuracy \(mean)"
      }.joined()
  }

  var kindOfTarget: Target.Kind { data.dataset.target.kind }

  private var leading: (shown: [String], titled: [String]) {
    EvaluationFigures.leading(kindOfTarget)
  }

  /// What its F1 is of.
  private var f1Name: String {
    if result?.labelling != nil { return "label F1" }
    guard let tagging = result?.tagging, let entities = tagging.entities else { return "macro F1" }
    if tagging.phrases != nil { return "phrase F1" }
    guard entities.types.allSatisfy(\.isEmpty) else { return "entity F1" }
    return labels.contains("O") ? "chunk F1" : "word F1"
  }

  /// What a log notes of it.
  var record: Record {
    Record(
      "eval",
      [
        ("name", .text(name)), ("subject", .text(subjectName)), ("data", .text(data.name)),
        ("split", .text(split.rawValue)), ("runs", .number(Double(results.count))),
      ]
        + EvaluationFigures.all(of: kindOfTarget).compactMap { figure in
          statistics(figure.name).map { (figure.name, .number($0.mean)) }
        }
        + parts.dropFirst().flatMap { part in
          EvaluationFigures.ofFurtherTargets.compactMap { name in
            part.statistics(name).map { ("\(part.data.targetColumn).\(name)", .number($0.mean)) }
          }
        }
        + (results.count > 1 ? [statistics("accuracy")] : []).compactMap { spread in
          spread.map { ("deviation", .number($0.deviation)) }
        }
        + constantFields)
  }

  private var constantFields: [(name: String, value: Record.Field)] {
    guard hasNaive else { return [] }
    return naiveResult.constantFields(of: kindOfTarget)
  }

  /// Whether a naive guess stands beside it, which has rows to learn from.
  private var hasNaive: Bool {
    if case .baseline = subject { return false }
    return !data.dataset.splits.train.isEmpty
  }
  /// What stands beside every evaluation.
  private var naive: BaselineEntry { BaselineCatalog.naive(for: kindOfTarget) }
  /// What it comes to, which takes counting the training rows.
  private(set) lazy var naiveResult = naive.evaluate(data.dataset, split)

  /// A figure over the results; nil where one of them lacks it.
  private func statistics(_ figure: String) -> Statistics? {
    EvaluationFigures.named(figure).flatMap { figure in
      Statistics(all: results.map { figure.value($0) })
    }
  }

  static let fields = EvaluationFigures.fields() + [deviation]

  private static let deviation = FieldSpec(
    name: "deviation", type: .number,
    summary: "standard deviation of the accuracy over several runs; 0 for one")

  static let facets = rowFacets + EvaluationFigures.all.map { (name: $0.name, summary: $0.summary) }

  /// What is shown row by row and class by class; a language model has no classes.
  private static let rowFacets = [
    (name: "classes", summary: "precision, recall and F1 of each class"),
    (name: "confusion", summary: "how often each class was taken for each"),
    (name: "errors", summary: "the rows that are most surely wrong"),
  ]

  var facets: [(name: String, summary: String)] {
    (kindOfTarget == .next ? [] : Self.rowFacets)
      + EvaluationFigures.all(of: kindOfTarget).map { (name: $0.name, summary: $0.summary) }
  }

  /// The figures of its kind of target and, of several targets, each by its name.
  var fields: [FieldSpec] {
    EvaluationFigures.fields(of: kindOfTarget).filter { absence(of: $0.name) == nil }
      + [Self.deviation]
      + parts.map {
        FieldSpec(
          name: $0.data.targetColumn, type: .object(.evaluation),
          summary: "the figures of this target by itself")
      }
  }

  func value(of field: String) -> Value? {
    if EvaluationFigures.named(field) == nil,
      let part = parts.first(where: { $0.data.targetColumn == field })
    {
      return .object(part)
    }
    guard !results.isEmpty else { return nil }
    if field == "deviation" { return statistics("accuracy").map { .number($0.deviation) } }
    return statistics(field).map { .number($0.mean) }
  }

  func absence(of field: String) -> String? {
    guard let figure = EvaluationFigures.named(field) else { return nil }
    guard figure.kinds.contains(kindOfTarget) else {
      return figure.absence(of: kindOfTarget)
    }
    return results.isEmpty || statistics(field) != nil ? nil : figure.absence
  }

  func tables(facets: [String], full: Bool) -> [ResultTable] {
    guard let result else { return [] }
    let rowByRow = kindOfTarget == .next ? [] : Self.rowFacets.map(\.name)
    let wanted =
      facets.isEmpty ? ["figures"] + (full ? ["further"] + rowByRow : []) : facets
    if !parts.isEmpty { return jointTables(wanted) }
    let figures = wanted.filter { EvaluationFigures.named($0) != nil }
    var tables = figures.isEmpty ? [] : [figuresTable(figures)]
    for facet in wanted {
      switch facet {
      case "figures":
        tables.append(figuresTable(leading.shown))
      case "further":
        let further = EvaluationFigures.all(of: kindOfTarget).map(\.name)
          .filter { !leading.shown.contains($0) }
        if !further.isEmpty { tables.append(figuresTable(further).turned()) }
      case "classes": tables.append(classesTable(result, full: full))
      case "confusion": tables.append(confusionTable(result))
      case "errors": tables.append(errorsTable(result))
      default: break
      }
    }
    return tables
  }

  /// What is shown of several targets: their figures in one table, the rest target by target.
  private func jointTables(_ wanted: [String]) -> [ResultTable] {
    let named = wanted.filter { EvaluationFigures.named($0) != nil }
    let figures = wanted.contains("figures") ? leading.shown : named
    var tables: [ResultTable] = []
    if !figures.isEmpty {
      let rows = parts.flatMap { part in
        part.figuresTable(figures).rows.map { [part.data.targetColumn] + $0 }
      }
      tables.append(
        ResultTable(
          title: "\(name): \(data.name).\(split.rawValue)", columns: ["target", ""] + figures,
          alignments: [.left, .left] + figures.map { _ in .right }, rows: rows))
    }
    for facet in wanted where facet != "figures" && EvaluationFigures.named(facet) == nil {
      tables += parts.flatMap { $0.tables(facets: [facet], full: false) }
    }
    return tables
  }

  private func makeParts() -> [EvaluationObject] {
    let others: [(target: Target, labels: Labels?)]
    switch subject {
    case .run(let run): others = data.dataset.others.map { ($0, run.labels(of: $0.name)) }
    case .runs(let sweep):
      others = data.dataset.others.map { ($0, sweep.best.labels(of: $0.name)) }
    case .baseline(let entry):
      // Of the baselines, that which looks at no word says something of every target.
      others = entry.coversAll ? data.dataset.others.map { ($0, nil) } : []
    }
    guard part == nil, !others.isEmpty else { return [] }
    let make = { (data: DataObject, labels: Labels?, take: @escaping (Evaluation) -> Evaluation) in
      let made = EvaluationObject(
        name: "\(self.name).\(data.targetColumn)", subject: self.subject, data: data,
        split: self.split)
      made.part = (self, labels, take)
      return made
    }
    return [make(data.aimed(at: []), nil, { $0.alone })]
      + others.enumerated().map { index, other in
        make(data.aimed(at: other.target), other.labels) { $0.others[index] }
      }
  }

  /// The figures, beside those of the constant guess.
  private func figuresTable(_ names: [String]) -> ResultTable {
    let figures = names.compactMap { EvaluationFigures.named($0) }
    let row = { (title: String, evaluation: Evaluation) in
      [title] + figures.map { $0.text($0.value(evaluation)) }
    }
    var rows: [[String]] = []
    switch subject {
    case .run, .baseline: rows = results.map { row(subjectName, $0) }
    case .runs(let sweep):
      rows = zip(sweep.trials, results).map { row("\(subjectName) \($0.title)", $1) }
      let spread = names.map { statistics($0) }
      rows.append(["mean"] + zip(figures, spread).map { $0.text($1?.mean) })
      rows.append(
        ["deviation"] + zip(figures, spread).map { $0.isCount ? "" : $0.text($1?.deviation) })
    }
    if hasNaive { rows.append(row(naive.name, naiveResult)) }
    return ResultTable(
      title: "\(name): \(data.name).\(split.rawValue)\(measured)", columns: [""] + names,
      alignments: [.left] + names.map { _ in .right }, rows: rows,
      footnotes: figures.contains(where: \.isOfRanks) ? absentNote : [])
  }

  /// Which of several targets a baseline is of, where it is of one of them only.
  private var measured: String {
    guard case .baseline = subject, part == nil, !data.dataset.others.isEmpty else { return "" }
    return ", \(data.targetColumn) alone"
  }

  private func classesTable(_ result: Evaluation, full: Bool) -> ResultTable {
    if let counts = result.labelling?.counts { return labelsTable(counts, full: full) }
    if let tagging = result.tagging, let entities = tagging.entities {
      return entitiesTable(entities, phrases: tagging.phrases)
    }
    let share = { (value: Double?) in FixedDecimal.text(value, decimals: 3) }
    let hasRanks = EvaluationFigures.named("auc")?.kinds.contains(kindOfTarget) == true
    let columns = ["precision", "recall", "f1"] + (hasRanks ? ["auc"] : []) + ["rows"]
    return ResultTable(
      title: "\(name): classes", columns: ["class"] + columns,
      alignments: [.left] + columns.map { _ in .right },
      rows: classFigures(of: result).map { found in
        [found.name, share(found.precision), share(found.recall), share(found.f1)]
          + (hasRanks ? [share(result.ranked(found.index).auc)] : []) + [String(found.actual)]
      })
  }

  /// The sequences with the most wrong tags, as they should be and as they were found.
  private func taggingErrorsTable(_ result: Evaluation, _ tagging: Evaluation.Tagging)
    -> ResultTable
  {
    let dataset = data.dataset
    let truths = result.rows.map { row in
      dataset.target.values[row].map { dataset.labels.decode($0) ?? "" }
    }
    let found = tagging.tags.map { tags in
      tags.map { labels.indices.contains(Int($0)) ? labels[Int($0)] : "" }
    }
    let wrong = zip(truths, found).map { zip($0, $1).count { $0 != $1 } }
    let worst = wrong.indices.filter { wrong[$0] > 0 }
      .sorted { (wrong[$1], $0) < (wrong[$0], $1) }.prefix(5)
    return ResultTable(
      title: "\(name): \(wrong.count { $0 > 0 }) of \(result.rows.count) rows have a wrong tag",
      columns: ["wrong", "", "text"], alignments: [.right, .left, .left],
      rows: worst.flatMap { index -> [[String]] in
        let text = dataset.texts[result.rows[index]]
        let marked = {
          TaggedText(text, tags: $0, dataset.transform, of: dataset.labels.names).marked
        }
        return [
          [String(wrong[index]), "true", marked(truths[index])],
          ["", "found", marked(found[index])],
        ]
      })
  }

  private func confusionTable(_ result: Evaluation) -> ResultTable {
    if let counts = result.labelling?.counts { return labelErrorsTable(counts) }
    return ResultTable(
      title: "\(name): confusion, a row a true class, a column a prediction",
      columns: [""] + labels, alignments: [.left] + labels.map { _ in .right },
      rows: labels.enumerated().map { actual, label in
        [label]
          + labels.indices.map { String(result.confusion[actual: actual, predicted: $0]) }
      })
  }

  private func errorsTable(_ result: Evaluation) -> ResultTable {
    if let labelling = result.labelling { return wrongSetsTable(result, labelling) }
    if let tagging = result.tagging { return taggingErrorsTable(result, tagging) }
    let dataset = data.dataset
    let wrong = result.rows.indices.filter {
      labels[result.predictions[$0]]
        != dataset.target.name(of: dataset.classes[result.rows[$0]])
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
          dataset.target.name(of: dataset.classes[row]), labels[result.predictions[index]],
          FixedDecimal.string(Double(sure(index)), decimals: 3), dataset.texts[row],
        ]
      })
  }
}
