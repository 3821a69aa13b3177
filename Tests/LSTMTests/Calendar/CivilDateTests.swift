// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

@Suite struct CivilDateTests {
  @Test func everyDayIsTheOneThatCountingFinds() throws {
    for naive in NaiveDay.all {
      let date = CivilDate(days: naive.number)
      guard date == CivilDate(year: naive.year, month: naive.month, day: naive.day),
        date.days == naive.number, date.weekday == naive.weekday,
        date.dayOfYear == naive.dayOfYear,
        CivilDate.weekday(ofDay: naive.number) == naive.weekday
      else {
        Issue.record("\(naive) is \(date)")
        return
      }
    }
    let epoch = try #require(CivilDate(year: 1970, month: 1, day: 1))
    #expect(epoch.days == 0 && epoch.weekday == 3)
  }

  @Test(arguments: [
    (0, 3, 1), (-1, 2, 28), (-4, 2, 29), (-400, 12, 31), (0, 1, 1), (123_456, 7, 8),
    (-99_999, 1, 1),
    (1, 12, 31), (999_999, 2, 28),
  ])
  func farDaysComeBack(year: Int, month: Int, day: Int) throws {
    let date = try #require(CivilDate(year: year, month: month, day: day))
    #expect(CivilDate(days: date.days) == date)
    #expect(CivilDate(days: date.days + 1).days == date.days + 1)
  }

  @Test(arguments: [
    (2023, 2, 29), (1900, 2, 29), (2024, 13, 1), (2024, 0, 1), (2024, 4, 31), (2024, 1, 0),
    (2_000_000_000, 1, 1),
  ])
  func othersAreNone(year: Int, month: Int, day: Int) {
    #expect(CivilDate(year: year, month: month, day: day) == nil)
  }

  @Test func monthsAreAddedWithinTheirLength() throws {
    typealias Parts = (Int, Int, Int)
    let cases: [(Parts, Int, Parts, Parts)] = [
      ((2024, 1, 31), 1, (2024, 2, 29), (2024, 2, 29)),
      ((2023, 2, 28), 1, (2023, 3, 28), (2023, 3, 31)),
      ((2024, 2, 28), 1, (2024, 3, 28), (2024, 3, 28)),
      ((2024, 3, 15), -15, (2022, 12, 15), (2022, 12, 15)),
      ((2024, 4, 30), 12, (2025, 4, 30), (2025, 4, 30)),
      ((2024, 4, 30), -2, (2024, 2, 29), (2024, 2, 29)),
      ((2024, 4, 30), 8, (2024, 12, 30), (2024, 12, 31)),
    ]
    for (from, months, clamped, end) in cases {
      let date = try #require(CivilDate(year: from.0, month: from.1, day: from.2))
      let one = date.adding(months: months)
      let other = date.adding(months: months, keepsEnd: true)
      #expect((one.year, one.month, one.day) == clamped)
      #expect((other.year, other.month, other.day) == end)
    }
  }

  @Test func weeksAreThoseOfISO() throws {
    let cases: [(Int, Int, Int, Int)] = [
      (2021, 1, 3, 53), (2021, 1, 4, 1), (2020, 12, 31, 53), (2018, 12, 31, 1), (2024, 1, 1, 1),
      (2023, 1, 1, 52), (2016, 7, 1, 26),
    ]
    for (year, month, day, week) in cases {
      #expect(CivilDate(year: year, month: month, day: day)?.weekOfYear == week)
    }
  }

  @Test func noNumberIsTooLarge() {
    for number in [Int.min, Int.max, Int.min + 1, 1 << 40, -(1 << 40)] {
      let date = CivilDate(days: number)
      #expect(date.days.magnitude <= number.magnitude)
      #expect(date.adding(months: number).month >= 1 && date.monthEnd(after: number).isMonthEnd)
    }
  }
}
