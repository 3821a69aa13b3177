// SPDX-License-Identifier: Apache-2.0

/// A day of the proleptic Gregorian calendar.
struct CivilDate: Hashable, Sendable, Comparable {
  /// The year, 0 the one before the year 1.
  let year: Int
  /// The month, 1 to 12.
  let month: Int
  /// The day of the month, from 1.
  let day: Int

  /// The day of a year, month and day; nil where there is none or where the year has more than 9
  /// digits.
  init?(year: Int, month: Int, day: Int) {
    guard year.magnitude < 1_000_000_000, 1...12 ~= month, day >= 1,
      day <= Self.days(in: month, of: year)
    else { return nil }
    (self.year, self.month, self.day) = (year, month, day)
  }

  /// The day that is so many days after 1970-01-01; beyond 100,000,000,000 days it is the last one.
  init(days: Int) {
    let limit = 100_000_000_000
    // Years begin in March, and 400 of them are one era of 146,097 days.
    let shifted = min(max(days, -limit), limit) + 719_468
    let era = Self.floor(shifted, 146_097)
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  }

  /// The day of a month counted from the year 0, clamped to the length of the month.
  private init(monthNumber: Int, day: Int) {
    let year = Self.floor(monthNumber, 12)
    let month = monthNumber - 12 * year + 1
    (self.year, self.month) = (year, month)
    self.day = min(day, Self.days(in: month, of: year))
  }

  /// The days from 1970-01-01 to this one, negative before it.
  var days: Int {
    let shifted = month > 2 ? year : year - 1
    let era = Self.floor(shifted, 400)
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
    return era * 146_097 + 365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  /// The months from the beginning of the year 0 to this one.
  var monthNumber: Int { 12 * year + month - 1 }

  /// The day of the week, Monday 0 and Sunday 6.
  var weekday: Int { Self.weekday(ofDay: days) }

  /// The day of the week of so many days after 1970-01-01, Monday 0 and Sunday 6.
  static func weekday(ofDay days: Int) -> Int { ((days % 7) + 10) % 7 }

  /// The day of the year, from 1.
  var dayOfYear: Int {
    let before = (367 * month - 362) / 12
    let leap = Self.isLeap(year) ? 1 : 2
    return (month <= 2 ? before : before - leap) + day
  }

  /// The week of the year of ISO 8601, 1 to 53: week 1 is the one with the first Thursday.
  var weekOfYear: Int {
    let thursday = CivilDate(days: days - weekday + 3)
    return (thursday.dayOfYear - 1) / 7 + 1
  }

  /// The days of this month, 28 to 31.
  var daysInMonth: Int { Self.days(in: month, of: year) }

  /// The days of this year, 365 or 366.
  var daysInYear: Int { Self.isLeap(year) ? 366 : 365 }

  /// Whether this is the last day of its month.
  var isMonthEnd: Bool { day == daysInMonth }

  /// The day so many months later, or earlier for a negative number, its day clamped to the length
  /// of that month; beyond 12,000,000,000 months it is that many later.
  ///
  /// - Parameter keepsEnd: whether the last day of a month becomes the last of the other month.
  func adding(months: Int, keepsEnd: Bool = false) -> CivilDate {
    let limit = 12_000_000_000
    let number = monthNumber + min(max(months, -limit), limit)
    return CivilDate(monthNumber: number, day: keepsEnd && isMonthEnd ? 31 : day)
  }

  /// The last day of the month that is so many months later, within the limit of `adding(months:)`.
  func monthEnd(after months: Int) -> CivilDate {
    CivilDate(monthNumber: adding(months: months).monthNumber, day: 31)
  }

  /// Whether a year has 366 days.
  static func isLeap(_ year: Int) -> Bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
  }

  /// The days of a month, 1 to 12, of a year.
  static func days(in month: Int, of year: Int) -> Int {
    switch month {
    case 2: isLeap(year) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// Whether one day is before another.
  static func < (one: CivilDate, other: CivilDate) -> Bool {
    (one.year, one.month, one.day) < (other.year, other.month, other.day)
  }

  /// The quotient rounded down.
  private static func floor(_ number: Int, _ divisor: Int) -> Int {
    number / divisor - (number % divisor < 0 ? 1 : 0)
  }
}
