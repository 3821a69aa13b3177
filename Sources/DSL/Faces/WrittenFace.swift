// SPDX-License-Identifier: Apache-2.0

import LSTM

/// Texts that a decoder writes.
struct WrittenFace: Face {
  let task: TextTask

  init(_ task: TextTask) { self.task = task }

  // MARK: Data

  var ownDataTables: (any DataTables)? { PairTables() }

  var counted: String { "texts of \(Amount.grouped(task.shape.count)) different tokens" }

  func text(of target: Target, row: Int) -> String {
    (target.facts as? TextFacts)?.references[row] ?? ""
  }

  // MARK: Evaluations

  static let facets: [FaceFacet] = [
    (name: "worst", summary: "the texts that are furthest from what is right"),
    (name: "texts", summary: "the first texts beside what is right"),
  ]

  var classWords: (one: String, many: String) { ("token", "tokens") }

  func table(_ facet: String, _ part: FacePart<TextTask>, full: Bool) -> ResultTable? {
    let count = full ? part.rows.count : min(10, part.rows.count)
    let facts = part.part.target.facts as? TextFacts
    let pairs = part.rows.enumerated().map { place, row in
      (
        row: row, written: task.text(part.answers, place, of: row, facts),
        right: facts?.references[row] ?? ""
      )
    }
    guard facet == "worst" else {
      return ResultTable(
        title: "\(part.name): texts", columns: ["source", "written", "right"],
        alignments: [.left, .left, .left],
        rows: pairs.prefix(count).map { [part.data.title(of: $0.row), $0.written, $0.right] })
    }
    let scored = pairs.enumerated().map { place, pair in
      (place: place, pair: pair, score: task.comparison.likeness(pair.written, pair.right))
    }.sorted { ($0.score, $0.place) < ($1.score, $1.place) }
    return ResultTable(
      title: "\(part.name): the texts that are furthest from what is right",
      columns: ["chrf", "source", "written", "right"], alignments: [.right, .left, .left, .left],
      rows: scored.prefix(count).map {
        [
          FixedDecimal.string($0.score, decimals: 1), part.data.title(of: $0.pair.row),
          $0.pair.written, $0.pair.right,
        ]
      })
  }

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

  func chart(_ plot: String, _ part: FacePart<TextTask>) -> Chart? {
    let facts = part.part.target.facts as? TextFacts
    return Chart(
      "\(part.place), chrF of each text", x: ChartAxis("chrF", range: 0...100),
      y: ChartAxis("texts", isWhole: true),
      body: .histogram(
        Histogram(
          [
            (
              name: "texts",
              numbers: part.rows.enumerated().map { place, row in
                task.comparison.likeness(
                  task.text(part.answers, place, of: row, facts), facts?.references[row] ?? "")
              }
            )
          ], most: 20, isWhole: false)))
  }

  // MARK: Predictions

  var columns: [String] { [] }

  func answer(_ answers: TextAnswers, row: Int, _ context: AnswerContext) -> FaceAnswer {
    let found = texts(answers, row, context)
    let hasSeveral = answers.written.contains { $0.count > 1 }
    return FaceAnswer(
      label: found.first?.text ?? "", isLine: true,
      best: hasSeveral
        ? found.map { ($0.text, $0.score.map { FixedDecimal.string($0, decimals: 6) } ?? "") } : [])
  }

  func table(_ answers: TextAnswers, _ context: AnswerContext) -> ResultTable {
    let hasSeveral = answers.written.contains { $0.count > 1 }
    return ResultTable(
      columns: [context.rowName, "written"] + (hasSeveral ? ["score"] : []),
      alignments: [.left, .left] + (hasSeveral ? [.right] : []),
      rows: context.texts.indices.flatMap { row in
        texts(answers, row, context).enumerated().map { place, found in
          [place == 0 ? context.texts[row] : "", found.text]
            + (hasSeveral
              ? [found.score.map { FixedDecimal.string($0, decimals: 3) } ?? ""] : [])
        }
      })
  }

  /// The texts that were written of a row, the best first and each once, with their scores; of an empty row
  /// an empty one without a score.
  private func texts(
    _ answers: TextAnswers, _ row: Int, _ context: AnswerContext
  ) -> [(text: String, score: Double?)] {
    let source = context.transform?.spelledTokens(in: context.texts[row]) ?? []
    if context.transform != nil, source.isEmpty { return [("", nil)] }
    var seen: Set<String> = []
    return answers.written[row].map { (task.transform.text($0, source: source), $0.score) }
      .filter { seen.insert($0.0).inserted }
  }

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
