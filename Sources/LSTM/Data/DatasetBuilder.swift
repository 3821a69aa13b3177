// SPDX-License-Identifier: Apache-2.0

/// How the rows of a data set are shared out.
public enum SplitKind: Hashable, Sendable {
  /// By percentages, shuffled, every class with its share in every part.
  case stratified(SplitRatio)
  /// By percentages in the order of the file.
  case inOrder(SplitRatio)
  /// By tables of their own for valid and test; the main table trains, or is shared out itself.
  indirect case tables(valid: Table?, test: Table?, main: SplitKind?)
  /// By a column whose cells say train, valid (dev, val) or test.
  case column(String)

  /// Whether chance decides which rows go where.
  public var isRandom: Bool {
    switch self {
    case .stratified: true
    case .inOrder, .column: false
    case .tables(_, _, let main): main?.isRandom ?? false
    }
  }
}

/// Makes a data set of a table: which column is the text, which the target, and who trains.
///
/// The same tables, settings and shuffler give the same data set. Everything that is fitted is
/// fitted on the training rows only.
public struct DatasetBuilder: Sendable {
  /// The column with the text.
  public var textColumn: String
  /// The column with the class, or with the tags of the tokens, blanks between them, or with labels or
  /// phrases.
  public var targetColumn: String
  /// What is to be predicted.
  public var targetKind: Target.Kind
  /// The columns with the classes of rows that are to be predicted beside the tags of their tokens.
  public var classColumns: [String] = []
  /// The scheme that tags are in; nil to find it out.
  public var tagScheme: TagScheme?
  /// The scheme that is trained; nil for that of the tags.
  public var trainedScheme: TagScheme?
  /// Whether each token has a line of its own, so that the place of a tag is a line.
  public var hasLineAToken = false
  /// How labels or phrases stand in their cells.
  public var targetCells = TargetCells()
  /// How a text becomes tokens.
  public var options: TextOptions
  /// The words that are known whether training has them or not, in the order of their numbers;
  /// `TextOptions.possibleTokens` gives those that a text can have.
  public var knownWords: [String] = []
  /// How the rows are shared out.
  public var split: SplitKind
  /// The column whose equal cells stay in one part; nil when rows stand alone.
  public var groupColumn: String?
  /// The column that rows are ordered by before they are shared out in order; nil for that of the
  /// file.
  public var timeColumn: String?

  /// Whether only a sample of the texts is cut into tokens, as `CellFilter` has it; the others borrow
  /// the tokens of one of them.
  ///
  /// Labels, splits and groups are always those of all rows, so that every mistake in them is found;
  /// only what depends on words is that of the sample. Training needs all texts.
  public var samplesTexts = false

  /// A builder for two columns of a table.
  public init(
    textColumn: String, targetColumn: String, targetKind: Target.Kind = .class,
    options: TextOptions = TextOptions(), split: SplitKind, groupColumn: String? = nil,
    timeColumn: String? = nil
  ) {
    self.targetKind = targetKind
    self.groupColumn = groupColumn
    self.timeColumn = timeColumn
    self.textColumn = textColumn
    self.targetColumn = targetColumn
    self.options = options
    self.split = split
  }

  /// Asked now and then while texts are cut; when it says so, `interrupted` is thrown.
  public var shouldStop: @Sendable () -> Bool = { false }

  /// Builds the data set.
  ///
  /// Throws `unknownColumn`, `emptyCell`, `tooFewRows`, `oneClass`, `unknownLabel`, `tagsDiffer`,
  /// `illegalTag`, what the split throws, and `unknownTokenizer`.
  public func build(
    from table: Table, shuffler: some IndexShuffler
  ) throws(DataError) -> Dataset {
    guard targetKind != .next else { return try buildNext(from: table, shuffler: shuffler) }
    let pipeline = try TokenPipeline(options)
    try GrowingData(path: table.path).require(rows: table.rowCount, tokens: 0)
    var rows = try SourceRows(of: table, for: self)
    if targetKind.isSet { try rows.readSets(targetCells, column: targetColumn) }
    let splits: SplitRows
    do throws(DataError.Fact) {
      splits = try shareOut(rows, shuffler: shuffler)
    } catch {
      throw DataError(error, path: table.path)
    }
    let classes = try rows.target(targetKind, splits, targetCells)
    try rows.checkGroups(splits)

    let main = rows.tableRows.train.count
    let samples = samplesTexts && !targetKind.isPerStep
    let corpus = try TokenizedCorpus(
      rows.texts, with: pipeline,
      lender: { samples && $0 < main ? CellFilter.lender(of: $0) : $0 },
      shouldStop: shouldStop)
    let vocabulary = corpus.vocabulary(
      fitting: splits.train, options: options, adding: knownWords)
    let tokens = try corpus.column(in: vocabulary, shouldStop: shouldStop)
    let target =
      if let classes {
        classes
      } else if targetKind == .phrases {
        try rows.phrases(in: corpus, pipeline)
      } else {
        try rows.tags(for: self, of: tokens)
      }
    if shouldStop() { throw DataError(.interrupted, path: nil) }
    return Dataset(
      tokens: tokens, target: target, splits: splits,
      transform: try TextTransform(options: options, vocabulary: vocabulary),
      texts: rows.texts, origins: rows.origins, groups: rows.groups,
      summary: DatasetSummary(
        splits: splits, target: target, corpus: corpus, tokens: tokens, vocabulary: vocabulary,
        texts: samples && !CellFilter.takesAll(of: main) ? [] : rows.texts),
      others: try rows.others(for: self), knownWords: knownWords)
  }

  /// The columns that it reads.
  public var columns: Set<String> {
    var names: Set = [textColumn, targetColumn]
    names.formUnion(classColumns)
    if case .column(let name) = split { names.insert(name) }
    return names.union([groupColumn, timeColumn].compactMap { $0 })
  }

  /// Applies the split.
  func shareOut(
    _ rows: SourceRows, shuffler: some IndexShuffler
  ) throws(DataError.Fact) -> SplitRows {
    let main = rows.labels.prefix(rows.tableRows.train.count)
    guard case .tables(_, _, let inner) = split else {
      return try share(main, by: split, of: rows, shuffler: shuffler)
    }
    guard let inner else { return rows.tableRows }
    var shares = try share(main, by: inner, of: rows, shuffler: shuffler)
    shares.valid += rows.tableRows.valid
    shares.test += rows.tableRows.test
    return shares
  }

  /// Shares out the rows of the main table, which come first.
  private func share(
    _ labels: ArraySlice<String>, by kind: SplitKind, of rows: SourceRows,
    shuffler: some IndexShuffler
  ) throws(DataError.Fact) -> SplitRows {
    switch kind {
    case .stratified(let ratio):
      let classes = rows.strata(targetKind, labels)
      guard rows.groups.isEmpty else {
        let groups = rows.groups.prefix(labels.count).map { Int($0) }
        return try Splitter.grouped(groups, classes, ratio: ratio, shuffler: shuffler)
      }
      return try Splitter.stratified(classes, ratio: ratio, shuffler: shuffler)
    case .inOrder(let ratio):
      let shares = try Splitter.inOrder(labels.count, ratio: ratio)
      return rows.times.isEmpty ? shares : shares.mapped { rows.inTime[$0] }
    case .tables: return rows.tableRows
    case .column:
      return try Splitter.byColumn(rows.splitCells) { rows.origins.line(of: $0) }
    }
  }
}

/// The cells that a data set is made of, of all its tables one after the other.
struct SourceRows {
  private(set) var texts: [String] = []
  private(set) var labels: [String] = []
  /// The classes of each row beside them, a list for each column of them.
  private(set) var classes: [[String]] = []
  /// What the cells hold, where they may hold several.
  private(set) var sets: [[String]] = []
  /// The cells of the split column; empty if there is none.
  private(set) var splitCells: [String] = []
  private(set) var origins = RowOrigins()
  /// The rows of each table, by the part it was given for.
  private(set) var tableRows = SplitRows()
  /// The time of each row of the main table; empty without a time column.
  private(set) var times: [Double] = []
  /// The rows of the main table from the earliest to the latest; equal times keep their order.
  private(set) var inTime: [Int] = []
  /// The number of the group of each row; empty without a group column.
  private(set) var groups: [Int32] = []
  private var groupNames: [String] = []
  private var groupNumbers: [String: Int32] = [:]

  var count: Int { labels.count }

  /// Collects and checks the cells.
  init(of table: Table, for builder: DatasetBuilder) throws(DataError) {
    try append(table, as: .train, for: builder)
    if case .tables(let valid, let test, _) = builder.split {
      if let valid { try append(valid, as: .valid, for: builder) }
      if let test { try append(test, as: .test, for: builder) }
    }
    if let column = builder.timeColumn {
      times = try table.times(column)
      inTime = times.indices.sorted { (times[$0], $0) < (times[$1], $1) }
    }
    if texts.count < (builder.options.framing == .stream ? 1 : 2) {
      throw DataError(.tooFewRows(found: table.rowCount, needed: 2), path: table.path)
    }
  }

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
        let target = LabelSets(sets).target(fitting: splits.train, minCount: cells.minCount)
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

  /// The classes of all rows, by the labels of those that train; throws `oneClass`, and
  /// `unknownLabel` with the place of the row.
  func classes(_ splits: SplitRows) throws(DataError) -> Target {
    let labels = Labels(fitting: splits.train.lazy.map { self.labels[$0] })
    guard labels.count > 1 else { throw oneClass(labels) }
    var classes: [Int32] = []
    classes.reserveCapacity(count)
    for (row, label) in self.labels.enumerated() {
      let (line, path) = (origins.line(of: row), origins.path(of: row))
      classes.append(try labels.encode(label, line: line, path: path))
    }
    return Target(.class, labels: labels, values: TokenColumn(classes))
  }

  /// The tags of all rows, a row of them for each row of tokens; throws `oneClass`, `tagsDiffer` and
  /// `illegalTag` with the place of the row.
  ///
  /// Which tags there are is no more than the names of the scores, so those of all rows count.
  func tags(
    for builder: DatasetBuilder, of tokens: TokenColumn
  ) throws(DataError) -> Target {
    let longest = builder.options.maxLength
    let all = labels.map { $0.split(separator: " ").map(String.init) }
    let names = Labels(fitting: all.lazy.joined())
    guard names.count > 1 else { throw oneClass(names) }
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
    let tags = try TagReading(builder, origins: origins).read(names, values)
    guard tags.labels.count > 1 else { throw oneClass(tags.labels) }
    return tags
  }

  private func oneClass(_ labels: Labels) -> DataError {
    DataError(.oneClass(label: labels.names.first ?? ""), path: origins.path(of: 0))
  }

  /// The cells of a target's column, of which none may be empty but one of a set.
  private static func labels(
    of table: Table, _ column: String, areSets: Bool = false
  ) throws(DataError) -> [String] {
    let cells = try table.column(column, allowsLists: areSets).map(\.trimmed)
    if !areSets, let row = cells.firstIndex(of: "") {
      let fact = DataError.Fact.emptyCell(line: table.lines[row], column: column)
      throw DataError(fact, path: table.path)
    }
    return cells
  }

  /// The classes beside the tags.
  ///
  /// As with tags, which there are is no more than the names of the scores, so those of all rows
  /// count; throws `oneClass`.
  func others(for builder: DatasetBuilder) throws(DataError) -> [Target] {
    var others: [Target] = []
    for (column, cells) in zip(builder.classColumns, classes) {
      let names = Labels(fitting: cells)
      guard names.count > 1 else { throw oneClass(names) }
      var target = Target(
        .class, labels: names, values: TokenColumn(cells.map { names.number(of: $0) ?? 0 }))
      target.name = column
      others.append(target)
    }
    return others
  }

  /// Throws `groupCrossesSplit` when rows of one group are in two parts.
  func checkGroups(_ splits: SplitRows) throws(DataError) {
    guard !groups.isEmpty else { return }
    var parts: [Int32: SplitName] = [:]
    for name in SplitName.allCases {
      for row in splits[name] {
        let group = groups[row]
        guard let first = parts[group], first != name else {
          parts[group] = name
          continue
        }
        throw DataError(
          .groupCrossesSplit(
            line: origins.line(of: row), group: groupNames[Int(group)], parts: [first, name]),
          path: origins.path(of: row))
      }
    }
  }

  private mutating func group(of cell: String) -> Int32 {
    if let number = groupNumbers[cell] { return number }
    let number = Int32(truncatingIfNeeded: groupNames.count)
    groupNames.append(cell)
    groupNumbers[cell] = number
    return number
  }

  /// Adds texts that have no target beside themselves; in streams, a row for each piece of a line.
  private mutating func appendTexts(
    of table: Table, as part: SplitName, for builder: DatasetBuilder
  ) throws(DataError) {
    let cells = try table.column(builder.textColumn)
    let isStream = builder.options.framing == .stream
    var counts = [Int](repeating: 1, count: cells.count)
    for (row, cell) in cells.enumerated() {
      guard isStream else {
        texts.append(cell)
        continue
      }
      let pieces = cell.streamPieces
      texts += pieces
      counts[row] = pieces.count
    }
    labels += Array(repeating: "", count: texts.count - labels.count)
    if case .column(let name) = builder.split { splitCells += try table.column(name) }
    if let name = builder.groupColumn { groups += try table.column(name).map { group(of: $0) } }
    tableRows[part] = Array(origins.append(table, counts: counts))
  }

  private mutating func append(
    _ table: Table, as part: SplitName, for builder: DatasetBuilder
  ) throws(DataError) {
    if builder.targetKind == .next { return try appendTexts(of: table, as: part, for: builder) }
    texts += try table.column(builder.textColumn)
    labels += try Self.labels(
      of: table, builder.targetColumn, areSets: builder.targetKind.isSet)
    if classes.isEmpty { classes = builder.classColumns.map { _ in [] } }
    for (index, column) in builder.classColumns.enumerated() {
      classes[index] += try Self.labels(of: table, column)
    }
    if case .column(let name) = builder.split { splitCells += try table.column(name) }
    if let name = builder.groupColumn { groups += try table.column(name).map { group(of: $0) } }
    tableRows[part] = Array(origins.append(table))
  }
}
