// SPDX-License-Identifier: Apache-2.0

/// What is to be predicted of the rows of a data set: a task, and the values of the rows.
public struct Target: Sendable {
  /// The column that it stood in; empty where there is none.
  public let name: String
  /// What it means.
  public let task: any TargetTask
  /// The number of the class of each row, or of the tag of each token, or of each label of a row.
  public let values: TokenColumn
  /// The numbers of each row as a network is trained on them; nil for values that are chosen.
  public let numbers: (any Column)?
  /// The tokens that a network reads for it: in the place of the text's own, or in a decoder, along steps of
  /// their own; nil where it reads the text.
  public let feed: TokenColumn?
  /// What was found while it was read.
  public let facts: any TargetFacts
  /// Names that no row has that trains, as no model can predict them; their numbers follow those of the
  /// task.
  public let unseen: [String]
  /// The cells it was read from; nil for one that was made of another.
  let reading: (any TargetReading)?

  /// A target.
  public init(
    _ task: any TargetTask, name: String = "", values: TokenColumn, feed: TokenColumn? = nil,
    facts: any TargetFacts = NoFacts(), unseen: [String] = [],
    reading: (any TargetReading)? = nil
  ) {
    self.task = task
    self.name = name
    self.values = values
    numbers = nil
    self.feed = feed
    self.facts = facts
    self.unseen = unseen
    self.reading = reading
  }

  /// A target of numbers.
  init(
    _ task: any TargetTask, name: String, numbers: any Column, facts: any TargetFacts,
    reading: (any TargetReading)?
  ) {
    self.task = task
    self.name = name
    values = TokenColumn()
    self.numbers = numbers
    feed = nil
    self.facts = facts
    unseen = []
    self.reading = reading
  }

  /// The tokens that stand in the place of the text's own; nil where the text is read as it is.
  var leadingFeed: TokenColumn? { feed?.hasOwnSteps == false ? feed : nil }

  /// The same target with other values that mean the same.
  func with(values: TokenColumn) -> Target {
    Target(
      task, name: name, values: values, feed: feed, facts: facts, unseen: unseen, reading: reading)
  }

  /// The values of the rows.
  public var column: any Column { numbers ?? values }

  /// The same target with other values for another task.
  func with(
    _ task: any TargetTask, values: TokenColumn, unseen: [String] = []
  ) -> Target {
    Target(
      task, name: name, values: values, feed: feed, facts: facts, unseen: unseen, reading: reading)
  }

  /// The names of its values; none where tokens are to be predicted.
  public var labels: Labels { (task as? any Labelled)?.labels ?? .none }

  /// The name of a value by its number.
  public func name(of number: Int32) -> String {
    let index = Int(number) - labels.count
    return labels.decode(number) ?? (unseen.indices.contains(index) ? unseen[index] : "")
  }

  /// The names of its values, and of those that no row has that trains.
  public var allNames: [String] { labels.names + unseen }

  /// How many of some rows, or of their tokens, have each name; nothing where values have none.
  public func counts(of rows: [Int]) -> [Int] {
    guard task is any Labelled else { return [] }
    var counts = [Int](repeating: 0, count: labels.count + unseen.count)
    for row in rows { for number in values[row] { counts[Int(number)] += 1 } }
    return counts
  }

  /// All that is known of a row, as numbers that no other row has but an equal one.
  func trace(of row: Int) -> [Int32] {
    task.trace(of: row, in: self) ?? (numbers == nil ? Array(values[row]) : [])
  }
}

/// What was found while a target was read, beside its values.
public protocol TargetFacts: Sendable {}

/// Nothing was.
public struct NoFacts: TargetFacts {
  /// Nothing.
  public init() {}
}

/// Rows as a network takes them: what it reads of each, and what is right for each target.
public struct Examples: Sendable {
  /// What it reads, the leading input first.
  public let inputs: [any Column]
  /// The targets, the leading one first.
  public let targets: [Target]
  /// Whether each row is a stream, which goes on from one batch to the next.
  public let isStream: Bool
  /// The texts that training cuts anew in every epoch.
  var resampled = ResampledSides()

  /// Rows with what is right; there is at least one input.
  public init(_ inputs: [any Column], _ targets: [Target], isStream: Bool = false) {
    self.inputs = inputs
    self.targets = targets
    self.isStream = isStream
  }

  /// The input that orders the rows of a batch.
  public var leading: any Column { inputs[0] }

  /// The tokens of each row, where the leading input are some; else none.
  public var tokens: TokenColumn { leading as? TokenColumn ?? TokenColumn() }

  /// The hash of what is read and of the leading target of some rows, in their order.
  public func fingerprint(of rows: [Int]) -> Fingerprint {
    var hash = Fingerprint()
    for row in rows {
      for input in inputs { input.combine([row], into: &hash) }
      targets.first?.column.combine([row], into: &hash)
    }
    return hash
  }
}
