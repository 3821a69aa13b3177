// SPDX-License-Identifier: Apache-2.0

/// A tag for each token, such as `B-PER` or `O`.
public struct TagsTask: Tagged {
  /// The tags.
  public let labels: Labels
  /// The scheme of the tags; nil for others than those of entities.
  public let scheme: TagScheme?
  /// What the tags mean, by their number; nil where they are no tags of entities.
  public let meanings: [ChunkTag]?
  private let legal: LegalTransitions?

  /// A task of some tags; those of entities are held to their scheme.
  public init(_ labels: Labels, scheme: TagScheme? = nil) {
    self.labels = labels
    let tags = labels.names.map { ChunkTag($0) }
    let known = tags.compactMap { $0 }
    meanings = known.isEmpty || known.count < tags.count ? nil : known
    self.scheme = known.count == tags.count ? scheme : nil
    legal = self.scheme?.legalTransitions(known)
  }

  /// What a network knows of it.
  public var shape: TargetShape { TargetShape(.steps, .choice(labels.count), legal: legal) }

  /// The figures of an evaluation, in the order of the catalog.
  public var metrics: [Metric] { meanings == nil ? Self.plainMetrics : Self.entityMetrics }

  private static let accuracy = Metric.of(
    MetricCatalog.accuracy, ConfusionMatrix.self, \.accuracy)
  private static let plainMetrics =
    [accuracy] + ConfusionMatrix.averagedMetrics + [.loss, .rows]
  private static let entityMetrics = [accuracy] + EntityCounts.averagedMetrics + [.loss, .rows]

  /// Which figures come first.
  public var leading: LeadingMetrics {
    .ofClasses(monitored: scheme == nil ? MetricCatalog.accuracy : MetricCatalog.f1)
  }

  /// Room for the answers to so many rows.
  public func answers(rows: Int) -> TagAnswers { TagAnswers(rows: rows) }

  /// The mean loss is that of the tokens.
  public func tallies(_ answers: TagAnswers, of target: Target, rows: [Int]) -> [any Tally] {
    let confusion = ConfusionMatrix(answers, of: target, rows: rows, classes: labels.count)
    var tallies: [any Tally] = [confusion]
    if let meanings {
      tallies.append(EntityCounts(answers, of: target, rows: rows, meanings: meanings))
    }
    return tallies + [
      LossSum(sum: answers.losses.reduce(0, +), count: confusion.total), RowCount(rows: rows.count),
    ]
  }

  /// Entities are put into the scheme of this task first.
  public func renumbered(_ target: Target) -> Target {
    target.converted(to: scheme).renumbered(self, by: labels)
  }

  /// Factors of the loss by which each value counts the same.
  public func balancedWeights(of target: Target, rows: [Int]) -> [Float] {
    TargetEmphasis.balanced(target.counts(of: rows))
  }

  /// How the language knows it.
  public static let entry = TaskEntry(
    name: "tags", summary: "a tag for each token, such as B-PER or O", plural: "tags", cells: .one,
    isPerStep: true, options: [TagsReading.scheme.spec, TagsReading.trained.spec],
    examples: [
      "scheme": "target tags tags scheme=iob1", "as": "target tags tags as=bioes",
    ],
    read: { TagsReading(source: $0, $1) })
}

extension TagsTask: Codable {
  private enum Key: String, CodingKey {
    case labels, scheme
  }

  /// Loads the tags and their scheme.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    try self.init(
      container.decode(Labels.self, forKey: .labels),
      scheme: container.decodeIfPresent(TagScheme.self, forKey: .scheme))
  }

  /// Saves the tags and their scheme.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(labels, forKey: .labels)
    try container.encodeIfPresent(scheme, forKey: .scheme)
  }
}

extension ConfusionMatrix {
  /// The tags of tokens against those that were predicted.
  init(_ answers: TagAnswers, of target: Target, rows: [Int], classes: Int) {
    self.init(classes: classes)
    for (place, row) in rows.enumerated() {
      for (one, other) in zip(target.values[row], answers.tags[place]) {
        count(actual: Int(one), predicted: Int(other))
      }
    }
  }
}

extension EntityCounts {
  /// The entities of tags against those that were predicted.
  init(_ answers: TagAnswers, of target: Target, rows: [Int], meanings: [ChunkTag]) {
    self.init()
    for (place, row) in rows.enumerated() {
      add(
        actual: target.values[row].map { meanings[Int($0)] },
        predicted: answers.tags[place].map { meanings[Int($0)] })
    }
  }
}

extension Target {
  /// The same values by the numbers that some labels have, 0 for one that is not there.
  func renumbered(_ task: any TargetTask, by labels: Labels) -> Target {
    let numbers = self.labels.names.map { labels.number(of: $0) ?? 0 }
    var column = TokenColumn()
    for row in 0..<values.rowCount { column.append(values[row].map { numbers[Int($0)] }) }
    return with(task, values: column)
  }

  /// The same entities with the tags of another scheme; the same target where that means nothing.
  ///
  /// - Parameter repairs: whether tags in this scheme that break its rules are made to keep them.
  public func converted(to scheme: TagScheme?, repairs: Bool = false) -> Target {
    guard let own = (task as? TagsTask)?.scheme, let scheme, own != scheme || repairs else {
      return self
    }
    let meanings = labels.names.map { ChunkTag($0) ?? .outside }
    let rows = (0..<values.rowCount).map { row in
      scheme.convert(values[row].map { meanings[Int($0)] }).map(scheme.text)
    }
    let labels = Labels(fitting: rows.lazy.joined())
    var column = TokenColumn()
    for row in rows { column.append(row.map { labels.number(of: $0) ?? 0 }) }
    return with(TagsTask(labels, scheme: scheme), values: column)
  }
}
