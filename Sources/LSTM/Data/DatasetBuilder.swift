// SPDX-License-Identifier: Apache-2.0

/// How the rows of a data set are shared out.
public enum SplitKind: Hashable, Sendable {
  /// By percentages, shuffled, every class with its share in every part.
  case stratified(SplitRatio)
  /// By percentages in the order of the file.
  case inOrder(SplitRatio)
  /// By tables of their own for valid and test; the main table trains, or is shared out itself.
  indirect case tables(valid: Table?, test: Table?, main: SplitKind?)
  /// The last steps of each series measure, those before them choose the weights, and the rest trains.
  case lastSteps(valid: Int, test: Int)
  /// By a column whose cells say train, valid (dev, val) or test.
  case column(String)

  /// Whether chance decides which rows go where.
  public var isRandom: Bool {
    switch self {
    case .stratified: true
    case .inOrder, .lastSteps, .column: false
    case .tables(_, _, let main): main?.isRandom ?? false
    }
  }
}

/// Makes a data set of a table: which column is the text, which the target, and who trains.
///
/// The same tables, settings and shuffler give the same data set. Everything that is fitted is
/// fitted on the training rows only.
public struct DatasetBuilder: Sendable {
  /// The column with the text; nil where there is none.
  public var textColumn: String?
  /// The columns with the numbers that are read; nil where there are none.
  public var numbers: NumberRole?
  /// The windows of series that are read; nil where rows stand alone.
  public var windows: WindowRole?
  /// What is to be predicted, the leading target first.
  public var targets: [TargetRole]
  /// Whether each token has a line of its own, so that the place of a tag is a line.
  public var hasLineAToken = false
  /// How a text becomes tokens.
  public var options: TextOptions
  /// Which rows do not train for the number of the tokens that are read.
  public var lengths = LengthFilter()
  /// The words that are known whether training has them or not, in the order of their numbers;
  /// `TextOptions.possibleTokens` gives those that a text can have.
  public var knownWords: [String] = []
  /// How the rows are shared out.
  public var split: SplitKind
  /// The column whose equal cells stay in one part; nil when rows stand alone.
  public var groupColumn: String?
  /// The groups that are put into a part by name.
  public var namedGroups = NamedGroups()
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
    textColumn: String?, numbers: NumberRole? = nil, targets: [TargetRole],
    options: TextOptions = TextOptions(),
    split: SplitKind, groupColumn: String? = nil, timeColumn: String? = nil
  ) {
    self.groupColumn = groupColumn
    self.timeColumn = timeColumn
    self.textColumn = textColumn
    self.numbers = numbers
    self.targets = targets
    self.options = options
    self.split = split
  }

  /// Asked now and then while texts are cut; when it says so, `interrupted` is thrown.
  public var shouldStop: @Sendable () -> Bool = { false }

  /// Whose threads listen to recordings; nil for the thread that builds.
  public var compute: Compute?

  /// Builds the data set.
  ///
  /// Throws `unknownColumn`, `emptyCell`, `tooFewRows`, what the split and the tasks throw, and
  /// `unknownTokenizer`.
  ///
  /// - Parameter keeper: what keeps the features of recordings; nil to hear them anew.
  public func build(
    from table: Table, shuffler: some IndexShuffler, keeper: (any SoundKeeper)? = nil
  ) throws(DataError) -> Dataset {
    if let windows { return try self.windows(of: table, windows) }
    if let sound = numbers?.sound {
      var heard = self
      var recordings = try Recordings(sound, table, keeper)
      let table = try heard.hear(table, sound, &recordings, keeper)
      return try heard.build(of: table, recordings, shuffler: shuffler)
    }
    return try build(of: table, nil, shuffler: shuffler)
  }

  /// Listens to the recordings of a table, and to those of the tables of other parts.
  private mutating func hear(
    _ table: Table, _ role: SoundRole, _ recordings: inout Recordings,
    _ keeper: (any SoundKeeper)?
  ) throws(DataError) -> Table {
    let (compute, shouldStop) = (compute, shouldStop)
    func heard(_ table: Table) throws(DataError) -> Table {
      try recordings.hear(table, compute, role, keeper, shouldStop: shouldStop)
    }
    let own = try heard(table)
    guard case .tables(var valid, var test, let main) = split else { return own }
    if let other = valid { valid = try heard(other) }
    if let other = test { test = try heard(other) }
    split = .tables(valid: valid, test: test, main: main)
    return own
  }

  private func build(
    of table: Table, _ recordings: Recordings?, shuffler: some IndexShuffler
  ) throws(DataError) -> Dataset {
    _ = try TokenPipeline(options)
    try GrowingData(path: table.path).require(rows: table.rowCount, tokens: 0)
    let rows = try SourceRows(of: table, for: self)
    let readings = try readings(rows)
    var splits: SplitRows
    do throws(DataError.Fact) {
      splits = try shareOut(rows, by: readings[0], shuffler: shuffler)
    } catch {
      throw DataError(error, path: table.path)
    }
    let isStream = framing == .stream
    if !isStream { try rows.checkCount(splits, path: table.path) }
    for reading in readings { try reading.check(splits) }
    try rows.checkGroups(splits)

    let main = rows.tableRows.train.count
    let samples = samplesTexts && !targets[0].task.isPerStep && numbers == nil
    let isSample = samples && !CellFilter.takesAll(of: main)
    var fitting = TextFitting(
      textColumn.map { _ in
        UncutTexts(texts: rows.texts, options: options, lengths: lengths, knownWords: knownWords)
      }, for: readings[0])
    fitting.lender = { samples && $0 < main ? CellFilter.lender(of: $0) : $0 }
    fitting.isSample = isSample
    fitting.shouldStop = shouldStop
    let texts = try fitting.fit(splits)
    let text = texts.read
    if texts.splits != splits {
      splits = texts.splits
      for reading in readings { try reading.check(splits) }
    }
    if isStream, let text { return try streams(rows, splits, text, readings, path: table.path) }
    let fittedRows = splits.fitted
    var inputs = FittedInputs(
      text: text,
      numbers: numbers.flatMap { role in
        rows.numbers.map {
          NumberInput($0, role, fitting: fittedRows, recordings: recordings)
        }
      })
    inputs.written = texts.written
    let fitted = try readings.map { [splits] reading throws(DataError) in
      try reading.fit(splits, along: inputs)
    }
    if shouldStop() { throw DataError(.interrupted, path: nil) }
    var summary = DatasetSummary(
      splits: splits, target: fitted[0], inputs, comparesRows: !isSample, skipped: texts.skipped)
    summary.isSample = isSample
    let memory = [
      text.map { DataMemory($0) }, texts.written.map { DataMemory($0) },
      inputs.numbers.map { DataMemory($0) },
    ]
    summary.bytes = memory.reduce(0) { $0 + ($1?.bytes ?? 0) }
    return Dataset(
      text: textInput(inputs, fitted, rows.texts), numbers: inputs.numbers, targets: fitted,
      splits: splits, origins: rows.origins, groups: rows.groups, summary: summary)
  }

  /// How the texts are framed; rows of numbers stand alone.
  var framing: TextOptions.Framing { textColumn == nil ? .none : options.framing }

  private func textInput(
    _ inputs: FittedInputs, _ targets: [Target], _ texts: [String]
  ) -> TextInput? {
    inputs.text.map { text in
      TextInput(
        name: textColumn ?? "", tokens: targets[0].leadingFeed ?? text.tokens,
        transform: text.transform, texts: texts, knownWords: knownWords, lengths: lengths)
    }
  }

  /// Understands the cells of each target.
  private func readings(_ rows: SourceRows) throws(DataError) -> [any TargetReading] {
    var readings: [any TargetReading] = []
    for (index, role) in targets.enumerated() {
      let source = TargetSource(
        columns: role.columns, cells: rows.cells[index].first ?? [],
        further: Array(rows.cells[index].dropFirst()),
        steps: rows.steps.isEmpty || !role.task.isPerStep ? nil : rows.steps[index],
        origins: rows.origins,
        hasLineAToken: hasLineAToken, isFurther: index > 0)
      readings.append(try role.task.read(source, role.settings))
    }
    return readings
  }

  /// The columns that it reads.
  public var columns: Set<String> {
    var names = Set([textColumn, numbers?.series].compactMap { $0 })
    names.formUnion(numbers?.sound.map { [$0.column] } ?? numbers?.names ?? [])
    names.formUnion(targets.flatMap(\.columns))
    names.formUnion(windows?.names ?? [])
    if case .column(let name) = split { names.insert(name) }
    return names.union([groupColumn, timeColumn].compactMap { $0 })
  }

  /// Applies the split.
  private func shareOut(
    _ rows: SourceRows, by reading: any TargetReading, shuffler: some IndexShuffler
  ) throws(DataError.Fact) -> SplitRows {
    let main = rows.tableRows.train.count
    let strata = { reading.strata(ofFirst: main) }
    guard case .tables(_, _, let inner) = split else {
      return try share(main, by: split, of: rows, strata, shuffler: shuffler)
    }
    guard let inner else { return rows.tableRows }
    var shares = try share(main, by: inner, of: rows, strata, shuffler: shuffler)
    shares.valid += rows.tableRows.valid
    shares.test += rows.tableRows.test
    return shares
  }

  /// Shares out the rows of the main table, which come first.
  private func share(
    _ count: Int, by kind: SplitKind, of rows: SourceRows, _ strata: () -> [Int],
    shuffler: some IndexShuffler
  ) throws(DataError.Fact) -> SplitRows {
    switch kind {
    case .stratified(let ratio):
      guard rows.groups.isEmpty else {
        try namedGroups.check(rows.groups)
        return try Splitter.grouped(
          rows.groups.numbers.prefix(count).map { Int($0) }, strata(), ratio: ratio,
          named: namedGroups.parts(of: rows.groups), shuffler: shuffler)
      }
      return try Splitter.stratified(strata(), ratio: ratio, shuffler: shuffler)
    case .inOrder(let ratio):
      let shares = try Splitter.inOrder(count, ratio: ratio)
      return rows.times.isEmpty ? shares : shares.mapped { rows.inTime[$0] }
    case .tables, .lastSteps: return rows.tableRows
    case .column:
      return try Splitter.byColumn(rows.splitCells) { rows.origins.line(of: $0) }
    }
  }
}

/// What columns are to a model: a target, and how its cells are read.
public struct TargetRole: Hashable, Sendable {
  /// The columns, mostly one; none for a task that has none.
  public var columns: [String]
  /// Its task.
  public var task: TaskEntry
  /// The settings of the task.
  public var settings: Arguments

  /// A role with settings; those that are not given have their defaults.
  public init(
    _ column: String, _ task: TaskEntry, _ settings: [String: ArgumentValue] = [:]
  ) {
    self.init(columns: column.isEmpty ? [] : [column], task, settings)
  }

  /// A role of several columns.
  public init(
    columns: [String], _ task: TaskEntry, _ settings: [String: ArgumentValue] = [:]
  ) {
    self.columns = columns
    self.task = task
    self.settings = Arguments(settings, for: task.options)
  }

  /// What messages and figures call it; empty for a task without a column.
  public var column: String { columns.joined(separator: ", ") }
}
