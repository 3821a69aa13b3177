// SPDX-License-Identifier: Apache-2.0

/// A tag such as `B-PER`: where in an entity a token stands, and of which type that is.
public struct ChunkTag: Hashable, Sendable {
  /// Where in an entity.
  public enum Position: Hashable, Sendable, CaseIterable {
    /// In none: `O`.
    case outside
    /// The first token: `B`.
    case begin
    /// Neither first nor last, or not known to be: `I` or `M`.
    case inside
    /// The last token of several: `E`.
    case end
    /// The only token: `S`.
    case single
  }

  /// Where in an entity the token stands.
  public let position: Position
  /// The type of the entity, such as `PER`; empty outside, and where tags have none.
  public let type: String

  /// A tag; outside of entities the type does not count.
  public init(_ position: Position, _ type: String) {
    self.position = position
    self.type = position == .outside ? "" : type
  }

  /// The tag of a token that is in no entity.
  public static let outside = ChunkTag(.outside, "")

  /// The tag that a text means: `O`, or one of `B I M E S`, alone or with `-` and a type, which may
  /// hold further `-` and dots, or `L` or `U` with a type; nil for any other text.
  public init?(_ text: String) {
    guard let letter = text.utf8.first else { return nil }
    let rest = text.utf8.dropFirst()
    guard rest.isEmpty || rest.first == UInt8(ascii: "-") && rest.count > 1 else { return nil }
    let type = String(Substring(rest.dropFirst()))
    switch letter {
    case UInt8(ascii: "O") where rest.isEmpty: self = .outside
    case UInt8(ascii: "B"): self.init(.begin, type)
    case UInt8(ascii: "I"), UInt8(ascii: "M"): self.init(.inside, type)
    case UInt8(ascii: "E"): self.init(.end, type)
    case UInt8(ascii: "S"): self.init(.single, type)
    case UInt8(ascii: "L") where !type.isEmpty: self.init(.end, type)
    case UInt8(ascii: "U") where !type.isEmpty: self.init(.single, type)
    default: return nil
    }
  }

  /// Whether an entity begins with this tag, whichever scheme it is from; `before` is outside at the
  /// first token.
  func starts(after before: ChunkTag) -> Bool {
    position != .outside && (before.position == .outside || divides(before))
  }

  /// Whether two neighbours in entities are in two of them.
  private func divides(_ before: ChunkTag) -> Bool {
    position == .begin || position == .single || before.position == .end
      || before.position == .single || type != before.type
  }
}

/// Some tokens that are one thing of a type, such as the name of a person.
public struct Entity: Hashable, Sendable {
  /// The type.
  public let type: String
  /// Its tokens in the sequence.
  public let range: Range<Int>

  /// An entity.
  public init(type: String, range: Range<Int>) {
    self.type = type
    self.range = range
  }

  /// The entities of a sequence of tags, in order.
  ///
  /// The tags may break the rules of any scheme, as predictions do. As in the evaluation of the CoNLL
  /// shared tasks an entity then begins at whatever follows none, a last token, or another type, and
  /// ends where the next begins or nothing is tagged.
  public static func all(in tags: some Sequence<ChunkTag>) -> [Entity] {
    var entities: [Entity] = []
    var open: (type: String, start: Int)?
    var before = ChunkTag.outside
    var count = 0
    for tag in tags {
      let starts = tag.starts(after: before)
      if let begun = open, starts || tag.position == .outside {
        entities.append(Entity(type: begun.type, range: begun.start..<count))
        open = nil
      }
      if starts { open = (tag.type, count) }
      before = tag
      count += 1
    }
    if let open { entities.append(Entity(type: open.type, range: open.start..<count)) }
    return entities
  }
}
