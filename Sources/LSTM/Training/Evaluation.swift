// SPDX-License-Identifier: Apache-2.0

/// What a network makes of some rows.
///
/// Of a target with tags the places that are counted are tokens, else rows.
public struct Evaluation: Sendable {
  /// The rows of the data set, in the order asked for.
  public let rows: [Int]
  /// The mean loss; the sum of those of all targets where there are several.
  public private(set) var loss: Double
  /// The probability of every class, a row each, in the order of `rows`; empty with tags.
  public let probabilities: [[Float]]
  /// The most probable class of each row, the first of equals; empty with tags.
  public let predictions: [Int]
  /// The class or the labels that each row has, in the order of `rows`; empty with tags.
  public private(set) var truths = TokenColumn()
  /// Truth against prediction.
  public let confusion: ConfusionMatrix
  /// What became of the tags, where the target has them.
  public var tagging: Tagging?
  /// What became of the sets of labels, where the target has them.
  public var labelling: Labelling?

  /// The sets of labels of rows.
  public struct Labelling: Sendable {
    /// The numbers of the labels that each row was given, in the order of `rows`.
    public let labels: [[Int32]]
    /// The labels, counted.
    public let counts: LabelCounts
  }
  /// What became of the tokens that were to be predicted, where the target is the next one.
  public var next: NextTokenCounts?
  /// The column of the target; empty for the leading one.
  public var name = ""
  /// What became of the other targets, whose losses are part of the whole.
  public private(set) var others: [Evaluation] = []

  /// The tags of sequences, and the entities that they say.
  public struct Tagging: Sendable {
    /// The number of the tag of each token, a sequence each, in the order of `rows`.
    public let tags: [[Int32]]
    /// The entities, counted; nil where the tags are none of entities, such as parts of speech.
    public let entities: EntityCounts?
    /// The phrases of the rows, each set counted by itself; nil where tags mark no phrases.
    public var phrases: EntityCounts.Count?
  }

  /// What is found one by one, of any kind: labels, phrases, or entities; nil with classes.
  public var counts: EntityCounts.Count? {
    labelling?.counts.all ?? tagging?.phrases ?? tagging?.entities?.all
  }

  /// The same label by label, or type by type; phrases are all of one kind.
  private var countsByKind: [EntityCounts.Count]? {
    if let labelling { return labelling.counts.byLabel }
    if let phrases = tagging?.phrases { return [phrases] }
    return tagging?.entities.map { entities in
      entities.types.map { entities.byType[$0] ?? EntityCounts.Count() }
    }
  }

  /// The mean over the classes (macro), or that of all labels, phrases or entities.
  public var f1: Double { counts?.f1 ?? confusion.f1(.macro) }
  /// The mean over the classes (macro), or that of all labels, phrases or entities.
  public var precision: Double { counts?.precision ?? confusion.precision(.macro) }
  /// The mean over the classes (macro), or that of all labels, phrases or entities.
  public var recall: Double { counts?.recall ?? confusion.recall(.macro) }
  /// F1 over the classes, the labels, the phrases or the types of entities.
  public func f1(_ average: ClassAverage) -> Double {
    countsByKind?.mean(average, \.f1) ?? confusion.f1(average)
  }
  /// Precision over the classes, the labels, the phrases or the types of entities.
  public func precision(_ average: ClassAverage) -> Double {
    countsByKind?.mean(average, \.precision) ?? confusion.precision(average)
  }
  /// Recall over the classes, the labels, the phrases or the types of entities.
  public func recall(_ average: ClassAverage) -> Double {
    countsByKind?.mean(average, \.recall) ?? confusion.recall(average)
  }
  /// The share that is right of rows, tags or tokens; of rows with labels those whose set is.
  public var accuracy: Double {
    next?.accuracy ?? labelling?.counts.subsetAccuracy ?? confusion.accuracy
  }
  /// e to the loss: between how many tokens, all as probable, the model wavers at each place.
  public var perplexity: Double { exponential(loss) }
  /// The loss in bits: of characters, how many each takes.
  public var bits: Double { loss / naturalLogarithm(2) }

  /// A figure by the name it has in `by=`: `loss`, `accuracy`, `f1`; of one of several targets with
  /// its name before it.
  func figure(_ name: String) -> Double {
    if let figure = TargetFigure(name) {
      return (others.first { $0.name == figure.target } ?? alone).figure(figure.figure)
    }
    return switch name {
    case "accuracy": accuracy
    case "f1": f1
    default: loss
    }
  }

  /// The leading target by itself.
  public var alone: Evaluation {
    var copy = self
    copy.loss -= others.reduce(0) { $0 + $1.loss }
    copy.others = []
    return copy
  }

  /// The same with what became of other targets.
  public func with(_ others: [Evaluation]) -> Evaluation {
    var copy = self
    copy.others += others
    copy.loss += others.reduce(0) { $0 + $1.loss }
    return copy
  }
}

extension Evaluation {
  /// What tags come to that were found for the tokens of rows; the loss is the mean over the tokens.
  ///
  /// - Parameter ranges: the places of the phrases of each row, where it is not the tags that say them.
  init(
    tags: [[Int32]], losses: [Double], of examples: Examples, rows: [Int], classes: Int,
    ranges: [[Range<Int>]]? = nil
  ) {
    var confusion = ConfusionMatrix(classes: classes)
    var entities = EntityCounts()
    var phrases = EntityCounts.Count()
    for (place, row) in rows.enumerated() {
      let truth = examples.targets[row]
      for (one, other) in zip(truth, tags[place]) {
        confusion.count(actual: Int(one), predicted: Int(other))
      }
      guard let meaning = examples.tags else { continue }
      let found = tags[place].map { meaning[Int($0)] }
      entities.add(actual: truth.map { meaning[Int($0)] }, predicted: found)
      if let all = examples.phrases {
        phrases += all.count(ranges?[place] ?? Entity.all(in: found).map(\.range), of: row)
      }
    }
    self.init(
      rows: rows, loss: losses.reduce(0, +) / Double(max(confusion.total, 1)), probabilities: [],
      predictions: [], confusion: confusion,
      tagging: Tagging(
        tags: tags, entities: examples.tags == nil ? nil : entities,
        phrases: examples.phrases == nil ? nil : phrases))
  }

  /// What the probabilities of the classes of rows come to, and the class that is said of each; the loss
  /// is the mean over the rows whose class has a probability.
  init(
    rows: [Int], losses: [Double], probabilities: [[Float]], predictions: [Int],
    of targets: TokenColumn,
    classes: Int
  ) {
    let truths = rows.map { targets[$0].first ?? 0 }
    let known = zip(losses, truths).filter { $1 < classes }
    self.init(
      rows: rows, loss: known.reduce(0) { $0 + $1.0 } / Double(max(known.count, 1)),
      probabilities: probabilities, predictions: predictions, truths: TokenColumn(truths),
      confusion: ConfusionMatrix(
        classes: classes, actual: truths.map(Int.init), predicted: predictions))
  }

  /// What probabilities of labels come to that were found for rows.
  init(
    labels: [[Int32]], probabilities: [[Float]], losses: [Double], of examples: Examples,
    rows: [Int], classes: Int
  ) {
    var counts = LabelCounts(labels: classes)
    var truths = TokenColumn()
    for (place, row) in rows.enumerated() {
      counts.add(actual: examples.targets[row], predicted: labels[place])
      truths.append(examples.targets[row])
    }
    self.init(
      rows: rows, loss: losses.reduce(0, +) / Double(max(rows.count, 1)),
      probabilities: probabilities, predictions: [], truths: truths,
      confusion: ConfusionMatrix(classes: 0),
      labelling: Labelling(labels: labels, counts: counts))
  }
}
