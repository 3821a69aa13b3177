// SPDX-License-Identifier: Apache-2.0

/// How tags say where entities begin and end.
public enum TagScheme: String, CaseIterable, Codable, Hashable, Sendable {
  /// `I` and `O`: neighbours of one type cannot be told apart.
  case io
  /// `I`, and `B` only where an entity touches one of its type before it.
  case iob1
  /// `B` for every first token, `I` after it; also called IOB2.
  case bio
  /// `B I E` for entities of several tokens, `S` for those of one.
  case bioes
  /// The same with `M` for `I`.
  case bmes
  /// The same as BIOES with `L` (last) for `E` and `U` (unit) for `S`.
  case bilou

  /// How a message calls it.
  public var title: String {
    switch self {
    case .io: "IO"
    case .iob1: "IOB1"
    case .bio: "BIO"
    case .bioes: "BIOES"
    case .bmes: "BMES"
    case .bilou: "BILOU"
    }
  }

  /// Whether a tag may stand after another; nil is the edge of a sequence.
  public func allows(_ tag: ChunkTag?, before next: ChunkTag?) -> Bool {
    let (tag, next) = (tag ?? .outside, next ?? .outside)
    guard has(tag.position), has(next.position) else { return false }
    let goesOn = tag.position != .outside && tag.type == next.type
    switch self {
    case .io: return true
    case .iob1: return next.position != .begin || goesOn
    case .bio: return next.position != .inside || goesOn
    case .bioes, .bmes, .bilou:
      let isOpen = tag.position == .begin || tag.position == .inside
      let continues = next.position == .inside || next.position == .end
      return isOpen ? continues && goesOn : !continues
    }
  }

  /// Which tags of a task may begin, follow one another and end.
  public func legalTransitions(_ tags: [ChunkTag]) -> LegalTransitions {
    LegalTransitions(
      tags: tags.count, canStart: { allows(nil, before: tags[$0]) },
      canEnd: { allows(tags[$0], before: nil) }, allows: { allows(tags[$0], before: tags[$1]) })
  }

  /// Whether the scheme has tags of a position.
  func has(_ position: ChunkTag.Position) -> Bool {
    switch position {
    case .outside, .inside: true
    case .begin: self != .io
    case .end, .single: self == .bioes || self == .bmes || self == .bilou
    }
  }

  /// A tag as the scheme writes it.
  public func text(_ tag: ChunkTag) -> String {
    let letter =
      switch tag.position {
      case .outside: "O"
      case .begin: "B"
      case .inside: self == .bmes ? "M" : "I"
      case .end: self == .bilou ? "L" : "E"
      case .single: self == .bilou ? "U" : "S"
      }
    return tag.type.isEmpty ? letter : "\(letter)-\(tag.type)"
  }

  /// The tags of `count` tokens with some entities, which are in order and do not overlap.
  public func tags(of entities: [Entity], count: Int) -> [ChunkTag] {
    var tags = [ChunkTag](repeating: .outside, count: count)
    var before: Entity?
    for entity in entities where !entity.range.isEmpty {
      let touches = before.map {
        $0.range.upperBound == entity.range.lowerBound && $0.type == entity.type
      }
      for at in entity.range {
        tags[at] = ChunkTag(position(of: at, in: entity.range, touches ?? false), entity.type)
      }
      before = entity
    }
    return tags
  }

  /// The same entities in this scheme, whichever scheme the tags are in; only `io` may join some.
  public func convert(_ tags: [ChunkTag]) -> [ChunkTag] {
    self.tags(of: Entity.all(in: tags), count: tags.count)
  }

  private func position(of at: Int, in range: Range<Int>, _ touches: Bool) -> ChunkTag.Position {
    let (isFirst, isLast) = (at == range.lowerBound, at == range.upperBound - 1)
    return switch self {
    case .io: .inside
    case .iob1: isFirst && touches ? .begin : .inside
    case .bio: isFirst ? .begin : .inside
    case .bioes, .bmes, .bilou:
      isFirst ? (isLast ? .single : .begin) : (isLast ? .end : .inside)
    }
  }
}
