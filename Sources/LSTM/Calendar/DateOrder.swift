// SPDX-License-Identifier: Apache-2.0

/// Which parts a date has, and their order.
enum DateOrder: String, Codable, Hashable, Sendable {
  /// `2024-01-31`
  case yearMonthDay
  /// `1/31/2024`
  case monthDayYear
  /// `31.1.2024`
  case dayMonthYear
  /// `2024-01`, the first day of the month.
  case yearMonth
  /// `01/2024`
  case monthYear
  /// `2024Q1`, the first day of the quarter.
  case yearQuarter
  /// `Q1 2024`
  case quarterYear
  /// `20240131`
  case compact

  /// The parts from left to right.
  var parts: (DatePart, DatePart, DatePart?) {
    switch self {
    case .yearMonthDay, .compact: (.year, .month, .day)
    case .monthDayYear: (.month, .day, .year)
    case .dayMonthYear: (.day, .month, .year)
    case .yearMonth: (.year, .month, nil)
    case .monthYear: (.month, .year, nil)
    case .yearQuarter: (.year, .quarter, nil)
    case .quarterYear: (.quarter, .year, nil)
    }
  }

  /// Whether a date names its day, so that a clock may follow.
  var hasDay: Bool {
    switch self {
    case .yearMonthDay, .monthDayYear, .dayMonthYear, .compact: true
    case .yearMonth, .monthYear, .yearQuarter, .quarterYear: false
    }
  }

  /// The order with day and month exchanged, nil for one that has the year first or has no day.
  var swapped: DateOrder? {
    switch self {
    case .monthDayYear: .dayMonthYear
    case .dayMonthYear: .monthDayYear
    case .yearMonthDay, .yearMonth, .monthYear, .yearQuarter, .quarterYear, .compact: nil
    }
  }
}
