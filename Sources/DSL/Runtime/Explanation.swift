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
    let transform = run.transform
    let mark = transform.options.framing == .rows
    let spelt = transform.tokens(in: text)
    var column = transform.column(of: [text])
    if mark {
      let ids = [transform.vocabulary.encode(Vocabulary.mark)] + (spelt.isEmpty ? [] : column[0])
      column = TokenColumn()
      column.append(ids)
    }
    let words = (mark ? [Vocabulary.mark] : []) + spelt
    tokens =
      words.count == column.length(of: 0) ? words : transform.vocabulary.decode(column[0])
    let inspector = NetworkInspector(network)
    let (number, step, subject) =
      (head == 0 ? nil : Self.subject(run, network, column, label, head: head))
      ?? Self.subject(run, network, column, tokens, label)
    self.subject = subject
    found = inspector.weights(column, class: number, step: step, parts: parts, head: head)
    traces = inspector.traces(column)
  }

  /// A class that is said beside the tags, and its name with that of its target.
  private static func subject(
    _ run: RunObject, _ network: Network, _ column: TokenColumn, _ label: String?, head: Int
  ) -> (number: Int, step: Int, text: String)? {
    let target = run.model.heads[head].target
    guard let labels = run.labels(of: target),
      let number = label.flatMap({ labels.number(of: $0) }).map(Int.init),
      let shares = network.answers(column, rows: [0])?[head].probabilities.first
    else { return nil }
    let share = FixedDecimal.string(Double(shares[number]), decimals: 3)
    return (number, 0, "\(target) \(labels.names[number]), probability \(share)")
  }

  /// What is explained: a class or tag or token, the step of its score, and its name.
  private static func subject(
    _ run: RunObject, _ network: Network, _ column: TokenColumn, _ tokens: [String],
    _ label: String?
  ) -> (number: Int, step: Int, text: String) {
    let last = column.length(of: 0) - 1
    let share = { (value: Float) in FixedDecimal.string(Double(value), decimals: 3) }
    switch run.model.task.kind {
    case .class, .labels:
      let probabilities = network.answers(column, rows: [0])?[0].probabilities[0] ?? []
      let number =
        label.flatMap { run.labels.number(of: $0) }.map(Int.init)
        ?? Network.mostProbable(probabilities)
      return (number, 0, "\(run.labels.names[number]), probability \(share(probabilities[number]))")
    case .tags, .phrases:
      let tags = network.answers(column, rows: [0])?[0].choices[0] ?? []
      let step = tags.firstIndex { run.labels.decode($0) != "O" } ?? last
      let tag = tags.indices.contains(step) ? Int(tags[step]) : 0
      return (tag, step, "\(run.labels.names[tag]) at `\(tokens[step])`")
    case .next:
      let probabilities = network.nextProbabilities(Array(column[0]))
      let number = Network.mostProbable(probabilities)
      let word = run.transform.vocabulary.decode(Int32(number))
      return (
        number, last, "\(Token.quoted(word)), probability \(share(probabilities[number]))"
      )
    }
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

extension Interpreter {
  /// Shows why a run says what it says.
  mutating func explain(
    _ run: RunObject, _ plan: ExplanationPlan, at span: Span
  ) throws(Diagnostic) -> ExitStatus {
    guard let network = run.outcome?.network else { throw .noResult(run.name, at: span) }
    for one in try evaluator.textsNow(plan.texts) {
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
