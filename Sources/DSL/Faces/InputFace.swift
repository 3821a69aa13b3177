// SPDX-License-Identifier: Apache-2.0

import LSTM

/// How an input of a data set shows itself.
protocol InputFace: Sendable {
  /// What a title says of it: `812 words, 3 to 20 a text`.
  func title(_ data: Dataset) -> String
  /// What a user should know of it.
  func notes(_ data: Dataset) -> [String]
  /// What `show` takes of it.
  static var facets: [FaceFacet] { get }
  /// One of these facets.
  func table(_ facet: String, _ data: Dataset) -> ResultTable?
  /// The columns of the table of the first rows, after those of the targets.
  var rowColumns: [String] { get }
  /// What stands in them.
  func rowCells(_ row: Int, _ data: Dataset) -> [String]
  /// How it is read: name and value.
  var settings: [[String]] { get }
}

extension InputFace {
  var facets: [FaceFacet] { Self.facets }
}

/// The faces of inputs.
enum InputFaces {
  /// What `show` takes of any data set.
  static let facets =
    TextFace.facets + NumbersFace.facets + SoundFace.facets + WindowsFace.facets

  /// The faces of the inputs of a data set, the leading one first.
  static func of(_ data: Dataset, known: String?) -> [any InputFace] {
    let text = data.text.map { TextFace(text: $0, knownName: known) as any InputFace }
    return [
      text, data.numbers.map { SoundFace($0) ?? NumbersFace(numbers: $0) as any InputFace },
      data.windows.map { WindowsFace(windows: $0) },
    ].compactMap { $0 }
  }
}

/// Texts.
struct TextFace: InputFace {
  let text: TextInput
  /// The vectors whose words are known too; nil for none.
  let knownName: String?

  private var options: TextOptions { text.transform.options }

  func title(_ data: Dataset) -> String {
    let (summary, added) = (data.summary, text.transform.vocabulary.addedCount)
    let known = knownName.map { " (\(added) of them from `\($0)`)" } ?? ""
    return "\(summary.vocabularySize) words\(known), "
      + "\(summary.shortest) to \(summary.longest) a text"
  }

  func notes(_ data: Dataset) -> [String] {
    let summary = data.summary
    return [
      "tokens a text: \(summary.shortest) to \(summary.longest), mean "
        + FixedDecimal.string(summary.meanLength, decimals: 1)
    ]
  }

  /// What comes after the notes of the target.
  static func lateNotes(_ data: Dataset) -> [String] {
    let summary = data.summary
    var notes: [String] = []
    if summary.cutShare > 0 {
      notes.append(
        "cut at max_length: " + FixedDecimal.string(100 * summary.cutShare, decimals: 1)
          + " % of the texts")
    }
    for part in summary.parts where part.rows > 0 && part.name != .train {
      notes.append(
        "unknown words in \(part.name.rawValue): "
          + FixedDecimal.string(100 * part.unknown.share, decimals: 1) + " %")
    }
    return notes
  }

  static let facets = [
    (name: "unknown", summary: "the most frequent unknown words of each split"),
    (name: "words", summary: "the most frequent words"),
    (name: "tokens", summary: "what each step makes of the first texts"),
  ]

  func table(_ facet: String, _ data: Dataset) -> ResultTable? {
    switch facet {
    case "unknown":
      ResultTable(
        title: "unknown words", columns: ["split", "word", "count"],
        alignments: [.left, .left, .right],
        rows: data.summary.parts.flatMap { part in
          part.unknown.frequent.map { [part.name.rawValue, $0.word, String($0.count)] }
        })
    case "words": words
    case "tokens": tokens(data)
    default: nil
    }
  }

  private var words: ResultTable {
    let vocabulary = text.transform.vocabulary
    // Subword units stand in the order in which they were learned.
    let counts = vocabulary.counts
    let order = counts.indices.dropFirst().sorted { (counts[$1], $0) < (counts[$0], $1) }
    return ResultTable(
      title: "most frequent words of the training rows", columns: ["word", "count"],
      alignments: [.left, .right],
      rows: order.prefix(20).map { [vocabulary.words[$0], String(counts[$0])] })
  }

  private func tokens(_ data: Dataset) -> ResultTable {
    let texts = data.isStream ? [data.excerpt(0)] : Array(text.texts.prefix(3))
    return ResultTable(
      title: "what becomes of the first texts", columns: ["step", "tokens"],
      alignments: [.left, .left],
      rows: texts.flatMap { text in
        [["text", text]]
          + self.text.transform.steps(of: text).map {
            [$0.name, $0.tokens.joined(separator: " ")]
          }
      })
  }

  var rowColumns: [String] { ["text", "tokens"] }

  func rowCells(_ row: Int, _ data: Dataset) -> [String] {
    let tokens = text.transform.vocabulary.decode(text.tokens[row])
    return [text.texts[row], tokens.joined(separator: " ")]
  }

  /// The settings of its role in force.
  var roleSettings: [(name: String, value: String)] {
    [
      ("tokens", options.tokens), ("lower", options.lower ? "yes" : "no"),
      ("punctuation", options.punctuation.rawValue), ("min_count", String(options.minCount)),
      ("vocabulary", String(options.vocabularySize ?? 0)),
      ("max_length", String(options.maxLength ?? 0)),
    ] + (options.normalization == .nfc ? [] : [("normalize", options.normalization.rawValue)])
  }

  var settings: [[String]] {
    roleSettings.map { [$0.name, $0.value] }
      + lengthSettings + [["stopwords", String(options.stopwords.count)]] + dictionarySettings
      + (knownName.map { [["known", $0]] } ?? [])
  }

  /// How rows are left out and cut anew in training, where that was given.
  private var lengthSettings: [[String]] {
    let lengths = text.lengths
    return (options.mergeDropout > 0 ? [["merge_dropout", String(options.mergeDropout)]] : [])
      + (lengths.under > 0 ? [["skip_under", String(lengths.under)]] : [])
      + (lengths.over.map { [["skip_over", String($0)]] } ?? [])
  }

  /// What Chinese is cut by, if that was given.
  private var dictionarySettings: [[String]] {
    guard let dictionary = options.dictionary else { return [] }
    let tags = options.keptTags.map { [["keep_pos", $0.joined(separator: ", ")]] } ?? []
    return [["dictionary", "\(dictionary.count) words"]] + tags
  }
}

/// Numbers.
struct NumbersFace: InputFace {
  let numbers: NumberInput

  private var isAlone: Bool { !numbers.column.isVector }

  func title(_ data: Dataset) -> String {
    let (summary, count) = (data.summary, numbers.transform.features.count)
    let inputs = "\(count) \(count == 1 ? "input" : "inputs")"
    guard isAlone else { return inputs }
    let steps =
      summary.shortest == summary.longest
      ? "\(summary.longest)" : "\(summary.shortest) to \(summary.longest)"
    return "\(inputs), \(steps) \(summary.longest == 1 ? "step" : "steps") a row"
  }

  func notes(_ data: Dataset) -> [String] {
    let summary = data.summary
    let missing = numbers.missing
    return
      (isAlone && summary.shortest < summary.longest
      ? [
        "steps a row: \(summary.shortest) to \(summary.longest), mean "
          + FixedDecimal.string(summary.meanLength, decimals: 1)
      ] : [])
      + (missing > 0
        ? ["missing numbers: \(missing), filled by \(fills)"] : [])
  }

  static let facets = [
    (name: "inputs", summary: "each column of numbers: its range, and what it is measured in")
  ]

  func table(_ facet: String, _ data: Dataset) -> ResultTable? {
    guard facet == "inputs" else { return nil }
    let all = 0..<numbers.raw.rowCount
    return ResultTable(
      title: "inputs, by the training rows",
      columns: ["input", "least", "mean", "largest", "missing", "from", "unit"],
      alignments: [.left] + Array(repeating: .right, count: 6),
      rows: numbers.transform.features.enumerated().map { index, feature in
        let values = all.flatMap { numbers.raw.column(index, of: $0) }
        let known = values.filter { !$0.isNaN }
        let missing = String(values.count - known.count)
        if let categories = feature.categories {
          let unit = feature.embed.map { "\(categories.count) vectors of \($0)" }
          return [feature.name, "", "", "", missing, "", unit ?? categories.counted]
        }
        let range = [known.min() ?? 0, feature.mean, known.max() ?? 0].map(NumberFace.text)
        return [feature.name] + range
          + [missing, NumberFace.text(feature.center), NumberFace.text(feature.unit)]
      })
  }

  /// What is set to stand in for missing numbers.
  private var fills: String {
    let kinds = Set(numbers.columns.map(\.fill)).subtracting([.none]).map(\.rawValue).sorted()
    return kinds.map { "`fill=\($0)`" }.joined(separator: ", ")
  }

  var rowColumns: [String] { isAlone ? ["steps"] + numbers.names : numbers.names }

  /// How the inputs of a row begin.
  func rowCells(_ row: Int, _ data: Dataset) -> [String] {
    let (steps, shown) = (numbers.raw.steps(of: row), isAlone ? 4 : 1)
    let cells = numbers.names.indices.map { index -> String in
      let values = numbers.raw.column(index, of: row).prefix(shown).map { value in
        numbers.raw.text(value, column: index) ?? (value.isNaN ? "?" : NumberFace.text(value))
      }
      return values.joined(separator: " ") + (steps > shown ? " …" : "")
    }
    return isAlone ? [String(steps)] + cells : cells
  }

  var settings: [[String]] {
    (numbers.series.map { [["series", $0]] } ?? []) + clauses
  }

  /// The columns that are read in the same way, with their settings.
  private var clauses: [[String]] {
    var seen: [NumberRole.Column] = []
    return numbers.columns.compactMap { column -> [String]? in
      let alike = numbers.columns.filter { column.isReadLike($0) }
      guard !seen.contains(column) else { return nil }
      seen += alike
      let embed = column.embed.map { " embed=\($0)" } ?? ""
      return [
        "input",
        alike.map(\.name).joined(separator: ", ")
          + " scale=\(column.scale) fill=\(column.fill)" + embed,
      ]
    }
  }
}

extension NumberRole.Column {
  /// Whether another column has the same settings.
  fileprivate func isReadLike(_ other: NumberRole.Column) -> Bool {
    (scale, fill) == (other.scale, other.fill) && embed == other.embed
  }
}
