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
  /// Throws `unknownColumn`, `emptyCell`, `tooFewRows`, `oneClass`, `tagsDiffer`, `illegalTag`, what the split throws, and `unknownTokenizer`.
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
    try rows.checkCount(splits, path: table.path)
    let classes = try rows.target(targetKind, splits, targetCells)
    try rows.checkGroups(splits)

    let main = rows.tableRows.train.count
    let samples = samplesTexts && !targetKind.isPerStep
    let corpus = try TokenizedCorpus(
      rows.texts, with: pipeline,
      lender: { samples && $0 < main ? CellFilter.lender(of: $0) : $0 },
      shouldStop: shouldStop)
    let vocabulary = corpus.vocabulary(
      fitting: splits.fitted, options: options, adding: knownWords)
    let tokens = try corpus.column(in: vocabulary, shouldStop: shouldStop)
    let target =
      if let classes {
        classes
      } else if targetKind == .phrases {
        try rows.phrases(in: corpus, pipeline)
      } else {
        try rows.tags(for: self, of: tokens, splits)
      }
    if shouldStop() { throw DataError(.interrupted, path: nil) }
    let isSample = samples && !CellFilter.takesAll(of: main)
    var summary = DatasetSummary(
      splits: splits, target: target, corpus: corpus, tokens: tokens, vocabulary: vocabulary,
      comparesRows: !isSample)
    summary.isSample = isSample
    summary.bytes = DataMemory(texts: rows.texts, corpus: corpus, vocabulary: vocabulary).bytes
    return Dataset(
      tokens: tokens, target: target, splits: splits,
      transform: try TextTransform(options: options, vocabulary: vocabulary),
      texts: rows.texts, origins: rows.origins, groups: rows.groups, summary: summary,
      others: try rows.others(for: self, splits), knownWords: knownWords)
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
