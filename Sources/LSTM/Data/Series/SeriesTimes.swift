// SPDX-License-Identifier: Apache-2.0

/// The times of the rows of series, and where each row stands on the grid of steps.
struct SeriesTimes {
  /// How far apart steps are, and how times are written.
  let clock: SeriesClock
  /// The rows of each series, from the earliest to the latest.
  private(set) var rows: [[Int]]
  private let times: [Double]
  private let table: Table
  private let cases: RowGroups
  private let countsRows: Bool
  private let anchors: [String: Double]
  /// The rows of Saturdays and Sundays that make days of steps that would be business days without them.
  private(set) var weekends: [Int] = []

  init(
    _ table: Table, _ cases: RowGroups, _ role: WindowRole, _ known: SeriesClock?,
    anchors: [String: Double]
  ) throws(DataError) {
    self.anchors = anchors
    (self.table, self.cases) = (table, cases)
    rows = (0..<cases.count).map { Array(cases.rows(of: $0)) }
    countsRows = known?.countsRows ?? (role.time.isEmpty || role.step == .rows)
    guard !role.time.isEmpty else {
      times = []
      clock =
        known
        ?? SeriesClock(
          columns: [], form: nil, step: .index(1), countsRows: true)
      return
    }
    let stamps = try Self.stamps(of: table, role.time)
    let form: StampForm
    do throws(StampProblem) {
      if let known = known?.form {
        form = known
      } else {
        form = try StampForm(fitting: stamps, first: role.first)
      }
    } catch {
      throw DataError(
        .badTime(
          line: table.lines[error.index], value: stamps[error.index], form: error.others?.example),
        path: table.path)
    }
    var times: [Double] = []
    times.reserveCapacity(stamps.count)
    for (row, stamp) in stamps.enumerated() {
      guard let time = form.read(stamp) else {
        throw DataError(
          .badTime(line: table.lines[row], value: stamp, form: form.example), path: table.path)
      }
      times.append(time)
    }
    self.times = times
    for series in rows.indices {
      rows[series].sort { (times[$0], $0) < (times[$1], $1) }
      for (before, row) in zip(rows[series], rows[series].dropFirst())
      where times[before] == times[row] {
        let owner = cases.names[series].isEmpty ? "" : " of series \(cases.names[series])"
        let remedy =
          role.series == nil
          ? ": where a file has several series, `series COLUMN` tells them apart" : ""
        let reason =
          "the time \(stamps[row])\(owner) stands on line \(table.lines[before]) already\(remedy)"
        throw DataError(.badSeries(line: table.lines[row], reason: reason), path: table.path)
      }
    }
    if let known {
      clock = known
    } else if let step = TimeStep.named(role.step.rawValue) {
      clock = SeriesClock(
        columns: role.time, form: form, step: step, countsRows: false)
    } else if countsRows {
      // Rows follow one another; what comes after them goes on by the distance of the last two.
      clock = SeriesClock(
        columns: role.time, form: form,
        step: (try? TimeStep.inferred(from: rows.map { $0.map { times[$0] } }, form: form))
          ?? .index(1), countsRows: true)
    } else {
      clock = SeriesClock(
        columns: role.time, form: form, step: try Self.step(table, rows, times, stamps, form),
        countsRows: false)
      if clock.step == .seconds(86_400) { weekends = rareWeekends(form) }
    }
  }

  /// The rows of Saturdays and Sundays, where they are rare and all others lie on business days.
  private func rareWeekends(_ form: StampForm) -> [Int] {
    let isBusinessDay = times.map { DayTime($0).map { BusinessDay.contains($0.day) } ?? true }
    let found = times.indices.filter { !isBusinessDay[$0] }
    guard !found.isEmpty, 10 * found.count <= times.count else { return [] }
    let others = rows.map { own in own.filter { isBusinessDay[$0] }.map { times[$0] } }
    return (try? TimeStep.inferred(from: others, form: form)) == .businessDays ? found : []
  }

  private static func stamps(
    of table: Table, _ columns: [String]
  ) throws(DataError) -> [String] {
    var joined = try table.plainColumn(columns[0])
    for column in columns.dropFirst() {
      for (row, cell) in try table.plainColumn(column).enumerated() {
        joined[row] += " " + cell
      }
    }
    return joined
  }

  private static func step(
    _ table: Table, _ rows: [[Int]], _ times: [Double], _ stamps: [String], _ form: StampForm
  ) throws(DataError) -> TimeStep {
    do throws(StepProblem) {
      return try TimeStep.inferred(from: rows.map { $0.map { times[$0] } }, form: form)
    } catch {
      let row = rows[error.series][error.position]
      throw DataError(
        .badSeries(
          line: table.lines[row],
          reason: Self.reason(stamps[row], error.step)),
        path: table.path)
    }
  }

  private static func reason(_ stamp: String, _ step: TimeStep?) -> String {
    guard let step else { return "a single time, \(stamp), does not say how far apart steps are" }
    return "the time \(stamp) does not lie on the grid of the others, which are \(step) apart: "
      + "say `step=` for `time`, or `step=rows` to count rows"
  }

  /// The times of all rows, series by series, where these are counted; else none.
  var ofRows: [Double] { countsRows && !times.isEmpty ? rows.joined().map { times[$0] } : [] }

  /// The time that the steps of a series are counted from.
  func anchor(of series: Int) -> Double {
    let first = times.isEmpty ? 0 : rows[series].first.map { times[$0] } ?? 0
    return countsRows ? first : anchors[cases.names[series]] ?? first
  }

  /// How many steps after that its first row is; throws `badSeries` for one that is no step.
  func offset(of series: Int) throws(DataError) -> Int {
    guard !countsRows, let row = rows[series].first else { return 0 }
    let anchor = anchor(of: series)
    guard let place = clock.step.index(of: times[row], from: anchor) else {
      throw offGrid(row, from: anchor)
    }
    return place
  }

  private func offGrid(_ row: Int, from anchor: Double) -> DataError {
    DataError(
      .badSeries(
        line: table.lines[row],
        reason: "the time \(clock.stamp(times[row])) does not lie on a grid of \(clock.step) from "
          + clock.stamp(anchor)), path: table.path)
  }

  /// The step of each row of a series, from 0, in the order of `rows`.
  func places(of series: Int, _ order: inout SeriesGrid.Order) throws(DataError) -> [Int] {
    let own = rows[series]
    noteLate(series, &order)
    guard !countsRows, !own.isEmpty else { return Array(own.indices) }
    let (anchor, offset) = (anchor(of: series), try offset(of: series))
    var places: [Int] = []
    places.reserveCapacity(own.count)
    for row in own {
      guard let found = clock.step.index(of: times[row], from: anchor) else {
        throw offGrid(row, from: anchor)
      }
      let place = found - offset
      let expected = (places.last ?? -1) + 1
      if place < expected {
        throw DataError(
          .badSeries(
            line: table.lines[row],
            reason: "the time \(clock.stamp(times[row])) is the same step of \(clock.step) as "
              + "the row before it"), path: table.path)
      }
      if place > expected {
        order.gaps += place - expected
        order.firstGap = order.firstGap ?? table.lines[row]
      }
      places.append(place)
    }
    return places
  }

  private func noteLate(_ series: Int, _ order: inout SeriesGrid.Order) {
    guard !times.isEmpty else { return }
    var latest = -Double.infinity
    for row in cases.rows(of: series) {
      if times[row] < latest {
        order.late += 1
        order.firstLate = order.firstLate ?? table.lines[row]
      }
      latest = max(latest, times[row])
    }
  }
}
