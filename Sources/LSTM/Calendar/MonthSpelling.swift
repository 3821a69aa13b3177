// SPDX-License-Identifier: Apache-2.0

/// How months are named.
struct MonthSpelling: Codable, Hashable, Sendable {
  /// Whether by their long names.
  var isLong: Bool
  /// Which letters are large.
  var letters: LetterCase

  /// The name of a month, 1 to 12; its number for another.
  func name(_ month: Int) -> String {
    guard EnglishMonth.names.indices ~= month - 1 else { return String(month) }
    let name = EnglishMonth.names[month - 1]
    return letters.spelled(isLong ? name : String(name.prefix(3)))
  }
}
