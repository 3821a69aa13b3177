// SPDX-License-Identifier: Apache-2.0

/// A part of a date.
enum DatePart: String, Codable, Hashable, Sendable {
  /// The year.
  case year
  /// The month, by number or by name.
  case month
  /// The day of the month.
  case day
  /// The quarter of the year, `Q1` to `Q4`.
  case quarter
}
