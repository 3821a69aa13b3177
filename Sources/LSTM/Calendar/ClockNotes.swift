// SPDX-License-Identifier: Apache-2.0

/// What the stamps of a column show of their clocks.
struct ClockNotes {
  /// The form of the first clock, with the zone of the last one.
  private var form: ClockForm?
  private var hours = WidthNotes()
  private var joined = WidthNotes()
  private var fewestDigits = Int.max
  private var sawDateAlone = false
  private var sawMidnight = false

  /// Notes a clock, or that a stamp has none; false where the clock cannot be of the same form.
  mutating func note(_ clock: ClockParts?) -> Bool {
    guard let clock else {
      sawDateAlone = true
      return true
    }
    var form =
      self.form
      ?? ClockForm(
        blanks: clock.blanks, isJoined: clock.isJoined, usesComma: clock.usesComma,
        half: clock.half, zone: clock.zone)
    guard form.allows(clock) else { return false }
    form.depth = self.form == nil ? clock.depth : max(form.depth, clock.depth)
    form.fractionDigits = max(form.fractionDigits, clock.fractionDigits)
    form.isJoined = form.isJoined || clock.isJoined
    form.usesComma = form.usesComma || clock.usesComma
    form.zone = clock.zone
    self.form = form
    fewestDigits = min(fewestDigits, clock.fractionDigits)
    hours.note(clock.hourWidth)
    joined.note(clock.joinedWidth.width)
    sawMidnight = sawMidnight || clock.isMidnight
    return true
  }

  /// The width that hours show; nil where they show none.
  var hourWidth: PartWidth? { hours.width }

  /// Whether midnight is written as a date alone.
  var omitsMidnight: Bool { form != nil && sawDateAlone && !sawMidnight }

  /// The form that fits all clocks; nil where there was none.
  ///
  /// - Parameter width: the width of parts that show none.
  func fitted(or width: PartWidth) -> ClockForm? {
    guard var form else { return nil }
    form.hours = hours.width ?? width
    form.joined = joined.width ?? width
    form.trimsFraction = fewestDigits < form.fractionDigits
    return form
  }
}
