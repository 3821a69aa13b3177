// SPDX-License-Identifier: Apache-2.0

import LSTM

/// What a run says of some texts: the class of each, the tags of their tokens, or sets of labels or
/// phrases.
struct Predictions {
  /// What it says.
  private enum Content {
    /// A row a text, a probability a class, and which is chosen.
    case classes([[Float]], chosen: [Int])
    case tags([TaggedText])
    case phrases([TaggedText])
    /// A row a text, the names of its labels with their probabilities, the most probable first.
    case labels([[(name: String, probability: Float)]])
  }

  /// The names of the classes; empty with tags.
  let labels: [String]
  private let content: Content
  /// What stands between the labels, or phrases, of a cell.
  private let separator: String
  /// What it says of a text beside its tags: the column, the names of the classes and, a row a text,
  /// their probabilities.
  private var others: [(name: String, labels: Labels, probabilities: [[Float]])] = []

  /// What a run says of some texts; nil when `shouldStop` says so on the way.
  ///
  /// Throws when there is no memory for it.
  init?(
    _ run: RunObject, _ network: Network, _ texts: [String], shouldStop: () -> Bool
  ) throws(MemoryShortage) {
    let separator = run.setup.separator
    let column = run.transform.column(of: texts)
    let rows = Array(texts.indices)
    try network.requireMemory(for: column, rows: rows)
    guard let found = network.answers(column, rows: rows, shouldStop: shouldStop) else {
      return nil
    }
    let (kind, leading) = (run.model.task.kind, found[0])
    switch kind {
    case .class:
      self.init(
        labels: run.labels.names,
        .classes(leading.probabilities, chosen: leading.choices.map { Int($0.first ?? 0) }))
    case .labels:
      let sets = zip(leading.choices, leading.probabilities).map { choices, probabilities in
        choices.map {
          (name: run.labels.decode($0) ?? "", probability: probabilities[Int($0)])
        }.sorted { $0.probability > $1.probability }
      }
      self.init(labels: [], .labels(sets), separator: separator)
    case .tags, .phrases, .next:
      let tagged = zip(texts, leading.choices).map { text, tags in
        TaggedText(
          text, tags: tags.map { run.labels.decode($0) ?? "" }, run.transform,
          of: run.labels.names)
      }
      self.init(
        labels: [], kind == .phrases ? .phrases(tagged) : .tags(tagged), separator: separator)
    }
    others = zip(run.setup.others, found.dropFirst()).map {
      ($0.column, $0.labels, $1.probabilities)
    }
  }

  /// Classes, and a row a text.
  init(labels: [String], probabilities: [[Float]]) {
    self.init(
      labels: labels, .classes(probabilities, chosen: probabilities.map(Network.mostProbable)))
  }

  private init(
    labels: [String], _ content: Content, separator: String = TargetCells().separator
  ) {
    self.separator = separator
    self.labels = labels
    self.content = content
  }

  /// The largest number of classes whose probabilities stand in a table.
  private static let mostColumns = 6

  /// What is said of a text: its most probable class, the text with its entities marked, or its labels
  /// or phrases.
  func label(of row: Int) -> String {
    switch content {
    case .classes(_, let chosen): labels[chosen[row]]
    case .tags(let texts): texts[row].marked
    case .phrases(let texts): texts[row].phrases.joined(separator: ", ")
    case .labels(let sets): sets[row].map(\.name).joined(separator: ", ")
    }
  }

  /// What stands behind it in a file: the probability of the most probable class and that of each
  /// class, or the tags of the tokens.
  var columns: [String] {
    switch content {
    case .classes: ["probability"] + labels.map { "p(\($0))" }
    case .tags, .phrases:
      ["tags"] + others.flatMap { ["prediction.\($0.name)", "probability.\($0.name)"] }
    case .labels: ["probabilities"]
    }
  }

  /// What is predicted of a text, as a file has it.
  struct Answer {
    /// The class, the text with its entities marked, or its labels or phrases.
    let label: String
    /// The facts of `columns`, without quotes.
    let plain: [String]
    /// The label and the facts, as JSON has them.
    let json: [String]
    /// Those that stand in a line of text: not the probability of each class.
    let lineFacts: [String]
    /// The tags of the tokens; nil where none are predicted.
    let tags: [String]?
    /// The class of the first target beside the tags; nil where there is none.
    let otherLabel: String?
  }

  /// What is predicted of a text, as a file has it.
  func answer(of row: Int) -> Answer {
    let cells = cells(of: row)
    let plain = cells.map(\.plain)
    let (label, tags, lineCount): (String, [String]?, Int) =
      switch content {
      case .classes: (self.label(of: row), nil, 1)
      case .tags(let texts): (texts[row].marked, texts[row].tags, plain.count)
      case .phrases(let texts): (joined(texts[row].phrases), texts[row].tags, plain.count)
      case .labels(let sets): (joined(sets[row].map(\.name)), nil, plain.count)
      }
    return Answer(
      label: label, plain: plain,
      json: [JSONString.encode(label)] + cells.map(\.json),
      lineFacts: Array(plain.prefix(lineCount)), tags: tags,
      otherLabel: others.first.map { best($0, of: row).label })
  }

  private func joined(_ values: [String]) -> String {
    TargetCells.joined(values, separator: separator)
  }

  /// The most probable class of a text for a further target, and how probable it is.
  private func best(
    _ other: (name: String, labels: Labels, probabilities: [[Float]]), of row: Int
  ) -> (label: String, probability: Float) {
    let shares = other.probabilities[row]
    let best = Network.mostProbable(shares)
    return (other.labels.names[best], shares[best])
  }

  /// What stands in these columns for a text.
  func cells(of row: Int) -> [Cell] {
    switch content {
    case .classes(let probabilities, _):
      ([probability(of: row)] + probabilities[row]).map { .number($0) }
    case .tags(let texts), .phrases(let texts):
      [.text(texts[row].tagLine)]
        + others.flatMap { other -> [Cell] in
          let best = best(other, of: row)
          return [.text(best.label), .number(best.probability)]
        }
    case .labels(let sets):
      [.text(joined(sets[row].map(\.probability.description)))]
    }
  }

  /// A cell of a file.
  enum Cell: Hashable {
    case number(Float)
    case text(String)

    /// Without quotes.
    var plain: String {
      switch self {
      case .number(let number): number.description
      case .text(let text): text
      }
    }

    /// As JSON has it.
    var json: String {
      switch self {
      case .number(let number): number.description
      case .text(let text): JSONString.encode(text)
      }
    }
  }

  /// The probability of the class of a text; 1 with tags and labels.
  func probability(of row: Int) -> Float {
    if case .classes(let probabilities, let chosen) = content {
      probabilities[row][chosen[row]]
    } else {
      1
    }
  }

  /// A row a text; with few classes a column each for their probabilities.
  func table(texts: [String]) -> ResultTable {
    switch content {
    case .classes(let probabilities, _): classesTable(probabilities, texts)
    case .tags: tagsTable(texts)
    case .phrases:
      ResultTable(
        columns: ["text", "phrases"], alignments: [.left, .left],
        rows: texts.indices.map { [texts[$0], label(of: $0)] })
    case .labels(let sets):
      ResultTable(
        columns: ["text", "labels"], alignments: [.left, .left],
        rows: zip(texts, sets).map { text, set in
          let labels = set.map { "\($0.name) \(self.text($0.probability))" }
          return [text, labels.isEmpty ? "none" : labels.joined(separator: ", ")]
        })
    }
  }

  /// The texts with what is marked in them, and their classes beside that.
  private func tagsTable(_ texts: [String]) -> ResultTable {
    ResultTable(
      columns: ["prediction"] + others.flatMap { [$0.name, "probability"] },
      alignments: [.left] + others.flatMap { _ in [ResultTable.Alignment.left, .right] },
      rows: texts.indices.map { row in
        [label(of: row)]
          + others.flatMap { other in
            let best = best(other, of: row)
            return [best.label, text(best.probability)]
          }
      })
  }

  private func classesTable(_ probabilities: [[Float]], _ texts: [String]) -> ResultTable {
    let shown = labels.count <= Self.mostColumns ? labels : []
    let rows = texts.indices.map { row in
      [texts[row], label(of: row), text(probability(of: row))]
        + (shown.isEmpty ? [] : probabilities[row].map(text))
    }
    return ResultTable(
      columns: ["text", "prediction", "probability"] + shown.map { "p(\($0))" },
      alignments: [.left, .left, .right] + shown.map { _ in .right }, rows: rows)
  }

  private func text(_ probability: Float) -> String {
    FixedDecimal.string(Double(probability), decimals: 3)
  }
}
