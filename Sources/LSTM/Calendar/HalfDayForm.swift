// SPDX-License-Identifier: Apache-2.0

/// How `AM` and `PM` are written after a clock of 12 hours.
struct HalfDayForm: Codable, Hashable, Sendable {
  /// Whether a blank stands before it.
  var hasBlank: Bool
  /// Whether in small letters.
  var isLower: Bool

  /// Takes `AM` or `PM`, and says whether it is `PM`; nil, with nothing taken, where neither comes
  /// next.
  static func take(
    _ text: Span<UInt8>, _ scan: inout StampScan
  ) -> (form: HalfDayForm, isAfternoon: Bool)? {
    var ahead = scan
    let hasBlank = ahead.blanks(text) > 0
    let letter = ahead.next(text)
    let word = ahead.word(text)
    guard word.count == 2, text[word.lowerBound + 1] | 0x20 == UInt8(ascii: "m"),
      letter | 0x20 == UInt8(ascii: "a") || letter | 0x20 == UInt8(ascii: "p")
    else { return nil }
    scan = ahead
    let form = HalfDayForm(hasBlank: hasBlank, isLower: letter & 0x20 != 0)
    return (form, letter | 0x20 == UInt8(ascii: "p"))
  }

  /// The mark of an hour, 0 to 23, with the blank before it.
  func mark(_ hour: Int) -> String {
    let mark = hour < 12 ? "AM" : "PM"
    return (hasBlank ? " " : "") + (isLower ? mark.lowercased() : mark)
  }
}
