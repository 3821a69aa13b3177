// SPDX-License-Identifier: Apache-2.0

import LSTM

/// How a task shows itself: its data, its evaluations, its predictions and why they were made.
protocol Face: Sendable {
  /// The task that it is of.
  associatedtype Meaning: TargetTask

  init(_ task: Meaning)

  var task: Meaning { get }

  // MARK: Data

  /// The heading over the names of its values in a table of a data set.
  var nameColumn: String { get }
  /// How a data set of it is shown in another way than rows by class; nil where it is not.
  var ownDataTables: (any DataTables)? { get }
  /// How many values there are to choose from, or numbers to predict: `3 classes`, `1 number`.
  var counted: String { get }
  /// What `show` takes of a data set beside what all data sets have, and the table of each.
  static var dataFacets: [FaceFacet] { get }
  func table(dataFacet facet: String, _ data: Dataset) -> ResultTable?
  /// What a user should know of the values of a data set.
  func notes(_ target: Target) -> [String]
  /// The values of a row.
  func text(of target: Target, row: Int) -> String

  // MARK: Evaluations

  /// What is shown row by row and class by class.
  static var facets: [FaceFacet] { get }
  /// One of these facets.
  func table(_ facet: String, _ part: FacePart<Meaning>, full: Bool) -> ResultTable?
  /// The rows that it does worst on, the worst first; empty where rows are not wrong by themselves.
  func worst(_ part: FacePart<Meaning>) -> WorstRows
  /// The pictures of an evaluation.
  static var plots: [FaceFacet] { get }
  /// One of them; nil where there is nothing to draw.
  func chart(_ plot: String, _ part: FacePart<Meaning>) -> Chart?
  /// The figures of its table.
  func shownMetrics(_ part: Evaluation.Part?) -> [MetricEntry]
  /// What a title calls a figure.
  func title(of metric: MetricEntry, _ part: Evaluation.Part?) -> String

  /// What stands below a table of figures.
  func notes(of metrics: [MetricEntry], _ part: Evaluation.Part?) -> [String]

  /// What figures can be asked for by name, such as classes.
  var classNames: [String] { get }
  /// What one and several of them are called.
  var classWords: (one: String, many: String) { get }
  /// The figures of each, in the order of `classNames`.
  func classFigures(_ part: Evaluation.Part) -> [ClassFigures]

  // MARK: Predictions

  /// The names of what stands after a prediction in a file.
  var columns: [String] { get }
  /// The same where it stands beside another target.
  func furtherColumns(_ name: String) -> [String]
  /// What is predicted of a row, as a file has it.
  func answer(_ answers: Meaning.Gathered, row: Int, _ context: AnswerContext) -> FaceAnswer
  /// A row a text.
  func table(_ answers: Meaning.Gathered, _ context: AnswerContext) -> ResultTable
  /// Whether what is predicted cuts the whole text into words.
  var cutsWords: Bool { get }

  // MARK: Explanations

  /// What is explained of a text: a score, the step where it stands, and its name.
  func subject(_ question: ExplanationQuestion) -> ExplanationSubject?

  /// What a saved model of it is.
  func facts(column: String) -> [[String]]
}

/// What `show` or `plot` takes of an evaluation.
typealias FaceFacet = (name: String, summary: String)

/// A data set that is not shown as rows by class.
protocol DataTables: Sendable {
  /// One line about it.
  func title(_ name: String, _ data: Dataset) -> String
  /// A row a part.
  func splits(title: String, _ data: Dataset, footnotes: [String]) -> ResultTable
  /// The first rows.
  func rows(_ data: Dataset) -> ResultTable
}

/// The part of an evaluation that is shown.
struct ShownPart {
  /// The name of the evaluation.
  let name: String
  /// The data and the split: `t: d.test`.
  let place: String
  /// One line about it.
  let title: String
  /// The rows as they were read.
  let data: Dataset
  /// The target as the data have it.
  let truth: Target
  /// The rows that were measured.
  let rows: [Int]
  /// The answers and the counts.
  let part: Evaluation.Part
}

/// The same with the answers of a task, as its face shows them.
@dynamicMemberLookup
struct FacePart<Meaning: TargetTask> {
  /// What is shown.
  let shown: ShownPart
  /// What was answered for each row.
  let answers: Meaning.Gathered

  subscript<Value>(dynamicMember path: KeyPath<ShownPart, Value>) -> Value { shown[keyPath: path] }
}

/// What was found of one class, label or type of entity.
struct ClassFigures {
  /// As tables show it; entities of tags without types are of the type `any`.
  let name: String
  /// Its number; of a type of entities its place in the order of types.
  let index: Int
  let precision: Double
  let recall: Double
  let f1: Double
  /// How often it is there.
  let actual: Int
}

extension ClassFigures {
  /// What was counted of one of them.
  init(_ name: String, _ index: Int, _ count: EntityCounts.Count) {
    self.init(
      name: name, index: index, precision: count.precision, recall: count.recall, f1: count.f1,
      actual: count.actual)
  }
}

/// What answers are shown with.
struct AnswerContext {
  /// The rows that were answered: their texts, or what stands for them.
  let texts: [String]
  /// How texts were cut; nil for rows of numbers.
  let transform: TextTransform?
  /// What the column of the rows is called: `text`, the column of the series, or `row`.
  let rowName: String
  /// What stands between the values of a cell.
  let separator: String

  /// Several values in one cell.
  func joined(_ values: [String]) -> String { TargetCells.joined(values, separator: separator) }
}

/// What is predicted of a row, as a file has it.
struct FaceAnswer {
  /// The class, the text with its entities marked, or its labels or phrases.
  let label: String
  /// The same as JSON has it; nil for a text.
  var json: String?
  /// What stands in the columns after it.
  var cells: [AnswerCell] = []
  /// How many of the cells stand in a line of text too; nil for all.
  var lineCells: Int?
  /// Whether it is a line by itself in a file of lines, and stands not before the text.
  var isLine = false
  /// Several texts that were asked for, the best first, with their scores; none where one was.
  var best: [(text: String, score: String)] = []
  /// The tags of the tokens; nil where none are predicted.
  var tags: [String]?
  /// Beside another target: the cells, and what a table shows.
  var further: (cells: [AnswerCell], shown: [String]) = ([], [])
}

/// A cell of a file.
enum AnswerCell: Hashable {
  /// A number as it is spelled.
  case number(spelled: String)
  case text(String)

  /// A share, or another number of a network.
  static func number(_ value: Float) -> AnswerCell { .number(spelled: value.description) }

  /// Without quotes.
  var plain: String {
    switch self {
    case .number(let spelled), .text(let spelled): spelled
    }
  }
}

/// What `explain` asks of a face.
struct ExplanationQuestion {
  let network: Network
  let transform: TextTransform?
  /// How many steps it has.
  let steps: Int
  /// The text as numbers, in row 0; none of a row of numbers.
  let column: TokenColumn
  /// The tokens as they are shown.
  let tokens: [String]
  /// The class to explain; nil for what is predicted.
  let label: String?
  /// What the heads answer.
  let answers: any Answers
  /// The window that is explained; nil for other rows.
  var window: (of: WindowInput, row: Int)?
}

/// What is explained.
struct ExplanationSubject {
  /// The number of the choice.
  let choice: Int
  /// The step of its score, where each has one.
  var step = 0
  /// Its name, such as `good, probability 0.93`.
  let text: String
  /// What its score is measured from, and in, where it is that of a number.
  var scale = (center: 0.0, unit: 1.0)
}

extension Face {
  var nameColumn: String { "class" }
  var ownDataTables: (any DataTables)? { nil }
  func notes(_ target: Target) -> [String] { [] }
  static var dataFacets: [FaceFacet] { [] }
  func table(dataFacet facet: String, _ data: Dataset) -> ResultTable? { nil }
  var counted: String {
    let count = (task as? any Labelled)?.labels.count ?? task.shape.count
    let entry = task.entry
    return "\(Amount.grouped(count)) \(count == 1 ? entry.name : entry.plural)"
  }
  func text(of target: Target, row: Int) -> String {
    target.values[row].map { target.name(of: $0) }.joined(separator: " ")
  }
  func shownMetrics(_ part: Evaluation.Part?) -> [MetricEntry] { task.leading.shown }
  func title(of metric: MetricEntry, _ part: Evaluation.Part?) -> String { metric.name }
  func notes(of metrics: [MetricEntry], _ part: Evaluation.Part?) -> [String] { [] }
  var classNames: [String] { [] }
  func classFigures(_ part: Evaluation.Part) -> [ClassFigures] { [] }
  func furtherColumns(_ name: String) -> [String] { [] }
  var cutsWords: Bool { false }
  func worst(_ part: FacePart<Meaning>) -> WorstRows { .none }
  static var plots: [FaceFacet] { [] }
  func chart(_ plot: String, _ part: FacePart<Meaning>) -> Chart? { nil }

  var facets: [FaceFacet] { Self.facets }
  var dataFacets: [FaceFacet] { Self.dataFacets }
  var plots: [FaceFacet] { Self.plots }

  /// The face of a task, where it is of that task.
  static func make(_ task: any TargetTask) -> (any Face)? { (task as? Meaning).map { Self($0) } }

  /// Does something with answers that are those of this task.
  private func with<Result>(
    _ answers: any Answers, _ body: (Meaning.Gathered) -> Result?
  ) -> Result? {
    (answers as? Meaning.Gathered).flatMap(body)
  }

  func answer(any answers: any Answers, row: Int, _ context: AnswerContext) -> FaceAnswer {
    with(answers) { answer($0, row: row, context) } ?? FaceAnswer(label: "")
  }

  func table(any answers: any Answers, _ context: AnswerContext) -> ResultTable {
    with(answers) { table($0, context) }
      ?? ResultTable(columns: [], alignments: [], rows: [])
  }

  private func facePart(_ shown: ShownPart) -> FacePart<Meaning>? {
    with(shown.part.answers) { FacePart(shown: shown, answers: $0) }
  }

  func table(_ facet: String, any shown: ShownPart, full: Bool) -> ResultTable? {
    facePart(shown).flatMap { table(facet, $0, full: full) }
  }

  func worst(any shown: ShownPart) -> WorstRows { facePart(shown).map { worst($0) } ?? .none }

  func chart(_ plot: String, any shown: ShownPart) -> Chart? {
    facePart(shown).flatMap { chart(plot, $0) }
  }
}

/// The faces of the tasks; one line each.
enum FaceCatalog {
  static let all: [any Face.Type] = [
    ClassFace.self, TagsFace.self, LabelsFace.self, PhrasesFace.self, NumberFace.self,
    ForecastFace.self, WrittenFace.self, TranscriptFace.self, NextFace.self,
  ]

  /// The face of a task; a test holds that each has one.
  static func face(of task: any TargetTask) -> any Face {
    for type in all { if let face = type.make(task) { return face } }
    return NextFace(NextTask(tokens: task.shape.count))
  }

  /// The facets of all, each once.
  static var facets: [FaceFacet] { once(all.flatMap { $0.facets }) }
  /// The facets of data sets of all, each once.
  static var dataFacets: [FaceFacet] { once(all.flatMap { $0.dataFacets }) }
  /// The plots of all, each once.
  static var plots: [FaceFacet] { once(all.flatMap { $0.plots }) }

  private static func once(_ facets: [FaceFacet]) -> [FaceFacet] {
    var seen: Set<String> = []
    return facets.filter { seen.insert($0.name).inserted }
  }
}
