// SPDX-License-Identifier: Apache-2.0

/// The meaning of a target: fitted on the training rows, saved with the model, and asked by its type.
///
/// What a statement needs of it beyond this is a capability of its own, such as `Labelled`.
public protocol TargetTask: Codable, Hashable, Sendable {
  /// What its head answers for rows.
  associatedtype Gathered: Answers

  /// How the language knows it.
  static var entry: TaskEntry { get }

  /// What a network knows of it.
  var shape: TargetShape { get }

  /// The figures of an evaluation, in the order of the catalog.
  var metrics: [Metric] { get }

  /// Which of them lead.
  var leading: LeadingMetrics { get }

  /// Room for the answers to so many rows.
  func answers(rows: Int) -> Gathered

  /// Counts answers against what is right.
  ///
  /// - Parameters:
  ///   - target: a target whose values are numbered as by this task.
  ///   - rows: the row of the data set that each answer is for.
  func tallies(_ answers: Gathered, of target: Target, rows: [Int]) -> [any Tally]

  /// A target of the same task, fitted elsewhere, with the numbers that this one gives its values.
  func renumbered(_ target: Target) -> Target

  /// What the rows of a target are alike by, where every part of a split is to have its share.
  func strata(of target: Target) -> [Int32]

  /// Whether a part of a split may lack rows of a stratum.
  var mayLackStrata: Bool { get }

  /// A list that tells the values of a row from those of others where `values` alone do not; nil where
  /// they do.
  func trace(of row: Int, in target: Target) -> [Int32]?

  /// What the loss of each value is multiplied by so that each counts the same; empty where nothing is.
  func balancedWeights(of target: Target, rows: [Int]) -> [Float]

  /// The factors of the loss for some that are given a name each.
  func lossWeights(_ given: [Float]) -> [Float]
}

extension TargetTask {
  /// How the language knows it.
  public var entry: TaskEntry { Self.entry }
  /// The same target.
  public func renumbered(_ target: Target) -> Target { target }
  /// All rows are alike.
  public func strata(of target: Target) -> [Int32] {
    Array(repeating: 0, count: target.column.rowCount)
  }
  /// They may not.
  public var mayLackStrata: Bool { false }
  /// Nothing.
  public func trace(of row: Int, in target: Target) -> [Int32]? { nil }
  /// Nothing.
  public func balancedWeights(of target: Target, rows: [Int]) -> [Float] { [] }
  /// The same.
  public func lossWeights(_ given: [Float]) -> [Float] { given }

  /// Whether another task is an equal one of the same type.
  public func isEqual(to other: any TargetTask) -> Bool { (other as? Self) == self }

  /// A metric by its name.
  public func metric(_ name: String) -> Metric? { metrics.first { $0.name == name } }

  /// Room for the answers to so many rows.
  public func anyAnswers(rows: Int) -> any Answers { answers(rows: rows) }

  /// The tallies of answers of unknown type; none of answers that are not those of this task.
  func tallies(any answers: any Answers, of target: Target, rows: [Int]) -> [any Tally] {
    (answers as? Gathered).map { tallies($0, of: target, rows: rows) } ?? []
  }
}

/// A task whose values are names with numbers.
public protocol Labelled: TargetTask {
  /// The names of its values.
  var labels: Labels { get }
  /// Whether names that it does not know count as wrong; else they cannot be measured.
  static var countsUnknown: Bool { get }
}

extension Labelled {
  /// They cannot be measured.
  public static var countsUnknown: Bool { false }
}

/// A task whose values are the tokens of texts.
public protocol TextValued: TargetTask {
  /// What its texts are made of.
  var transform: TextTransform { get }
}

/// A labelled task whose values are tags of tokens.
public protocol Tagged: Labelled {
  /// The scheme of the tags; nil for others than those of entities.
  var scheme: TagScheme? { get }
}

/// A task that reads the text itself, and has no column of its own.
public protocol SelfSupervised: TargetTask {
  /// How many values there are to choose from.
  var choices: Int { get }
}

/// The figures of a task that come first.
public struct LeadingMetrics: Sendable {
  /// The one that chooses the epoch unless another is named.
  public let monitored: MetricEntry
  /// Those of a table that is not asked for in full.
  public let shown: [MetricEntry]
  /// Those of a title.
  public let titled: [MetricEntry]
  /// Those of an epoch.
  public let watched: [MetricEntry]
}

/// What a network answered for rows, in their order.
public protocol Answers: Sendable {
  /// Whether choices are wanted beside the values of a head.
  static var needsChoices: Bool { get }

  /// The loss of each row; 0 where nobody knew what is right.
  var losses: [Double] { get }

  /// Takes what a head has answered for a batch.
  ///
  /// - Parameters:
  ///   - aim: what is right there; nil where nobody knows it.
  ///   - places: the place of each row of the batch among all.
  mutating func take(_ answer: Block, against aim: Block?, _ layout: BatchLayout, at places: [Int])

  /// Those of the rows at some places, in the order of these.
  func picking(_ places: [Int]) -> Self
}

extension Answers {
  /// They are.
  public static var needsChoices: Bool { true }

  /// The losses of the rows at some places among so many; what gives no losses has none of each row.
  func losses(at places: [Int], of rows: Int) -> [Double] {
    losses.count == rows ? places.map { losses[$0] } : losses
  }
}
