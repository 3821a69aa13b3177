// SPDX-License-Identifier: Apache-2.0

/// Where tags are not what a scheme allows.
public struct TagProblem: Error, Hashable, Sendable {
  /// What is wrong.
  public enum Fact: Hashable, Sendable {
    /// A text that is no tag of any scheme.
    case notATag(String)
    /// Letters that no scheme has together, such as `M` and `I`.
    case mixedLetters(String, String)
    /// A tag after another that may not stand there; nil is the edge of the sequence.
    case illegal(tag: String?, after: String?, scheme: TagScheme)
  }

  /// What is wrong.
  public let fact: Fact
  /// The sequence, from 0.
  public let row: Int
  /// The token in it, from 0; the number of tokens for what is wrong with the end.
  public let step: Int

  /// What was found and what is right, without the place and without a full stop.
  public var message: String {
    switch fact {
    case .notATag(let text):
      "`\(text)` is not a tag of entities: these are `O`, and `B-`, `I-`, `M-`, `E-`, `S-`, `L-` or"
        + " `U-` with a type"
    case .mixedLetters(let one, let other):
      "`\(other)` does not go with `\(one)`: no scheme has both"
    case .illegal(nil, let before, let scheme):
      "\(scheme.title) has no entity that ends with `\(before ?? "O")`"
    case .illegal(let tag?, let before, let scheme):
      "in \(scheme.title) `\(tag)` cannot " + (before.map { "follow `\($0)`" } ?? "come first")
    }
  }
}

/// The scheme that tags are in, and how far they keep its rules.
///
/// Published data breaks them in places.
public struct TagFinding: Hashable, Sendable {
  /// The scheme.
  public let scheme: TagScheme
  /// How many tags, or ends of sequences, break its rules.
  public let illegal: Int
  /// The first of these.
  public let first: TagProblem?
}

extension TagScheme {
  /// The scheme of some sequences: of those that have all their letters the one whose rules are broken
  /// least.
  ///
  /// Where several fit, the one that says less about unseen tags: only `I` is `io`, only `B` is `bio`.
  /// Throws for the first text that is no tag, and for letters that no scheme has together.
  ///
  /// - Parameters:
  ///   - names: the tags.
  ///   - sequences: their indices.
  public static func recognise(
    _ names: [String], in sequences: some Sequence<some Sequence<Int>>
  ) throws(TagProblem) -> TagFinding {
    let (tags, places) = try read(names, sequences)
    let letters = Dictionary(
      places.keys.compactMap { tag in names[tag].first.map { ($0, tag) } },
      uniquingKeysWith: { places.inOrder($0, $1).0 })
    for (letter, unlike) in Self.unlikeLetters {
      guard let one = letters[letter], let other = letters[unlike] else { continue }
      let (first, second) = places.inOrder(one, other)
      throw TagProblem(
        fact: .mixedLetters(names[first], names[second]), row: places[second]?.row ?? 0,
        step: places[second]?.step ?? 0)
    }
    let findings = candidates(Set(letters.keys)).map { $0.check(tags, names, in: sequences) }
    return findings.min { $0.illegal < $1.illegal }
      ?? TagFinding(scheme: .bio, illegal: 0, first: nil)
  }

  /// How far sequences keep the rules of this scheme.
  ///
  /// Throws for the first text that is no tag.
  public func check(
    _ names: [String], in sequences: some Sequence<some Sequence<Int>>
  ) throws(TagProblem) -> TagFinding {
    check(try Self.read(names, sequences).tags, names, in: sequences)
  }

  /// Letters that no scheme has together.
  private static let unlikeLetters: [(Character, Character)] = [
    ("I", "M"), ("M", "L"), ("M", "U"), ("E", "L"), ("E", "U"), ("S", "L"), ("S", "U"),
  ]

  /// The schemes that have these letters.
  private static func candidates(_ letters: Set<Character>) -> [TagScheme] {
    if letters.contains("M") { return [.bmes] }
    if letters.contains("L") || letters.contains("U") { return [.bilou] }
    if letters.contains("E") || letters.contains("S") { return [.bioes] }
    if letters.contains("B") { return [.bio, .iob1] }
    return letters.contains("I") ? [.io] : [.bio]
  }

  private func check(
    _ tags: [ChunkTag], _ names: [String], in sequences: some Sequence<some Sequence<Int>>
  ) -> TagFinding {
    let legal = legalTransitions(tags)
    var (illegal, first): (Int, TagProblem?) = (0, nil)
    func note(_ tag: Int?, _ before: Int?, _ row: Int, _ step: Int) {
      illegal += 1
      guard first == nil else { return }
      first = TagProblem(
        fact: .illegal(
          tag: tag.map { names[$0] }, after: before.map { names[$0] }, scheme: self),
        row: row, step: step)
    }
    for (row, sequence) in sequences.enumerated() {
      var before: Int?
      var step = 0
      for tag in sequence {
        let isLegal = before.map { legal.allows($0, before: tag) } ?? legal.canStart[tag]
        if !isLegal { note(tag, before, row, step) }
        before = tag
        step += 1
      }
      if let before, !legal.canEnd[before] { note(nil, before, row, step) }
    }
    return TagFinding(scheme: self, illegal: illegal, first: first)
  }

  /// The tags that names mean, and where each is first used.
  ///
  /// Throws for the first that is used and means none; names that nobody uses may mean anything.
  private static func read(
    _ names: [String], _ sequences: some Sequence<some Sequence<Int>>
  ) throws(TagProblem) -> (tags: [ChunkTag], places: [Int: FirstPlace]) {
    let tags = names.map { ChunkTag($0) }
    var places: [Int: FirstPlace] = [:]
    for (row, sequence) in sequences.enumerated() {
      for (step, tag) in sequence.enumerated() where places[tag] == nil {
        guard tags[tag] != nil else {
          throw TagProblem(fact: .notATag(names[tag]), row: row, step: step)
        }
        places[tag] = FirstPlace(row: row, step: step)
      }
    }
    return (tags.map { $0 ?? .outside }, places)
  }
}

/// Where a tag is first used.
private struct FirstPlace: Comparable {
  let row: Int
  let step: Int

  static func < (a: FirstPlace, b: FirstPlace) -> Bool { (a.row, a.step) < (b.row, b.step) }
}

extension [Int: FirstPlace] {
  /// Two tags, the one that is used first before the other.
  fileprivate func inOrder(_ one: Int, _ other: Int) -> (Int, Int) {
    guard let a = self[one], let b = self[other] else { return (one, other) }
    return a < b ? (one, other) : (other, one)
  }
}
