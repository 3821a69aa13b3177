// SPDX-License-Identifier: Apache-2.0

/// A stamp in seconds since 1970 as a day and the time of that day.
struct DayTime: Hashable, Sendable {
  /// The seconds of a day.
  static let secondsInDay = 86_400.0
  /// Times that differ by less are the same, in seconds.
  static let tolerance = 1e-6

  /// The days since 1970-01-01.
  let day: Int
  /// The seconds since the day began, at least 0 and below 86,400.
  let clock: Double

  /// The day and time of a stamp in seconds since 1970; nil where it is no finite number, or more
  /// than some 300,000 years away.
  ///
  /// A stamp that differs from whole seconds by less than the tolerance is taken as whole.
  init?(_ seconds: Double) {
    guard seconds.magnitude < 1e13 else { return nil }
    let whole = seconds.rounded()
    let seconds = (seconds - whole).magnitude < Self.tolerance ? whole : seconds
    let day = (seconds / Self.secondsInDay).rounded(.down)
    self.day = Int(day)
    clock = seconds - day * Self.secondsInDay
  }

  /// The date of the day.
  var date: CivilDate { CivilDate(days: day) }

  /// The same time of another day, in seconds since 1970.
  func seconds(onDay day: Int) -> Double { Double(day) * Self.secondsInDay + clock }

  /// Whether another stamp has the same time of day.
  func hasClock(of other: DayTime) -> Bool { (clock - other.clock).magnitude < Self.tolerance }
}
