// SPDX-License-Identifier: Apache-2.0

/// Counting by the days from Monday to Friday, all of which are business days.
enum BusinessDay {
  /// Whether a day, in days since 1970-01-01, is one from Monday to Friday.
  static func contains(_ day: Int) -> Bool { CivilDate.weekday(ofDay: day) < 5 }

  /// The business days from a day to a business day; nil where the other is none.
  ///
  /// From a Saturday or Sunday, the next Monday is 1 and the Friday before is -1.
  static func steps(from day: Int, to other: Int) -> Int? {
    if day == other { return 0 }
    guard contains(other) else { return nil }
    let steps = number(other) - number(day)
    return contains(day) || steps < 0 ? steps : steps + 1
  }

  /// The day so many business days after another one, before it for a negative number.
  static func day(_ count: Int, from day: Int) -> Int {
    if count == 0 { return day }
    let number = number(day) + (contains(day) || count < 0 ? count : count - 1)
    let week = number / 5 - (number % 5 < 0 ? 1 : 0)
    return 7 * week + (number - 5 * week) - 3
  }

  /// The business days before a day, from Monday 1969-12-29 on.
  private static func number(_ day: Int) -> Int {
    let weekday = CivilDate.weekday(ofDay: day)
    return (day + 3 - weekday) / 7 * 5 + min(weekday, 5)
  }
}
