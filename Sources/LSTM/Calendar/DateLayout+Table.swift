// SPDX-License-Identifier: Apache-2.0

extension DateLayout {
  /// All layouts that stamps are read in.
  ///
  /// Where several read all stamps of a column, the first does.
  static let all: [DateLayout] =
    [DateLayout(.compact, .none)]
    + yearFirst + numbered + named + months + quarters + shortYears

  private static let yearFirst =
    [.hyphen, .slash, .dot, .blank].map { DateLayout(.yearMonthDay, $0) }
    + [.hyphen, .blank].map { DateLayout(.yearMonthDay, $0, isNamed: true) }

  /// Day, month and year in numbers.
  ///
  /// With full stops the day is first where nothing decides it, with others the month.
  private static let numbered = [YearDigits.four, .two].flatMap { years in
    [DateSeparator.slash, .hyphen, .dot].flatMap { separator in
      let orders: [DateOrder] =
        separator == .dot ? [.dayMonthYear, .monthDayYear] : [.monthDayYear, .dayMonthYear]
      return orders.map { DateLayout($0, separator, years: years) }
    }
  }

  private static let named = [YearDigits.four, .two].flatMap { years in
    [
      DateLayout(.monthDayYear, .blank, years: years, isNamed: true),
      DateLayout(.monthDayYear, .blank, then: .comma, years: years, isNamed: true),
      DateLayout(.monthDayYear, .hyphen, years: years, isNamed: true),
      DateLayout(.dayMonthYear, .blank, years: years, isNamed: true),
      DateLayout(.dayMonthYear, .hyphen, years: years, isNamed: true),
      DateLayout(.dayMonthYear, .slash, years: years, isNamed: true),
      DateLayout(.monthYear, .blank, years: years, isNamed: true),
      DateLayout(.monthYear, .hyphen, years: years, isNamed: true),
      DateLayout(.monthYear, .comma, years: years, isNamed: true),
    ]
  }

  private static let months =
    [DateSeparator.hyphen, .slash, .blank].map { DateLayout(.yearMonth, $0) }
    + [.hyphen, .blank].map { DateLayout(.yearMonth, $0, isNamed: true) }
    + [.slash, .hyphen, .dot].map { DateLayout(.monthYear, $0) }

  private static let quarters =
    [DateSeparator.none, .hyphen, .blank].map { DateLayout(.yearQuarter, $0) }
    + [.blank, .hyphen].map { DateLayout(.quarterYear, $0) }

  /// Short years first, after all that reads them elsewhere.
  private static let shortYears =
    [DateSeparator.hyphen, .slash, .dot].map { DateLayout(.yearMonthDay, $0, years: .two) }
    + [YearDigits.two, .plain].map { DateLayout(.yearMonth, .hyphen, years: $0) }
}
