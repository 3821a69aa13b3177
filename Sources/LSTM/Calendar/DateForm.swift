// SPDX-License-Identifier: Apache-2.0

/// How stamps that are dates are written.
struct DateForm: Codable, Hashable, Sendable {
  /// The parts of the date.
  var layout: DateLayout
  /// How months in numbers are written.
  var months = PartWidth.padded
  /// How days are written.
  var days = PartWidth.padded
  /// How the names of months, and the letter of a quarter, are written.
  var names = MonthSpelling(isLong: false, letters: .capital)
  /// The clock after the date, where there is one.
  var clock: ClockForm?
  /// Whether midnight is written as a date alone.
  var omitsMidnight = false

  /// The parts of a stamp in a layout; nil where it is none.
  ///
  /// The clock is nil for a date alone.
  static func parts(
    _ text: Span<UInt8>, _ layout: DateLayout
  ) -> (date: DateParts, clock: ClockParts?)? {
    var scan = StampScan(text)
    guard let date = layout.read(text, &scan) else { return nil }
    if scan.isAtEnd { return (date, nil) }
    guard layout.order.hasDay,
      let clock = ClockParts(text, &scan, allowsBlanks: layout.isJoined), scan.isAtEnd
    else { return nil }
    return (date, clock)
  }

  /// The seconds since 1970 in UTC that a stamp says; nil where it is not of this form.
  ///
  /// A date alone is midnight, in the zone of the form where that has one.
  func read(_ text: Span<UInt8>) -> Double? {
    guard let (date, time) = Self.parts(text, layout) else { return nil }
    if let time {
      guard let clock, clock.allows(time) else { return nil }
      return Self.seconds(date, time, offset: time.zone?.offset ?? 0)
    }
    return Self.seconds(date, nil, offset: clock?.zone?.offset ?? 0)
  }

  /// The seconds since 1970 of a date and a clock that is so many seconds ahead of UTC.
  static func seconds(_ date: DateParts, _ clock: ClockParts?, offset: Int) -> Double {
    let day = CivilDate(year: date.year, month: date.month, day: date.day)
    guard let days = day?.days else { return .nan }
    return Double(86_400 * days - offset) + (clock?.seconds ?? 0)
  }

  /// The stamp of a time in seconds since 1970; what the form has no part for is left out.
  ///
  /// What is no finite number, or some 300,000 years away, is written as a number.
  func write(_ seconds: Double) -> String {
    let local = seconds + Double(clock?.zone?.offset ?? 0)
    guard local.magnitude < 1e13 else { return DecimalText.shortest(seconds) }
    let units = DecimalText.power(clock?.fractionDigits ?? 0)
    var whole = local.rounded(.down)
    var fraction = ((local - whole) * units).rounded()
    if fraction >= units { (whole, fraction) = (whole + 1, 0) }
    let day = (whole / 86_400).rounded(.down)
    let text = text(of: CivilDate(days: Int(day)))
    let time = Int(whole - 86_400 * day)
    guard let clock, !omitsMidnight || time > 0 || fraction > 0 else { return text }
    return text + clock.text(time, fraction: Int(fraction))
  }

  private func text(of date: CivilDate) -> String {
    if layout.order == .compact {
      return PartWidth.digits(10_000 * date.year + 100 * date.month + date.day, width: 8)
    }
    let (one, two, three) = layout.order.parts
    let text = digits(of: one, date) + layout.first.rawValue + digits(of: two, date)
    guard let three else { return text }
    return text + layout.second.rawValue + digits(of: three, date)
  }

  private func digits(of part: DatePart, _ date: CivilDate) -> String {
    switch part {
    case .year: layout.years.digits(date.year)
    case .month: layout.isNamed ? names.name(date.month) : months.digits(date.month)
    case .day: days.digits(date.day)
    case .quarter: names.letters.spelled("Q") + String((date.month + 2) / 3)
    }
  }
}
