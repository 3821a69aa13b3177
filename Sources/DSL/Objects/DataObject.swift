// SPDX-License-Identifier: Apache-2.0

import LSTM

/// What a `data` statement defines: rows that are read, split and turned into numbers when the
/// script is checked.
final class DataObject: ScriptObject {
  let name: String
  let dataset: Dataset
  /// The columns that were taken, and how.
  let textColumn: String
  let targetColumn: String
  /// How the rows were read.
  let format: DataFormat?
  let formatOptions: FormatOptions
  /// Whether the roles were given as `target ~ text`, and are to be shown in full.
  let isShort: Bool
  /// The columns of groups and times, if there are.
  let groupColumn: String?
  let timeColumn: String?
  /// How labels or phrases stand in their cells.
  var targetCells = TargetCells()
  /// How its file was read, for files to predict; nil for rows of the script.
  var reading: SavedReading?
  /// The vectors whose words are known too; nil for none.
  var knownName: String?
  /// The hash of all its rows, and of their splits.
  private(set) lazy var fingerprint = dataset.fingerprint.description
  /// The hash of the rows that train and watch.
  private(set) lazy var trainingFingerprint = dataset.trainingFingerprint.description

  init(
    name: String, dataset: Dataset, textColumn: String, targetColumn: String, format: DataFormat?,
    formatOptions: FormatOptions, isShort: Bool, groupColumn: String? = nil,
    timeColumn: String? = nil
  ) {
    self.groupColumn = groupColumn
    self.timeColumn = timeColumn
    self.name = name
    self.dataset = dataset
    self.textColumn = textColumn
    self.targetColumn = targetColumn
    self.format = format
    self.formatOptions = formatOptions
    self.isShort = isShort
  }

  var kind: ObjectKind { .data }

  var title: String {
    if dataset.target.kind == .next { return nextTitle }
    let summary = dataset.summary
    let parts = summary.parts.filter { $0.rows > 0 }.map { "\($0.name.rawValue) \($0.rows)" }
    return "data \(name): \(dataset.rowCount) rows (\(parts.joined(separator: ", "))), "
      + "\(dataset.labels.count) \(dataset.target.kind.plural), "
      + dataset.others.map { "\($0.labels.count) of \($0.name), " }.joined()
      + "\(summary.vocabularySize) words\(knownTitle), "
      + "\(summary.shortest) to \(summary.longest) a text"
  }

  /// How many words are known from vectors alone.
  private var knownTitle: String {
    let added = dataset.transform.vocabulary.addedCount
    return knownName.map { " (\(added) of them from `\($0)`)" } ?? ""
  }

  /// What a log notes of it.
  var record: Record {
    let counts = SplitName.allCases.map { name in
      (name: name.rawValue, value: Record.Field.number(Double(dataset.splits[name].count)))
    }
    return Record(
      "data",
      [("name", .text(name)), ("rows", .number(Double(dataset.rowCount)))] + counts + [
        ("classes", .number(Double(dataset.classCount))),
        ("vocabulary", .number(Double(dataset.summary.vocabularySize))),
        ("longest", .number(Double(dataset.summary.longest))),
        ("fingerprint", .text(fingerprint)),
      ], remark: title)
  }

  /// What `target ~ text` stands for.
  var expansion: String {
    let settings = textSettings.map { "\($0.name)=\($0.value)" }.joined(separator: " ")
    return
      "{ text \(textColumn) \(settings); target \(targetColumn) \(dataset.target.kind.rawValue); split 80/10/10 }"
  }

  /// The settings of the text role in force.
  private var textSettings: [(name: String, value: String)] {
    let options = dataset.transform.options
    return [
      ("tokens", options.tokens), ("lower", options.lower ? "yes" : "no"),
      ("punctuation", options.punctuation.rawValue), ("min_count", String(options.minCount)),
      ("vocabulary", String(options.vocabularySize ?? 0)),
      ("max_length", String(options.maxLength ?? 0)),
    ] + (options.normalization == .nfc ? [] : [("normalize", options.normalization.rawValue)])
  }

  /// The same rows, shared out in another way.
  ///
  /// Throws what `Dataset.resplit` throws.
  func resplit(_ splits: SplitRows, name: String) throws(DataError) -> DataObject {
    let copy = DataObject(
      name: name, dataset: try dataset.resplit(splits), textColumn: textColumn,
      targetColumn: targetColumn, format: format, formatOptions: formatOptions, isShort: false,
      groupColumn: groupColumn, timeColumn: timeColumn)
    return copied(to: copy)
  }

  /// Hands on what is said of the roles alone.
  private func copied(to copy: DataObject) -> DataObject {
    copy.targetCells = targetCells
    copy.reading = reading
    copy.knownName = knownName
    return copy
  }

  /// The same rows with only some of the targets beside the tags.
  func aimed(at columns: [String]) -> DataObject {
    var kept = dataset
    kept.others.removeAll { !columns.contains($0.name) }
    return with(kept, targetColumn)
  }

  /// The same rows with another target as the only one.
  func aimed(at other: Target) -> DataObject { with(dataset.aimed(at: other), other.name) }

  private func with(_ dataset: Dataset, _ targetColumn: String) -> DataObject {
    copied(
      to: DataObject(
        name: name, dataset: dataset, textColumn: textColumn, targetColumn: targetColumn,
        format: format, formatOptions: formatOptions, isShort: false, groupColumn: groupColumn,
        timeColumn: timeColumn))
  }

  /// The same rows with the spelling of each token, for models that read characters.
  ///
  /// It is made when the first of them is checked.
  private(set) lazy var spelled: DataObject = {
    guard dataset.transform.characters == nil, dataset.target.kind != .next,
      let spelled = try? dataset.spelled()
    else {
      return self
    }
    return copied(
      to: DataObject(
        name: name, dataset: spelled, textColumn: textColumn, targetColumn: targetColumn,
        format: format, formatOptions: formatOptions, isShort: isShort, groupColumn: groupColumn,
        timeColumn: timeColumn))
  }()

  /// The same rows as a stack reads them.
  func spelled(for elements: [StackElement]) -> DataObject {
    elements.contains(where: \.readsCharacters) ? spelled : self
  }

  /// The same rows as a run reads them.
  func spelled(for run: RunObject) -> DataObject {
    run.transform.characters == nil ? self : spelled
  }

  /// What its rows are to the first layer of a model.
  var flow: FlowType { .tokens(vocabulary: dataset.transform.vocabulary.count) }

  /// The splits that have rows.
  var filledSplits: [SplitName] { SplitName.allCases.filter { !dataset.splits[$0].isEmpty } }

  static let fields = [
    FieldSpec(name: "rows", type: .number, summary: "rows in all splits"),
    FieldSpec(name: "classes", type: .number, summary: "classes of the target"),
    FieldSpec(name: "vocabulary", type: .number, summary: "words, <unk> included"),
    FieldSpec(name: "longest", type: .number, summary: "tokens of the longest text"),
    FieldSpec(name: "mean_length", type: .number, summary: "mean number of tokens of a text"),
    FieldSpec(
      name: "duplicates", type: .number, summary: "rows whose text stands in an earlier split"),
    FieldSpec(
      name: "fingerprint", type: .text,
      summary: "hash of all its rows as numbers, and of their splits"),
    FieldSpec(name: "train", type: .object(.split), summary: "the training split"),
    FieldSpec(name: "valid", type: .object(.split), summary: "the validation split"),
    FieldSpec(name: "test", type: .object(.split), summary: "the test split"),
  ]

  static let facets = [
    (name: "splits", summary: "rows and classes of each split"),
    (name: "unknown", summary: "the most frequent unknown words of each split"),
    (name: "words", summary: "the most frequent words"),
    (name: "tokens", summary: "what each step makes of the first texts"),
    (name: "rows", summary: "the first rows as they were read, and their tokens"),
    (name: "options", summary: "how the file is read and the text is cut"),
  ]

  func value(of field: String) -> Value? {
    switch field {
    case "rows": .number(Double(dataset.rowCount))
    case "classes": .number(Double(dataset.classCount))
    case "vocabulary": .number(Double(dataset.summary.vocabularySize))
    case "longest": .number(Double(dataset.summary.longest))
    case "mean_length": .number(dataset.summary.meanLength)
    case "duplicates": .number(Double(dataset.summary.duplicates))
    case "fingerprint": .text(fingerprint)
    default: SplitName(rawValue: field).map { .object(SplitObject(self, $0)) }
    }
  }

  func tables(facets: [String], full: Bool) -> [ResultTable] {
    let wanted = facets.isEmpty ? (full ? self.facets.map(\.name) : ["splits"]) : facets
    return wanted.flatMap { facet in
      switch facet {
      case "unknown": [unknownTable]
      case "words": [wordsTable]
      case "tokens": [tokensTable]
      case "rows": [rowsTable]
      case "options": [optionsTable]
      default: [splitsTable] + dataset.others.map(classesTable)
      }
    }
  }

  private var splitsTable: ResultTable {
    if dataset.target.kind == .next { return nextTable(footnotes: footnotes) }
    let parts = dataset.summary.parts.filter { $0.rows > 0 }
    let names = dataset.labels.names + dataset.target.unseen
    let rows = names.enumerated().map { index, label in
      [label] + parts.map { String($0.classCounts[index]) }
    }
    let column = dataset.target.kind == .labels ? "label" : "class"
    return ResultTable(
      title: title, columns: [column] + parts.map(\.name.rawValue),
      alignments: [.left] + parts.map { _ in .right },
      rows: rows + [["all"] + parts.map { String($0.rows) }],
      footnotes: footnotes)
  }

  /// The rows of each class of a target beside the tags.
  private func classesTable(_ other: Target) -> ResultTable {
    let parts = dataset.aimed(at: other).summary.parts.filter { $0.rows > 0 }
    return ResultTable(
      title: "\(name): \(other.name)", columns: ["class"] + parts.map(\.name.rawValue),
      alignments: [.left] + parts.map { _ in .right },
      rows: other.labels.names.enumerated().map { index, label in
        [label] + parts.map { String($0.classCounts[index]) }
      })
  }

  private var footnotes: [String] {
    let summary = dataset.summary
    var notes = [
      "tokens a text: \(summary.shortest) to \(summary.longest), mean "
        + FixedDecimal.string(summary.meanLength, decimals: 1)
    ]
    notes += targetNotes
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

  /// What of the target cannot be predicted.
  private var targetNotes: [String] {
    let target = dataset.target
    if let phrases = target.phrases {
      let all = phrases.foundCount + target.leftOut
      return ["phrases: \(all), of which \(target.leftOut) do not stand in their texts"]
    }
    guard target.kind == .labels else { return [] }
    let sizes = (0..<target.values.rowCount).map { target.values.length(of: $0) }
    let mean = Double(sizes.reduce(0, +)) / Double(max(sizes.count, 1))
    let empty = sizes.count { $0 == 0 }
    return [
      "labels a row: \(sizes.min() ?? 0) to \(sizes.max() ?? 0), mean "
        + FixedDecimal.string(mean, decimals: 1) + (empty > 0 ? "; \(empty) rows have none" : "")
    ] + (target.leftOut > 0 ? ["labels left out, as too rare or unknown: \(target.leftOut)"] : [])
  }

  private var unknownTable: ResultTable {
    let rows = dataset.summary.parts.flatMap { part in
      part.unknown.frequent.map { [part.name.rawValue, $0.word, String($0.count)] }
    }
    return ResultTable(
      title: "unknown words", columns: ["split", "word", "count"],
      alignments: [.left, .left, .right], rows: rows)
  }

  private var wordsTable: ResultTable {
    let vocabulary = dataset.transform.vocabulary
    let rows = zip(vocabulary.words, vocabulary.counts).dropFirst().prefix(20).map {
      [$0, String($1)]
    }
    return ResultTable(
      title: "most frequent words of the training rows", columns: ["word", "count"],
      alignments: [.left, .right], rows: rows)
  }

  private var optionsTable: ResultTable {
    let stopwords = dataset.transform.options.stopwords.count
    let rows =
      [
        ["format", format?.name ?? "rows"], ["text", textColumn],
        [
          "target",
          dataset.target.kind == .next
            ? "next" : "\(targetColumn) \(dataset.target.kind.rawValue)",
        ],
      ] + cellSettings + dataset.others.map { ["target", "\($0.name) class"] }
      + (groupColumn.map { [["group", $0]] } ?? []) + (timeColumn.map { [["time", $0]] } ?? [])
      + textSettings.map { [$0.name, $0.value] } + [["stopwords", String(stopwords)]]
      + dictionarySettings + (knownName.map { [["known", $0]] } ?? [])
    return ResultTable(
      title: "options of \(name)", columns: ["option", "value"], alignments: [.left, .left],
      rows: rows)
  }

  /// How the cells of the target are read, where they hold several.
  private var cellSettings: [[String]] {
    switch dataset.target.kind {
    case .class, .tags, .next: []
    case .labels:
      [["separator", targetCells.separator], ["target min_count", String(targetCells.minCount)]]
    case .phrases: [["separator", targetCells.separator]]
    }
  }

  /// What Chinese is cut by, if that was given.
  private var dictionarySettings: [[String]] {
    let options = dataset.transform.options
    guard let dictionary = options.dictionary else { return [] }
    let tags = options.keptTags.map { [["keep_pos", $0.joined(separator: ", ")]] } ?? []
    return [["dictionary", "\(dictionary.count) words"]] + tags
  }

  private var tokensTable: ResultTable {
    let texts = dataset.isStream ? [excerpt(0)] : Array(dataset.texts.prefix(3))
    let rows = texts.flatMap { text in
      [["text", text]]
        + dataset.transform.steps(of: text).map { [$0.name, $0.tokens.joined(separator: " ")] }
    }
    return ResultTable(
      title: "what becomes of the first texts", columns: ["step", "tokens"],
      alignments: [.left, .left], rows: rows)
  }

  private var rowsTable: ResultTable {
    if dataset.target.kind == .next { return nextRows }
    let rows = (0..<min(5, dataset.rowCount)).map { row in
      let tokens = dataset.transform.vocabulary.decode(dataset.tokens[row])
      let labels = dataset.target.values[row].map { dataset.target.name(of: $0) }
      return [labels.joined(separator: " ")]
        + dataset.others.map { $0.labels.names[Int($0.values[row].first ?? 0)] }
        + [dataset.texts[row], tokens.joined(separator: " ")]
    }
    let columns =
      [dataset.target.kind.rawValue] + dataset.others.map(\.name) + ["text", "tokens"]
    return ResultTable(
      title: "first rows", columns: columns, alignments: columns.map { _ in .left }, rows: rows)
  }
}

/// One split of a data set, as `d.train`.
final class SplitObject: ScriptObject {
  let data: DataObject
  let split: SplitName

  init(_ data: DataObject, _ split: SplitName) {
    self.data = data
    self.split = split
  }

  var kind: ObjectKind { .split }
  var name: String { "\(data.name).\(split.rawValue)" }
  var title: String { "\(name): \(data.dataset.splits[split].count) rows" }
  static let facets: [(name: String, summary: String)] = []
  static let fields = [
    FieldSpec(name: "rows", type: .number, summary: "rows of the split"),
    FieldSpec(name: "unknown", type: .number, summary: "share of unknown words"),
  ]

  func value(of field: String) -> Value? {
    switch field {
    case "rows": .number(Double(data.dataset.splits[split].count))
    case "unknown": .number(data.dataset.summary[split]?.unknown.share ?? 0)
    default: nil
    }
  }

  func tables(facets: [String], full: Bool) -> [ResultTable] {
    data.tables(facets: [], full: full)
  }
}
