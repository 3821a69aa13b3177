// SPDX-License-Identifier: Apache-2.0

/// Saved as the special units and the others in the order of their numbers, without the bytes: first the
/// characters, then what is made of two earlier units.
///
/// Which two these are is not saved, as a spelling tells it: joined by the merges that were learned before,
/// its characters are exactly these two. For wherever they stand side by side in a text, no join has
/// reached over an end of them, so that the characters between these ends were joined as they are without
/// neighbours. For the same reason no other two units ever make the same one.
extension SubwordVocabulary: Codable {
  private enum Key: String, CodingKey {
    case special, units
  }

  /// Loads units; throws for those that do not come about from the ones before.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    let special = try container.decode([String].self, forKey: .special)
    let units = try container.decode([String].self, forKey: .units)
    let problem = { (unit: String) in
      DecodingError.dataCorruptedError(
        forKey: .units, in: container, debugDescription: "\"\(unit)\" is no unit in its place")
    }
    let isCharacter = { (unit: String) in unit.unicodeScalars.count == 1 }
    let characters = units.prefix(while: isCharacter)
    let blank = SubwordSpelling.blank
    self.init(
      special: special,
      characters.lazy.flatMap(\.unicodeScalars).map { $0 == blank ? " " : $0 })
    guard self.special == special, characterCount == characters.count else {
      throw problem(characters.last ?? "")
    }
    var (text, joined) = ([UInt8](), JoinedUnits())
    for unit in units.dropFirst(characters.count) {
      text.removeAll(keepingCapacity: true)
      SubwordSpelling.forEachByte(of: Array(unit.utf8)[...]) { text.append($0) }
      joined.fill(text.span, in: self)
      joined.join(by: merges)
      guard joined.units.count == 2, joined.units.allSatisfy({ $0 >= firstCharacter }),
        append(joining: joined.units[0], joined.units[1]) != nil
      else { throw problem(unit) }
    }
  }

  /// Saves the spellings.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(special, forKey: .special)
    try container.encode(
      (firstCharacter..<count).map { spellings.word($0) }, forKey: .units)
  }
}
