// SPDX-License-Identifier: Apache-2.0

/// What the date of one stamp says, and how it is written.
struct DateParts {
  /// The year.
  var year = 1
  /// The month, 1 to 12.
  var month = 1
  /// The day of the month; the first where the date names none.
  var day = 1
  /// The width of the number of the month, nil where it shows none.
  var monthWidth: PartWidth?
  /// The width of the day, nil where it shows none.
  var dayWidth: PartWidth?
  /// Whether the month has its long name; nil for `May` and where it has none.
  var isLong: Bool?
  /// The case of the name of the month, or of the letter of the quarter.
  var letters: LetterCase?
}
