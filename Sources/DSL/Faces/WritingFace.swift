// SPDX-License-Identifier: Apache-2.0

import LSTM

/// What the faces of all tasks share whose values are texts that a network writes.
protocol WritingFace: Face where Meaning: Writing {
  /// What it measures how alike a written text is to the right one by.
  var likenessName: String { get }
}

extension WritingFace {
  func text(of target: Target, row: Int) -> String {
    (target.facts as? TextFacts)?.references[row] ?? ""
  }

  /// The written texts of an evaluation beside those that are right.
  func pairs(_ part: FacePart<Meaning>) -> [(row: Int, written: String, right: String)] {
    let facts = part.part.target.facts as? TextFacts
    return part.rows.enumerated().map { place, row in
      (
        row, task.text(part.answers, place, of: row, facts),
        task.reference(facts?.references[row] ?? "")
      )
    }
  }

  func table(_ facet: String, _ part: FacePart<Meaning>, full: Bool) -> ResultTable? {
    writingTable(facet, part, full: full)
  }

  /// The first texts, or the worst of all.
  func writingTable(_ facet: String, _ part: FacePart<Meaning>, full: Bool) -> ResultTable? {
    let count = full ? part.rows.count : min(10, part.rows.count)
    let pairs = pairs(part)
    guard facet == "worst" else {
      return ResultTable(
        title: "\(part.name): texts", columns: ["source", "written", "right"],
        alignments: [.left, .left, .left],
        rows: pairs.prefix(count).map { [part.data.title(of: $0.row), $0.written, $0.right] })
    }
    let scored = pairs.enumerated().map { place, pair in
      (place: place, pair: pair, score: task.likeness(pair.written, pair.right))
    }.sorted { ($0.score, $0.place) < ($1.score, $1.place) }
    return ResultTable(
      title: "\(part.name): the texts that are furthest from what is right",
      columns: [likenessName.lowercased(), "source", "written", "right"],
      alignments: [.right, .left, .left, .left],
      rows: scored.prefix(count).map {
        [
          FixedDecimal.string($0.score, decimals: 1), part.data.title(of: $0.pair.row),
          $0.pair.written, $0.pair.right,
        ]
      })
  }

  func chart(_ plot: String, _ part: FacePart<Meaning>) -> Chart? {
    Chart(
      "\(part.place), \(likenessName) of each text", x: ChartAxis(likenessName, range: 0...100),
      y: ChartAxis("texts", isWhole: true),
      body: .histogram(
        Histogram(
          [(name: "texts", numbers: pairs(part).map { task.likeness($0.written, $0.right) })],
          most: 20, isWhole: false)))
  }

  // MARK: Predictions

  func answer(_ answers: Meaning.Gathered, row: Int, _ context: AnswerContext) -> FaceAnswer {
    writingAnswer(answers, row: row, context)
  }

  /// The text that was written, or those that were asked for.
  func writingAnswer(
    _ answers: Meaning.Gathered, row: Int, _ context: AnswerContext
  ) -> FaceAnswer {
    let found = texts(answers, row, context)
    let hasSeveral = answers.written.contains { $0.count > 1 }
    return FaceAnswer(
      label: found.first?.text ?? "", isLine: true,
      best: hasSeveral
        ? found.map { ($0.text, $0.score.map { FixedDecimal.string($0, decimals: 6) } ?? "") } : [])
  }

  func table(_ answers: Meaning.Gathered, _ context: AnswerContext) -> ResultTable {
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
    _ answers: Meaning.Gathered, _ row: Int, _ context: AnswerContext
  ) -> [(text: String, score: Double?)] {
    let source = context.transform?.spelledTokens(in: context.texts[row]) ?? []
    if context.transform != nil, source.isEmpty { return [("", nil)] }
    var seen: Set<String> = []
    return answers.written[row].map { (task.transform.text($0, source: source), $0.score) }
      .filter { seen.insert($0.0).inserted }
  }
}
