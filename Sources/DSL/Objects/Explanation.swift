// SPDX-License-Identifier: Apache-2.0

import LSTM

/// Why a run says what it says of a text.
struct Explanation {
  let row: ExplainedRow
  private let found: NetworkInspector.Weights
  private let traces: [StepTrace]
  /// The columns of numbers, and which numbers of the first layer they are.
  private let inputs: [(name: String, places: Range<Int>)]
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
    self.row = row
    let inspector = NetworkInspector(network)
    let target = run.targets[head]
    let answers =
      network.answers(row.columns, rows: [row.place], for: run.targets.map(\.task)) ?? []
    let subject = FaceCatalog.face(of: target.task).subject(
      ExplanationQuestion(
        network: network, transform: run.text, steps: row.tokens.count, column: row.text,
        tokens: row.tokens, label: label, answers: answers[head],
        window: run.plan?.data.dataset.windows.map { ($0, row.place) }))
    self.subject = (head == 0 ? "" : "\(target.column) ") + (subject?.text ?? "")
    let scale = subject?.scale ?? (center: 0, unit: 1)
    found = inspector.weights(
      row.columns, row: row.place, class: subject?.choice ?? 0, step: subject?.step ?? 0,
      parts: parts, head: head
    ).scaled(by: scale.unit, from: scale.center)
    traces = inspector.traces(row.columns, row: row.place)
    inputs =
      run.numbers.map { network.model.places(of: $0) }
      ?? run.windows.map { network.model.places(of: $0) } ?? []
  }

  /// The longest bar, in characters.
  private static let widest = 20
  /// How many steps of a row of numbers are shown: those that weigh most.
  private static let mostSteps = 24

  /// What each input and each token or step weighs, then what the gates of each layer did.
  var tables: [ResultTable] {
    (inputs.isEmpty ? [] : [inputsTable]) + [weightsTable] + gateTables
  }

  /// How much a token weighs, or all numbers of a step.
  func weight(at place: Int) -> Double {
    guard row.isText, let first = inputs.first, let last = inputs.last else {
      return found.weights[place]
    }
    let numbers = first.places.lowerBound..<last.places.upperBound
    return found.weights[place] - found.weight(of: numbers, at: place)
  }

  /// The tokens, or the steps that weigh most in their order.
  private var shown: [Int] {
    // A stack may read the numbers beside a text and not the text.
    let all = Array(0..<min(row.tokens.count, found.weights.count))
    guard !row.isText, all.count > Self.mostSteps else { return all }
    let most = all.sorted { (abs(weight(at: $1)), $0) < (abs(weight(at: $0)), $1) }
    return most.prefix(Self.mostSteps).sorted()
  }

  /// What is left out of the tables of steps.
  private var omission: [String] {
    let shown = shown
    let left = Set(found.weights.indices.prefix(row.tokens.count)).subtracting(shown)
    guard !left.isEmpty else { return [] }
    let sum = left.sorted().reduce(0) { $0 + weight(at: $1) }
    return ["the \(left.count) other steps weigh \(Self.text(sum)) together"]
  }

  private static func text(_ value: Double) -> String { FixedDecimal.string(value, decimals: 3) }

  private static func signed(_ weight: Double) -> String { (weight < 0 ? "" : "+") + text(weight) }

  private static func bar(_ weight: Double, of most: Double) -> String {
    let length = most > 0 ? Int((abs(weight) / most * Double(widest)).rounded()) : 0
    return String(repeating: weight < 0 ? "░" : "█", count: length)
  }

  /// The weight of each input over all steps.
  private var inputWeights: [(name: String, weight: Double)] {
    inputs.map { input in
      (
        name: input.name,
        weight: found.weights.indices.reduce(0) { $0 + found.weight(of: input.places, at: $1) }
      )
    }
  }

  /// A row an input: its weight over all steps, the heaviest first.
  private var inputsTable: ResultTable {
    let all = inputWeights
    let most = all.map { abs($0.weight) }.max() ?? 0
    let order = all.indices.sorted {
      (abs(all[$1].weight), $0) < (abs(all[$0].weight), $1)
    }
    return ResultTable(
      title: "\(name): \(subject)", columns: ["input", "weight", ""],
      alignments: [.left, .right, .left],
      rows: order.map { index in
        let weight = all[index].weight
        return [all[index].name, Self.signed(weight), Self.bar(weight, of: most)]
      })
  }

  /// The input that weighs most at a step.
  private func heaviest(at place: Int) -> String {
    let weights = inputs.map { ($0.name, found.weight(of: $0.places, at: place)) }
    let most = weights.indices.max { abs(weights[$0].1) < abs(weights[$1].1) }
    return most.map { "\(weights[$0].0) \(Self.signed(weights[$0].1))" } ?? ""
  }

  /// What attention each token or step had, layer by layer; after a layer that joins steps attention has other
  /// places.
  private var attention: [StepTrace] {
    traces.filter { $0.name == Self.attention && $0.values.count == row.tokens.count }
  }

  /// A row a token or step: its weight, and what attention it had.
  private var weightsTable: ResultTable {
    let attention = attention
    let namesHeaviest = !row.isText && inputs.count > 1
    let shown = shown
    let most = shown.map { abs(weight(at: $0)) }.max() ?? 0
    let rows = shown.map { index -> [String] in
      let own = weight(at: index)
      return [Self.shown(row.tokens[index]), Self.signed(own), Self.bar(own, of: most)]
        + (namesHeaviest ? [heaviest(at: index)] : [])
        + attention.map { Self.text($0.values[index]) }
    }
    return ResultTable(
      title: "\(name): \(subject)",
      columns: [row.tokenName, "weight", ""] + (namesHeaviest ? ["most of it"] : [])
        + attention.map { "\($0.layer) \($0.name)" },
      alignments: [.left, .right, .left] + (namesHeaviest ? [.left] : [])
        + attention.map { _ in .right },
      rows: rows,
      footnotes: omission + [sumNote])
  }

  private static let attention = "attention"

  /// The gates of each layer and direction, in the mean over its units.
  private var gateTables: [ResultTable] {
    let gates = traces.filter { $0.name != Self.attention }
    let layers = gates.map(\.layer).enumerated()
      .filter { index, layer in gates[..<index].allSatisfy { $0.layer != layer } }.map(\.element)
    let shown = shown
    return layers.map { layer in
      let own = gates.filter { $0.layer == layer }
      // After a layer that joins steps there are fewer.
      let rows = own.allSatisfy { $0.values.count == row.tokens.count } ? shown : []
      return ResultTable(
        title: "gates of \(layer), mean of the units", columns: [row.tokenName] + own.map(\.name),
        alignments: [.left] + own.map { _ in .right },
        rows: (rows.isEmpty ? Array((own.first?.values ?? []).indices) : rows).map { index in
          [rows.isEmpty ? String(index + 1) : Self.shown(row.tokens[index])]
            + own.map { Self.text($0.values[index]) }
        })
    }
  }

  static func shown(_ token: String) -> String {
    switch token {
    case "\n": "⏎"
    case " ": "␣"
    default: token
    }
  }

  // MARK: Pictures

  /// The text itself, or the steps, each on a ground of its weight; then the same by the attention that each
  /// had.
  var tracks: [TokenWeights.Track] {
    let places = 0..<min(row.tokens.count, found.weights.count)
    return [
      TokenWeights.Track(
        name: "weight for \(subject)", values: places.map { weight(at: $0) }, isSigned: true)
    ]
      + attention.map {
        TokenWeights.Track(
          name: "attention of \($0.layer)", values: Array($0.values.prefix(places.count)),
          isSigned: false)
      }
  }

  /// The picture of one explanation or of several of the same text.
  static func chart(_ explanations: [Explanation]) -> Chart? {
    guard let first = explanations.first else { return nil }
    var tracks: [TokenWeights.Track] = []
    for track in explanations.flatMap(\.tracks) where !tracks.contains(track) {
      tracks.append(track)
    }
    return Chart(
      "\(first.name): \(first.subject)",
      body: .tokens(
        TokenWeights(
          tokens: first.row.tokens.prefix(first.found.weights.count).map(shown), tracks: tracks)),
      notes: explanations.map { one in
        "the score is \(text(one.found.score)), and \(text(one.found.baseline)) without any of it"
      })
  }

  /// What the weights make together.
  private var sumNote: String {
    "the weights and \(Self.text(found.baseline)), the score of nothing, make the score "
      + "\(Self.text(found.score)); \(Self.text(found.rest)) are left over"
  }

  /// The tokens that weigh most, or of a row of numbers the inputs, the heaviest first:
  /// `awful +1.20, not -0.40`.
  func heaviest(_ count: Int) -> String {
    let all =
      row.isText || inputs.isEmpty
      ? (0..<min(row.tokens.count, found.weights.count)).map {
        (name: Self.shown(row.tokens[$0]), weight: weight(at: $0))
      } : inputWeights
    let order = all.indices.sorted {
      (all[$1].weight.magnitude, $0) < (all[$0].weight.magnitude, $1)
    }
    return order.prefix(count).map { place in
      let (name, weight) = all[place]
      return "\(name) \(weight < 0 ? "" : "+")\(FixedDecimal.string(weight, decimals: 2))"
    }.joined(separator: ", ")
  }
}
