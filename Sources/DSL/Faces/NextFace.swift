// SPDX-License-Identifier: Apache-2.0

import LSTM

/// The next token of texts.
struct NextFace: Face {
  let task: NextTask

  init(_ task: NextTask) { self.task = task }

  var ownDataTables: (any DataTables)? { LanguageTables() }

  static let facets: [FaceFacet] = []

  func table(_ facet: String, _ part: FacePart<NextTask>, full: Bool) -> ResultTable? { nil }

  var classWords: (one: String, many: String) { ("token", "tokens") }

  // MARK: Predictions

  /// It writes text, and predicts nothing of one.
  var columns: [String] { [] }

  func answer(_ answers: NextAnswers, row: Int, _ context: AnswerContext) -> FaceAnswer {
    FaceAnswer(label: "")
  }

  func table(_ answers: NextAnswers, _ context: AnswerContext) -> ResultTable {
    ResultTable(columns: [], alignments: [], rows: [])
  }

  /// The most probable token after the text.
  func subject(_ question: ExplanationQuestion) -> ExplanationSubject? {
    let probabilities = question.network.nextProbabilities(Array(question.column[0]))
    let number = ClassAnswers.mostProbable(probabilities)
    let word = question.transform?.vocabulary.decode(Int32(number)) ?? ""
    return ExplanationSubject(
      choice: number, step: question.column.length(of: 0) - 1,
      text: "\(Token.quoted(word)), probability \(ClassFace.text(probabilities[number]))")
  }

  func facts(column: String) -> [[String]] { [["target", "next"]] }
}

/// Data whose target is the next token.
struct LanguageTables: DataTables {
  func title(_ name: String, _ data: Dataset) -> String {
    let parts = data.summary.parts.filter { $0.rows > 0 }
      .map { "\($0.name.rawValue) \(Amount.grouped(tokens(of: $0, data)))" }
    let kind = data.isStream ? "a stream" : "\(Amount.grouped(data.rowCount)) texts"
    let all = data.summary.parts.reduce(0) { $0 + tokens(of: $1, data) }
    return
      "data \(name): \(kind) of \(Amount.grouped(all)) tokens (\(parts.joined(separator: ", "))), "
      + "\(Amount.grouped(data.classCount)) different ones"
  }

  /// How many tokens of a part are to be predicted.
  private func tokens(of part: DatasetSummary.Part, _ data: Dataset) -> Int {
    data.splits[part.name].reduce(0) { $0 + data.tokens.length(of: $1) }
  }

  func splits(title: String, _ data: Dataset, footnotes: [String]) -> ResultTable {
    let parts = data.summary.parts.filter { $0.rows > 0 }
    let unit = data.isStream ? [] : ["texts"]
    return ResultTable(
      title: title, columns: ["split"] + unit + ["tokens", "unknown"],
      alignments: [.left] + unit.map { _ in .right } + [.right, .right],
      rows: parts.map { part in
        [part.name.rawValue] + (unit.isEmpty ? [] : [Amount.grouped(part.rows)]) + [
          Amount.grouped(tokens(of: part, data)),
          FixedDecimal.string(100 * part.unknown.share, decimals: 1) + " %",
        ]
      }, footnotes: data.isStream ? [] : footnotes)
  }

  /// The first texts, or how the streams begin.
  func rows(_ data: Dataset) -> ResultTable {
    let rows = (0..<min(5, data.rowCount)).map { row in
      let tokens = data.text?.transform.vocabulary.decode(data.tokens[row].prefix(60)) ?? []
      return [data.excerpt(row), tokens.joined(separator: " ")].map(Self.oneLine)
    }
    return ResultTable(
      title: data.isStream ? "how each part begins" : "first rows",
      columns: ["text", "tokens"], alignments: [.left, .left], rows: rows)
  }

  /// A text with its line ends as `⏎`.
  private static func oneLine(_ text: String) -> String {
    String(text.map { $0.isNewline ? "⏎" : $0 })
  }
}

extension Dataset {
  /// The beginning of a text.
  func excerpt(_ row: Int) -> String {
    let text = title(of: row)
    return text.prefix(60) + (text.count > 60 ? " …" : "")
  }
}
