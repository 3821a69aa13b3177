// SPDX-License-Identifier: Apache-2.0

/// Texts with what is to be predicted of each, ready for training: numbers, splits, and what was fitted on the way.
public struct Dataset: Sendable {
  /// The token numbers of each row.
  public let tokens: TokenColumn
  /// What is to be predicted.
  public let target: Target
  /// Which rows train, which choose the weights, and which measure.
  public let splits: SplitRows
  /// What turned the texts into numbers, fitted on the training rows.
  public let transform: TextTransform
  /// The texts as they were read, to show beside a prediction.
  public let texts: [String]
  /// The file and line of each row.
  public let origins: RowOrigins
  /// The number of the group of each row; empty when rows stand alone.
  public let groups: [Int32]
  /// What a user should know before training.
  public let summary: DatasetSummary
  /// What else is to be predicted of each row: a class each, beside the tags of its tokens.
  public var others: [Target] = []
  /// The words that are known whether training has them or not.
  public var knownWords: [String] = []

  /// The number of rows in all parts.
  public var rowCount: Int { tokens.rowCount }
  /// The names of the classes or tags.
  public var labels: Labels { target.labels }
  /// The class number of each row; of a target with a class a row.
  public var classes: [Int32] { target.values.values }
  /// The rows with what they should say.
  public var examples: Examples { Examples(tokens, target, others: others, isStream: isStream) }
  /// Whether each part is one stream of tokens.
  public var isStream: Bool { transform.options.framing == .stream }
  /// How many classes, tags, or tokens there are to choose from.
  public var classCount: Int { target.kind == .next ? transform.vocabulary.count : labels.count }

  /// What a model has to know of the target.
  public var task: TargetTask {
    var task = target.kind == .next ? TargetTask(.next, classes: classCount) : target.task
    task.others = others.map { ClassShape(name: $0.name, classes: $0.labels.count) }
    return task
  }

  /// The same rows shared out in another way; all that is fitted is fitted again.
  ///
  /// Throws `oneClass`. A stream is one row a part, and cannot be shared out again.
  public func resplit(_ splits: SplitRows) throws(DataError) -> Dataset {
    var target = try target.kind == .class ? relabelled(splits) : self.target
    let options = transform.options
    let corpus = try TokenizedCorpus(texts, with: try TokenPipeline(options))
    let vocabulary = corpus.vocabulary(
      fitting: splits.fitted, options: options, adding: knownWords)
    var tokens = try corpus.column(in: vocabulary)
    if target.kind == .next {
      let next = NextTokens(of: tokens, cut: corpus.cutRows, in: vocabulary)
      (tokens, target) = (next.inputs, next.target)
    }
    let resplit = Dataset(
      tokens: tokens, target: target, splits: splits,
      transform: try TextTransform(options: options, vocabulary: vocabulary),
      texts: texts, origins: origins, groups: groups,
      summary: DatasetSummary(
        splits: splits, target: target, corpus: corpus, tokens: tokens, vocabulary: vocabulary),
      others: others, knownWords: knownWords)
    return transform.characters == nil ? resplit : try resplit.spelled()
  }

  /// The same rows with another of their targets as the only one.
  public func aimed(at other: Target) -> Dataset {
    Dataset(
      tokens: tokens, target: other, splits: splits, transform: transform, texts: texts,
      origins: origins, groups: groups, summary: summary.counting(other, splits),
      knownWords: knownWords)
  }

  /// Throws what `resplit` throws for these parts, without fitting anything to the texts.
  func checkLabels(_ splits: SplitRows) throws(DataError) {
    guard target.kind == .class else { return }
    guard let first = splits.train.first,
      splits.train.allSatisfy({ classes[$0] == classes[first] })
    else { return }
    throw DataError(
      .oneClass(label: target.name(of: classes[first])), path: origins.path(of: 0))
  }

  /// The classes of the rows by the labels of the training rows alone.
  private func relabelled(_ splits: SplitRows) throws(DataError) -> Target {
    try checkLabels(splits)
    return Target(classes: classes.map { target.name(of: $0) }, fitting: splits.fitted)
  }
}
