// SPDX-License-Identifier: Apache-2.0

/// A text for each row, which a decoder writes: a translation, a headline, a pronunciation.
public struct TextTask: Writing, CountingRows {
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

  /// What a network knows of it.
  public var shape: TargetShape {
    TargetShape(.own, .choice(transform.vocabulary.count), isFed: true)
  }

  /// The figures of an evaluation, in the order of the catalog.
  public var metrics: [Metric] { Self.metrics }

  private static let metrics =
    [Metric.of(MetricCatalog.accuracy, NextTokenCounts.self, \.accuracy)]
    + TextComparison.metrics + [
      .loss,
      Metric.of(MetricCatalog.perplexity, LossSum.self) { exponential($0.mean) }, .rows,
      Metric.of(MetricCatalog.tokens, NextTokenCounts.self) { Double($0.tokens) },
    ]

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
    let areMeasured = answers.counts.tokens > 0 || rows.isEmpty
    let measured: [any Tally] = [
      answers.counts, LossSum(sum: answers.losses.reduce(0, +), count: answers.counts.tokens),
    ]
    return (areMeasured ? measured : []) + compared(answers, target, rows)
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
    for text in facts.references { column.append(transform.encode(text)) }
    let tokens = NextTokens(of: column, cut: [], in: transform.vocabulary)
      .ofDecoder(tokens: transform.vocabulary.count)
    return Target(
      self, name: target.name, values: tokens.outputs, feed: tokens.inputs, facts: facts)
  }

  /// Whether capital letters become small ones: what is written keeps them unless it is said.
  public static let lower = TextOptions.Setting.lower.defaulting(to: false)

  /// How the language knows it.
  public static let entry = TaskEntry(
    name: "text", summary: "a text for each row, which a decoder writes after `=>`",
    plural: "texts", cells: .one, isPerStep: false,
    options: [
      TextOptions.Setting.tokens.spec, lower.spec, TextOptions.Setting.normalize.spec,
      TextOptions.Setting.digits.spec, TextOptions.Setting.minCount.spec,
      TextOptions.Setting.vocabulary.spec,
      TextOptions.Setting.maxLength.spec, TextComparison.tokenizer.spec,
    ],
    examples: [
      "tokens": "target label text tokens=char", "lower": "target label text lower=yes",
      "normalize": "target label text normalize=nfkc", "digits": "target label text digits=fold",
      "min_count": "target label text min_count=2",
      "vocabulary": "target label text vocabulary=1000",
      "max_length": "target label text max_length=50", "bleu": "target label text bleu=char",
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

/// The texts of a column, cut into tokens once.
private struct TextReading: TargetReading {
  let source: TargetSource
  let options: TextOptions
  let comparison: TextComparison
  /// The texts where they are cut before the rows are shared out; nil for units that are learned from
  /// those of training.
  let corpus: TokenizedCorpus?

  init(source: TargetSource, settings: Arguments) throws(DataError) {
    self.source = source
    var options = TextOptions(settings)
    options.framing = .rows
    self.options = options
    comparison = TextComparison(settings, of: source.cells, options)
    let pipeline = try TokenPipeline(options)
    corpus = options.areSubwords ? nil : try TokenizedCorpus(source.cells, with: pipeline)
  }

  func fit(_ splits: SplitRows, along inputs: FittedInputs) throws(DataError) -> Target {
    var options = options
    _ = try options.learnSubwords(from: splits.fitted.lazy.map { source.cells[$0] })
    let found = self.corpus
    let corpus: TokenizedCorpus
    if let found {
      corpus = found
    } else {
      corpus = try TokenizedCorpus(source.cells, with: try TokenPipeline(options))
    }
    let vocabulary = corpus.vocabulary(fitting: splits.fitted, options: options)
    let transform = try TextTransform(options: options, vocabulary: vocabulary)
    let column = try corpus.column(in: vocabulary)
    let tokens = NextTokens(of: column, cut: corpus.cutRows, in: vocabulary)
      .ofDecoder(tokens: vocabulary.count)
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
