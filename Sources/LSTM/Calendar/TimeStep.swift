// SPDX-License-Identifier: Apache-2.0

/// The step from one stamp of a series to the next.
///
/// Stamps are numbers, or seconds since 1970. Those of a series lie on a grid: they are whole steps
/// from its first stamp, where some may be missing.
public enum TimeStep: Codable, Hashable, Sendable {
  /// A difference of numbers.
  case index(Double)
  /// A number of seconds.
  case seconds(Double)
  /// A number of months: the same day and time of another month, the day clamped to its length.
  case months(Int)
  /// A number of months from the last day of one to the last day of another, at the same time.
  case monthEnds(Int)
  /// The days from Monday to Friday, at the same time.
  case businessDays

  /// The steps from a first stamp to another one, negative to one before it; nil where that is off
  /// the grid, or the step is none.
  func index(of stamp: Double, from first: Double) -> Int? {
    switch self {
    case .index(let size), .seconds(let size):
      guard size > 0, size.isFinite else { return nil }
      let count = ((stamp - first) / size).rounded()
      let slack = max(1e-6 * size, 2 * max(stamp.magnitude, first.magnitude).ulp)
      guard (stamp - (first + count * size)).magnitude <= min(slack, 0.25 * size) else {
        return nil
      }
      return Int(exactly: count)
    case .months(let count):
      return months(count, of: stamp, from: first) { $0.adding(months: $1) }
    case .monthEnds(let count):
      if stamp == first { return 0 }
      return months(count, of: stamp, from: first) { $0.monthEnd(after: $1) }
    case .businessDays:
      guard let one = DayTime(first), let other = DayTime(stamp), one.hasClock(of: other) else {
        return nil
      }
      return BusinessDay.steps(from: one.day, to: other.day)
    }
  }

  /// The stamp so many steps after another one, before it for a negative number.
  ///
  /// Steps of months count from the day of the stamp they are given: from the first of a series, 31
  /// January is followed by 28 February and 31 March. NaN where the calendar does not reach.
  func advance(_ stamp: Double, by count: Int) -> Double {
    switch self {
    case .index(let size), .seconds(let size):
      return stamp + Double(count) * size
    case .months(let size):
      return advance(stamp, by: count, of: size) { $0.adding(months: $1) }
    case .monthEnds(let size):
      return count == 0 ? stamp : advance(stamp, by: count, of: size) { $0.monthEnd(after: $1) }
    case .businessDays:
      guard let time = DayTime(stamp), count.magnitude < Self.limit else { return .nan }
      return time.seconds(onDay: BusinessDay.day(count, from: time.day))
    }
  }

  /// More months or days than these are beyond the calendar.
  private static let limit = 3_000_000

  private func months(
    _ size: Int, of stamp: Double, from first: Double, by move: (CivilDate, Int) -> CivilDate
  ) -> Int? {
    guard size > 0, let one = DayTime(first), let other = DayTime(stamp), one.hasClock(of: other)
    else { return nil }
    let (date, goal) = (one.date, other.date)
    let months = goal.monthNumber - date.monthNumber
    guard months % size == 0, move(date, months) == goal else { return nil }
    return months / size
  }

  private func advance(
    _ stamp: Double, by count: Int, of size: Int, by move: (CivilDate, Int) -> CivilDate
  ) -> Double {
    let (months, overflows) = count.multipliedReportingOverflow(by: size)
    guard let time = DayTime(stamp), !overflows, months.magnitude < Self.limit else { return .nan }
    return time.seconds(onDay: move(time.date, months).days)
  }
}
