// SPDX-License-Identifier: Apache-2.0

/// The token after each token: a language model.
public struct NextTask: SelfSupervised {
  /// How many tokens there are.
  public let choices: Int

  /// A task over a vocabulary of some size.
  public init(tokens: Int) { choices = tokens }

  /// What a network knows of it.
  public var shape: TargetShape { TargetShape(.steps, .choice(choices), isFed: true) }

  /// The figures of an evaluation, in the order of the catalog.
  public var metrics: [Metric] { Self.metrics }

  private static let metrics: [Metric] = [
    .tokenAccuracy, .loss, .perplexity,
    Metric.of(MetricCatalog.bits, LossSum.self) { $0.mean / naturalLogarithm(2) }, .rows, .tokens,
  ]

  /// Which figures come first.
  public var leading: LeadingMetrics {
    LeadingMetrics(
      monitored: MetricCatalog.loss,
      shown: [
        MetricCatalog.perplexity, MetricCatalog.bits, MetricCatalog.loss, MetricCatalog.accuracy,
        MetricCatalog.tokens,
      ], titled: [MetricCatalog.perplexity, MetricCatalog.loss],
      watched: [MetricCatalog.loss, MetricCatalog.perplexity])
  }

  /// Room for the answers to so many rows.
  public func answers(rows: Int) -> NextAnswers { NextAnswers(rows: rows) }

  /// Counts answers against what is right.
  public func tallies(_ answers: NextAnswers, of target: Target, rows: [Int]) -> [any Tally] {
    answers.tallies + [RowCount(rows: rows.count)]
  }

  /// How the language knows it.
  public static let entry = TaskEntry(
    name: "next", summary: "the token after each token: a language model", plural: "tokens",
    cells: .none, isPerStep: true, needsText: true,
    read: { source, _ in NextReading(source: source) })
}

/// How many tokens were predicted, and with which losses.
public struct NextAnswers: Answers {
  /// The tokens of all rows.
  public var counts = NextTokenCounts()
  /// The loss of each row; 0 where nobody knew what is right.
  public var losses: [Double]

  /// The tokens of each row; none where what was answered was counted over all rows alone.
  private var ofRows: [NextTokenCounts]

  /// Nothing yet of some rows.
  public init(rows: Int) {
    losses = [Double](repeating: 0, count: rows)
    ofRows = [NextTokenCounts](repeating: NextTokenCounts(), count: rows)
  }

  /// Whether choices are wanted beside the values of the head.
  public static let needsChoices = false

  /// Takes what a head has answered for a batch.
  public mutating func take(
    _ answer: Block, against aim: Block?, _ layout: BatchLayout, at places: [Int]
  ) {
    for (row, place) in places.enumerated() { losses[place] = answer.lossSum(of: row, layout) }
    guard let aim else { return }
    for (row, place) in places.enumerated() {
      var own = NextTokenCounts()
      for step in 0..<layout.lengths[row] {
        own.add(answer.values, aim.ids, at: layout.offsets[step] + row)
      }
      counts.merge(own)
      ofRows[place].merge(own)
    }
  }

  /// Those of the rows at some places, in the order of these.
  public func picking(_ places: [Int]) -> NextAnswers {
    var picked = NextAnswers(rows: 0)
    picked.losses = losses(at: places, of: ofRows.count)
    picked.ofRows = places.map { ofRows[$0] }
    for own in picked.ofRows { picked.counts.merge(own) }
    return picked
  }

  /// How many were right, and the sum of their losses.
  var tallies: [any Tally] {
    [counts, LossSum(sum: losses.reduce(0, +), count: counts.tokens)]
  }
}

extension Metric {
  /// The share of tokens that were predicted right.
  static let tokenAccuracy = Metric.of(
    MetricCatalog.accuracy, NextTokenCounts.self, \.accuracy)

  /// e to the mean loss of a token.
  static let perplexity = Metric.of(MetricCatalog.perplexity, LossSum.self) {
    exponential($0.mean)
  }

  /// How many tokens were predicted.
  static let tokens = Metric.of(MetricCatalog.tokens, NextTokenCounts.self) { Double($0.tokens) }
}

extension NextTokenCounts {
  /// Counts the tokens of a pass by their probabilities.
  mutating func add(_ probabilities: Matrix, _ targets: [Int32]) {
    for place in targets.indices { add(probabilities, targets, at: place) }
  }

  /// Counts one of them.
  fileprivate mutating func add(_ probabilities: Matrix, _ targets: [Int32], at place: Int) {
    let values = UnsafeBufferPointer(
      start: probabilities.row(place), count: probabilities.columns)
    let own = values[Int(targets[place])]
    var most = own
    for value in values where value > most { most = value }
    if own == most { right += 1 }
    tokens += 1
  }
}

/// Texts with an end each, or streams, which are their own target.
private struct NextReading: TargetReading {
  let source: TargetSource

  /// Throws `noRows` without a text.
  func fit(_ splits: SplitRows, along inputs: FittedInputs) throws(DataError) -> Target {
    guard let text = inputs.text else { throw source.error(.noRows) }
    let next =
      text.transform.options.framing == .stream
      ? NextTokens(streams: (0..<text.tokens.rowCount).map { Array(text.tokens[$0]) })
      : NextTokens(of: text.tokens, cut: text.corpus.cutRows, in: text.transform.vocabulary)
    return next.target(text.transform, reading: self)
  }
}

extension NextTokens {
  /// The outputs as what is to be predicted.
  func target(_ transform: TextTransform, reading: (any TargetReading)? = nil) -> Target {
    Target(
      NextTask(tokens: transform.vocabulary.count), values: outputs, feed: inputs, reading: reading)
  }
}

extension Examples {
  /// Texts as a language model reads them; of streams, the texts of each.
  public init(_ texts: [String], _ transform: TextTransform) {
    let isStream = transform.options.framing == .stream
    let encoded = texts.map { transform.encode($0) }
    var column = TokenColumn()
    for tokens in encoded { column.append(tokens) }
    let next =
      isStream
      ? NextTokens(streams: encoded)
      : NextTokens(of: column, cut: [], in: transform.vocabulary)
    self.init([next.inputs], [next.target(transform)], isStream: isStream)
  }
}
