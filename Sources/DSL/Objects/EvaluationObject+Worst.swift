// SPDX-License-Identifier: Apache-2.0

import LSTM

/// The rows that an evaluation does worst on, with what made them.
extension EvaluationObject {
  static let worstFacet: FaceFacet = (
    name: "worst",
    summary:
      "the rows that it does worst on; of classes and numbers with the tokens, or inputs, that weigh "
      + "most for what was predicted"
  )

  /// In how many parts the way from nothing to a text is gone: weights of two digits need no more.
  private static let parts = 30
  /// How many tokens stand in a row.
  private static let tokens = 4

  /// Whether rows are wrong by themselves, so that some are the worst.
  var hasWorstRows: Bool { task is ClassTask || task is NumberTask }

  /// A row each of the worst; without weights where what was measured is no run, or reads other rows than the
  /// data of the run.
  func worstTable(_ result: Evaluation) -> ResultTable {
    let worst = face.worst(any: shown(result))
    let run: RunObject? = if case .run(let run) = subject { run } else { nil }
    let weights = worst.rows.map { row in run.flatMap { self.weights(of: row, $0) } }
    let hasWeights = weights.contains { $0 != nil }
    return ResultTable(
      title: "\(name): \(worst.summary)",
      columns: ["true", "predicted", worst.figure]
        + (hasWeights ? ["weighs most"] : [])
        + [data.dataset.text == nil ? "row" : "text"],
      alignments: [.left, .left, .right] + (hasWeights ? [.left] : []) + [.left],
      rows: zip(worst.rows, weights).map { row, weights in
        [row.truth, row.predicted, row.figure] + (hasWeights ? [weights ?? ""] : [])
          + [data.dataset.title(of: row.row)]
      })
  }

  /// What weighs most for what was predicted of a row; nil where that is not known.
  private func weights(of row: WorstRows.Row, _ run: RunObject) -> String? {
    guard let network = run.outcome?.network else { return nil }
    let head = run.targets.firstIndex { $0.column == data.targetColumn } ?? 0
    let text: String
    if run.numbers == nil, run.windows == nil, let texts = data.dataset.text?.texts {
      text = texts[row.row]
    } else if let own = run.plan?.data.dataset, own.windows == nil,
      own.rowCount == data.dataset.rowCount, run.plan?.data.fingerprint == data.fingerprint
    {
      text = String(row.row + 1)
    } else {
      return nil
    }
    return Explanation(run, network, text, label: row.label, head: head, parts: Self.parts)
      .heaviest(Self.tokens)
  }
}
