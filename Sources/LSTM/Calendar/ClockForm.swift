// SPDX-License-Identifier: Apache-2.0

/// How the clocks of a column are written.
struct ClockForm: Codable, Hashable, Sendable {
  /// How many blanks stand before a clock, 0 for a `T`.
  var blanks = 1
  /// How hours are written.
  var hours = PartWidth.padded
  /// How far down it goes.
  var depth = ClockDepth.minutes
  /// Whether blanks stand between the parts, in place of colons.
  var isJoined = false
  /// How minutes and seconds are written where blanks stand between them.
  var joined = PartWidth.padded
  /// How many decimals seconds have, or have at most.
  var fractionDigits = 0
  /// Whether zeros at the end of decimals are left out, and with them the mark.
  var trimsFraction = false
  /// Whether a comma stands before decimals.
  var usesComma = false
  /// `AM` and `PM`, where there are 12 hours.
  var half: HalfDayForm?
  /// The zone of the last stamp, where stamps have one.
  var zone: ZoneForm?

  /// Whether a clock may be one of this form: both have `AM` or `PM`, and a zone, or neither has.
  func allows(_ clock: ClockParts) -> Bool {
    (clock.half == nil) == (half == nil) && (clock.zone == nil) == (zone == nil)
  }

  /// The clock of a day with what stands before it.
  ///
  /// - Parameters:
  ///   - seconds: the whole seconds since the day began.
  ///   - fraction: the decimals of a second as one number of `fractionDigits` digits.
  func text(_ seconds: Int, fraction: Int) -> String {
    let hour = seconds / 3600
    var text = blanks == 0 ? "T" : String(repeating: " ", count: min(max(blanks, 1), 40))
    text += hours.digits(half == nil ? hour : (hour + 11) % 12 + 1)
    let (mark, width) = isJoined ? (" ", joined) : (":", .padded)
    if depth >= .minutes { text += mark + width.digits(seconds / 60 % 60) }
    if depth == .seconds {
      text += mark + width.digits(seconds % 60)
      text += decimals(fraction)
    }
    if let half { text += half.mark(hour) }
    if let zone { text += zone.text }
    return text
  }

  private func decimals(_ fraction: Int) -> String {
    guard fractionDigits > 0, !trimsFraction || fraction > 0 else { return "" }
    var digits = Substring(PartWidth.digits(fraction, width: fractionDigits))
    while trimsFraction, digits.hasSuffix("0") { digits.removeLast() }
    return (usesComma ? "," : ".") + digits
  }
}

extension ClockForm: CustomStringConvertible {
  /// The names of the parts, such as `hour:minute`.
  var description: String {
    var names = ["hour"]
    if depth >= .minutes { names.append("minute") }
    if depth == .seconds { names.append("second") }
    return names.joined(separator: isJoined ? " " : ":") + (half == nil ? "" : " AM/PM")
      + (zone == nil ? "" : " zone")
  }
}
