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
    case "leaks": repeats != nil
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
        "median and spread: by an even sample of at most \(Amount.grouped(EvenSample.most)) cells")
    }
    if let problem = profile.problem {
      notes.append("not all rows could be read again: \(problem)")
    }
    return notes
  }

  // MARK: Targets

  /// The targets whose values have names.
  private var balancedTargets: [Target] {
    dataset.targets.filter { !$0.allNames.isEmpty && $0.task is any Labelled }
  }

  /// The names of a target by how many rows, or tokens, of each split have them.
  private func balanceTable(_ target: Target, full: Bool) -> ResultTable {
    let counts = filledSplits.map { target.counts(of: dataset.splits[$0]) }
    let names = target.allNames
    let sums = names.indices.map { index in counts.reduce(0) { $0 + $1[index] } }
    let all = sums.reduce(0, +)
    let order = names.indices.sorted { (sums[$1], $0) < (sums[$0], $1) }
    let shown = order.prefix(full ? order.count : ResultTable.shownNames)
    let weights = weights(of: target)
    let more = order.count - shown.count
    let most = sums.max() ?? 0
    return ResultTable(
      title: "\(name): \(Amount.counted(names.count, "value")) of \(target.name), "
        + (target.task.shape.places == .steps ? "by tokens" : "by rows"),
      columns: ["value"] + filledSplits.map(\.rawValue) + ["share"]
        + (weights == nil ? [] : ["weight"]) + [""],
      alignments: [.left] + filledSplits.map { _ in .right } + [.right]
        + (weights == nil ? [] : [.right]) + [.left],
      rows: shown.map { index in
        [names[index]] + counts.map { Amount.grouped($0[index]) }
          + [Share.percent(sums[index], of: all, decimals: 1)]
          + (weights.map { own in
            [
              own.indices.contains(index)
                ? FixedDecimal.string(Double(own[index]), decimals: 2) : ""
            ]
          } ?? [])
          + [Spark.bar(most == 0 ? 0 : Double(sums[index]) / Double(most))]
      },
      footnotes: (weights == nil ? [] : ["weight: what `class_weights=auto` of `train` gives"])
        + (more > 0 ? ["\(Amount.grouped(more)) more: `show \(name) balance full`"] : []))
  }

  /// What `class_weights=auto` gives to each name; nil where it gives none, or two.
  private func weights(of target: Target) -> [Float]? {
    guard !dataset.splits.train.isEmpty else { return nil }
    let weights = target.task.balancedWeights(of: target, rows: dataset.splits.train)
    return weights.count == target.labels.count ? weights : nil
  }

  /// The first rows of each of the largest classes, and how their inputs begin.
  private func examplesTable(full: Bool) -> ResultTable {
    let target = dataset.target
    let counts = target.counts(of: dataset.splits.train)
    let order = counts.indices.sorted { (counts[$1], $0) < (counts[$0], $1) }
    var rowsOf: [Int32: [Int]] = [:]
    let wanted = full ? 3 : 2
    for row in dataset.splits.train {
      guard let number = target.values[row].first, rowsOf[number, default: []].count < wanted else {
        continue
      }
      rowsOf[number, default: []].append(row)
    }
    let faces = inputFaces
    let columns = faces.flatMap(\.rowColumns)
    // Tokens stand beside the text in `rows`.
    let kept = columns.indices.filter { columns[$0] != "tokens" }
    let rows = order.prefix(10).flatMap { rowsOf[Int32(truncatingIfNeeded: $0)] ?? [] }
    return ResultTable(
      title: "\(name): rows that train", columns: [nameColumn] + kept.map { columns[$0] },
      alignments: [.left] + kept.map { _ in .left },
      rows: rows.map { row in
        let cells = faces.flatMap { $0.rowCells(row, dataset) }
        return [targetText(row)] + kept.map { Excerpt.of(cells[$0], columns: 72) }
      })
  }

  // MARK: Lengths

  private var hasLengths: Bool {
    dataset.windows == nil && !dataset.isStream && dataset.summary.longest > 1
  }

  /// How many tokens or steps the rows of each part have, also of what is written.
  private var lengthsTable: ResultTable {
    let unit = dataset.text == nil ? "steps" : "tokens"
    var rows = filledSplits.map { part in
      lengthRow(
        [part.rawValue], dataset.splits[part].map { Double(dataset.length(of: $0)) })
    }
    if dataset.task is any TextValued {
      rows += filledSplits.map { part in
        lengthRow(
          ["\(part.rawValue), \(dataset.target.name)"],
          dataset.splits[part].map { Double(dataset.target.values.length(of: $0)) })
      }
    }
    return ResultTable(
      title: "\(name): \(unit) a row",
      columns: [
        "split", "rows", "shortest", "median", "90 %", "95 %", "99 %", "longest", "spread",
      ],
      alignments: [.left] + Array(repeating: .right, count: 7) + [.left], rows: rows)
  }

  private func lengthRow(_ names: [String], _ lengths: [Double]) -> [String] {
    let sorted = lengths.sorted()
    let shown = [0, 0.5, 0.9, 0.95, 0.99, 1].map {
      Amount.grouped(Int(EvenSample.quantile($0, of: sorted)))
    }
    return names + [Amount.grouped(sorted.count)] + shown + [Spark.of(sorted, isWhole: true)]
  }

  // MARK: Words

  /// How much of each part is known where rare words are left out.
  private var coverageTable: ResultTable? {
    guard let text = dataset.text else { return nil }
    let vocabulary = text.transform.vocabulary
    let (counts, options) = (vocabulary.counts, text.transform.options)
    let least = options.minCount
    let limits =
      options.subwords == nil && knownName == nil
      ? [least] + [2, 3, 5, 10].filter { $0 > least } : [least]
    let shares = filledSplits.map { part in
      var known = [Int](repeating: 0, count: limits.count)
      var all = 0
      for row in dataset.splits[part] {
        for token in text.tokens[row] {
          all += 1
          guard token > 0 else { continue }
          let count = Int(token) < counts.count ? counts[Int(token)] : 0
          for (place, limit) in limits.enumerated() where count >= limit || place == 0 {
            known[place] += 1
          }
        }
      }
      return known.map { Share.percent($0, of: all, decimals: 1) }
    }
    return ResultTable(
      title: "\(name): how much of the running text is known",
      columns: ["min_count", "words"] + filledSplits.map(\.rawValue),
      alignments: [.right, .right] + filledSplits.map { _ in .right },
      rows: limits.enumerated().map { place, limit in
        let words = place == 0 ? vocabulary.count : 1 + counts.dropFirst().count { $0 >= limit }
        return [String(limit), Amount.grouped(words)] + shares.map { $0[place] }
      },
      footnotes: (knownName.map {
        ["\(Amount.grouped(vocabulary.addedCount)) words are known from `\($0)` alone"]
      } ?? [])
        + (dataset.isStream ? [] : unknownNotes))
  }

  /// The most frequent unknown words of parts.
  private var unknownNotes: [String] {
    dataset.summary.parts.filter { $0.rows > 0 && !$0.unknown.frequent.isEmpty }.map { part in
      "unknown in \(part.name.rawValue): "
        + part.unknown.frequent.prefix(5).map { "\($0.word) (\($0.count))" }.joined(separator: ", ")
    }
  }

  // MARK: Repeats

  private var leaksTables: [ResultTable] {
    guard let repeats else { return [] }
    let parts = filledSplits
    let known = { (part: SplitName, first: SplitName) in repeats.counts[part]?[first] ?? 0 }
    var tables = [
      ResultTable(
        title: "\(name): rows like an earlier one, by what is read of them",
        columns: ["rows of", "all"] + parts.map { "like one of \($0.rawValue)" },
        alignments: [.left, .right] + parts.map { _ in .right },
        rows: parts.enumerated().map { place, part in
          [part.rawValue, Amount.grouped(dataset.splits[part].count)]
            + parts.enumerated().map { other, first in
              other > place ? "" : Amount.grouped(known(part, first))
            }
        })
    ]
    if !repeats.leaks.isEmpty {
      tables.append(
        pairsTable(
          "\(name): rows that stand in two splits, \(Amount.grouped(repeats.leakCount)) in all",
          repeats.leaks, names: { [$0.part.rawValue, $0.firstPart.rawValue] },
          columns: ["in", "and in"]))
    }
    if !repeats.contradictions.isEmpty {
      let count = Amount.grouped(repeats.contradictionCount)
      tables.append(
        pairsTable(
          "\(name): rows with another target than the first one like them, \(count) in all",
          repeats.contradictions, names: { [targetText($0.row), targetText($0.first)] },
          columns: ["target", "and before"]))
    }
    return tables
  }

  private func pairsTable(
    _ title: String, _ pairs: [RowRepeats.Pair], names: (RowRepeats.Pair) -> [String],
    columns: [String]
  ) -> ResultTable {
    ResultTable(
      title: title, columns: columns + ["places", dataset.text == nil ? "row" : "text"],
      alignments: [.left, .left, .left, .left],
      rows: pairs.map { pair in
        names(pair) + [
          [pair.row, pair.first].map(shownPlace).joined(separator: ", "),
          Excerpt.of(dataset.title(of: pair.row), columns: 60),
        ]
      })
  }

  /// `reviews.csv:12`.
  private func shownPlace(_ row: Int) -> String {
    let line = dataset.origins.line(of: row)
    return dataset.origins.path(of: row).map { "\($0):\(line)" } ?? "row \(line)"
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
