// SPDX-License-Identifier: Apache-2.0

/// Rows with what is to be predicted of each, ready for training: numbers, splits, and what was fitted
/// on the way.
public struct Dataset: Sendable {
  /// The texts; nil where the rows are numbers alone.
  public let text: TextInput?
  /// The numbers of the rows; nil where there are none.
  public let numbers: NumberInput?
  /// The windows over series, which are the rows; nil where rows stand alone.
  public var windows: WindowInput?
  /// What is to be predicted, the leading target first.
  public let targets: [Target]
  /// Which rows train, which choose the weights, and which measure.
  public let splits: SplitRows
  /// The file and line of each row.
  public let origins: RowOrigins
  /// The group of each row; empty when rows stand alone.
  public let groups: GroupColumn
  /// What a user should know before training.
  public let summary: DatasetSummary

  /// The leading target.
  public var target: Target { targets[0] }
  /// The targets beside it.
  public var others: ArraySlice<Target> { targets.dropFirst() }
  /// What the leading target means.
  public var task: any TargetTask { target.task }
  /// The columns that a network reads, the leading one first.
  public var inputs: [any Column] {
    [text.map { $0.tokens as any Column }, numbers.map(\.column)].compactMap { $0 }
      + (windows?.columns ?? []) + targets.compactMap(\.feed).filter(\.hasOwnSteps)
  }
  /// The number of rows in all parts.
  public var rowCount: Int { inputs[0].rowCount }
  /// The token numbers of each row; none where there is no text.
  public var tokens: TokenColumn { text?.tokens ?? TokenColumn() }
  /// The names of the classes or tags.
  public var labels: Labels { target.labels }
  /// The class number of each row; of a target with a class a row.
  public var classes: [Int32] { target.values.values }
  /// The rows with what is right.
  public var examples: Examples {
    var examples = Examples(inputs, targets, isStream: isStream)
    examples.resampled = resampled
    return examples
  }
  /// What training takes anew in every epoch: the recordings that it changes, and the texts that it cuts
  /// where nothing else stands at their tokens.
  var resampled: ResampledSides {
    let isFree = task.shape.places != .steps && tokens.spellings == nil
    return ResampledSides(
      heard: numbers.flatMap { ResampledSounds($0) },
      read: text.flatMap {
        isFree ? ResampledTexts(column: $0.name, texts: $0.texts, $0.transform) : nil
      },
      written: (target.reading as? any WrittenReading).flatMap { reading in
        (task as? any TextValued).flatMap {
          ResampledTexts(column: target.name, texts: reading.texts.texts, $0.transform)
        }
      })
  }
  /// Whether training takes something anew in every epoch.
  public var isResampled: Bool { !resampled.isEmpty }
  /// Whether each part is one stream of tokens.
  public var isStream: Bool { text?.transform.options.framing == .stream }
  /// How many classes, tags, or tokens there are to choose from.
  public var classCount: Int { (task as? any SelfSupervised)?.choices ?? labels.count }
  /// What a network knows of the targets.
  public var shapes: [NamedShape] { targets.shapes }
  /// What a network is given, the leading input first.
  public var inputShapes: [InputShape] {
    InputShape.all(text?.transform, numbers?.transform, windows?.transform, targets: shapes)
  }

  /// How many steps a row has.
  public func length(of row: Int) -> Int { inputs[0].length(of: row) }

  /// A row for a table: its text, or where it stands and how long it is.
  public func title(of row: Int) -> String {
    if let text { return text.texts[row] }
    if let windows { return windows.title(of: row) }
    if let recordings = numbers?.recordings { return recordings.names[row] }
    let steps = length(of: row)
    let place = origins.path(of: row).map { "\($0):" } ?? "row "
    return "\(place)\(origins.line(of: row)), \(steps) \(steps == 1 ? "step" : "steps")"
  }

  /// The same rows shared out in another way; all that is fitted is fitted again.
  ///
  /// Throws `oneClass`, `fewLabels` and `allSkipped`. A stream is one row a part, and cannot be shared out
  /// again.
  public func resplit(_ splits: SplitRows) throws(DataError) -> Dataset {
    let texts = try TextFitting(text?.uncut, for: targets[0].reading).fit(splits)
    let splits = texts.splits
    try checkTargets(splits)
    var inputs = FittedInputs(
      text: texts.read, numbers: numbers?.refitted(on: splits.fitted),
      windows: windows?.refitted(on: splits.fitted))
    inputs.written = texts.written
    let targets = try targets.map { [inputs] target throws(DataError) in
      try target.reading?.fit(splits, along: inputs) ?? target
    }
    let tokens = targets[0].leadingFeed ?? inputs.text?.tokens
    let resplit = Dataset(
      text: text.flatMap { old in
        inputs.text.map { new in
          TextInput(
            name: old.name, tokens: tokens ?? new.tokens, transform: new.transform,
            texts: old.texts, knownWords: old.knownWords, lengths: old.lengths)
        }
      },
      numbers: inputs.numbers, windows: inputs.windows, targets: targets, splits: splits,
      origins: origins, groups: groups,
      summary: DatasetSummary(
        splits: splits, target: targets[0], inputs, tokens: tokens, skipped: texts.skipped))
    return text?.transform.characters == nil ? resplit : try resplit.spelled()
  }

  /// The same windows for a network that forecasts counts; other rows stay as they are.
  public func ofCounts() throws(DataError) -> Dataset {
    guard let windows = windows?.ofCounts() else { return self }
    let inputs = FittedInputs(text: nil, numbers: nil, windows: windows)
    let targets = try targets.map { target throws(DataError) in
      try target.reading?.fit(splits, along: inputs) ?? target
    }
    return Dataset(
      text: nil, numbers: nil, windows: windows, targets: targets, splits: splits,
      origins: origins, groups: groups, summary: summary)
  }

  /// The same rows with one of their targets as the only one.
  public func aimed(at target: Target) -> Dataset {
    with([target], summary.counting(target, splits))
  }

  /// The same rows with only some of the targets beside the leading one.
  public func keepingTargets(_ names: [String]) -> Dataset {
    with([target] + others.filter { names.contains($0.name) }, summary)
  }

  private func with(_ targets: [Target], _ summary: DatasetSummary) -> Dataset {
    Dataset(
      text: text, numbers: numbers, windows: windows, targets: targets, splits: splits,
      origins: origins, groups: groups, summary: summary)
  }

  /// The same with every so manieth window of a part, series by series from the last one back; other rows
  /// stay all.
  public func measuring(_ every: Int, of part: SplitName) -> Dataset {
    guard every > 1, let windows else { return self }
    var splits = splits
    var last: [Int: Int] = [:]
    for row in splits[part] { last[windows.windows[row].series] = windows.windows[row].origin }
    splits[part] = splits[part].filter { row in
      let window = windows.windows[row]
      return ((last[window.series] ?? 0) - window.origin) % every == 0
    }
    return Dataset(
      text: text, numbers: numbers, windows: windows, targets: targets, splits: splits,
      origins: origins, groups: groups, summary: summary)
  }

  /// The same rows with their texts read in another way.
  func with(_ text: TextInput) -> Dataset {
    Dataset(
      text: text, numbers: numbers, windows: windows, targets: targets, splits: splits,
      origins: origins, groups: groups, summary: summary)
  }

  /// Throws what `resplit` throws for these parts, without fitting anything to the texts.
  func checkTargets(_ splits: SplitRows) throws(DataError) {
    for target in targets { try target.reading?.check(splits) }
  }
}

extension [Target] {
  /// What a network knows of them: the leading one needs no name.
  public var shapes: [NamedShape] {
    enumerated().map { NamedShape(name: $0 == 0 ? "" : $1.name, $1.task.shape) }
  }
}
