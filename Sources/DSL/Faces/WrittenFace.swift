// SPDX-License-Identifier: Apache-2.0

import LSTM

/// Texts that a decoder writes.
struct WrittenFace: WritingFace {
  let task: TextTask

  init(_ task: TextTask) { self.task = task }

  // MARK: Data

  var ownDataTables: (any DataTables)? { PairTables() }

  var counted: String { "texts of \(Amount.grouped(task.shape.count)) different tokens" }

  // MARK: Evaluations

  static let facets: [FaceFacet] = [
    (name: "worst", summary: "the texts that are furthest from what is right"),
    (name: "texts", summary: "the first texts beside what is right"),
  ]

  var classWords: (one: String, many: String) { ("token", "tokens") }

  var likenessName: String { "chrF" }

  /// Whose definition of BLEU and chrF is meant, and how many texts came to no end.
  func notes(of metrics: [MetricEntry], _ part: Evaluation.Part?) -> [String] {
    let names = metrics.map(\.name)
    guard let answers = part?.answers as? TextAnswers, !answers.written.isEmpty else { return [] }
    let cut = answers.written.count { $0.first?.isCut ?? false }
    return
      (names.contains("bleu")
      ? ["BLEU: \(BLEU.definition), \(task.comparison.bleu.signature)"] : [])
      + (names.contains("chrf")
        ? ["chrF: \(ChrF.definition), \(task.comparison.chrf.signature)"] : [])
      + (cut > 0
        ? ["\(cut) of \(answers.written.count) texts were cut at the longest that they may be"]
        : [])
  }

  static let plots: [FaceFacet] = [
    (name: "likeness", summary: "texts by how alike they are to what is right: chrF of each")
  ]

  // MARK: Predictions

  var columns: [String] { [] }

  func subject(_ question: ExplanationQuestion) -> ExplanationSubject? { nil }

  func facts(column: String) -> [[String]] {
    [["target", "\(column) text"], ["written in", task.transform.options.tokens]]
      + (task.shape.sharesVocabulary ? [["vocabulary", "that of the texts that are read"]] : [])
  }
}

/// Data whose rows are pairs of texts.
struct PairTables: DataTables {
  func title(_ name: String, _ data: Dataset) -> String {
    let parts = data.summary.parts.filter { $0.rows > 0 }
      .map { "\($0.name.rawValue) \(Amount.grouped($0.rows))" }
    return
      "data \(name): \(Amount.grouped(data.rowCount)) pairs (\(parts.joined(separator: ", "))), "
      + "\(kinds(data))"
  }

  /// How many different tokens there are on each side.
  private func kinds(_ data: Dataset) -> String {
    let written = Amount.grouped(data.task.shape.count)
    guard let text = data.text else { return "\(written) different tokens to write" }
    if data.task.shape.sharesVocabulary {
      return "\(written) different tokens to read and to write"
    }
    return
      "\(Amount.grouped(text.transform.vocabulary.count)) different tokens to read, \(written) to write"
  }

  func splits(title: String, _ data: Dataset, footnotes: [String]) -> ResultTable {
    ResultTable(
      title: title,
      columns: ["split", "pairs", "tokens read", "unknown", "tokens written", "unknown"],
      alignments: [.left, .right, .right, .right, .right, .right],
      rows: data.summary.parts.filter { $0.rows > 0 }.map { part in
        let rows = data.splits[part.name]
        var (written, unknown) = (0, 0)
        for row in rows {
          let own = data.target.values[row]
          written += own.count
          unknown += own.count { $0 == 0 }
        }
        let share = 100 * Double(unknown) / Double(max(written, 1))
        return [
          part.name.rawValue, Amount.grouped(part.rows),
          Amount.grouped(rows.reduce(0) { $0 + data.length(of: $1) }),
          FixedDecimal.string(100 * part.unknown.share, decimals: 1) + " %",
          Amount.grouped(written), FixedDecimal.string(share, decimals: 1) + " %",
        ]
      }, footnotes: footnotes)
  }

  func rows(_ data: Dataset) -> ResultTable {
    let facts = data.target.facts as? TextFacts
    return ResultTable(
      title: "first pairs", columns: ["read", "written"], alignments: [.left, .left],
      rows: (0..<min(5, data.rowCount)).map { [data.excerpt($0), facts?.references[$0] ?? ""] })
  }
}
