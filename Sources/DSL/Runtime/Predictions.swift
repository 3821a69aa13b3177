// SPDX-License-Identifier: Apache-2.0

import LSTM

/// What a run predicts of some texts, target by target.
struct Predictions {
  /// The face of each target, the leading one first.
  private let faces: [(name: String, face: any Face)]
  /// What was answered for each target.
  private let answers: [any Answers]
  private let context: AnswerContext
  /// Whether each step of a row of numbers has an answer of its own.
  let answersSteps: Bool

  /// The predictions of a run for some rows; nil when `shouldStop` says so on the way.
  ///
  /// Throws when there is no memory for it.
  ///
  /// - Parameter search: how texts are looked for, where some are written.
  init?(
    _ run: RunObject, _ worker: PredictionWorker, _ rows: PredictedRows,
    search: TextSearch, shouldStop: () -> Bool
  ) throws(MemoryShortage) {
    let places = Array(rows.titles.indices)
    guard
      let found = try worker.answers(
        rows.columns, rows: places, search: search.options,
        language: search.reader(for: run.task), shouldStop: shouldStop)
    else { return nil }
    self.init(run, rows.titles, named: rows.inputs?.titleName ?? "text", found)
  }

  /// What was answered for one row.
  init(_ run: RunObject, of answers: [any Answers]) { self.init(run, [""], named: "", answers) }

  /// Predictions of no text.
  init(none run: RunObject) {
    self.init(run, [], named: "", run.targets.map { $0.task.anyAnswers(rows: 0) })
  }

  private init(
    _ run: RunObject, _ texts: [String], named name: String, _ answers: [any Answers]
  ) {
    faces = run.targets.map { ($0.column, FaceCatalog.face(of: $0.task)) }
    self.answers = answers
    context = AnswerContext(
      texts: texts, transform: run.text, rowName: name, separator: run.setup.separator)
    answersSteps = run.text == nil && run.task.shape.places == .steps
  }

  private var leading: any Face { faces[0].face }

  /// What stands after a prediction in a file, such as the probability of each class.
  var columns: [String] {
    (answersSteps ? [] : leading.columns)
      + faces.dropFirst().flatMap { $0.face.furtherColumns($0.name) }
  }

  /// How many texts were cut.
  var cut: CutTexts {
    guard let written = (answers[0] as? any WrittenAnswers)?.written else { return CutTexts() }
    let transform = context.transform
    return CutTexts(
      texts: context.texts.count,
      read: transform.map { transform in context.texts.count { transform.isCut($0) } } ?? 0,
      written: zip(context.texts, written).count { text, found in
        // Of nothing nothing is written.
        found.first?.isCut ?? false && transform.map { !$0.tokens(in: text).isEmpty } ?? true
      })
  }

  /// What is predicted of a text, as a file has it.
  struct Answer {
    /// The class, the text with its entities marked, or its labels or phrases.
    let label: String
    /// The facts of `columns`, without quotes.
    let plain: [String]
    /// The label and the facts, as JSON has them.
    let json: [String]
    /// Those that stand in a line of text: not the probability of each class.
    let lineFacts: [String]
    /// Whether it is a line by itself in a file of lines.
    let isLine: Bool
    /// Several texts that were asked for, the best first, with their scores; none where one was.
    let best: [(text: String, score: String)]
    /// The tags of the tokens; nil where none are predicted.
    let tags: [String]?
    /// The class of the first target beside the tags; nil where there is none.
    let otherLabel: String?
  }

  /// What is predicted of a text, as a file has it.
  func answer(of row: Int) -> Answer {
    let own = leading.answer(any: answers[0], row: row, context)
    let further = further(of: row)
    let cells = own.cells + further.flatMap(\.cells)
    let plain = cells.map(\.plain)
    return Answer(
      label: own.label, plain: plain,
      json: [own.json ?? JSONString.encode(own.label)] + cells.map(\.json),
      lineFacts: Array(plain.prefix(own.lineCells ?? plain.count)), isLine: own.isLine,
      best: own.best, tags: own.tags,
      otherLabel: further.first?.shown.first)
  }

  /// What is predicted of a step of a row of numbers, as a file has it.
  func answer(of row: Int, step: Int) -> Answer {
    let whole = answer(of: row)
    let label = whole.tags?[step] ?? whole.label
    return Answer(
      label: label, plain: [], json: [JSONString.encode(label)], lineFacts: [], isLine: false,
      best: [], tags: nil,
      otherLabel: nil)
  }

  /// What is predicted beside the leading target.
  private func further(of row: Int) -> [(cells: [AnswerCell], shown: [String])] {
    zip(faces, answers).dropFirst().map { $0.face.answer(any: $1, row: row, context).further }
  }

  /// A row a text.
  var table: ResultTable {
    var table = leading.table(any: answers[0], context)
    for (name, _) in faces.dropFirst() {
      table.columns += [name, "probability"]
      table.alignments += [.left, .right]
    }
    for row in table.rows.indices { table.rows[row] += further(of: row).flatMap(\.shown) }
    return table
  }
}

/// Rows that a run is to predict: what it reads of each, and what a table calls them.
struct PredictedRows {
  /// The inputs, the leading one first.
  let columns: [any Column]
  /// The texts of the rows, or what stands for them.
  let titles: [String]
  /// The rows where they have numbers; nil for texts alone.
  let inputs: InputRows?

  /// Texts as a run reads them.
  init(texts: [String], _ run: RunObject) {
    columns = [run.text?.column(of: texts) ?? TokenColumn()]
    (titles, inputs) = (texts, nil)
  }

  /// Texts, or the paths of recordings, as a run reads them.
  ///
  /// Throws what is wrong with a recording.
  ///
  /// - Parameter folder: where relative paths begin; nil for the working directory.
  init(
    _ texts: [String], _ run: RunObject, in folder: String?,
    shouldStop: () -> Bool = { false }
  ) throws(DataError) {
    guard let sound = run.sound, let numbers = run.numbers, !texts.isEmpty else {
      self.init(texts: texts, run)
      return
    }
    var table = try Table(columns: [sound.column], rows: texts.map { [$0] })
    table.folder = folder
    self.init(
      try InputRows(
        table, run.setup.inputs, numbers, run.outcome?.network?.compute, shouldStop: shouldStop))
  }

  /// Rows with numbers, which stand beside texts where there are some.
  init(_ inputs: InputRows) {
    (columns, titles, self.inputs) = (inputs.columns, inputs.titles, inputs)
  }
}

/// How many texts were not read, or not written, to their end.
struct CutTexts: Hashable {
  /// All texts.
  var texts = 0
  /// Those that were longer than the run reads.
  var read = 0
  /// Those that were written up to the longest that they may be.
  var written = 0

  static func += (sum: inout CutTexts, other: CutTexts) {
    sum.texts += other.texts
    sum.read += other.read
    sum.written += other.written
  }

  /// What is to be said about them.
  func warnings(_ run: RunObject) -> [Diagnostic] {
    (read > 0
      ? [.longTexts(run.name, read, of: texts, most: run.text?.options.maxLength ?? 0)] : [])
      + (written > 0 ? [.cutTexts(run.name, written, of: texts)] : [])
  }
}

extension AnswerCell {
  /// As JSON has it.
  var json: String {
    switch self {
    case .number(let spelled): spelled
    case .text(let text): JSONString.encode(text)
    }
  }
}
