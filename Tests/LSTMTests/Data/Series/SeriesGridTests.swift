// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import LSTM

/// Rows of a file as steps of series.
@Suite struct SeriesGridTests {
  private func grid(_ rows: [[String]], _ role: WindowRole) throws -> SeriesGrid {
    try SeriesGrid(Table(columns: ["day", "y"], rows: rows), role)
  }

  private let dated = SeriesCase.role { $0.time = ["day"] }

  @Test func gapsBecomeStepsWhoseNumbersAreMissing() throws {
    let grid = try self.grid(
      [["2024-02-27", "1"], ["2024-02-28", "2"], ["2024-03-02", "5"], ["2024-03-03", "6"]], dated)
    #expect(grid.clock.step == .seconds(86_400) && grid.stepCount == 6)
    #expect(grid.order.gaps == 2 && grid.order.firstGap == 3)
    let numbers = grid.values(of: 0, series: 0)
    #expect(numbers.prefix(2) == [1, 2] && numbers[2].isNaN && numbers[3].isNaN)
    #expect(grid.stamp(2, of: 0) == "2024-02-29" && grid.stamp(6, of: 0) == "2024-03-04")
  }

  @Test func rowsOutOfOrderArePutInOrderAndCounted() throws {
    let grid = try self.grid(
      [["2024-01-02", "2"], ["2024-01-01", "1"], ["2024-01-03", "3"]], dated)
    #expect(grid.values(of: 0, series: 0) == [1, 2, 3])
    #expect(grid.order.late == 1 && grid.order.firstLate == 2)
  }

  @Test func aTimeThatStandsTwiceIsRefusedWithBothLines() throws {
    let found = fact {
      try self.grid([["2024-01-01", "1"], ["2024-01-02", "2"], ["2024-01-01", "3"]], dated)
    }
    guard case .badSeries(let line, let reason) = found else {
      Issue.record("\(String(describing: found))")
      return
    }
    #expect(line == 3 && reason.contains("line 1") && reason.contains("series COLUMN"))
  }

  @Test func monthsAreCountedByTheCalendar() throws {
    let grid = try self.grid(
      (0..<14).map { ["\(2023 + $0 / 12)-\($0 % 12 < 9 ? "0" : "")\($0 % 12 + 1)", "\($0)"] },
      dated)
    #expect(grid.clock.step == .months(1) && grid.stamp(14, of: 0) == "2024-03")
    #expect(grid.clock.step.usualSeasons.first == 12)
  }

  @Test func rowsAreCountedWhereTimesLieOnNoGrid() throws {
    var role = dated
    let rows = [
      ["2024-01-01", "1"], ["2024-01-02", "2"], ["2024-01-03", "3"],
      ["2024-01-03T07:11", "4"], ["2024-01-04", "5"],
    ]
    let found = fact { try self.grid(rows, dated) }
    guard case .badSeries(let line, let reason) = found else {
      Issue.record("\(String(describing: found))")
      return
    }
    #expect(line == 4 && reason.contains("step=rows"))
    role.step = .rows
    let grid = try SeriesGrid(Table(columns: ["day", "y"], rows: rows), role)
    #expect(grid.values(of: 0, series: 0) == [1, 2, 3, 4, 5])
  }

  @Test func aSavedGridIsTheSame() throws {
    let grid = try self.grid(
      [["2024-01-01", "1"], ["2024-01-04", "0.1"], ["2024-01-05", "NA"]], dated)
    let text = try CanonicalJSON.text(of: grid)
    let loaded = try JSONDecoder().decode(SeriesGrid.self, from: Data(text.utf8))
    #expect(loaded == grid && loaded.order == SeriesGrid.Order())
  }

  @Test func whatComesAfterATailContinuesIt() throws {
    let own = try grid([["2024-01-01", "1"], ["2024-01-02", "2"], ["2024-01-03", "3"]], dated)
    let next = try SeriesGrid(
      Table(columns: ["day", "y"], rows: [["2024-01-05", "5"], ["2024-01-06", "6"]]), dated,
      clock: own.clock)
    let joined = try own.continued(by: next).values(of: 0, series: 0)
    #expect(joined.count == 6 && joined[3].isNaN && Array(joined.suffix(2)) == [5, 6])
  }

  @Test func whatANewFileLacksStaysAsItIsKnown() throws {
    let role = SeriesCase.role { role in
      role.time = ["day"]
      role.inputs = [NumberRole.Column("sky")]
    }
    let columns = ["day", "y", "sky"]
    let own = try SeriesGrid(
      Table(
        columns: columns,
        rows: [["1", "1", "sun"], ["2", "2", "rain"], ["3", "3", "sun"], ["4", "4", "fog"]]), role)
    let next = try SeriesGrid(
      Table(columns: columns, rows: [["0", "9", "fog"], ["3", "", "hail"], ["5", "5", "sun"]]),
      role,
      clock: own.clock)
    let joined = try own.continued(by: next)
    #expect(joined.values(of: 0, series: 0) == [9, 1, 2, 3, 4, 5])
    #expect(
      (0..<6).map { joined.text(1, at: $0) } == ["fog", "sun", "rain", "hail", "fog", "sun"])
    #expect(joined.stamp(0, of: 0) == "0")
    let far = try SeriesGrid(
      Table(columns: columns, rows: [["90000", "5", "sun"]]), role, clock: own.clock)
    guard case .badSeries(_, let reason) = fact({ try own.continued(by: far) }) else {
      Issue.record("a gap of 89,995 steps is refused")
      return
    }
    #expect(reason.contains("89995 steps"))
  }

  @Test func monthsKeepTheDayTheyBeganWith() throws {
    let days = ["1999-11-30", "1999-12-30", "2000-01-30", "2000-02-29"]
    let grid = try self.grid(days.map { [$0, "1"] }, dated)
    let tail = grid.cut([0], from: [3], counts: [1])
    #expect(tail.stamp(0, of: 0) == "2000-02-29" && tail.stamp(1, of: 0) == "2000-03-30")
    let next = try SeriesGrid(
      Table(columns: ["day", "y"], rows: [["2000-03-30", "2"]]), dated, clock: grid.clock,
      anchors: ["": tail.anchors[0]])
    #expect(try tail.continued(by: next).values(of: 0, series: 0) == [1, 2])
  }

  @Test func aCalendarNeedsDates() {
    let role = SeriesCase.role { role in
      role.time = ["day"]
      role.calendar = [.hour]
    }
    guard
      case .badSeries(nil, let reason) = fact({ try self.grid([["1", "1"], ["2", "2"]], role) })
    else {
      Issue.record("numbers are no dates")
      return
    }
    #expect(reason.contains("calendar="))
  }
}
