// SPDX-License-Identifier: Apache-2.0

import LSTM

/// Why a run says what it says of a text.
struct Explanation {
  private let tokens: [String]
  private let found: NetworkInspector.Weights
  private let traces: [StepTrace]
  /// What is explained, such as `good (0.93)`.
  private let subject: String
  private let name: String

  /// The explanation of what a run says of a text, or of one of its classes.
  ///
  /// Of several targets `head` is the number of the one that is explained, 0 for the leading one.
  ///
  /// Of tags it is that of the first token that has another than the most frequent one; of language
  /// models that of the most probable next token.
  init(
    _ run: RunObject, _ network: Network, _ text: String, label: String?, head: Int = 0,
    parts: Int
  ) {
    name = run.name
    let row = ExplainedRow(text, run)
    tokens = row.tokens
    let inspector = NetworkInspector(network)
    let target = run.targets[head]
    let answers = network.answers(row.columns, rows: [0], for: run.targets.map(\.task)) ?? []
    let subject = FaceCatalog.face(of: target.task).subject(
      ExplanationQuestion(
        network: network, transform: run.text, steps: row.tokens.count, column: row.text,
        tokens: tokens, label: label, answers: answers[head]))
    self.subject = (head == 0 ? "" : "\(target.column) ") + (subject?.text ?? "")
    found = inspector.weights(
      row.columns, class: subject?.choice ?? 0, step: subject?.step ?? 0, parts: parts, head: head)
    traces = inspector.traces(row.columns)
  }

  /// The longest bar, in characters.
  private static let widest = 20

  /// What each token weighs, then what the gates of each layer did.
  var tables: [ResultTable] { [weightsTable] + gateTables }

  /// A row a token: its weight, and what attention it had.
  private var weightsTable: ResultTable {
    let attention = traces.filter { $0.name == Self.attention }
    let most = found.weights.map(abs).max() ?? 0
    let number = { (value: Double) in FixedDecimal.string(value, decimals: 3) }
    let rows = tokens.indices.map { index -> [String] in
      let weight = found.weights[index]
      let length = most > 0 ? Int((abs(weight) / most * Double(Self.widest)).rounded()) : 0
      let bar = String(repeating: weight < 0 ? "░" : "█", count: length)
      return [shown(tokens[index]), (weight < 0 ? "" : "+") + number(weight), bar]
        + attention.map { number($0.values[index]) }
    }
    return ResultTable(
      title: "\(name): \(subject)",
      columns: ["token", "weight", ""] + attention.map { "\($0.layer) \($0.name)" },
      alignments: [.left, .right, .left] + attention.map { _ in .right }, rows: rows,
      footnotes: [
        "the weights and \(number(found.baseline)), the score of nothing, make the score "
          + "\(number(found.score)); \(number(found.rest)) are left over"
      ])
  }

  private static let attention = "attention"

  /// The gates of each layer and direction, in the mean over its units.
  private var gateTables: [ResultTable] {
    let gates = traces.filter { $0.name != Self.attention }
    let layers = gates.map(\.layer).enumerated()
      .filter { index, layer in gates[..<index].allSatisfy { $0.layer != layer } }.map(\.element)
    return layers.map { layer in
      let own = gates.filter { $0.layer == layer }
      return ResultTable(
        title: "gates of \(layer), mean of the units", columns: ["token"] + own.map(\.name),
        alignments: [.left] + own.map { _ in .right },
        rows: tokens.indices.map { index in
          [shown(tokens[index])]
            + own.map { FixedDecimal.string($0.values[index], decimals: 3) }
        })
    }
  }

  private func shown(_ token: String) -> String {
    switch token {
    case "\n": "⏎"
    case " ": "␣"
    default: token
    }
  }
}

/// A row that is explained, as a run reads it.
private struct ExplainedRow {
  /// What the run reads, the leading input first.
  let columns: [any Column]
  /// The tokens of its text, or the numbers of its steps.
  let tokens: [String]
  /// The text as numbers; none of a row of numbers.
  var text: TokenColumn { columns[0] as? TokenColumn ?? TokenColumn() }

  /// A text; for a run that reads numbers the number of a row of its data, from 1.
  init(_ text: String, _ run: RunObject) {
    guard run.numbers == nil, let transform = run.text else {
      let data = run.plan?.data.dataset
      let row = max(0, min((Int(text) ?? 1) - 1, (data?.rowCount ?? 1) - 1))
      let own = Array(data?.numbers?.column[row] ?? [])
      let width = run.numbers?.width ?? 1
      guard let transform = run.text else {
        var column = NumberColumn(features: width)
        column.append(own)
        columns = [column]
        tokens = (0..<column.length(of: 0)).map { "step \($0 + 1)" }
        return
      }
      var words = TokenColumn()
      words.append(data.map { Array($0.tokens[row]) } ?? [])
      columns = [words, NumberColumn(vectors: own, features: width)]
      tokens = transform.vocabulary.decode(words[0])
      return
    }
    let isMarked = transform.options.framing == .rows
    let spelt = transform.tokens(in: text)
    var column = transform.column(of: [text])
    if isMarked {
      let ids = [transform.vocabulary.encode(Vocabulary.mark)] + (spelt.isEmpty ? [] : column[0])
      column = TokenColumn()
      column.append(ids)
    }
    let words = (isMarked ? [Vocabulary.mark] : []) + spelt
    tokens = words.count == column.length(of: 0) ? words : transform.vocabulary.decode(column[0])
    columns = [column]
  }
}

extension Interpreter {
  /// Shows why a run says what it says.
  mutating func explain(
    _ run: RunObject, _ plan: ExplanationPlan, at span: Span
  ) throws(Diagnostic) -> ExitStatus {
    guard let network = run.outcome?.network else { throw .noResult(run.name, at: span) }
    let texts = try evaluator.textsNow(plan.texts)
    try run.checkExplained(texts)
    for one in texts {
      // Several targets may have a class of the name.
      let heads =
        plan.label.map { label in
          run.explainedClasses.filter { $0.labels.number(of: label) != nil }.map(\.head)
        } ?? [0]
      for head in heads {
        let explanation = Explanation(
          run, network, one.text, label: plan.label, head: head, parts: plan.parts)
        for table in explanation.tables { session.tell(.table(table)) }
        if session.shouldStop { return .interrupted }
      }
    }
    return .success
  }
}
