// SPDX-License-Identifier: Apache-2.0

/// The place of a time in a period of the calendar, as a point of the unit circle.
public enum CalendarFeature: String, CaseIterable, Codable, Hashable, Sendable {
  /// The minute of 60, whole.
  case minute
  /// The hour of 24, with its minutes.
  case hour
  /// The day of 7 from Monday on, whole.
  case weekday
  /// The day of those of its month, whole.
  case day
  /// The month of 12, whole.
  case month
  /// The week of ISO 8601, the first of 53 at 0, whole.
  case week
  /// The day of the 365 or 366 of its year, whole.
  case yearday

  /// The sine and cosine of the place of a time, in seconds since 1970, in the period.
  ///
  /// They are the same bits on every machine, and NaN for what is no finite number, or some 300,000
  /// years away.
  func values(at seconds: Double) -> (sine: Double, cosine: Double) {
    guard let (part, whole) = place(at: seconds) else { return (.nan, .nan) }
    return CirclePoint.at(part, of: whole)
  }

  /// The place from the beginning of the period, and the length of the period in the same units.
  ///
  /// Nil beyond the calendar.
  func place(at seconds: Double) -> (part: Int, whole: Int)? {
    guard let time = DayTime(seconds) else { return nil }
    let minutes = Int(time.clock / 60)
    switch self {
    case .minute: return (minutes % 60, 60)
    case .hour: return (minutes, 1440)
    case .weekday: return (CivilDate.weekday(ofDay: time.day), 7)
    case .day: return (time.date.day - 1, time.date.daysInMonth)
    case .month: return (time.date.month - 1, 12)
    case .week: return (time.date.weekOfYear - 1, 53)
    case .yearday: return (time.date.dayOfYear - 1, time.date.daysInYear)
    }
  }
}
