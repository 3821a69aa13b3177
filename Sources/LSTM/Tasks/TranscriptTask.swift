// SPDX-License-Identifier: Apache-2.0

/// A text for each row that is read off its steps, each symbol at one or some of them, wherever these are:
/// spoken words, written lines, any sequence with fewer symbols than steps.
public struct TranscriptTask: Transcribing, CountingRows {
  /// What its texts are made of.
  public let transform: TextTransform

  /// A task over texts of a transform.
  public init(_ transform: TextTransform) { self.transform = transform }

  /// What a network knows of it.
  public var shape: TargetShape { TargetShape(.own, .choice(transform.vocabulary.count)) }

  /// The figures of an evaluation, in the order of the catalog.
  public var metrics: [Metric] { Self.metrics }

  private static let metrics = TextErrorCounts.metrics + [StepShare.blanks, .loss, .rows]

  /// Which figures come first.
  public var leading: LeadingMetrics {
    let (loss, wer, cer) = (MetricCatalog.loss, MetricCatalog.wer, MetricCatalog.cer)
    return LeadingMetrics(
      monitored: loss, shown: [wer, cer, MetricCatalog.exact, MetricCatalog.blanks, loss],
      titled: [MetricCatalog.exact, cer], watched: [loss, wer, cer, MetricCatalog.blanks])
  }

  /// Room for the answers to so many rows.
  public func answers(rows: Int) -> TranscriptAnswers { TranscriptAnswers(rows: rows) }

  /// Counts answers against what is right.
  public func tallies(
    _ answers: TranscriptAnswers, of target: Target, rows: [Int]
  ) -> [any Tally] {
    var errors = TextErrorCounts()
    for (written, right) in compared(answers, target, rows) {
      errors.merge(TextErrorCounts(written, reference: right))
    }
    return [errors] + (answers.isMeasured ? [answers.blanks, answers.lossSum] : [])
      + [RowCount(rows: rows.count)]
  }

  /// What was written, and what is right.
  private func compared(
    _ answers: TranscriptAnswers, _ target: Target, _ rows: [Int]
  ) -> [(written: String, right: String)] {
    guard let facts = target.facts as? TextFacts else { return [] }
    return rows.enumerated().map { place, row in
      (text(answers, place, of: row, nil), reference(facts.references[row]))
    }
  }

  /// What was written held against what is right, row by row.
  public func rowTallies(
    _ answers: TranscriptAnswers, of target: Target, rows: [Int]
  ) -> [[any Tally]] {
    compared(answers, target, rows).map { [TextErrorCounts($0.written, reference: $0.right)] }
  }

  /// The figures of texts.
  public var rowMetrics: [Metric] { TextErrorCounts.metrics }

  /// Whether another task compares texts in the same way.
  public func countsLike(_ other: any TargetTask) -> Bool {
    (other as? TranscriptTask)?.transform.options == transform.options
  }

  /// A right text as its tokens say it: with small letters where there are no others, and with the tokens
  /// that nobody knows.
  public func reference(_ text: String) -> String {
    var joiner = TokenJoiner(transform.options)
    return transform.tokens(in: text.label).reduce("") { $0 + joiner.add($1) } + joiner.finish()
  }

  /// 100 less the character errors in percent of the longer of two texts.
  public func likeness(_ written: String, _ right: String) -> Double {
    let edits = TextErrorCounts(written, reference: right).characters
    let longest = max(
      edits.referenceLength, edits.referenceLength + edits.insertions - edits.deletions)
    return longest > 0 ? 100 * (1 - Double(edits.errors) / Double(longest)) : 100
  }

  /// The same texts with the tokens of this task.
  public func renumbered(_ target: Target) -> Target {
    guard let facts = target.facts as? TextFacts else { return target }
    var column = TokenColumn()
    for text in facts.references { column.append(transform.ids(text.label)) }
    return Target(self, name: target.name, values: column, facts: facts)
  }

  /// What a symbol is.
  public static let tokens = TextOptions.Setting.tokens.defaulting(to: "char")

  /// How the language knows it.
  public static let entry = TaskEntry(
    name: "transcript",
    summary: "a text for each row, read off its steps, of which there are more than symbols",
    plural: "transcripts", cells: .text, isPerStep: false,
    options: [
      tokens.spec, TextTask.lower.spec, TextOptions.Setting.normalize.spec,
      TextOptions.Setting.digits.spec, TextOptions.Setting.minCount.spec,
      TextOptions.Setting.vocabulary.spec, LengthFilter.skipUnder.spec, LengthFilter.skipOver.spec,
    ],
    read: { source, settings in TranscriptReading(source: source, settings: settings) })
}

/// The texts of a column, which are cut and numbered on their own.
private struct TranscriptReading: WrittenReading {
  let source: TargetSource
  let texts: UncutTexts
  /// Of silence nothing is written.
  var takesEmpty: Bool { true }

  init(source: TargetSource, settings: Arguments) {
    self.source = source
    var options = TextOptions(settings)
    // The blank between two words is a character as others are.
    options.framing = options.tokens == CharTokenizer.entry.name ? .stream : .none
    texts = UncutTexts(
      texts: source.cells.map(\.label), options: options, lengths: LengthFilter(settings))
  }

  /// Throws `noSymbols` where no row that trains has one.
  func fit(_ splits: SplitRows, along inputs: FittedInputs) throws(DataError) -> Target {
    guard let written = inputs.written else { throw source.error(.noRows) }
    guard written.transform.vocabulary.count > 1 || splits.train.isEmpty else {
      throw source.error(.noSymbols(column: source.name))
    }
    let empty = Set(written.corpus.emptyRows)
    var values = TokenColumn()
    for row in 0..<written.tokens.rowCount {
      values.append(empty.contains(row) ? [] : written.tokens[row])
    }
    return Target(
      TranscriptTask(written.transform), name: source.name, values: values,
      facts: TextFacts(
        references: source.cells, sources: [], sourceTransform: nil), reading: self)
  }
}
