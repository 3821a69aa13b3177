// SPDX-License-Identifier: Apache-2.0

/// A point in time as data files write it: a number, or a date of ISO 8601.
struct TimeStamp {
  /// The number as it stands, or the seconds since 1970 in UTC; without a zone the clock is taken
  /// as it is written.
  let seconds: Double
  /// Whether it says its zone; nil for a number or a date without a clock.
  let hasZone: Bool?

  /// Reads a number, `2024-01-31`, `2024/1/31 12:30`, `2024-01-31T12:30:15.5Z` or
  /// `2024-01-31T12:30:15+02:00`; nil for anything else.
  init?(_ text: String) {
    let text = text.trimmed
    if let number = Double(text) {
      guard number.isFinite else { return nil }
      (seconds, hasZone) = (number, nil)
      return
    }
    let halves = text.split(maxSplits: 1, omittingEmptySubsequences: false) {
      $0 == "T" || $0 == " "
    }
    guard let date = halves.first, let days = Self.days(date) else { return nil }
    guard halves.count == 2 else {
      (seconds, hasZone) = (Double(days) * 86_400, nil)
      return
    }
    guard let (clock, offset) = Self.zone(of: halves[1]), let time = Self.clock(clock) else {
      return nil
    }
    seconds = Double(days) * 86_400 + time - Double(offset ?? 0)
    hasZone = offset != nil
  }

  /// Divides `12:30+02:00` into its clock and the seconds that it is ahead of UTC, nil without a
  /// zone; nil for a zone that is none.
  private static func zone(of text: Substring) -> (clock: Substring, offset: Int?)? {
    if let last = text.last, last == "Z" || last == "z" { return (text.dropLast(), 0) }
    guard let sign = text.lastIndex(where: { $0 == "+" || $0 == "-" }) else { return (text, nil) }
    var digits = String(text[text.index(after: sign)...])
    if digits.count == 5, digits.dropFirst(2).first == ":" { digits.removeAll { $0 == ":" } }
    guard digits.count == 2 || digits.count == 4, digits.allSatisfy({ "0"..."9" ~= $0 }),
      let hours = Int(digits.prefix(2)), let minutes = Int("0" + digits.dropFirst(2)),
      hours <= 18, minutes < 60
    else { return nil }
    let offset = 60 * (60 * hours + minutes)
    var clock = text[..<sign]
    if clock.last == " " { clock = clock.dropLast() }
    return (clock, text[sign] == "-" ? -offset : offset)
  }

  private static func days(_ date: Substring) -> Int? {
    let parts = date.split(separator: date.contains("/") ? "/" : "-").map { Int($0) }
    guard parts.count == 3, let year = parts[0], let month = parts[1], let day = parts[2],
      (1...9999).contains(year), (1...12).contains(month), day >= 1,
      day <= length(of: month, in: year)
    else { return nil }
    // Days since 1970 by the rule of the Gregorian calendar, the year beginning in March.
    let shifted = month > 2 ? year : year - 1
    let monthOfYear = (month + 9) % 12
    return 365 * shifted + shifted / 4 - shifted / 100 + shifted / 400
      + (153 * monthOfYear + 2) / 5 + day - 1 - 719_468
  }

  private static func length(of month: Int, in year: Int) -> Int {
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    return switch month {
    case 2: isLeap ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  private static func clock(_ text: Substring) -> Double? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard (2...3).contains(parts.count), let hours = Int(parts[0]), let minutes = Int(parts[1]),
      let seconds = parts.count == 3 ? Double(parts[2]) : 0, (0..<24).contains(hours),
      (0..<60).contains(minutes), seconds >= 0, seconds < 61
    else { return nil }
    return Double(hours * 3600 + minutes * 60) + seconds
  }
}
