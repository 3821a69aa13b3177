// SPDX-License-Identifier: Apache-2.0

import LSTM

/// What a `data` statement defines: rows that are read, split and turned into numbers when the
/// script is checked.
final class DataObject: ScriptObject {
  let name: String
  let dataset: Dataset
  /// The columns that were taken, and how.
  let textColumn: String?
  /// The columns that are predicted, the leading one first.
  let roles: [TargetRole]
  /// How the rows were read.
  let format: DataFormat?
  let formatOptions: FormatOptions
  /// Whether the roles were given as `target ~ text`, and are to be shown in full.
  let isShort: Bool
  /// The columns of groups and times, if there are.
  let groupColumn: String?
  let timeColumn: String?
  /// How its file was read, for files to predict; nil for rows of the script.
  var reading: SavedReading?
  /// The vectors whose words are known too; nil for none.
  var knownName: String?
  /// Where its rows can be read again, all columns of them; nil for data that were made.
  var source: RowsSource?
  /// What is known of its columns, which is read when it is first asked for.
  var profile: RowsSource.Profile {
    if let knownProfile { return knownProfile }
    let found = source?.profile() ?? RowsSource.Profile()
    if !found.isBrokenOff { knownProfile = found }
    return found
  }
  private var knownProfile: RowsSource.Profile?
  /// The rows that are like others; nil where rows cannot be compared.
  private(set) lazy var repeats = RowRepeats.areKnown(of: dataset) ? RowRepeats(dataset) : nil
  /// The hash of all its rows, and of their splits.
  private(set) lazy var fingerprint = dataset.fingerprint.description
  private var naives: [String: [NaiveResult]] = [:]

  /// What a baseline has without learning.
  struct NaiveResult {
    let baseline: BaselineEntry
    let result: Evaluation
  }

  /// The hash of the rows that train and watch.
  private(set) lazy var trainingFingerprint = dataset.trainingFingerprint.description

  init(
    name: String, dataset: Dataset, textColumn: String?, roles: [TargetRole], format: DataFormat?,
    formatOptions: FormatOptions, isShort: Bool, groupColumn: String? = nil,
    timeColumn: String? = nil
  ) {
    self.groupColumn = groupColumn
    self.timeColumn = timeColumn
    self.name = name
    self.dataset = dataset
    self.textColumn = textColumn
    self.roles = roles
    self.format = format
    self.formatOptions = formatOptions
    self.isShort = isShort
  }

  var kind: ObjectKind { .data }

  /// The column of the leading target; that of the text where it has none.
  var targetColumn: String { roles[0].column.isEmpty ? textColumn ?? "" : roles[0].column }

  /// What stands between the values of a cell.
  var separator: String {
    let word = roles[0].settings[TargetCells.separator]
    return word.isEmpty ? TargetCells().separator : word
  }

  /// The heading over the values of the leading target.
  var nameColumn: String { face.nameColumn }

  /// What is right for a row, as tables show it.
  func targetText(_ row: Int) -> String { face.text(of: dataset.target, row: row) }

  /// How the leading target shows itself.
  private var face: any Face { FaceCatalog.face(of: dataset.task) }

  var title: String {
    if let own = face.ownDataTables { return own.title(name, dataset) + dataset.leftOutCount }
    let parts = dataset.summary.parts.filter { $0.rows > 0 }
      .map { "\($0.name.rawValue) \($0.rows)" }
    return "data \(name): \(dataset.rowCount) rows (\(parts.joined(separator: ", "))), "
      + "\(face.counted), "
      + dataset.others.map { "\($0.labels.count) of \($0.name), " }.joined()
      + inputFaces.map { $0.title(dataset) }.joined(separator: "; ") + dataset.leftOutCount
  }

  /// How the inputs show themselves.
  var inputFaces: [any InputFace] { InputFaces.of(dataset, known: knownName) }

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
    let settings = dataset.text.map { TextFace(text: $0, knownName: knownName).roleSettings } ?? []
    return "{ text \(textColumn ?? "") "
      + settings.map { "\($0.name)=\($0.value)" }.joined(separator: " ")
      + "; target \(targetColumn) \(dataset.task.entry.name); split 80/10/10 }"
  }

  /// The same rows, shared out in another way.
  ///
  /// Throws what `Dataset.resplit` throws.
  func resplit(_ splits: SplitRows, name: String) throws(DataError) -> DataObject {
    with(try dataset.resplit(splits), name: name, roles: roles)
  }

  /// The same rows with only some of the targets beside the leading one.
  func aimed(at columns: [String]) -> DataObject {
    with(
      dataset.keepingTargets(columns), name: name,
      roles: [roles[0]] + roles.dropFirst().filter { columns.contains($0.column) })
  }

  /// The same rows with another target as the only one.
  func aimed(at target: Target) -> DataObject {
    with(
      dataset.aimed(at: target), name: name, roles: roles.filter { $0.column == target.name })
  }

  private func with(
    _ dataset: Dataset, name: String, roles: [TargetRole], isShort: Bool = false
  ) -> DataObject {
    let copy = DataObject(
      name: name, dataset: dataset, textColumn: textColumn, roles: roles, format: format,
      formatOptions: formatOptions, isShort: isShort, groupColumn: groupColumn,
      timeColumn: timeColumn)
    copy.reading = reading
    copy.knownName = knownName
    copy.source = source
    return copy
  }

  /// The same rows with the spelling of each token, for models that read characters.
  ///
  /// It is made when the first of them is checked.
  private(set) lazy var spelled: DataObject = {
    guard dataset.text?.transform.characters == nil, !(dataset.task is any SelfSupervised),
      let spelled = try? dataset.spelled()
    else { return self }
    return with(spelled, name: name, roles: roles, isShort: isShort)
  }()

  /// The same rows as a stack reads them.
  func spelled(for elements: [StackElement]) -> DataObject {
    elements.contains(where: \.readsCharacters) ? spelled : self
  }

  /// The same windows for models that forecast counts, made when the first of them is checked.
  private(set) lazy var ofCounts: DataObject = {
    guard dataset.windows?.transform.areCounts == false, let counted = try? dataset.ofCounts()
    else {
      return self
    }
    return with(counted, name: name, roles: roles, isShort: isShort)
  }()

  /// The same rows as a run reads them.
  func spelled(for run: RunObject) -> DataObject {
    run.text?.characters == nil ? self : spelled
  }

  /// What can be had without learning on a split, which is counted once.
  func naiveResults(on split: SplitName, every: Int, steps: Int) -> [NaiveResult] {
    let key = "\(split.rawValue) \(every) \(steps)"
    if let known = naives[key] { return known }
    let measured = dataset.reaching(steps).measuring(every, of: split)
    let found = BaselineCatalog.naives(for: dataset).map {
      NaiveResult(baseline: $0, result: $0.evaluate(measured, split))
    }
    naives[key] = found
    return found
  }

  /// The splits that have rows.
  var filledSplits: [SplitName] { SplitName.allCases.filter { !dataset.splits[$0].isEmpty } }

  static let fields = [
    FieldSpec(name: "rows", type: .number, summary: "rows in all splits"),
    FieldSpec(name: "classes", type: .number, summary: "classes of the target"),
    FieldSpec(name: "vocabulary", type: .number, summary: "words, <unk> included"),
    FieldSpec(name: "longest", type: .number, summary: "tokens of the longest text"),
    FieldSpec(name: "mean_length", type: .number, summary: "mean number of tokens of a text"),
    FieldSpec(
      name: "skipped", type: .number,
      summary: "rows left out of training for the number of their tokens"),
    FieldSpec(
      name: "duplicates", type: .number, summary: "rows whose text stands in an earlier split"),
    FieldSpec(
      name: "fingerprint", type: .text,
      summary: "hash of all its rows as numbers, and of their splits"),
    FieldSpec(name: "train", type: .object(.split), summary: "the training split"),
    FieldSpec(name: "valid", type: .object(.split), summary: "the validation split"),
    FieldSpec(name: "test", type: .object(.split), summary: "the test split"),
  ]

  static let facets =
    [
      (name: "splits", summary: "rows and classes of each split")
    ] + summaryFacets + [
      (name: "rows", summary: "the first rows as they were read, and their tokens"),
      (name: "options", summary: "how the file is read and the text is cut"),
      groupsFacet,
    ] + InputFaces.facets + FaceCatalog.dataFacets + [hintsFacet]

  var facets: [(name: String, summary: String)] {
    let own = (inputFaces.flatMap(\.facets) + face.dataFacets).map(\.name)
    return Self.facets.filter { facet in
      if facet.name == Self.groupsFacet.name { return !dataset.groups.isEmpty }
      if Self.summaryFacets.contains(where: { $0.name == facet.name }) {
        return has(summary: facet.name)
      }
      return own.contains(facet.name)
        || !(InputFaces.facets + FaceCatalog.dataFacets).contains { $0.name == facet.name }
    }
  }

  func value(of field: String) -> Value? {
    switch field {
    case "rows": .number(Double(dataset.rowCount))
    case "classes": .number(Double(dataset.classCount))
    case "vocabulary": .number(Double(dataset.summary.vocabularySize))
    case "longest": .number(Double(dataset.summary.longest))
    case "mean_length": .number(dataset.summary.meanLength)
    case "skipped": .number(Double(dataset.summary.skipped.rows.count))
    case "duplicates": .number(Double(dataset.summary.duplicates))
    case "fingerprint": .text(fingerprint)
    default: SplitName(rawValue: field).map { .object(SplitObject(self, $0)) }
    }
  }

  func tables(facets: [String], full: Bool) -> [ResultTable] {
    // What the names of recordings say is shown before anybody trusts it.
    let usual = ["splits"] + (dataset.numbers?.recordings == nil ? [] : ["rows"])
    let wanted = facets.isEmpty ? (full ? self.facets.map(\.name) : usual) : facets
    return wanted.flatMap { facet in
      switch facet {
      case "rows": [rowsTable]
      case let facet
      where (Self.summaryFacets + [Self.hintsFacet]).contains { $0.name == facet }:
        summaryTable(facet, full: full)
      case Self.groupsFacet.name: [groupsTable(full: full)]
      case "options": [optionsTable]
      case "splits": [splitsTable] + dataset.others.map(classesTable)
      case let facet where face.dataFacets.contains { $0.name == facet }:
        [face.table(dataFacet: facet, dataset)].compactMap { $0 }
      default: inputFaces.compactMap { $0.table(facet, dataset) }
      }
    }
  }

  private var splitsTable: ResultTable {
    if let own = face.ownDataTables {
      return own.splits(title: title, dataset, footnotes: footnotes)
    }
    let parts = dataset.summary.parts.filter { $0.rows > 0 }
    let rows = dataset.target.allNames.enumerated().map { index, label in
      [label] + parts.map { String($0.classCounts[index]) }
    }
    return ResultTable(
      title: title, columns: [face.nameColumn] + parts.map(\.name.rawValue),
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
    inputFaces.flatMap { $0.notes(dataset) } + face.notes(dataset.target) + dataset.leftOut
      + (dataset.text == nil ? [] : TextFace.lateNotes(dataset))
  }

  private var optionsTable: ResultTable {
    let source =
      [["format", format?.name ?? "rows"]] + (textColumn.map { [["text", $0]] } ?? [])
      + roles.flatMap(targetSettings)
    let shares =
      (groupColumn.map { [["group", $0]] } ?? []) + (timeColumn.map { [["time", $0]] } ?? [])
    return ResultTable(
      title: "options of \(name)", columns: ["option", "value"], alignments: [.left, .left],
      rows: source + shares + inputFaces.flatMap(\.settings))
  }

  /// What a target is, and its settings; those that the text has too are told apart.
  private func targetSettings(_ role: TargetRole) -> [[String]] {
    let title = [role.column, role.task.name].filter { !$0.isEmpty }.joined(separator: " ")
    let names = inputFaces.flatMap(\.settings).compactMap(\.first)
    return [["target", title]]
      + role.task.options.map { option in
        let name = names.contains(option.name) ? "target \(option.name)" : option.name
        return [name, role.settings[option]?.text ?? ""]
      }
  }

  private var rowsTable: ResultTable {
    if let own = face.ownDataTables { return own.rows(dataset) }
    let faces = inputFaces
    let rows = (0..<min(5, dataset.rowCount)).map { row in
      [face.text(of: dataset.target, row: row)]
        + dataset.others.map { $0.labels.names[Int($0.values[row].first ?? 0)] }
        + faces.flatMap { $0.rowCells(row, dataset) }
    }
    let columns =
      [dataset.task.entry.name] + dataset.others.map(\.name) + faces.flatMap(\.rowColumns)
    return ResultTable(
      title: "first rows", columns: columns, alignments: columns.map { _ in .left }, rows: rows)
  }
}
