// SPDX-License-Identifier: Apache-2.0

extension SourceRows {
  /// Reads what each cell holds; throws `nestedValue`.
  mutating func readSets(_ cells: TargetCells, column: String) throws(DataError) {
    for (row, cell) in labels.enumerated() {
      guard let values = cells.values(in: cell) else {
        throw DataError(
          .nestedValue(line: origins.line(of: row), field: column), path: origins.path(of: row))
      }
      sets.append(values)
    }
  }

  /// What the rows of the main table are alike by.
  func strata(_ kind: Target.Kind, _ main: ArraySlice<String>) -> [Int] {
    switch kind {
    case .class:
      let order = Labels(fitting: main)
      return main.map { Int(order.number(of: $0) ?? 0) }
    case .labels: return LabelSets(Array(sets.prefix(main.count))).strata
    case .tags, .phrases, .next: return Array(repeating: 0, count: main.count)
    }
  }

  /// The target where it does not depend on the tokens; throws `oneClass`, `unknownLabel` and
  /// `fewLabels`.
  func target(
    _ kind: Target.Kind, _ splits: SplitRows, _ cells: TargetCells
  ) throws(DataError) -> Target? {
    switch kind {
    case .class: return try classes(splits)
    case .labels:
      guard
        let target = LabelSets(sets).target(fitting: splits.fitted, minCount: cells.minCount)
      else { throw DataError(.fewLabels(minCount: cells.minCount), path: origins.path(of: 0)) }
      return target
    case .tags, .phrases, .next: return nil
    }
  }

  /// The phrases of all rows, marked in their tokens; throws `noPhrase`.
  func phrases(
    in corpus: TokenizedCorpus, _ pipeline: TokenPipeline
  ) throws(DataError) -> Target {
    var (values, words) = (TokenColumn(), TokenColumn())
    var (places, missing): ([[Range<Int>]], [Int]) = ([], [])
    for row in sets.indices {
      let own = corpus.words(of: row)
      var known: [PhraseFinder.Phrase] = []
      var unknown = 0
      for phrase in sets[row] {
        let numbers = corpus.numbers(of: phrase, pipeline)
        guard let numbers, !PhraseFinder.starts(of: numbers, in: own).isEmpty else {
          unknown += 1
          continue
        }
        if !known.contains(numbers) { known.append(numbers) }
      }
      let found = PhraseFinder.find(known, in: own)
      places.append(found.places)
      missing.append(unknown)
      // A text without tokens is one that is unknown, and in no phrase.
      values.append(own.isEmpty ? [2] : found.tags)
      words.append(own.isEmpty ? [-1] : own)
    }
    guard places.contains(where: { !$0.isEmpty }) else {
      throw DataError(.noPhrase, path: origins.path(of: 0))
    }
    return Target(
      .phrases, labels: Labels(fitting: Phrases.tagNames), values: values, scheme: .bio,
      phrases: Phrases(words: words, places: places, missing: missing),
      leftOut: missing.reduce(0, +))
  }

  /// The classes of all rows, by the labels of those that train; throws `oneClass`.
  ///
  /// A label that no row has that trains has a number behind them.
  func classes(_ splits: SplitRows) throws(DataError) -> Target {
    let target = Target(classes: labels, fitting: splits.fitted)
    guard target.labels.count > 1 || splits.train.isEmpty else { throw oneClass(target.labels) }
    return target
  }

  /// The tags of all rows, a row of them for each row of tokens; throws `oneClass`, `tagsDiffer` and
  /// `illegalTag` with the place of the row.
  ///
  /// Which tags there are is no more than the names of the scores, so those of all rows count.
  func tags(
    for builder: DatasetBuilder, of tokens: TokenColumn, _ splits: SplitRows
  ) throws(DataError) -> Target {
    let longest = builder.options.maxLength
    let cutter = BlankTokenizer(lower: false)
    var all = labels.map { cutter.tokens(in: $0) }
    var names = Labels(fitting: all.lazy.joined())
    let respelling = respell(&all, &names, as: builder.tagScheme)
    guard names.count > 1 || splits.train.isEmpty else { throw oneClass(names) }
    var values = TokenColumn()
    for (row, tags) in all.enumerated() {
      let length = tokens.length(of: row)
      let isCut = longest == length && tags.count > length
      guard tags.count == length || isCut else {
        throw DataError(
          .tagsDiffer(line: origins.line(of: row), tokens: length, tags: tags.count),
          path: origins.path(of: row))
      }
      values.append(tags.prefix(length).map { names.number(of: $0) ?? 0 })
    }
    var tags = try TagReading(builder, origins: origins).read(names, values)
    tags.respelling = respelling
    guard tags.labels.count > 1 || splits.train.isEmpty else { throw oneClass(tags.labels) }
    return tags
  }

  /// Puts tags of entities into the usual spelling, and types without a position into that of IO where
  /// that is the scheme; returns a tag that changed.
  private func respell(
    _ all: inout [[String]], _ names: inout Labels, as scheme: TagScheme?
  ) -> Target.Respelling? {
    let isPlain = scheme == .io && names.names.allSatisfy { $0 == "O" || ChunkTag($0) == nil }
    let spelling = TagSpelling(of: names.names)
    guard isPlain || spelling != nil else { return nil }
    let standard = Dictionary(
      uniqueKeysWithValues: names.names.map { name in
        (name, spelling.map { $0.standard(name) ?? name } ?? (name == "O" ? name : "I-\(name)"))
      })
    all = all.map { $0.map { standard[$0] ?? $0 } }
    let first = names.names.first { standard[$0] != $0 && $0 != "o" }
    names = Labels(fitting: all.lazy.joined())
    guard !isPlain || spelling != nil, let first, let read = standard[first] else { return nil }
    return Target.Respelling(from: first, to: read)
  }

  private func oneClass(_ labels: Labels) -> DataError {
    DataError(.oneClass(label: labels.names.first ?? ""), path: origins.path(of: 0))
  }

  /// The classes beside the tags.
  ///
  /// As with tags, which there are is no more than the names of the scores, so those of all rows
  /// count; throws `oneClass`.
  func others(for builder: DatasetBuilder, _ splits: SplitRows) throws(DataError) -> [Target] {
    var others: [Target] = []
    for (column, cells) in zip(builder.classColumns, classes) {
      let names = Labels(fitting: cells)
      guard names.count > 1 || splits.train.isEmpty else { throw oneClass(names) }
      var target = Target(
        .class, labels: names, values: TokenColumn(cells.map { names.number(of: $0) ?? 0 }))
      target.name = column
      others.append(target)
    }
    return others
  }
}
