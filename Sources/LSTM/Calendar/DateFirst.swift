// SPDX-License-Identifier: Apache-2.0

/// Which of the day and the month is first in dates that do not say it themselves.
public enum DateFirst: String, Codable, Sendable, CaseIterable {
  /// The day between full stops, the month between slashes or hyphens.
  case auto
  /// The day.
  case day
  /// The month.
  case month
}
