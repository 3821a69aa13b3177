// SPDX-License-Identifier: Apache-2.0

/// What is to be predicted of the rows of a data set.
public struct Target: Sendable {
  /// What it is of a row.
  public enum Kind: String, Codable, Hashable, Sendable, CaseIterable {
    /// One class.
    case `class`
    /// A tag for each token.
    case tags
    /// A set of labels, which may be empty.
    case labels
    /// Phrases that are marked in the text, such as its keywords.
    case phrases
    /// The token behind each token.
    case next

    /// One line of help.
    public var summary: String {
      switch self {
      case .class: "one class a row"
      case .tags: "a tag for each token, such as B-PER or O"
      case .labels: "a set of labels a row, which may be empty"
      case .phrases: "phrases to find in the text, such as its keywords"
      case .next: "the token behind each token: a language model"
      }
    }

    /// Whether there are scores for each token.
    public var isPerStep: Bool { self != .class && self != .labels }

    /// Whether there is a tag for each token.
    public var hasTags: Bool { self == .tags || self == .phrases }

    /// Whether a cell may hold several names, or none.
    public var isSet: Bool { self == .labels || self == .phrases }

    /// What the names are called.
    public var plural: String {
      switch self {
      case .class: "classes"
      case .tags, .phrases: "tags"
      case .labels: "labels"
      case .next: "tokens"
      }
    }
  }

  /// What it is of a row.
  public let kind: Kind
  /// The names of the classes or tags; empty where tokens are to be predicted.
  public let labels: Labels
  /// The number of the class of each row, or of the tag of each token, or of each label of a row.
  public let values: TokenColumn
  /// The scheme of the tags; nil for classes, and for tags that are none of entities.
  public let scheme: TagScheme?
  /// What breaks the rules of that scheme first, and how much does; nil where nothing does.
  public let finding: TagFinding?
  /// Whether what breaks the rules was repaired.
  public var isRepaired = false
  /// A tag as the file writes it and as it is read; nil where these are the same.
  public var respelling: Respelling?
  /// The column that it stood in; empty for the leading target of a data set.
  public var name = ""
  /// The first text among tags of entities that is no such tag, which makes all of them plain classes.
  public var oddTag: TagProblem?
  /// The phrases of the rows, where the tags mark some.
  public let phrases: Phrases?
  /// How many labels of rows are none of `labels`.
  public let leftOut: Int
  /// Classes that no row has that trains, as no model can say them; their numbers stand behind those of
  /// `labels`.
  public private(set) var unseen: [String] = []

  /// The classes of rows, by the labels of those that are fitted on.
  init(classes: [String], fitting rows: [Int]) {
    self.init(classes, by: Labels(fitting: rows.lazy.map { classes[$0] }))
  }

  /// The classes of rows by some labels.
  private init(_ classes: [String], by labels: Labels) {
    var unseen: [String] = []
    var others: [String: Int32] = [:]
    let numbers = classes.map { name -> Int32 in
      if let number = labels.number(of: name) ?? others[name] { return number }
      let number = Int32(truncatingIfNeeded: labels.count + unseen.count)
      unseen.append(name)
      others[name] = number
      return number
    }
    self.init(.class, labels: labels, values: TokenColumn(numbers))
    self.unseen = unseen
  }

  /// The name of a class or tag by its number.
  public func name(of number: Int32) -> String {
    let index = Int(number) - labels.count
    return labels.decode(number) ?? (unseen.indices.contains(index) ? unseen[index] : "")
  }

  /// The numbers that a text's labels have elsewhere: 0 for one that is not there, but for a class one
  /// that no model can say.
  public func renumbered(by labels: Labels) -> Target {
    if kind == .class {
      let names = self.labels.names + unseen
      var target = Target(values.values.map { names[Int($0)] }, by: labels)
      target.name = name
      return target
    }
    let numbers = self.labels.names.map { labels.number(of: $0) ?? 0 }
    var column = TokenColumn()
    for row in 0..<values.rowCount { column.append(values[row].map { numbers[Int($0)] }) }
    var target = Target(
      kind, labels: labels, values: column, scheme: scheme, phrases: phrases, leftOut: leftOut)
    target.name = name
    return target
  }

  /// A tag as a file writes it and as it is read.
  public struct Respelling: Hashable, Sendable {
    /// In the file.
    public let from: String
    /// In the usual spelling.
    public let to: String
  }

  /// Whether its tags are types without a position beside `O`, which may be entities in the scheme IO.
  public var hasPlainTypes: Bool {
    kind == .tags && scheme == nil && oddTag == nil && labels.number(of: "O") != nil
      && labels.names.allSatisfy { $0 == "O" || ChunkTag($0) == nil }
  }

  /// The same entities with the tags of another scheme; the same target where that means nothing.
  ///
  /// - Parameter repairs: whether tags in this scheme that break its rules are made to keep them.
  public func converted(to scheme: TagScheme?, repairs: Bool = false) -> Target {
    guard let own = self.scheme, let scheme, own != scheme || repairs else { return self }
    let meanings = labels.names.map { ChunkTag($0) ?? .outside }
    let rows = (0..<values.rowCount).map { row in
      scheme.convert(values[row].map { meanings[Int($0)] }).map(scheme.text)
    }
    let labels = Labels(fitting: rows.lazy.joined())
    var column = TokenColumn()
    for row in rows { column.append(row.map { labels.number(of: $0) ?? 0 }) }
    return Target(kind, labels: labels, values: column, scheme: scheme)
  }

  /// A target.
  public init(
    _ kind: Kind, labels: Labels, values: TokenColumn, scheme: TagScheme? = nil,
    finding: TagFinding? = nil, phrases: Phrases? = nil, leftOut: Int = 0
  ) {
    self.phrases = phrases
    self.leftOut = leftOut
    self.kind = kind
    self.labels = labels
    self.values = values
    self.scheme = scheme
    self.finding = finding
  }

  /// How many labels of the rows that do not train are known from none that does, where that is most of
  /// them; nil where it is not.
  public func unseenLabels(in splits: SplitRows) -> (unseen: Int, all: Int)? {
    guard kind == .labels else { return nil }
    let known = (splits.valid + splits.test).reduce(0) { $0 + values[$1].count }
    return leftOut > known ? (leftOut, leftOut + known) : nil
  }

  /// What a model has to know of it.
  public var task: TargetTask { TargetTask(kind, labels: labels, scheme: scheme) }

  /// All that is to be said of a row, as numbers that no other row has but an equal one.
  func trace(of row: Int) -> [Int32] {
    let own = Array(values[row])
    guard kind.isSet else { return own }
    var trace = [Int32(truncatingIfNeeded: own.count)] + own
    if let phrases {
      trace.append(Int32(truncatingIfNeeded: phrases.missing[row]))
      trace += phrases.words[row]
      for place in phrases.places[row] {
        trace += [place.lowerBound, place.upperBound].map { Int32(truncatingIfNeeded: $0) }
      }
    }
    return trace
  }

  /// What rows are alike by, where every part of a split is to have its share: their class, or the
  /// rarest of their labels; rows with tags are all alike.
  var strata: [Int32] {
    switch kind {
    case .class: return values.values
    case .tags, .phrases, .next: return Array(repeating: 0, count: values.rowCount)
    case .labels:
      var counts = [Int](repeating: 0, count: labels.count)
      for number in values.values { counts[Int(number)] += 1 }
      return (0..<values.rowCount).map { row in
        values[row].min { (counts[Int($0)], $0) < (counts[Int($1)], $1) } ?? 0
      }
    }
  }
}

extension Examples {
  /// The hash of the tokens and the targets of some rows, in their order.
  public func fingerprint(of rows: [Int]) -> Fingerprint {
    var hash = Fingerprint()
    for row in rows {
      hash.combine(counted: tokens[row])
      hash.combine(counted: targets[row])
    }
    return hash
  }
}

/// Rows as a network takes them: the tokens of each, and the numbers that it should say.
public struct Examples: Sendable {
  /// The tokens of each row.
  public let tokens: TokenColumn
  /// The class of each row, the tag of each token, or the labels of each row.
  public let targets: TokenColumn
  /// What the tags mean, by their number; nil where they are no tags of entities.
  public let tags: [ChunkTag]?
  /// The classes of each row beside them, a column for each further target.
  public let others: [TokenColumn]
  /// The phrases that the tags mark, where they do.
  public let phrases: Phrases?
  /// Whether each row is a stream, which goes on from one batch to the next.
  public let isStream: Bool

  /// Rows with what they should say.
  public init(
    _ tokens: TokenColumn, _ target: Target, others: [Target] = [], isStream: Bool = false
  ) {
    self.tokens = tokens
    self.isStream = isStream
    self.others = others.map(\.values)
    targets = target.values
    phrases = target.phrases
    let tags = target.kind.hasTags ? target.labels.names.map { ChunkTag($0) } : []
    self.tags = tags.isEmpty || tags.contains(nil) ? nil : tags.compactMap { $0 }
  }

  /// Rows with a class each.
  public init(_ tokens: TokenColumn, classes: [Int32]) {
    self.tokens = tokens
    targets = TokenColumn(classes)
    tags = nil
    others = []
    phrases = nil
    isStream = false
  }
}
