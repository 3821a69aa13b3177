// SPDX-License-Identifier: Apache-2.0

/// What was found of tags.
public struct TagFacts: TargetFacts {
  /// What breaks the rules of their scheme first, and how much does; nil where nothing does.
  public var finding: TagFinding?
  /// Whether what breaks the rules was repaired.
  public var isRepaired = false
  /// A tag as the file writes it and as it is read; nil where these are the same.
  public var respelling: Respelling?
  /// The first text among tags of entities that is no such tag, which makes all of them plain classes.
  public var oddTag: TagProblem?

  /// A tag as a file writes it and as it is read.
  public struct Respelling: Hashable, Sendable {
    /// In the file.
    public let from: String
    /// In the usual spelling.
    public let to: String
  }

  /// Whether the tags are types without a position beside `O`, which may be entities in the scheme IO.
  public func hasPlainTypes(_ task: TagsTask) -> Bool {
    task.scheme == nil && oddTag == nil && task.labels.number(of: "O") != nil
      && task.labels.names.allSatisfy { $0 == "O" || ChunkTag($0) == nil }
  }
}

/// Holds the tags of a data set against their scheme, and turns them into another where that is
/// wanted.
struct TagsReading: TargetReading {
  private let source: TargetSource
  /// The scheme that tags are in; nil to find it out.
  private let scheme: TagScheme?
  /// The scheme that is trained; nil for that of the tags.
  private let trained: TagScheme?

  init(source: TargetSource, _ settings: Arguments) {
    self.source = source
    scheme = settings[Self.scheme]
    trained = settings[Self.trained]
  }

  static let scheme = ArgumentKey.choice(
    "scheme", of: TagScheme.self, else: "auto",
    help: "how tags say where entities begin and end; what breaks its rules is an error")
  static let trained = ArgumentKey.choice(
    "as", of: TagScheme.self, else: "same",
    help: "the scheme that is trained, evaluated and predicted")

  /// The tags of all rows, a row of them for each row of tokens; throws `oneClass`, `tagsDiffer` and
  /// `illegalTag` with the place of the row.
  ///
  /// Which tags there are is no more than the names of the scores, so those of all rows count.
  func fit(_ splits: SplitRows, along inputs: FittedInputs) throws(DataError) -> Target {
    let cutter = BlankTokenizer(lower: false)
    var all = source.steps ?? source.cells.map { cutter.tokens(in: $0) }
    var names = Labels(fitting: all.lazy.joined())
    let respelling = respell(&all, &names)
    try requireSeveral(names, splits)
    let values = try values(of: all, names, along: inputs)
    var (target, facts) = try read(names, values)
    facts.respelling = respelling
    try requireSeveral(target.labels, splits)
    target = Target(
      target.task, name: source.column, values: target.values, facts: facts, reading: self)
    return target
  }

  private func requireSeveral(_ names: Labels, _ splits: SplitRows) throws(DataError) {
    guard names.count > 1 || splits.train.isEmpty else {
      throw source.error(.oneClass(label: names.names.first ?? ""))
    }
  }

  private func values(
    of all: [[String]], _ names: Labels, along inputs: FittedInputs
  ) throws(DataError) -> TokenColumn {
    let longest = inputs.text?.transform.options.maxLength
    var values = TokenColumn()
    for (row, tags) in all.enumerated() {
      let length = inputs.length(of: row)
      let isCut = longest == length && tags.count > length
      guard tags.count == length || isCut else {
        throw DataError(
          .tagsDiffer(line: source.origins.line(of: row), tokens: length, tags: tags.count),
          path: source.origins.path(of: row))
      }
      values.append(tags.prefix(length).map { names.number(of: $0) ?? 0 })
    }
    return values
  }

  /// Puts tags of entities into the usual spelling, and types without a position into that of IO where
  /// that is the scheme; returns a tag that changed.
  private func respell(_ all: inout [[String]], _ names: inout Labels) -> TagFacts.Respelling? {
    let isPlain = scheme == .io && names.names.allSatisfy { $0 == "O" || ChunkTag($0) == nil }
    let spelling = TagSpelling(of: names.names)
    guard isPlain || spelling != nil else { return nil }
    let standard = Dictionary(
      uniqueKeysWithValues: names.names.map { name in
        (name, spelling.map { $0.standard(name) ?? name } ?? (name == "O" ? name : "I-\(name)"))
      })
    all = all.map { $0.map { standard[$0] ?? $0 } }
    let first = names.names.first { standard[$0] != $0 && $0 != "o" }
    names = Labels(fitting: all.lazy.joined())
    guard !isPlain || spelling != nil, let first, let read = standard[first] else { return nil }
    return TagFacts.Respelling(from: first, to: read)
  }

  /// The target of the tags of all rows.
  ///
  /// Throws `illegalTag` for the first that breaks the rules of the scheme that was named; where none
  /// was, the facts tell of it. What are no tags of entities is left as it is, unless a scheme was
  /// named.
  private func read(
    _ names: Labels, _ values: TokenColumn
  ) throws(DataError) -> (target: Target, facts: TagFacts) {
    var facts = TagFacts()
    let finding: TagFinding
    do throws(TagProblem) {
      finding = try find(names.names, values)
    } catch {
      if scheme != nil || trained != nil { throw illegal(error) }
      let areEntities = names.names.contains { ChunkTag($0).map { !$0.type.isEmpty } ?? false }
      if areEntities { facts.oddTag = error }
      return (Target(TagsTask(names), values: values), facts)
    }
    if scheme != nil, let first = finding.first { throw illegal(first) }
    facts.finding = finding.illegal > 0 ? finding : nil
    let target = Target(TagsTask(names, scheme: finding.scheme), values: values)
    guard let trained else { return (target, facts) }
    facts.isRepaired = finding.illegal > 0
    let converted = target.converted(to: trained, repairs: facts.isRepaired)
    return (
      converted.with(TagsTask(converted.labels, scheme: trained), values: converted.values), facts
    )
  }

  private func find(_ names: [String], _ values: TokenColumn) throws(TagProblem) -> TagFinding {
    let sequences = (0..<values.rowCount).lazy.map { values[$0].lazy.map { Int($0) } }
    guard let scheme else { return try TagScheme.recognise(names, in: sequences) }
    return try scheme.check(names, in: sequences)
  }

  private func illegal(_ problem: TagProblem) -> DataError {
    let origins = source.origins
    return DataError(
      .illegalTag(
        line: origins.line(of: problem, hasLineAToken: source.hasLineAToken),
        token: problem.token + 1, reason: problem.message), path: origins.path(of: problem.row))
  }
}

extension RowOrigins {
  /// The line of a tag: its own where each token has one, else that of its row.
  public func line(of problem: TagProblem, hasLineAToken: Bool) -> Int {
    hasLineAToken ? line(of: problem.row, token: problem.token) : line(of: problem.row)
  }
}

extension TagProblem {
  /// The token that is wrong, from 0: of a wrong end the last one.
  fileprivate var token: Int {
    if case .illegal(nil, _, _) = fact { max(step - 1, 0) } else { step }
  }
}
