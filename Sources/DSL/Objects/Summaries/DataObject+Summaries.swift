// SPDX-License-Identifier: Apache-2.0

import LSTM

/// What `show d full` says of the data themselves: their columns, lengths, repeats, and what to do.
extension DataObject {
  /// The facets of summaries; the hints come last of all.
  static let summaryFacets: [FaceFacet] = [
    (
      name: "columns",
      summary: "each column of the file: what it holds, what is missing, and how it is spread"
    ),
    (name: "balance", summary: "the classes by their rows in each split, the largest first"),
    (name: "lengths", summary: "how many tokens, or steps, the rows of each split have"),
    (name: "coverage", summary: "how much of each split the vocabulary knows"),
    (name: "examples", summary: "a few rows of each class"),
    (
      name: "leaks",
      summary: "rows that stand in two splits, or twice, or with two targets"
    ),
  ]

  static let hintsFacet: FaceFacet = (
    name: "hints", summary: "what the numbers suggest to write, and why"
  )

  /// Whether a summary has something to say of these rows.
  func has(summary facet: String) -> Bool {
    switch facet {
    case "columns": source != nil
    case "balance": !balancedTargets.isEmpty
    case "lengths": hasLengths
    case "coverage":
      dataset.text != nil && dataset.text?.transform.vocabulary.counts.isEmpty == false
    case "examples": dataset.task is any Labelled && dataset.task.shape.places == .rows
    case "leaks": RowRepeats.areKnown(of: dataset)
    default: true
    }
  }

  func summaryTable(_ facet: String, full: Bool) -> [ResultTable] {
    guard has(summary: facet) else { return [] }
    switch facet {
    case "columns": return [columnsTable]
    case "balance": return balancedTargets.map { balanceTable($0, full: full) }
    case "lengths": return [lengthsTable]
    case "coverage": return [coverageTable].compactMap { $0 }
    case "examples": return [examplesTable(full: full)]
    case "leaks": return leaksTables
    default: return [hintsTable]
    }
  }

  // MARK: Columns

  private var columnsTable: ResultTable {
    let profile = profile
    let roles = source?.roles ?? [:]
    let rows = profile.columns.map { column in
      [
        column.name, roles[column.name] ?? "–", column.kind.rawValue,
        column.missing == 0
          ? "0"
          : "\(Amount.grouped(column.missing)) "
            + "(\(Share.percent(column.missing, of: column.rows, decimals: 1)))",
        column.kind == .steps ? "" : column.distinct.text,
      ] + column.range + [column.shape]
    }
    let count = profile.columns.first?.rows ?? 0
    return ResultTable(
      title: "\(name): \(Amount.counted(profile.columns.count, "column")) of "
        + Amount.counted(count, "row"),
      columns: [
        "column", "role", "type", "missing", "distinct", "least", "median", "largest", "spread",
      ],
      alignments: [.left, .left, .left, .right, .right, .right, .right, .right, .left],
      rows: rows, footnotes: columnNotes(profile))
  }

  private func columnNotes(_ profile: RowsSource.Profile) -> [String] {
    var notes: [String] = []
    let kinds = Set(profile.columns.map(\.kind))
    if kinds.contains(.text) { notes.append("of texts: how many characters they have") }
    if kinds.contains(.steps) { notes.append("of sequences: how many numbers they have") }
    for column in profile.columns where column.odd > 0 {
      let first = column.firstText.map { ": `\(Excerpt.of($0, columns: 24))`" } ?? ""
      notes.append(
        "\(column.name): \(Amount.counted(column.odd, "cell")) \(column.odd == 1 ? "is" : "are") no "
          + "\(column.kind == .time ? "time" : "number")\(first)")
    }
    if profile.columns.contains(where: \.measured.isPart) {
      notes.append(
        "median and spread: by an even sample of the cells")
    }
    if let problem = profile.problem {
      notes.append("not all rows could be read again: \(problem)")
    }
    return notes
  }

  // MARK: Hints

  /// What the numbers suggest.
  var hints: [DataHint] { DataHints(object: self, profile: profile, repeats: repeats).all }

  private var hintsTable: ResultTable {
    let hints = hints
    return ResultTable(
      title: "\(name): "
        + (hints.isEmpty ? "nothing to suggest" : "what the numbers suggest"),
      columns: hints.isEmpty ? [] : ["write", "in", "why"],
      alignments: hints.isEmpty ? [] : [.left, .left, .left],
      rows: hints.map { ["`\($0.text)`", $0.place.text, $0.reason] })
  }
}
