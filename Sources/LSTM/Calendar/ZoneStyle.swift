// SPDX-License-Identifier: Apache-2.0

/// How the zone of a clock is spelled.
enum ZoneStyle: String, Codable, Hashable, Sendable {
  /// `Z`
  case letter = "Z"
  /// `z`
  case smallLetter = "z"
  /// `UTC`
  case utc = "UTC"
  /// `GMT`
  case gmt = "GMT"
  /// `+02:00`
  case colon
  /// `+0200`
  case digits
  /// `+02`
  case hours
}
