// SPDX-License-Identifier: Apache-2.0

/// What the clock of one stamp says, and how it is written.
struct ClockParts {
  /// How many blanks stand before it, 0 for a `T`.
  var blanks = 0
  /// The hour, 0 to 23.
  var hour = 0
  /// The minute.
  var minute = 0
  /// The second, 60 for a leap second.
  var second = 0
  /// The decimals of the second as one number.
  var fraction = 0
  /// How many decimals the second has.
  var fractionDigits = 0
  /// Whether a comma stands before them.
  var usesComma = false
  /// The width of the hour, nil where it shows none.
  var hourWidth: PartWidth?
  /// The widths of minute and second where blanks stand before them.
  var joinedWidth = WidthNotes()
  /// How far down it goes.
  var depth = ClockDepth.hours
  /// Whether blanks stand between its parts.
  var isJoined = false
  /// `AM` or `PM`, where it has them.
  var half: HalfDayForm?
  /// The zone, where it has one.
  var zone: ZoneForm?

  /// The seconds since the day began.
  var seconds: Double {
    let whole = Double(3600 * hour + 60 * minute + second)
    return fraction == 0 ? whole : whole + Double(fraction) / DecimalText.power(fractionDigits)
  }

  /// Whether it is 0:00.
  var isMidnight: Bool { hour == 0 && minute == 0 && second == 0 && fraction == 0 }

  /// Reads a clock and its zone up to the end of the stamp; nil where there is no valid one.
  ///
  /// - Parameter allowsBlanks: whether blanks may stand between its parts.
  init?(_ text: Span<UInt8>, _ scan: inout StampScan, allowsBlanks: Bool) {
    if !scan.take(UInt8(ascii: "T"), text) {
      blanks = scan.blanks(text)
      guard blanks > 0 else { return nil }
    }
    guard let hour = scan.number(text, digits: 1...2) else { return nil }
    (self.hour, hourWidth) = (hour.value, hour.width)
    if scan.next(text) == UInt8(ascii: ":") {
      guard takeColons(text, &scan) else { return nil }
    } else if allowsBlanks {
      takeJoined(text, &scan)
    }
    guard self.hour < 24, minute < 60, second <= 60 else { return nil }
    if scan.isAtEnd { return }
    if let (form, isAfternoon) = HalfDayForm.take(text, &scan) {
      guard 1...12 ~= self.hour else { return nil }
      half = form
      self.hour = self.hour % 12 + (isAfternoon ? 12 : 0)
      if scan.isAtEnd { return }
    }
    guard let zone = ZoneForm.take(text, &scan), scan.isAtEnd else { return nil }
    self.zone = zone
  }

  /// Takes `:30:15.5` or the first part of it.
  private mutating func takeColons(_ text: Span<UInt8>, _ scan: inout StampScan) -> Bool {
    scan.index += 1
    guard let minute = scan.number(text, digits: 2...2) else { return false }
    (self.minute, depth) = (minute.value, .minutes)
    guard scan.take(UInt8(ascii: ":"), text) else { return true }
    guard let second = scan.number(text, digits: 2...2) else { return false }
    (self.second, depth) = (second.value, .seconds)
    usesComma = scan.next(text) == UInt8(ascii: ",")
    guard usesComma || scan.next(text) == UInt8(ascii: ".") else { return true }
    scan.index += 1
    guard let fraction = scan.number(text, digits: 1...18) else { return false }
    (self.fraction, fractionDigits) = (fraction.value, fraction.count)
    return true
  }

  /// Takes minute and second after blanks, where they are there.
  private mutating func takeJoined(_ text: Span<UInt8>, _ scan: inout StampScan) {
    while depth < .seconds {
      var ahead = scan
      guard ahead.blanks(text) > 0, let part = ahead.number(text, digits: 1...2) else { return }
      scan = ahead
      isJoined = true
      joinedWidth.note(part.width)
      if depth == .hours {
        (minute, depth) = (part.value, .minutes)
      } else {
        (second, depth) = (part.value, .seconds)
      }
    }
  }
}
