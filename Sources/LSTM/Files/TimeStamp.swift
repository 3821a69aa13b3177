// SPDX-License-Identifier: Apache-2.0

/// Points in time as data files write them: numbers, or dates of ISO 8601.
enum TimeStamp {
  /// A number as it stands, or the seconds since 1970 of `2024-01-31`, `2024/1/31 12:30` or
  /// `2024-01-31T12:30:15.5Z`; nil for anything else.
  ///
  /// Clocks are taken as they are written: an offset from UTC other than `Z` is refused.
  static func seconds(_ text: String) -> Double? {
    let text = text.trimmed
    if let number = Double(text) { return number.isFinite ? number : nil }
    let plain = text.hasSuffix("Z") ? text.dropLast() : text[...]
    let halves = plain.split(maxSplits: 1, omittingEmptySubsequences: false) {
      $0 == "T" || $0 == " "
    }
    guard let date = halves.first, let days = days(date) else { return nil }
    guard halves.count == 2 else { return Double(days) * 86_400 }
    return clock(halves[1]).map { Double(days) * 86_400 + $0 }
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
