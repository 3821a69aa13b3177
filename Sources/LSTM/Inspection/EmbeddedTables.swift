// SPDX-License-Identifier: Apache-2.0

/// A table of vectors that a network has for words or for categories.
public struct EmbeddedTable: Sendable {
  /// What has the vectors.
  public enum Subject: Hashable, Sendable {
    /// The words that are read.
    case read
    /// The words that are written.
    case written
    /// The categories of a column.
    case categories(String)
  }

  /// The name that it is asked for by: that of its layer, or of the column of categories.
  public let name: String
  /// What has the vectors, in the order of the rows.
  public let subject: Subject
  /// Where the vectors are, a row each.
  public let slot: ParameterSlot
}

extension Model {
  /// The tables of vectors of words and of categories, in the order of the layers; those of characters and
  /// those that another layer shares are none.
  ///
  /// - Parameter readsText: whether what is read is a text; else all words are written ones.
  public func embeddedTables(readsText: Bool) -> [EmbeddedTable] {
    layers.flatMap(\.withParts).flatMap { member -> [EmbeddedTable] in
      if let embed = member.layer as? EmbedLayer {
        guard !embed.isOfCharacters, embed.shared == nil, let slot = member.slots.first else {
          return []
        }
        let subject: EmbeddedTable.Subject =
          embed.source == 0 && readsText ? .read : .written
        return [EmbeddedTable(name: member.name, subject: subject, slot: slot)]
      }
      guard member.layer is InputsLayer else { return [] }
      return member.slots.map { slot in
        let column = slot.spec.name
        return EmbeddedTable(name: column, subject: .categories(column), slot: slot)
      }
    }
  }
}
