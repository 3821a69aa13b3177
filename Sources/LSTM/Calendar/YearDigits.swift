// SPDX-License-Identifier: Apache-2.0

/// How many digits a year has.
enum YearDigits: String, Codable, Hashable, Sendable {
  /// Four.
  case four
  /// Two: 69 to 99 are 1969 to 1999, and 00 to 68 are 2000 to 2068.
  case two
  /// As many as it needs, at most three: the years of a count that begins with 1.
  case plain

  /// Takes a year; nil where none comes next, and for the year 0.
  func take(_ text: Span<UInt8>, _ scan: inout StampScan) -> Int? {
    switch self {
    case .four:
      guard let year = scan.number(text, digits: 4...4), year.value > 0 else { return nil }
      return year.value
    case .two:
      guard let year = scan.number(text, digits: 2...2) else { return nil }
      return year.value + (year.value >= 69 ? 1900 : 2000)
    case .plain:
      guard let year = scan.number(text, digits: 1...3), year.value > 0 else { return nil }
      return year.value
    }
  }

  /// The digits of a year.
  func digits(_ year: Int) -> String {
    switch self {
    case .four: PartWidth.digits(year, width: 4)
    case .two: PartWidth.digits((year % 100 + 100) % 100, width: 2)
    case .plain: String(year)
    }
  }
}
