// SPDX-License-Identifier: Apache-2.0

/// How far down a clock goes.
enum ClockDepth: Int, Codable, Hashable, Sendable, Comparable {
  /// To hours: `05`
  case hours
  /// To minutes: `05:30`
  case minutes
  /// To seconds, whole or not: `05:30:15`
  case seconds

  /// Whether one goes less far down than another.
  static func < (one: ClockDepth, other: ClockDepth) -> Bool { one.rawValue < other.rawValue }
}
