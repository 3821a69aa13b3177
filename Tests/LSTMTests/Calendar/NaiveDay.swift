// SPDX-License-Identifier: Apache-2.0

/// A day with its number since 1970-01-01 and its day of the week, counted one by one.
struct NaiveDay {
  let year: Int
  let month: Int
  let day: Int
  let number: Int
  let weekday: Int
  let dayOfYear: Int

  /// All days from 1583 to 2500.
  static let all: [NaiveDay] = {
    var days: [NaiveDay] = []
    // 1583-01-01 was a Saturday, 141,349 days before 1970-01-01.
    var (number, weekday) = (-141_349, 5)
    for year in 1583...2500 {
      let isLeap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0
      var dayOfYear = 1
      for (index, length) in [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        .enumerated()
      {
        for day in 1...length {
          days.append(
            NaiveDay(
              year: year, month: index + 1, day: day, number: number, weekday: weekday,
              dayOfYear: dayOfYear))
          (number, weekday, dayOfYear) = (number + 1, (weekday + 1) % 7, dayOfYear + 1)
        }
      }
    }
    return days
  }()

  /// The place of the first day of each year from 1583 on.
  private static let starts = all.indices.filter { all[$0].dayOfYear == 1 }

  /// The days of years before 2500.
  static func days(in years: ClosedRange<Int>) -> ArraySlice<NaiveDay> {
    all[starts[years.lowerBound - 1583]..<starts[years.upperBound - 1582]]
  }
}
