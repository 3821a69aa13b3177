// SPDX-License-Identifier: Apache-2.0

/// What the stamps of a column show of their form, read as numbers.
struct IndexNotes {
  private var fewestDecimals = Int.max
  private var mostDecimals = 0
  private var fewestDigits = Int.max
  private var isPadded = false
  private var hasExponent = false

  /// Reads a stamp and notes its form; false where it is no number.
  mutating func take(_ text: Span<UInt8>) -> Bool {
    guard let digits = IndexDigits(text) else { return false }
    fewestDecimals = min(fewestDecimals, digits.decimals)
    mostDecimals = max(mostDecimals, digits.decimals)
    fewestDigits = min(fewestDigits, digits.whole)
    isPadded = isPadded || digits.isPadded
    hasExponent = hasExponent || digits.hasExponent
    return true
  }

  /// The form that fits all stamps, with up to 9 decimals where one has an exponent.
  var form: IndexForm {
    let decimals = hasExponent ? max(mostDecimals, 9) : mostDecimals
    return IndexForm(
      decimals: min(decimals, 15), trimsDecimals: fewestDecimals < decimals,
      width: isPadded ? fewestDigits : 1)
  }
}
