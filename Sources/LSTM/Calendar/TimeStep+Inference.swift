// SPDX-License-Identifier: Apache-2.0

extension TimeStep {
  /// The one step of all series; throws a problem with the first stamp that is off the grid, or one
  /// without a step where no series has two stamps.
  ///
  /// The step is the commonest difference of stamps that follow one another, and all others are
  /// multiples of it. Months are tried first, then the days from Monday to Friday.
  ///
  /// - Parameters:
  ///   - series: the stamps of each series, ascending and distinct, as `form` reads them.
  ///   - form: how the stamps are written.
  static func inferred(
    from series: [[Double]], form: StampForm
  ) throws(StepProblem) -> TimeStep {
    let steps =
      form.isIndex
      ? indexSteps(of: series, decimals: form.decimals)
      : timeSteps(of: series, decimals: form.decimals)
    guard !steps.isEmpty else { throw StepProblem(series: 0, position: 0, step: nil) }
    if let step = steps.first(where: { $0.fits(series) }) { return step }
    var best = (count: -1, problem: StepProblem(series: 0, position: 0, step: nil))
    for step in steps {
      let (count, off) = step.grid(of: series)
      guard count > best.count, let off else { continue }
      best = (count, StepProblem(series: off.series, position: off.position, step: step))
    }
    throw best.problem
  }

  private static func indexSteps(of series: [[Double]], decimals: Int) -> [TimeStep] {
    commonestDifference(of: series, decimals: decimals).map { [.index($0)] } ?? []
  }

  /// The steps that stamps in seconds may have, the one to prefer first.
  private static func timeSteps(of series: [[Double]], decimals: Int) -> [TimeStep] {
    guard let seconds = commonestDifference(of: series, decimals: decimals) else { return [] }
    var steps: [TimeStep] = []
    if seconds >= 28 * 86_400, let months = commonestMonths(of: series) {
      steps = [.monthEnds(months), .months(months)]
    }
    if seconds == 86_400, skipsWeekends(series) { steps.append(.businessDays) }
    return steps + [.seconds(seconds)]
  }

  /// The commonest difference of neighbours above 0, the least of several; nil where there is none.
  private static func commonestDifference(of series: [[Double]], decimals: Int) -> Double? {
    // Sums of decimals are not exact, so that differences are counted in units of the last decimal.
    let units = DecimalText.power(min(decimals, 9))
    var counts = CommonestNumber()
    var least: Double?
    for stamps in series {
      for (one, other) in zip(stamps, stamps.dropFirst()) where other > one {
        least = min(least ?? .infinity, other - one)
        counts.add(((other - one) * units).rounded())
      }
    }
    return counts.commonest.map { $0 / units } ?? least
  }

  /// The commonest number of months from one stamp to the next; nil where all are in one month.
  private static func commonestMonths(of series: [[Double]]) -> Int? {
    var counts = CommonestNumber()
    for stamps in series {
      let months = stamps.map { DayTime($0)?.date.monthNumber ?? 0 }
      for (one, other) in zip(months, months.dropFirst()) { counts.add(Double(other - one)) }
    }
    return counts.commonest.flatMap { Int(exactly: $0) }
  }

  /// Whether all stamps are from Monday to Friday, most are one such day apart, and one at least is
  /// a Monday after a Friday.
  private static func skipsWeekends(_ series: [[Double]]) -> Bool {
    var (near, all) = (0, 0)
    var sawWeekend = false
    for stamps in series {
      var last: Int?
      for stamp in stamps {
        guard let day = DayTime(stamp)?.day, BusinessDay.contains(day) else { return false }
        if let last {
          all += 1
          if BusinessDay.steps(from: last, to: day) == 1 {
            near += 1
            sawWeekend = sawWeekend || day - last == 3
          }
        }
        last = day
      }
    }
    return sawWeekend && 2 * near > all
  }

  /// Whether all stamps are on the grid of the first of their series.
  private func fits(_ series: [[Double]]) -> Bool {
    series.allSatisfy { stamps in
      guard let first = stamps.first else { return true }
      return anchors(at: first) && stamps.allSatisfy { index(of: $0, from: first) != nil }
    }
  }

  /// How many stamps are on the grid of their series, and the first that is not.
  ///
  /// The grid is that of the first stamp, or of the second where more stamps are on that.
  private func grid(
    of series: [[Double]]
  ) -> (count: Int, off: (series: Int, position: Int)?) {
    var (total, first): (Int, (series: Int, position: Int)?) = (0, nil)
    for (number, stamps) in series.enumerated() {
      var best = (count: 0, off: stamps.isEmpty ? nil : Optional(0))
      for (place, anchor) in stamps.prefix(2).enumerated() where anchors(at: anchor) {
        let isOn = stamps.map { index(of: $0, from: anchor) != nil }
        let count = isOn.count { $0 }
        let off = isOn.firstIndex(of: false) ?? (place == 0 ? nil : best.off)
        if count > best.count { best = (count, off) }
      }
      total += best.count
      if first == nil, let off = best.off { first = (number, off) }
    }
    return (total, first)
  }

  /// Whether a grid may begin at a stamp.
  private func anchors(at stamp: Double) -> Bool {
    if case .monthEnds = self { return DayTime(stamp)?.date.isMonthEnd ?? false }
    return true
  }
}
