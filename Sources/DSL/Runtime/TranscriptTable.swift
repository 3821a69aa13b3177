// SPDX-License-Identifier: Apache-2.0

import LSTM

extension ResultTable {
  /// The symbols of a transcript, and where they were read.
  static func transcript(
    _ found: TranscriptTrace, title: String, _ transform: TextTransform
  ) -> ResultTable {
    let count = found.steps.last?.upperBound ?? 1
    return ResultTable(
      title: title, columns: ["symbol", "step", "share of the row", "probability"],
      alignments: [.left, .right, .right, .right],
      rows: found.tokens.indices.map { place in
        let step = found.steps[found.starts[place]].lowerBound
        return [
          TranscriptFace.shown(transform.vocabulary.decode(found.tokens[place])), String(step + 1),
          FixedDecimal.string(Double(step) / Double(count), decimals: 3),
          FixedDecimal.string(found.probabilities[place], decimals: 3),
        ]
      })
  }

  /// How many columns show the steps of a row side by side.
  private static let widest = 40

  /// How probable each symbol is from step to step: of steps that share a column the most.
  static func posteriors(_ found: TranscriptTrace, _ transform: TextTransform) -> ResultTable {
    let count = found.steps.count
    let columns = min(widest, count)
    let bins = (0..<columns).map { count * $0 / columns..<count * ($0 + 1) / columns }
    var notes = ["probability: █ three quarters and more, ▓ half, ▒ a quarter, ░ a tenth"]
    if columns < count { notes.append("\(count) steps share \(columns) columns") }
    return ResultTable(
      title: "symbols from step to step",
      columns: ["symbol"] + [bins.map { _ in "" }.joined(separator: "")],
      alignments: [.left, .left],
      rows: zip(found.names(transform), found.shares).map { name, shares in
        [
          name,
          bins.map { bin in
            let shade = shade(shares[bin].max() ?? 0)
            return shade.isEmpty ? "·" : shade
          }.joined(),
        ]
      }, footnotes: notes)
  }
}

extension TranscriptTrace {
  /// What the rows of `shares` are called.
  fileprivate func names(_ transform: TextTransform) -> [String] {
    symbols.map { TranscriptFace.shown(transform.vocabulary.decode($0)) } + ["nothing"]
  }

  /// A picture of them.
  fileprivate func map(title: String, _ steps: [String], _ transform: TextTransform) -> Chart {
    .alignment(
      title,
      AlignmentMap(
        read: self.steps.map { $0.lowerBound < steps.count ? steps[$0.lowerBound] : "" },
        written: names(transform), weights: shares))
  }
}

extension Interpreter {
  /// Shows what a run reads at the steps of a row, or draws it into a file.
  func explainTranscript(
    _ run: RunObject, _ network: Network, _ task: any Transcribing, _ text: String,
    _ plan: ExplanationPlan, at span: Span
  ) throws(Diagnostic) {
    let row = ExplainedRow(text, run)
    let found = network.transcript(of: row.columns, row: row.place)
    let written = WrittenText(tokens: found.tokens, score: 0, isCut: false)
    let title = "\(run.name): \(task.transform.text(written))"
    guard plan.file != nil || plan.isDrawn else {
      session.tell(.table(.transcript(found, title: title, task.transform)))
      session.tell(.table(.posteriors(found, task.transform)))
      return
    }
    let map = found.map(title: title, row.tokens, task.transform)
    try show(map, plan, plot: "posteriors", of: run, at: span)
  }
}
