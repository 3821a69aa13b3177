// SPDX-License-Identifier: Apache-2.0

/// The English names of the months.
enum EnglishMonth {
  /// The long names, January first; the first three letters are the short ones.
  static let names = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
  ]

  private static let bytes = names.map { Array($0.lowercased().utf8) }

  /// The month, 1 to 12, that a word of any case names, and whether by its long name.
  ///
  /// It is nil where the word names none, and the second part is nil for `May`.
  static func month(
    _ text: Span<UInt8>, _ word: Range<Int>
  ) -> (month: Int, isLong: Bool?)? {
    guard 3...9 ~= word.count else { return nil }
    for (index, name) in bytes.enumerated() {
      guard word.count == 3 || word.count == name.count else { continue }
      var place = 0
      while place < word.count, text[word.lowerBound + place] | 0x20 == name[place] { place += 1 }
      guard place == word.count else { continue }
      return (index + 1, name.count == 3 ? nil : word.count > 3)
    }
    return nil
  }
}
