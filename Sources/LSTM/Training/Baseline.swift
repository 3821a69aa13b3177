// SPDX-License-Identifier: Apache-2.0

/// What can be had without learning: the figure that every evaluation stands beside.
public struct BaselineEntry: Sendable {
  /// The word in a `baseline` statement.
  public let name: String
  /// One line of help.
  public let summary: String
  /// What it makes of one split of a data set.
  public let evaluate: @Sendable (Dataset, SplitName) -> Evaluation
}

/// The baselines; one line each.
public enum BaselineCatalog {
  /// All of them.
  public static let entries: [BaselineEntry] = [
    BaselineEntry(
      name: "constant", summary: "always the most frequent class of the training rows",
      evaluate: constant)
  ]

  /// The baseline of a name.
  public static func entry(_ name: String) -> BaselineEntry? {
    entries.first { $0.name == name }
  }

  /// Every row gets the classes' shares of the training rows as its probabilities.
  @Sendable
  public static func constant(_ data: Dataset, _ split: SplitName) -> Evaluation {
    let train = data.splits.train
    var counts = [Int](repeating: 0, count: data.labels.count)
    for row in train { counts[Int(data.classes[row])] += 1 }
    let shares = counts.map { Float(Double($0) / Double(max(train.count, 1))) }
    let guess = Network.mostProbable(shares)
    let rows = data.splits[split]
    let losses = rows.map { -naturalLogarithm(Double(shares[Int(data.classes[$0])])) }
    return Evaluation(
      rows: rows, loss: losses.reduce(0, +) / Double(max(rows.count, 1)),
      probabilities: rows.map { _ in shares }, predictions: rows.map { _ in guess },
      confusion: ConfusionMatrix(
        classes: data.labels.count, actual: rows.map { Int(data.classes[$0]) },
        predicted: rows.map { _ in guess }))
  }
}
