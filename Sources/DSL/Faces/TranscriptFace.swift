// SPDX-License-Identifier: Apache-2.0

import LSTM

/// Texts that are read off the steps of rows.
struct TranscriptFace: WritingFace {
  let task: TranscriptTask

  init(_ task: TranscriptTask) { self.task = task }

  // MARK: Data

  var ownDataTables: (any DataTables)? { TranscriptTables(task: task) }

  var counted: String { "transcripts of \(symbols)" }

  private var symbols: String {
    // The unknown symbol is none that anybody wrote.
    let count = task.shape.count - 1
    return "\(Amount.grouped(count)) different symbol\(count == 1 ? "" : "s")"
  }

  static let dataFacets: [FaceFacet] = [
    (name: "alphabet", summary: "the symbols of the transcripts, and how often each part has them")
  ]

  func table(dataFacet facet: String, _ data: Dataset) -> ResultTable? {
    TranscriptTables(task: task).alphabet(data)
  }

  // MARK: Evaluations

  static let facets: [FaceFacet] = [
    (name: "worst", summary: "the texts that are furthest from what is right"),
    (name: "texts", summary: "the first texts beside what is right"),
    (
      name: "errors", summary: "the symbols that most often stand for others, are left out or added"
    ),
  ]

  static let plots: [FaceFacet] = [
    (name: "likeness", summary: "texts by how alike they are to what is right")
  ]

  var likenessName: String { "likeness" }

  var classWords: (one: String, many: String) { ("symbol", "symbols") }

  func table(_ facet: String, _ part: FacePart<TranscriptTask>, full: Bool) -> ResultTable? {
    facet == "errors" ? errors(part, full: full) : writingTable(facet, part, full: full)
  }

  /// The errors, the most frequent first.
  private func errors(_ part: FacePart<TranscriptTask>, full: Bool) -> ResultTable {
    var counts = SymbolErrors()
    for pair in pairs(part) {
      counts.add(
        written: task.transform.tokens(in: pair.written),
        right: task.transform.tokens(in: pair.right))
    }
    let shown = full ? counts.ranked : Array(counts.ranked.prefix(20))
    return ResultTable(
      title: "\(part.name): symbols that are wrong", columns: ["right", "written", "times"],
      alignments: [.left, .left, .right],
      rows: shown.map { [Self.shown($0.right), Self.shown($0.written), String($0.count)] })
  }

  /// A symbol in a table; nothing where there is none.
  static func shown(_ symbol: String?) -> String {
    switch symbol {
    case nil: ""
    case " ": "␣"
    case let symbol?: symbol
    }
  }

  /// Rows of an evaluation that have too few steps.
  func notes(of metrics: [MetricEntry], _ part: Evaluation.Part?) -> [String] {
    guard let answers = part?.answers as? TranscriptAnswers, answers.misfits > 0 else { return [] }
    let rows = answers.misfits == 1 ? "1 row has" : "\(answers.misfits) rows have"
    return ["\(rows) fewer steps than the transcript needs, and no loss"]
  }

  // MARK: Predictions

  var columns: [String] { ["starts"] }

  func answer(_ answers: TranscriptAnswers, row: Int, _ context: AnswerContext) -> FaceAnswer {
    var answer = writingAnswer(answers, row: row, context)
    let starts = answers.written[row].first?.origins ?? []
    answer.cells = [
      .number(spelled: "[" + starts.map { String($0 + 1) }.joined(separator: ",") + "]")
    ]
    answer.lineCells = 0
    return answer
  }

  func subject(_ question: ExplanationQuestion) -> ExplanationSubject? { nil }

  func facts(column: String) -> [[String]] {
    [
      ["target", "\(column) transcript"], ["written in", task.transform.options.tokens],
      ["symbols", symbols],
    ]
  }
}

/// Which symbols stand for which, counted over texts.
struct SymbolErrors {
  /// A kind of error; what is left out has nothing written, and what is added nothing right.
  struct Pair: Hashable {
    let right: String?
    let written: String?
  }

  private var counts: [Pair: Int] = [:]

  /// Counts the errors of a text.
  mutating func add(written: [String], right: [String]) {
    for (one, other) in EditAlignment.pairs(written, right) where one != other {
      counts[Pair(right: other, written: one), default: 0] += 1
    }
  }

  /// All errors, the most frequent first.
  var ranked: [(right: String?, written: String?, count: Int)] {
    counts.map { ($0.right, $0.written, $1) }.sorted {
      ($1.2, $0.0 ?? "", $0.1 ?? "") < ($0.2, $1.0 ?? "", $1.1 ?? "")
    }
  }
}

/// Data whose rows have transcripts.
struct TranscriptTables: DataTables {
  let task: TranscriptTask

  func title(_ name: String, _ data: Dataset) -> String {
    let parts = data.summary.parts.filter { $0.rows > 0 }
      .map { "\($0.name.rawValue) \(Amount.grouped($0.rows))" }
    let inputs = InputFaces.of(data, known: nil).map { $0.title(data) }
    return
      "data \(name): \(Amount.grouped(data.rowCount)) rows (\(parts.joined(separator: ", "))), "
      + ([TranscriptFace(task).counted] + inputs).joined(separator: "; ")
  }

  func splits(title: String, _ data: Dataset, footnotes: [String]) -> ResultTable {
    ResultTable(
      title: title,
      columns: ["split", "rows", "steps", "symbols", "unknown", "longest", "empty"],
      alignments: [.left] + Array(repeating: .right, count: 6),
      rows: data.summary.parts.filter { $0.rows > 0 }.map { part in
        let rows = data.splits[part.name]
        var (symbols, unknown, longest, empty) = (0, 0, 0, 0)
        for row in rows {
          let own = data.target.values[row]
          symbols += own.count
          unknown += own.count { $0 == 0 }
          longest = max(longest, own.count)
          if own.isEmpty { empty += 1 }
        }
        return [
          part.name.rawValue, Amount.grouped(part.rows),
          Amount.grouped(rows.reduce(0) { $0 + data.length(of: $1) }), Amount.grouped(symbols),
          Amount.grouped(unknown), Amount.grouped(longest), Amount.grouped(empty),
        ]
      }, footnotes: footnotes)
  }

  func rows(_ data: Dataset) -> ResultTable {
    let facts = data.target.facts as? TextFacts
    return ResultTable(
      title: "first rows", columns: ["row", "steps", "transcript", "symbols"],
      alignments: [.left, .right, .left, .left],
      rows: (0..<min(5, data.rowCount)).map { row in
        let symbols = data.target.values[row].map {
          TranscriptFace.shown(task.transform.vocabulary.decode($0))
        }
        return [
          data.title(of: row), String(data.length(of: row)), facts?.references[row] ?? "",
          symbols.joined(separator: " "),
        ]
      })
  }

  /// The symbols, the most frequent first, and how often each part has them.
  func alphabet(_ data: Dataset) -> ResultTable {
    let parts = SplitName.allCases.filter { !data.splits[$0].isEmpty }
    let counts = parts.map { part in
      var counts = [Int](repeating: 0, count: task.shape.count)
      for row in data.splits[part] {
        for symbol in data.target.values[row] { counts[Int(symbol)] += 1 }
      }
      return counts
    }
    let unknown = counts.contains { $0[0] > 0 } ? [0] : []
    return ResultTable(
      title: "alphabet of \(data.target.name)", columns: ["symbol"] + parts.map(\.rawValue),
      alignments: [.left] + parts.map { _ in .right },
      rows: (Array(1..<max(task.shape.count, 1)) + unknown).map { symbol in
        [TranscriptFace.shown(task.transform.vocabulary.decode(Int32(symbol)))]
          + counts.map { Amount.grouped($0[symbol]) }
      })
  }
}
