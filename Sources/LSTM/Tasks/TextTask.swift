// SPDX-License-Identifier: Apache-2.0

/// A text for each row, which a decoder writes: a translation, a headline, a pronunciation.
public struct TextTask: Decoding, CountingRows {
  /// What its texts are made of.
  public let transform: TextTransform
  /// How long they may become.
  public let bound: LengthBound
  /// How written texts are held against those that are right.
  public let comparison: TextComparison

  /// A task over texts of a transform.
  public init(
    _ transform: TextTransform, bound: LengthBound, comparison: TextComparison = TextComparison()
  ) {
    (self.transform, self.bound, self.comparison) = (transform, bound, comparison)
  }

  /// The same with the vocabulary of the texts that are read, where it shares that.
  public func sharing(_ read: TextTransform) throws(DataError) -> TextTask {
    TextTask(try transform.sharing(read), bound: bound, comparison: comparison)
  }

  /// What a network knows of it.
  public var shape: TargetShape {
    TargetShape(
      .own, .choice(transform.vocabulary.count), isFed: true,
      sharesVocabulary: transform.options.isShared)
  }

  /// The figures of an evaluation, in the order of the catalog.
  public var metrics: [Metric] { Self.metrics }

  private static let metrics =
    [.tokenAccuracy] + TextComparison.metrics + [.loss, .perplexity, .rows, .tokens]

  /// Which figures come first.
  public var leading: LeadingMetrics {
    LeadingMetrics(
      monitored: MetricCatalog.loss,
      shown: [
        MetricCatalog.bleu, MetricCatalog.chrf, MetricCatalog.rougeL, MetricCatalog.wer,
        MetricCatalog.exact, MetricCatalog.perplexity,
      ], titled: [MetricCatalog.bleu, MetricCatalog.exact],
      watched: [MetricCatalog.loss, MetricCatalog.perplexity])
  }

  /// Room for the answers to so many rows.
  public func answers(rows: Int) -> TextAnswers { TextAnswers(rows: rows) }

  /// Counts answers against what is right.
  public func tallies(_ answers: TextAnswers, of target: Target, rows: [Int]) -> [any Tally] {
    // What was written without a network has no probabilities.
    let areMeasured = answers.predicted.counts.tokens > 0 || rows.isEmpty
    return (areMeasured ? answers.predicted.tallies : []) + compared(answers, target, rows)
      + [RowCount(rows: rows.count)]
  }

  /// What was written held against what is right; nothing where nothing was written.
  private func compared(
    _ answers: TextAnswers, _ target: Target, _ rows: [Int]
  ) -> [any Tally] {
    guard !answers.written.isEmpty, let facts = target.facts as? TextFacts else { return [] }
    return comparison.tallies(
      rows.enumerated().map { place, row in
        (text(answers, place, of: row, facts), facts.references[row])
      })
  }

  /// How alike a written text is to the one that is right: chrF of the row.
  public func likeness(_ written: String, _ right: String) -> Double {
    comparison.likeness(written, right)
  }

  /// What was written held against what is right, row by row.
  public func rowTallies(
    _ answers: TextAnswers, of target: Target, rows: [Int]
  ) -> [[any Tally]] {
    guard !answers.written.isEmpty, let facts = target.facts as? TextFacts else { return [] }
    return rows.enumerated().map { place, row in
      comparison.tallies([(text(answers, place, of: row, facts), facts.references[row])])
    }
  }

  /// The figures of texts.
  public var rowMetrics: [Metric] { TextComparison.metrics }

  /// Whether another task compares texts in the same way.
  public func countsLike(_ other: any TargetTask) -> Bool {
    (other as? TextTask)?.comparison == comparison
  }

  /// The same texts with the tokens of this task.
  public func renumbered(_ target: Target) -> Target {
    guard let facts = target.facts as? TextFacts else { return target }
    var column = TokenColumn()
    var cut: [Int] = []
    for (row, text) in facts.references.enumerated() {
      let (ids, isCut) = transform.encodeNotingCut(text.label)
      column.append(ids)
      if isCut { cut.append(row) }
    }
    let tokens = NextTokens(of: column, cut: cut, in: transform.vocabulary)
      .ofDecoder(tokens: transform.vocabulary.count)
    return Target(
      self, name: target.name, values: tokens.outputs, feed: tokens.inputs, facts: facts)
  }

  /// Whether capital letters become small ones: what is written keeps them unless it is said.
  public static let lower = TextOptions.Setting.lower.defaulting(to: false)

  /// Whether there is one vocabulary.
  public static let shared = ArgumentKey.boolean(
    "shared", default: false,
    help:
      "whether what is read and what is written have one vocabulary, learned from both with the "
      + "tokens=, vocabulary= and min_count= of `text`; `embed 128 tied=yes` after `=>` can then have the "
      + "vectors of the first `embed`")

  /// How the language knows it.
  public static let entry = TaskEntry(
    name: "text", summary: "a text for each row, which a decoder writes after `=>`",
    plural: "texts", cells: .text, isPerStep: false,
    options: [
      TextOptions.Setting.tokens.spec, lower.spec, TextOptions.Setting.normalize.spec,
      TextOptions.Setting.digits.spec, TextOptions.Setting.minCount.spec,
      TextOptions.Setting.vocabulary.spec,
      shared.spec, TextOptions.Setting.mergeDropout.spec, TextOptions.Setting.maxLength.spec,
      LengthFilter.skipUnder.spec, LengthFilter.skipOver.spec, LengthFilter.skipRatio.spec,
      TextComparison.tokenizer.spec,
    ],
    examples: [
      "tokens": "target label text tokens=char", "lower": "target label text lower=yes",
      "normalize": "target label text normalize=nfkc", "digits": "target label text digits=fold",
      "min_count": "target label text min_count=2",
      "vocabulary": "target label text vocabulary=1000",
      "shared": "target label text shared=yes",
      "merge_dropout": "target label text tokens=subword merge_dropout=0.1",
      "max_length": "target label text max_length=50",
      "skip_under": "target label text skip_under=1", "skip_over": "target label text skip_over=50",
      "skip_ratio": "target label text skip_ratio=9", "bleu": "target label text bleu=char",
    ],
    read: { source, settings throws(DataError) in
      try TextReading(source: source, settings: settings)
    })
}

/// What was found while texts were read: these themselves, as they stand in the file.
public struct TextFacts: TargetFacts {
  /// The text of each row.
  public let references: [String]
  /// What is read of each row; empty where it is no text.
  public let sources: [String]
  /// How that is cut into tokens.
  let sourceTransform: TextTransform?

  /// Whether texts are read.
  var isText: Bool { sourceTransform != nil }

  /// The tokens that are read of a row, as they stand in it.
  func sourceTokens(of row: Int) -> [String] {
    sources.indices.contains(row) ? sourceTransform?.spelledTokens(in: sources[row]) ?? [] : []
  }
}

/// The texts of a column, which are cut and numbered beside those that are read.
private struct TextReading: WrittenReading {
  let source: TargetSource
  let texts: UncutTexts
  let mostRatio: Double?
  let comparison: TextComparison

  init(source: TargetSource, settings: Arguments) throws(DataError) {
    self.source = source
    var options = TextOptions(settings)
    options.framing = .rows
    options.isShared = settings[TextTask.shared]
    comparison = TextComparison(settings, of: source.cells, options)
    texts = UncutTexts(
      texts: source.cells.map { $0.labelSharingStorage }, options: options,
      lengths: LengthFilter(settings))
    let ratio = settings[LengthFilter.skipRatio]
    mostRatio = ratio > 0 ? ratio : nil
  }

  /// Throws `noRows` where nobody has fitted its texts.
  func fit(_ splits: SplitRows, along inputs: FittedInputs) throws(DataError) -> Target {
    guard let written = inputs.written else { throw source.error(.noRows) }
    let (transform, column) = (written.transform, written.tokens)
    let tokens = NextTokens(of: column, cut: written.corpus.cutRows, in: transform.vocabulary)
      .ofDecoder(tokens: transform.vocabulary.count)
    let bound = LengthBound(
      splits.fitted.map { (read: inputs.leading.length(of: $0), written: column.length(of: $0)) })
    return Target(
      TextTask(transform, bound: bound, comparison: comparison), name: source.name,
      values: tokens.outputs,
      feed: tokens.inputs,
      facts: TextFacts(
        references: source.cells, sources: inputs.text?.texts ?? [],
        sourceTransform: inputs.text?.transform), reading: self)
  }
}

extension String {
  /// The text as a label; the same one where it is such, so that it takes no memory of its own.
  fileprivate var labelSharingStorage: String {
    let label = label
    // Texts are equal that are not the same bytes.
    return label.utf8.elementsEqual(utf8) ? self : label
  }
}
