// SPDX-License-Identifier: Apache-2.0

/// How stamps that are numbers are written.
struct IndexForm: Codable, Hashable, Sendable {
  /// How many decimals they have, or have at most.
  var decimals = 0
  /// Whether zeros at the end of decimals are left out.
  var trimsDecimals = false
  /// How many digits the whole part has at least.
  var width = 1

  /// The finite number that a text spells in decimal digits; nil where it spells none.
  static func number(_ text: Span<UInt8>) -> Double? { IndexDigits(text)?.value }

  /// The number that a stamp is; nil where it is none.
  func read(_ text: Span<UInt8>) -> Double? { Self.number(text) }

  /// The stamp of a number.
  func write(_ value: Double) -> String {
    trimsDecimals
      ? DecimalText.trimmedText(value, decimals: decimals)
      : DecimalText.text(value, decimals: decimals, width: width)
  }
}
