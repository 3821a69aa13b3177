// SPDX-License-Identifier: Apache-2.0

/// The parts of a date, and what stands between them.
struct DateLayout: Codable, Hashable, Sendable {
  /// The parts and their order.
  var order: DateOrder
  /// How years are written.
  var years = YearDigits.four
  /// Whether months are written by name.
  var isNamed = false
  /// What stands between the first part and the second.
  var first: DateSeparator
  /// What stands between the second part and the third, where there is one.
  var second: DateSeparator

  /// A layout of two parts, or of three with the same between them.
  init(
    _ order: DateOrder, _ separator: DateSeparator, then second: DateSeparator? = nil,
    years: YearDigits = .four, isNamed: Bool = false
  ) {
    (self.order, self.years, self.isNamed) = (order, years, isNamed)
    first = separator
    self.second = second ?? separator
  }

  /// Whether this is what several columns of numbers become when blanks join them.
  var isJoined: Bool { order == .yearMonthDay && first == .blank && !isNamed }

  /// The layout with day and month exchanged; nil where they cannot be mistaken for each other.
  var swapped: DateLayout? {
    guard !isNamed, let order = order.swapped else { return nil }
    return DateLayout(order, first, then: second, years: years)
  }

  /// Reads the date that comes next; nil where there is no valid one in this layout.
  func read(_ text: Span<UInt8>, _ scan: inout StampScan) -> DateParts? {
    var parts = DateParts()
    if order == .compact {
      let start = scan.index
      guard let year = scan.fixedNumber(text, digits: 4),
        let month = scan.fixedNumber(text, digits: 2),
        let day = scan.fixedNumber(text, digits: 2), year > 0,
        !StampScan.isDigit(scan.next(text)), scan.index == start + 8
      else { return nil }
      (parts.year, parts.month, parts.day) = (year, month, day)
    } else {
      let (one, two, three) = order.parts
      guard take(one, of: &parts, text, &scan), first.take(text, &scan),
        take(two, of: &parts, text, &scan)
      else { return nil }
      if let three {
        guard second.take(text, &scan), take(three, of: &parts, text, &scan) else { return nil }
      }
    }
    guard 1...12 ~= parts.month, parts.day >= 1,
      parts.day <= 28 || parts.day <= CivilDate.days(in: parts.month, of: parts.year)
    else { return nil }
    return parts
  }

  private func take(
    _ part: DatePart, of parts: inout DateParts, _ text: Span<UInt8>, _ scan: inout StampScan
  ) -> Bool {
    switch part {
    case .year:
      guard let year = years.take(text, &scan) else { return false }
      parts.year = year
    case .month:
      guard isNamed else {
        guard let month = scan.number(text, digits: 1...2) else { return false }
        (parts.month, parts.monthWidth) = (month.value, month.width)
        return true
      }
      let word = scan.word(text)
      guard let (month, isLong) = EnglishMonth.month(text, word) else { return false }
      (parts.month, parts.isLong, parts.letters) = (month, isLong, LetterCase(text, word))
    case .day:
      guard let day = scan.number(text, digits: 1...2) else { return false }
      (parts.day, parts.dayWidth) = (day.value, day.width)
    case .quarter:
      let letter = scan.index..<scan.index + 1
      guard scan.next(text) | 0x20 == UInt8(ascii: "q") else { return false }
      parts.letters = LetterCase(text, letter)
      scan.index += 1
      guard let quarter = scan.number(text, digits: 1...1), 1...4 ~= quarter.value else {
        return false
      }
      parts.month = 3 * quarter.value - 2
    }
    return true
  }
}

extension DateLayout: CustomStringConvertible {
  /// The names of the parts with what stands between them, such as `year-month-day`.
  var description: String {
    let (one, two, three) = order.parts
    let gap = order == .yearQuarter && first == .none ? " " : first.rawValue
    if order == .compact { return "yearmonthday in 8 digits" }
    return one.rawValue + gap + two.rawValue + (three.map { second.rawValue + $0.rawValue } ?? "")
  }
}
