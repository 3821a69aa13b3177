// SPDX-License-Identifier: Apache-2.0

/// Texts with a class each, ready for training: numbers, splits, and what was fitted on the way.
public struct Dataset: Sendable {
  /// The token numbers of each row.
  public let tokens: TokenColumn
  /// The class number of each row.
  public let classes: [Int32]
  /// Which rows train, which choose the weights, and which measure.
  public let splits: SplitRows
  /// What turned the texts into numbers, fitted on the training rows.
  public let transform: TextTransform
  /// The names of the classes, fitted on the training rows.
  public let labels: Labels
  /// The texts as they were read, to show beside a prediction.
  public let texts: [String]
  /// The file and line of each row.
  public let origins: RowOrigins
  /// The number of the group of each row; empty when rows stand alone.
  public let groups: [Int32]
  /// What a user should know before training.
  public let summary: DatasetSummary

  /// The number of rows in all parts.
  public var rowCount: Int { classes.count }

  /// The same rows shared out in another way; all that is fitted is fitted again.
  ///
  /// Throws `oneClass`, and `unknownLabel` for a class that has no training row.
  public func resplit(_ splits: SplitRows) throws(DataError) -> Dataset {
    let (fitted, numbers) = try relabelled(splits)
    let options = transform.options
    let corpus = try TokenizedCorpus(texts, with: try TokenPipeline(options))
    let vocabulary = corpus.vocabulary(fitting: splits.train, options: options)
    let tokens = corpus.column(in: vocabulary)
    return Dataset(
      tokens: tokens, classes: numbers, splits: splits,
      transform: try TextTransform(options: options, vocabulary: vocabulary), labels: fitted,
      texts: texts, origins: origins, groups: groups,
      summary: DatasetSummary(
        splits: splits, classes: numbers, classCount: fitted.count, corpus: corpus,
        tokens: tokens, vocabulary: vocabulary, texts: texts))
  }

  /// Throws what `resplit` throws for these parts, without fitting anything to the texts.
  func checkLabels(_ splits: SplitRows) throws(DataError) {
    var isTrained = [Bool](repeating: false, count: labels.count)
    for row in splits.train { isTrained[Int(classes[row])] = true }
    let isWhole = (splits.valid + splits.test).allSatisfy { isTrained[Int(classes[$0])] }
    // The slow way finds the words for what is wrong.
    if !isWhole || isTrained.count(where: { $0 }) < 2 { _ = try relabelled(splits) }
  }

  /// The labels of the training rows, and the number of each row's label among them.
  private func relabelled(
    _ splits: SplitRows
  ) throws(DataError) -> (labels: Labels, numbers: [Int32]) {
    let names = classes.map { labels.names[Int($0)] }
    let fitted = Labels(fitting: splits.train.lazy.map { names[$0] })
    if fitted.count < 2 {
      throw DataError(.oneClass(label: fitted.names.first ?? ""), path: origins.path(of: 0))
    }
    var numbers = [Int32](repeating: 0, count: names.count)
    for row in splits.train + splits.valid + splits.test {
      numbers[row] = try fitted.encode(
        names[row], line: origins.line(of: row), path: origins.path(of: row))
    }
    return (fitted, numbers)
  }
}
