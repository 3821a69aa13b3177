// SPDX-License-Identifier: Apache-2.0

/// How a file writes tags of entities: `B-PER` as this engine does, or `B_PER`, `PER-B`, `b-per`.
struct TagSpelling: Hashable {
  /// What stands between letter and type.
  let separator: Character
  /// Whether the letter stands after the type.
  let isLetterLast: Bool

  /// A spelling that all tags have and that is not the usual one; nil where there is none.
  ///
  /// Some tag must begin an entity or be inside of one, so that names of other kinds are no tags.
  init?(of names: [String]) {
    guard names.contains(where: { ChunkTag($0) == nil }) else { return nil }
    for separator in ["-", "_"] as [Character] {
      for isLetterLast in [false, true] {
        let spelling = TagSpelling(separator: separator, isLetterLast: isLetterLast)
        let tags = names.map { spelling.standard($0).flatMap { ChunkTag($0) } }
        let isTyped = tags.contains { tag in
          tag.map { ($0.position == .begin || $0.position == .inside) && !$0.type.isEmpty } ?? false
        }
        guard isTyped, !tags.contains(nil) else { continue }
        self = spelling
        return
      }
    }
    return nil
  }

  private init(separator: Character, isLetterLast: Bool) {
    self.separator = separator
    self.isLetterLast = isLetterLast
  }

  /// A tag in the usual spelling; nil for a text that is none in this one.
  func standard(_ name: String) -> String? {
    if name == "O" || name == "o" { return "O" }
    let letter: Character?
    let type: Substring
    if isLetterLast {
      (letter, type) = (name.last, name.dropLast(2))
      guard name.dropLast().last == separator else { return nil }
    } else {
      (letter, type) = (name.first, name.dropFirst(2))
      guard name.dropFirst().first == separator else { return nil }
    }
    guard let letter, !type.isEmpty, "BIMESLUbimeslu".contains(letter) else { return nil }
    return "\(letter.uppercased())-\(type)"
  }

  /// Whether a text is a tag of entities in any spelling: `O`, or one with a type.
  static func isOfEntity(_ name: String) -> Bool {
    if let tag = ChunkTag(name) { return tag == .outside || !tag.type.isEmpty }
    return TagSpelling(of: [name]) != nil
  }
}
