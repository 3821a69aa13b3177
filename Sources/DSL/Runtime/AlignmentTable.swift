// SPDX-License-Identifier: Apache-2.0

import LSTM

extension ResultTable {
  /// How many steps of a source stand side by side.
  private static let widest = 40

  /// What a decoder looked at: a row for each token that was written, a column for each that was read.
  static func alignment(
    _ found: TextAlignment, title: String, source: [String], _ transform: TextTransform
  ) -> ResultTable {
    let shown = found.weights.isEmpty ? [] : Array(source.prefix(widest))
    var notes: [String] = []
    if found.weights.isEmpty {
      notes.append("nothing in the decoder looks at what was read: `attend` after `=>` does")
    } else {
      notes.append("looked at: █ three quarters and more, ▓ half, ▒ a quarter, ░ a tenth")
      if source.count > shown.count {
        notes.append("the first \(shown.count) of \(source.count) tokens that were read are shown")
      }
    }
    let rows = found.tokens.enumerated().map { place, token -> [String] in
      let isEnd = place == found.tokens.count - 1
      let weights = found.weights.isEmpty ? [] : found.weights[place]
      let looks = shown.indices.map { weights.indices.contains($0) ? shade(weights[$0]) : "" }
      return [
        isEnd ? "the end" : transform.vocabulary.decode(token),
        FixedDecimal.string(found.probabilities[place], decimals: 3),
      ] + looks
    }
    return ResultTable(
      title: title, columns: ["written", "probability"] + shown,
      alignments: [.left, .right] + shown.map { _ in .left }, rows: rows, footnotes: notes)
  }

  private static func shade(_ weight: Float) -> String {
    switch weight {
    case 0.75...: "█"
    case 0.5...: "▓"
    case 0.25...: "▒"
    case 0.1...: "░"
    default: ""
    }
  }
}

extension Interpreter {
  /// Shows what a run looked at when it wrote a text.
  mutating func explainWriting(
    _ run: RunObject, _ network: Network, _ task: any Writing, _ text: String
  ) {
    let row = ExplainedRow(text, run)
    let answers = network.answers(row.columns, rows: [row.place], for: [task])
    guard let written = (answers?.first as? TextAnswers)?.written.first?.first else { return }
    let found = network.alignment(of: written.tokens, from: row.columns, row: row.place, task)
    let isText = run.numbers == nil && run.windows == nil
    let source = isText ? run.text?.spelledTokens(in: text) ?? [] : row.tokens
    session.tell(
      .table(
        .alignment(
          found, title: "\(run.name): \(task.transform.text(written, source: source))",
          source: source, task.transform)))
  }
}
