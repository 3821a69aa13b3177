// SPDX-License-Identifier: Apache-2.0

/// The zone of a clock, and how it is written.
struct ZoneForm: Codable, Hashable, Sendable {
  /// The spelling.
  var style: ZoneStyle
  /// Whether a blank stands before it.
  var hasBlank: Bool
  /// How far the clock is ahead of UTC, in minutes.
  var minutes: Int

  /// How far the clock is ahead of UTC, in seconds.
  var offset: Int { 60 * bounded }

  /// The minutes, where a form that was saved may say any number.
  private var bounded: Int { min(max(minutes, -1139), 1139) }

  /// Takes the zone that comes next, the blank before it too; nil where none does.
  ///
  /// Zones are at most 18:59 from UTC.
  static func take(_ text: Span<UInt8>, _ scan: inout StampScan) -> ZoneForm? {
    let hasBlank = scan.blanks(text) > 0
    let sign = scan.next(text)
    guard sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") else {
      let word = scan.word(text)
      let style: ZoneStyle? =
        if matches("Z", text, word) {
          .letter
        } else if matches("z", text, word) {
          .smallLetter
        } else if matches("UTC", text, word) {
          .utc
        } else if matches("GMT", text, word) {
          .gmt
        } else {
          nil
        }
      return style.map { ZoneForm(style: $0, hasBlank: hasBlank, minutes: 0) }
    }
    scan.index += 1
    guard let hours = scan.fixedNumber(text, digits: 2) else { return nil }
    let style: ZoneStyle =
      if scan.take(UInt8(ascii: ":"), text) {
        .colon
      } else {
        StampScan.isDigit(scan.next(text)) ? .digits : .hours
      }
    guard let minutes = style == .hours ? 0 : scan.fixedNumber(text, digits: 2), hours <= 18,
      minutes < 60
    else { return nil }
    let offset = 60 * hours + minutes
    let isWest = sign == UInt8(ascii: "-")
    return ZoneForm(style: style, hasBlank: hasBlank, minutes: isWest ? -offset : offset)
  }

  private static func matches(
    _ name: StaticString, _ text: Span<UInt8>, _ word: Range<Int>
  ) -> Bool {
    guard word.count == name.utf8CodeUnitCount else { return false }
    return name.withUTF8Buffer { name in
      for (index, byte) in name.enumerated() where text[word.lowerBound + index] != byte {
        return false
      }
      return true
    }
  }

  /// The zone as it is written, with the blank before it.
  var text: String {
    let lead = hasBlank ? " " : ""
    let sign = bounded < 0 ? "-" : "+"
    let hours = PartWidth.digits(abs(bounded) / 60, width: 2)
    let rest = PartWidth.digits(abs(bounded) % 60, width: 2)
    return switch style {
    case .letter, .smallLetter, .utc, .gmt: lead + style.rawValue
    case .colon: lead + sign + hours + ":" + rest
    case .digits: lead + sign + hours + rest
    case .hours: lead + sign + hours + (bounded % 60 == 0 ? "" : ":" + rest)
    }
  }
}
