// SPDX-License-Identifier: Apache-2.0

/// How a part of a stamp that may have one digit is written.
enum PartWidth: String, Codable, Hashable, Sendable {
  /// With two digits, as `04`.
  case padded
  /// With as many as it needs, as `4`.
  case plain

  /// The digits of a part.
  func digits(_ value: Int) -> String {
    self == .padded ? Self.digits(value, width: 2) : String(value)
  }

  /// The digits of a number, zeros before them up to a width of at most 40.
  static func digits(_ value: Int, width: Int) -> String {
    let digits = String(value.magnitude)
    let zeros = String(repeating: "0", count: max(0, min(width, 40) - digits.utf8.count))
    return (value < 0 ? "-" : "") + zeros + digits
  }
}
