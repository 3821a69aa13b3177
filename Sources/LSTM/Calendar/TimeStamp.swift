// SPDX-License-Identifier: Apache-2.0

/// A point in time as data files write it: a number, or a date of ISO 8601.
///
/// It is read on its own; `StampForm` reads all stamps of a column by what they have in common.
struct TimeStamp {
  /// The number as it stands, or the seconds since 1970 in UTC; without a zone the clock is taken
  /// as it is written.
  let seconds: Double
  /// Whether it says its zone; nil for a number or a date without a clock.
  let hasZone: Bool?

  /// Reads a number, `2024-01-31`, `2024/1/31 12:30`, `2024-01-31T12:30:15.5Z` or
  /// `2024-01-31T12:30:15+02:00`; nil for anything else.
  init?(_ text: String) {
    let bytes = text.utf8Span.span
    if let number = IndexForm.number(bytes) {
      (seconds, hasZone) = (number, nil)
      return
    }
    for layout in Self.layouts {
      guard let (date, clock) = DateForm.parts(bytes, layout) else { continue }
      if let clock, clock.depth == .hours || clock.half != nil { return nil }
      seconds = DateForm.seconds(date, clock, offset: clock?.zone?.offset ?? 0)
      hasZone = clock.map { $0.zone != nil }
      return
    }
    return nil
  }

  private static let layouts = [YearDigits.four, .plain].flatMap { years in
    [DateSeparator.hyphen, .slash].map { DateLayout(.yearMonthDay, $0, years: years) }
  }
}
