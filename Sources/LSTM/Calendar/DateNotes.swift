// SPDX-License-Identifier: Apache-2.0

/// What the stamps of a column show of their form, read in one layout.
struct DateNotes {
  /// The layout.
  let layout: DateLayout
  private var months = WidthNotes()
  private var days = WidthNotes()
  private var isLong: Bool?
  private var letters: LetterCase?
  private var clocks = ClockNotes()

  /// No stamps yet.
  init(layout: DateLayout) { self.layout = layout }

  /// Reads a stamp and notes its form; false where it cannot be of the same form as those before.
  mutating func take(_ text: Span<UInt8>) -> Bool {
    guard let (date, clock) = DateForm.parts(text, layout), clocks.note(clock) else { return false }
    months.note(date.monthWidth)
    days.note(date.dayWidth)
    isLong = isLong ?? date.isLong
    letters = letters ?? date.letters
    return true
  }

  /// The form that fits all stamps; a part that shows no width has that of another part.
  var form: DateForm {
    let width = months.width ?? days.width ?? clocks.hourWidth ?? .padded
    return DateForm(
      layout: layout, months: months.width ?? width, days: days.width ?? width,
      names: MonthSpelling(isLong: isLong ?? false, letters: letters ?? .capital),
      clock: clocks.fitted(or: width), omitsMidnight: clocks.omitsMidnight)
  }
}
