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
  /// How the texts are looked for that a decoder writes; nil where none does.
  var search: TextSearch?
  /// The results: one, one for each of several runs, or none before it has run.
  var results: [Evaluation] {
    get { part.map { part in part.whole.results.map { $0.alone(part.index) } } ?? own }
    set { own = newValue }
  }
  private var own: [Evaluation] = []
  /// What it is of an evaluation of several targets: that of one of them.
  private var part: (whole: EvaluationObject, index: Int)?
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

  /// What its figures are of.
  var task: any TargetTask {
    let index = part?.index ?? 0
    let own: any TargetTask =
      switch subject {
      case .run(let run): run.targets[index].task
      case .runs(let sweep): sweep.best.targets[index].task
      case .baseline: data.dataset.task
      }
    guard steps > 0, let forecasts = own as? ForecastTask else { return own }
    return forecasts.reaching(steps)
  }

  /// How it shows itself.
  var face: any Face { FaceCatalog.face(of: task) }

  var kind: ObjectKind { .evaluation }

  private var subjectName: String {
    switch subject {
    case .run(let run): run.name
    case .runs(let sweep): sweep.name
    case .baseline(let baseline): baseline.title
    }
  }

  var title: String {
    guard !results.isEmpty else { return "evaluation \(name): not run yet" }
    return "\(subjectName) on \(data.name).\(split.rawValue): "
      + task.leading.titled.map { metric in
        let spread = statistics(metric)
        let text =
          results.count > 1 ? spread?.text ?? "-" : FixedDecimal.figure(spread?.mean)
        return "\(face.title(of: metric, result?.leading)) \(text)"
      }.joined(separator: ", ")
      + parts.dropFirst().map { part in
        let metric = part.task.leading.titled[0]
        let mean = FixedDecimal.figure(part.statistics(metric)?.mean)
        return ", \(part.data.targetColumn) \(metric.name) \(mean)"
      }.joined()
  }

  /// The data and the split: `d.test`.
  var place: String { "\(data.name).\(split.rawValue)" }

  /// What a log notes of it.
  var record: Record {
    Record(
      "eval",
      [
        ("name", .text(name)), ("subject", .text(subjectName)), ("data", .text(data.name)),
        ("split", .text(split.rawValue)), ("runs", .number(Double(results.count))),
      ]
        + task.metrics.compactMap { metric in
          statistics(metric.entry).map { (metric.name, .number($0.mean)) }
        }
        + parts.dropFirst().flatMap { part in
          part.task.watchedMetrics.compactMap { metric in
            part.statistics(metric.entry).map {
              ("\(part.data.targetColumn).\(metric.name)", .number($0.mean))
            }
          }
        }
        + (results.count > 1 ? [statistics(task.leading.titled[0])] : []).compactMap { spread in
          spread.map { ("deviation", .number($0.deviation)) }
        }
        + constantFields)
  }

  private var constantFields: [(name: String, value: Record.Field)] {
    guard hasNaive else { return [] }
    return naiveResults[0].result.leading.fields(task.watchedMetrics, prefix: "constant_")
  }

  /// Whether a naive guess stands beside it, which has rows to learn from.
  private var hasNaive: Bool {
    if case .baseline = subject { return false }
    return !data.dataset.splits.train.isEmpty && !naiveResults.isEmpty
  }
  /// What stands beside every evaluation, which takes counting the training rows.
  private(set) lazy var naiveResults = data.naiveResults(
    on: split, every: every, steps: steps)
  /// The settings of `eval`.
  static let options =
    NextTokenOptions.arguments + ForecastTask.evaluationOptions
    + SearchOptions.evaluationArguments

  /// Where the intervals of forecasts come from.
  var intervals = ForecastTask.Intervals.auto
  /// Of how many origins one is measured.
  var every = 1
  /// How many steps are measured after each origin, where that is more than the horizon; else 0.
  var steps = 0
  /// Whether all rows of the split are measured, in the usual way.
  var isUsual: Bool {
    every == 1 && steps == 0 && options == NextTokenOptions() && intervals == .auto
  }
  /// Where the sample paths of their intervals start.
  var seed: UInt64 = 0
  /// The data with the rows that are measured in the split.
  var measuredData: Dataset { data.dataset.reaching(steps).measuring(every, of: split) }

  /// A figure over the results; nil where one of them lacks it.
  private func statistics(_ metric: MetricEntry) -> Statistics? {
    Statistics(all: results.map { $0.figure(metric) })
  }

  static let fields = MetricCatalog.entries.map(\.field) + [deviation]

  private static let deviation = FieldSpec(
    name: "deviation", type: .number,
    summary: "standard deviation over several runs of the figure that leads, such as the accuracy; "
      + "0 for one")

  static let facets =
    FaceCatalog.facets.filter { $0.name != worstFacet.name } + [worstFacet, groupsFacet]
    + MetricCatalog.entries.map { (name: $0.name, summary: $0.summary) }

  /// What is shown row by row, class by class and group by group.
  private var ownFacets: [FaceFacet] {
    face.facets + (hasWorstRows ? [Self.worstFacet] : [])
      + (data.dataset.groups.isEmpty ? [] : [Self.groupsFacet])
  }

  var facets: [(name: String, summary: String)] {
    ownFacets + task.metrics.map { (name: $0.name, summary: $0.entry.summary) }
  }

  /// The figures of its task and, of several targets, each by its name.
  var fields: [FieldSpec] {
    task.metrics.map(\.entry.field).filter { absence(of: $0.name) == nil }
      + [Self.deviation]
      + parts.map {
        FieldSpec(
          name: $0.data.targetColumn, type: .object(.evaluation),
          summary: "the figures of this target by itself")
      }
  }

  func value(of field: String) -> Value? {
    let metric = MetricCatalog.entry(field)
    if metric == nil, let part = parts.first(where: { $0.data.targetColumn == field }) {
      return .object(part)
    }
    guard !results.isEmpty else { return nil }
    if field == Self.deviation.name {
      return statistics(task.leading.titled[0]).map { .number($0.deviation) }
    }
    return metric.flatMap { statistics($0) }.map { .number($0.mean) }
  }

  func absence(of field: String) -> String? {
    guard let metric = MetricCatalog.entry(field) else { return nil }
    guard task.metric(field) != nil else { return metric.absence(of: task) }
    return results.isEmpty || statistics(metric) != nil ? nil : metric.absence
  }

  func tables(facets: [String], full: Bool) -> [ResultTable] {
    guard let result else { return [] }
    let own = ownFacets.map(\.name)
    // The worst rows are errors with what takes time to find.
    let all = own.filter { $0 != Self.worstFacet.name || !hasWorstRows }
    let wanted = facets.isEmpty ? ["figures"] + (full ? ["further"] + all : []) : facets
    if !parts.isEmpty { return jointTables(wanted) }
    let figures = wanted.compactMap { MetricCatalog.entry($0) }
    var tables = figures.isEmpty ? [] : [figuresTable(figures)]
    for facet in wanted {
      switch facet {
      case "figures": tables.append(figuresTable(face.shownMetrics(result.leading)))
      case "further":
        let shown = face.shownMetrics(result.leading)
        let further = task.furtherMetrics.filter { !shown.contains($0) }
        if !further.isEmpty { tables.append(figuresTable(further).turned()) }
      case Self.worstFacet.name where hasWorstRows: tables.append(worstTable(result))
      case Self.groupsFacet.name: tables += [groupsTable(result, full: full)].compactMap { $0 }
      case let facet where own.contains(facet):
        tables += [face.table(facet, any: shown(result), full: full)].compactMap { $0 }
      default: break
      }
    }
    return tables
  }

  /// The leading target as a face shows it.
  func shown(_ result: Evaluation) -> ShownPart {
    ShownPart(
      name: name, place: "\(name): \(data.name).\(split.rawValue)", title: title,
      data: data.dataset, truth: data.dataset.target, rows: result.rows, part: result.leading)
  }

  /// What is shown of several targets: their figures in one table, the rest target by target.
  private func jointTables(_ wanted: [String]) -> [ResultTable] {
    let named = wanted.compactMap { MetricCatalog.entry($0) }
    let figures = wanted.contains("figures") ? task.leading.shown : named
    var tables: [ResultTable] = []
    if !figures.isEmpty {
      let rows = parts.flatMap { part in
        part.figuresTable(figures).rows.map { [part.data.targetColumn] + $0 }
      }
      tables.append(
        ResultTable(
          title: "\(name): \(data.name).\(split.rawValue)",
          columns: ["target", ""] + figures.map(\.name),
          alignments: [.left, .left] + figures.map { _ in .right }, rows: rows))
    }
    for facet in wanted where facet != "figures" && MetricCatalog.entry(facet) == nil {
      tables += parts.flatMap { $0.tables(facets: [facet], full: false) }
    }
    return tables
  }

  private func makeParts() -> [EvaluationObject] {
    let targets = data.dataset.targets
    if case .baseline(let entry) = subject, !entry.coversAll(of: data.dataset) { return [] }
    guard part == nil, targets.count > 1 else { return [] }
    return targets.enumerated().map { index, target in
      let own = index == 0 ? data.aimed(at: []) : data.aimed(at: target)
      let made = EvaluationObject(
        name: "\(name).\(own.targetColumn)", subject: subject, data: own, split: split)
      made.part = (self, index)
      return made
    }
  }

  /// The figures, beside those of the naive guess.
  private func figuresTable(_ metrics: [MetricEntry]) -> ResultTable {
    let row = { (title: String, evaluation: Evaluation) in
      [title] + metrics.map { $0.text(evaluation.figure($0)) }
    }
    var rows: [[String]] = []
    switch subject {
    case .run, .baseline:
      rows = results.map { row(subjectName, $0) }
      if search.map(\.looks) ?? false {
        rows += results.compactMap { $0.ofPlainTranscripts.map { row("without search", $0) } }
      }
    case .runs(let sweep):
      rows = zip(sweep.trials, results).map { row("\(subjectName) \($0.title)", $1) }
      let spread = metrics.map { statistics($0) }
      rows.append(["mean"] + zip(metrics, spread).map { $0.text($1?.mean) })
      rows.append(
        ["deviation"]
          + zip(metrics, spread).map { $0.unit == .count ? "" : $0.text($1?.deviation) })
    }
    if hasNaive { rows += naiveResults.map { row($0.baseline.title, $0.result) } }
    return ResultTable(
      title: "\(name): \(data.name).\(split.rawValue)\(measured)",
      columns: [""] + metrics.map(\.name),
      alignments: [.left] + metrics.map { _ in .right }, rows: rows,
      footnotes: (metrics.contains(where: \.isOfRanks) ? absentNote : [])
        + face.notes(of: metrics, result?.leading))
  }

  /// Which of several targets a baseline is of, where it is of one of them only.
  private var measured: String {
    guard case .baseline(let entry) = subject, part == nil,
      !entry.coversAll(of: data.dataset)
    else { return "" }
    return ", \(data.targetColumn) alone"
  }

  /// Which classes have no row, and so no part in the figures of ranks.
  private var absentNote: [String] {
    let absent = Set(
      results.flatMap { $0.leading.tally(ClassScores.self)?.absentClasses ?? [] }
    ).sorted()
    guard !absent.isEmpty else { return [] }
    let labels = face.classNames
    let names = absent.prefix(5).map { labels[$0] }.joined(separator: ", ")
    let more = absent.count > 5 ? " and \(absent.count - 5) more" : ""
    return ["no row has \(names)\(more), left out of auc and average_precision"]
  }

  // MARK: Pictures

  static let plots = FaceCatalog.plots

  var plots: [(name: String, summary: String)] { face.plots }

  func chart(_ plot: String) -> Chart? {
    guard let result, !result.rows.isEmpty else { return nil }
    return face.chart(plot, any: shown(result))
  }
}

extension MetricEntry {
  /// Whether it is of the order that the probabilities of classes give the rows.
  fileprivate var isOfRanks: Bool { name == "auc" || name == "average_precision" }
}
