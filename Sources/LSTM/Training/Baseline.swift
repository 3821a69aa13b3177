// SPDX-License-Identifier: Apache-2.0

/// What can be had without learning: the figure that every evaluation stands beside.
public struct BaselineEntry: Sendable {
  /// The word in a `baseline` statement.
  public let name: String
  /// One line of help.
  public let summary: String
  /// The targets that it can be had for.
  public let targets: Set<Target.Kind>
  /// Whether it says something of all targets where there are several.
  public var coversAll: Bool { name == "constant" }
  /// What it makes of one split of a data set.
  public private(set) var evaluate: @Sendable (Dataset, SplitName) -> Evaluation
  /// How it ranks words, where it does.
  public private(set) var ranking: KeywordRanking?

  init(
    name: String, summary: String, targets: Set<Target.Kind>,
    evaluate: @escaping @Sendable (Dataset, SplitName) -> Evaluation
  ) {
    self.name = name
    self.summary = summary
    self.targets = targets
    self.evaluate = evaluate
  }

  /// A baseline that takes the words of the highest ranks as phrases.
  init(name: String, summary: String, ranking: KeywordRanking) {
    self.init(name: name, summary: summary, targets: [.phrases]) { data, split in
      ranking.evaluate(data, split)
    }
    self.ranking = ranking
  }

  /// The same with other settings of its ranking.
  public func ranking(_ ranking: KeywordRanking) -> BaselineEntry {
    BaselineEntry(name: name, summary: summary, ranking: ranking)
  }
}

/// The baselines; one line each.
public enum BaselineCatalog {
  /// All of them.
  public static let entries: [BaselineEntry] = [
    BaselineEntry(
      name: "constant",
      summary: "always the most frequent class, tag or labels of the training rows",
      targets: [.class, .tags, .labels, .phrases], evaluate: constant),
    BaselineEntry(
      name: "random",
      summary: "a class, or labels, at random, as often as they occur in the training rows",
      targets: [.class, .labels], evaluate: random),
    BaselineEntry(
      name: "bayes", summary: "naive Bayes over the words of a text, without their order",
      targets: [.class], evaluate: NaiveBayes.evaluate),
    BaselineEntry(
      name: "unigram", summary: "the tag that each word most often has in the training rows",
      targets: [.tags, .phrases], evaluate: UnigramTagger.evaluate),
    BaselineEntry(
      name: "tfidf", summary: "the words of a text that are frequent in it and rare in others",
      ranking: KeywordRanking(.frequency)),
    BaselineEntry(
      name: "textrank", summary: "the words of a text that stand near to its important words",
      ranking: KeywordRanking(.graph)),
    BaselineEntry(
      name: "frequency", summary: "each token as probable as it is frequent in the training text",
      targets: [.next], evaluate: { NGrams(order: 1, of: $0).evaluate($0, $1) }),
    BaselineEntry(
      name: "bigram",
      summary:
        "each token by the one before it in the training text, smoothed as by Witten and Bell",
      targets: [.next], evaluate: { NGrams(order: 2, of: $0).evaluate($0, $1) }),
    BaselineEntry(
      name: "trigram",
      summary:
        "each token by the two before it in the training text, smoothed as by Witten and Bell",
      targets: [.next], evaluate: { NGrams(order: 3, of: $0).evaluate($0, $1) }),
  ]

  /// The one that stands beside every evaluation.
  public static func naive(for kind: Target.Kind) -> BaselineEntry {
    entries.first { $0.targets.contains(kind) } ?? entries[0]
  }

  /// The baseline of a name.
  public static func entry(_ name: String) -> BaselineEntry? {
    entries.first { $0.name == name }
  }

  /// Every row gets the classes' shares of the training rows as its probabilities.
  @Sendable
  public static func constant(_ data: Dataset, _ split: SplitName) -> Evaluation {
    if data.target.kind.hasTags {
      return UnigramTagger.constant(data, split).with(
        data.others.map { other in
          var result = constant(data.aimed(at: other), split)
          result.name = other.name
          return result
        })
    }
    if data.target.kind == .labels { return LabelGuess(data).constant(split) }
    let shares = shares(data)
    let guess = Network.mostProbable(shares)
    return Evaluation(data, split) { _ in (shares, guess) }
  }

  /// Each row gets a class that is drawn by the classes' shares of the training rows.
  @Sendable
  static func random(_ data: Dataset, _ split: SplitName) -> Evaluation {
    if data.target.kind == .labels { return LabelGuess(data).random(split) }
    let shares = shares(data)
    var numbers = RandomSource(seed: 0).sequence(.sample, "baseline \(split.rawValue)")
    return Evaluation(data, split) { _ in
      var left = numbers.uniform()
      let guess = shares.indices.first { index in
        left -= shares[index]
        return left < 0
      }
      return (shares, guess ?? shares.count - 1)
    }
  }

  private static func shares(_ data: Dataset) -> [Float] {
    var counts = [Int](repeating: 0, count: data.labels.count)
    for row in data.splits.train { counts[Int(data.classes[row])] += 1 }
    // A class beside tags may have no training row, and no share would be an endless loss.
    if counts.contains(0) { counts = counts.map { $0 + 1 } }
    let all = Double(max(counts.reduce(0, +), 1))
    return counts.map { Float(Double($0) / all) }
  }
}

extension Evaluation {
  /// What a guess makes of the rows of a split: the probabilities of the classes, and the class.
  init(_ data: Dataset, _ split: SplitName, guess: (Int) -> ([Float], Int)) {
    let rows = data.splits[split]
    let guesses = rows.map(guess)
    let losses = zip(rows, guesses).map { row, guess in
      let truth = Int(data.classes[row])
      return truth < guess.0.count ? -naturalLogarithm(Double(guess.0[truth])) : 0
    }
    self.init(
      rows: rows, losses: losses, probabilities: guesses.map(\.0), predictions: guesses.map(\.1),
      of: data.target.values, classes: data.labels.count)
  }
}
