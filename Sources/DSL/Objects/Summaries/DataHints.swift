// SPDX-License-Identifier: Apache-2.0

import LSTM

/// Something to write into a script, and why.
struct DataHint: Hashable {
  /// Where it belongs.
  enum Place: Hashable {
    /// Between the braces of the data statement, as a clause of its own.
    case data
    /// Among the options of a clause there.
    case clause(String)
    /// Among the options of `train`.
    case train

    /// In the user's words.
    var text: String {
      switch self {
      case .data: "data"
      case .clause(let clause): "`\(clause)`"
      case .train: "train"
      }
    }
  }

  /// A clause, or an option.
  let text: String
  let place: Place
  let reason: String
}

/// What the numbers of a data set suggest to its user.
struct DataHints {
  let object: DataObject
  let profile: RowsSource.Profile
  let repeats: RowRepeats?

  private var data: Dataset { object.dataset }
  private var roles: [String: String] { object.source?.roles ?? [:] }

  var all: [DataHint] {
    // What is known of a part of the rows alone suggests nothing.
    let ofColumns = profile.problem == nil ? fills + groups : []
    return [length, rareWords, weights, rareLabels, logarithm].compactMap { $0 } + ofColumns
      + [leaks].compactMap { $0 }
  }

  /// How a clause names a column.
  static func written(_ column: String) -> String {
    Lexer.isName(column) ? column : Token.quoted(column)
  }

  // MARK: Texts

  /// A largest length where a few texts are much longer than the others, or many are cut.
  private var length: DataHint? {
    guard let text = data.text, !data.isStream, !data.splits.train.isEmpty,
      !(data.task is any SelfSupervised)
    else { return nil }
    let isWritten = data.task is any TextValued
    let option = isWritten ? "skip_over" : "max_length"
    let column = Self.written(text.name)
    if text.transform.options.maxLength != nil {
      guard data.summary.cutShare > 0.05, let most = uncutLength(text) else { return nil }
      return DataHint(
        text: "max_length=\(most)", place: .clause("text \(column)"),
        reason:
          "\(Share.percent(data.summary.cutShare)) of the texts are cut; 99 % of them have at "
          + "most \(Amount.counted(most, "token"))")
    }
    let lengths = data.splits.train.map { Double(text.tokens.length(of: $0)) }.sorted()
    let most = Int(EvenSample.quantile(0.99, of: lengths))
    let longest = Int(lengths.last ?? 0)
    guard most > 0, longest >= 2 * most, longest >= 50, text.lengths.over == nil else { return nil }
    return DataHint(
      text: "\(option)=\(most)", place: .clause("text \(column)"),
      reason: "99 % of the texts have at most \(Amount.counted(most, "token")), the longest has "
        + Amount.grouped(longest))
  }

  /// How many of the texts are cut again to see how long they are.
  private static let measuredTexts = 20_000

  /// The length that 99 % of the texts do not exceed where nothing is cut.
  private func uncutLength(_ text: TextInput) -> Int? {
    var options = text.transform.options
    options.maxLength = nil
    guard
      let transform = try? TextTransform(options: options, vocabulary: text.transform.vocabulary)
    else { return nil }
    let rows = data.splits.train
    let apart = max(rows.count / Self.measuredTexts, 1)
    let lengths = stride(from: 0, to: rows.count, by: apart).map {
      Double(transform.tokens(in: text.texts[rows[$0]]).count)
    }
    return Int(EvenSample.quantile(0.99, of: lengths.sorted()))
  }

  /// A least count where most words occur once.
  private var rareWords: DataHint? {
    guard let text = data.text, text.transform.options.minCount == 1,
      text.transform.options.subwords == nil, object.knownName == nil,
      text.transform.options.vocabularySize == nil
    else { return nil }
    let counts = text.transform.vocabulary.counts.dropFirst()
    let (once, all) = (counts.count { $0 == 1 }, counts.reduce(0, +))
    guard counts.count >= 100, 2 * once > counts.count else { return nil }
    return DataHint(
      text: "min_count=2", place: .clause("text \(Self.written(text.name))"),
      reason:
        "\(Amount.grouped(once)) of \(Amount.grouped(counts.count)) words occur once; without "
        + "them \(Share.percent(all - once, of: all, decimals: 1)) of the training text is known")
  }

  // MARK: Targets

  /// How many times more frequent one class is than another before weights are suggested.
  private static let imbalance = 5

  private var weights: DataHint? {
    guard data.task is ClassTask || data.task is LabelsTask || data.task is PhrasesTask else {
      return nil
    }
    let target = data.target
    let counts = target.counts(of: data.splits.train).prefix(target.labels.count)
    guard counts.count > 1, let most = counts.max(), let least = counts.filter({ $0 > 0 }).min(),
      most >= Self.imbalance * least, let rare = counts.firstIndex(of: least),
      let frequent = counts.firstIndex(of: most)
    else { return nil }
    let names = target.labels.names
    return DataHint(
      text: "class_weights=auto", place: .train,
      reason: "\(names[frequent]) has \(Amount.grouped(most)) training rows, \(names[rare]) "
        + Amount.grouped(least))
  }

  /// Labels that hardly any row has.
  private var rareLabels: DataHint? {
    guard data.task is LabelsTask, let role = object.roles.first else { return nil }
    let counts = data.target.counts(of: data.splits.train).prefix(data.target.labels.count)
    let rare = counts.count { $0 == 1 }
    guard counts.count >= 20, 2 * rare > counts.count else { return nil }
    return DataHint(
      text: "min_count=2", place: .clause("target \(Self.written(role.column))"),
      reason: "\(Amount.grouped(rare)) of \(Amount.grouped(counts.count)) labels stand in one row")
  }

  /// Logarithms for positive numbers of which a few are far larger than the others.
  private var logarithm: DataHint? {
    guard let windows = data.windows, let channel = windows.transform.targets.first,
      !channel.isLogarithmic, let column = windows.grid.index(of: channel.name)
    else { return nil }
    var numbers = EvenSample()
    for series in 0..<windows.grid.count {
      for number in windows.grid.values(of: column, series: series) where !number.isNaN {
        numbers.take(number)
      }
    }
    let median = numbers.quantile(0.5)
    guard numbers.count >= 20, numbers.least > 0, median > 0, numbers.largest >= 10 * median else {
      return nil
    }
    return DataHint(
      text: "log=yes", place: .clause("target \(Self.written(channel.name))"),
      reason: "the median is \(NumberFace.text(median)), the largest "
        + NumberFace.text(numbers.largest))
  }

  // MARK: Columns

  /// What stands in for numbers that are missing in columns that nobody reads yet.
  private var fills: [DataHint] {
    guard data.numbers?.recordings == nil,
      data.numbers != nil || data.windows != nil || data.text != nil,
      !data.isStream, !(data.task is any SelfSupervised), !data.task.entry.isPerStep
    else { return [] }
    let isInOrder = data.windows != nil || data.numbers?.series != nil
    return profile.columns.compactMap { column in
      guard roles[column.name] == nil, column.missing > 0, column.odd == 0,
        column.kind == .number || column.kind == .whole
      else { return nil }
      return DataHint(
        text: "input \(Self.written(column.name)) fill=\(isInOrder ? "linear" : "mean")",
        place: .data,
        reason: "\(Amount.grouped(column.missing)) of \(Amount.grouped(column.rows)) numbers "
          + "\(column.missing == 1 ? "is" : "are") missing, and nobody reads the column")
    }
  }

  /// Words for those whose rows are alike.
  private static let owners = [
    "speaker", "voice", "author", "user", "patient", "subject", "session", "document", "doc",
    "customer",
    "writer", "singer", "artist", "reviewer", "person", "family", "hotel", "product",
  ]

  /// Columns whose values come again, so that rows of one of them stand in several splits.
  private var groups: [DataHint] {
    guard object.groupColumn == nil, object.source?.isShuffled == true, data.windows == nil,
      !data.isStream
    else { return [] }
    return profile.columns.compactMap { column in
      guard roles[column.name] == nil, column.missing == 0, !column.distinct.isMore else {
        return nil
      }
      let (rows, values) = (column.rows, column.distinct.count)
      let name = column.name.lowercased()
      let isOwner = Self.owners.contains { name == $0 || name == $0 + "_id" || name == $0 + "s" }
      let isName = column.kind == .category && values >= 10
      guard isOwner || isName, values >= 3, 2 * values <= rows else { return nil }
      return DataHint(
        text: "group \(Self.written(column.name))", place: .data,
        reason: "\(Amount.grouped(rows)) rows have \(Amount.grouped(values)) values here; rows of "
          + "one value may stand in several splits")
    }
  }

  /// What keeps the same texts in one split.
  private var leaks: DataHint? {
    guard let repeats, repeats.leakCount > 0, 2 * repeats.exactLeaks >= repeats.leakCount,
      object.source?.isShuffled == true, object.groupColumn == nil, let column = object.textColumn
    else { return nil }
    return DataHint(
      text: "group \(Self.written(column))", place: .data,
      reason: Amount.counted(repeats.leakCount, "row") + " of valid and test "
        + (repeats.leakCount == 1 ? "stands" : "stand")
        + " in an earlier split too; this keeps equal texts together")
  }
}
