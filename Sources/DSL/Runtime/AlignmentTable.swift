// SPDX-License-Identifier: Apache-2.0

import LSTM

extension ResultTable {
  /// How many steps of a source stand side by side.
  private static let widest = 40

  /// What a decoder looked at: a row for each token that was written, a column for each that was read.
  static func alignment(
    _ found: TextAlignment, title: String, source: [String], _ transform: TextTransform
  ) -> ResultTable {
    let source = found.read(source)
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
    let written = found.written(transform)
    let rows = found.tokens.indices.map { place -> [String] in
      let weights = found.weights.isEmpty ? [] : found.weights[place]
      let looks = shown.indices.map { weights.indices.contains($0) ? shade(weights[$0]) : "" }
      return [
        written[place],
        FixedDecimal.string(found.probabilities[place], decimals: 3),
      ] + looks
    }
    return ResultTable(
      title: title, columns: ["written", "probability"] + shown,
      alignments: [.left, .right] + shown.map { _ in .left }, rows: rows, footnotes: notes)
  }

  static func shade(_ weight: Float) -> String {
    switch weight {
    case 0.75...: "█"
    case 0.5...: "▓"
    case 0.25...: "▒"
    case 0.1...: "░"
    default: ""
    }
  }
}

extension TextAlignment {
  /// What each step reads that was looked at: a token, or those that the encoder joins.
  fileprivate func read(_ source: [String]) -> [String] {
    steps.map { source[$0.clamped(to: source.indices)].joined(separator: " ") }
  }

  /// The tokens that were written, and their end.
  fileprivate func written(_ transform: TextTransform) -> [String] {
    tokens.dropLast().map { transform.vocabulary.decode($0) } + ["the end"]
  }

  /// A picture of what was looked at.
  fileprivate func map(title: String, source: [String], _ transform: TextTransform) -> Chart {
    .alignment(
      title,
      AlignmentMap(read: read(source), written: written(transform), weights: weights))
  }
}

extension Interpreter {
  /// Shows what a run looked at when it wrote a text, or draws it into a file.
  mutating func explainWriting(
    _ run: RunObject, _ network: Network, _ task: any Decoding, _ text: String,
    _ plan: ExplanationPlan, at span: Span
  ) throws(Diagnostic) {
    let row = ExplainedRow(text, run)
    let answers = network.answers(row.columns, rows: [row.place], for: [task])
    guard let written = (answers?.first as? TextAnswers)?.written.first?.first else { return }
    let found = network.alignment(of: written.tokens, from: row.columns, row: row.place, task)
    let isText = run.numbers == nil && run.windows == nil
    let source = isText ? run.text?.spelledTokens(in: text) ?? [] : row.tokens
    let title = "\(run.name): \(task.transform.text(written, source: source))"
    guard plan.file != nil || plan.isDrawn, !found.weights.isEmpty else {
      session.tell(.table(.alignment(found, title: title, source: source, task.transform)))
      return
    }
    let map = found.map(title: title, source: source, task.transform)
    try show(map, plan, plot: "alignment", of: run, at: span)
  }
}
