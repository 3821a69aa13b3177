// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import LSTM

/// Real files, where they are at hand.
@Suite struct CalendarFilesTests {
  private static let folder = realData("series").map { String($0.dropLast("/series".count)) } ?? ""
  static let isThere = !folder.isEmpty

  /// The cells of columns, joined by blanks, by the cell of another column.
  private func stamps(
    _ path: String, _ columns: [String], by group: String? = nil
  ) throws -> [String: [String]] {
    let text = try Data(contentsOf: URL(fileURLWithPath: Self.folder + "/" + path))
    let rows = text.split { $0 == 0x0a || $0 == 0x0d }.map { line in
      line.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false).map { cell in
        String(decoding: cell.filter { $0 != UInt8(ascii: "\"") }, as: UTF8.self)
      }
    }
    let places = try columns.map { try #require(rows[0].firstIndex(of: $0)) }
    let groupPlace = try group.map { try #require(rows[0].firstIndex(of: $0)) }
    return Dictionary(grouping: rows.dropFirst()) { row in groupPlace.map { row[$0] } ?? "" }
      .mapValues { rows in
        rows.map { row in places.map { row[$0] }.joined(separator: " ") }
      }
  }

  @Test(
    .enabled(if: isThere),
    arguments: [
      ("series/airline-passengers.csv", ["Month"], nil, "year-month", "1 month", 0),
      ("series/monthly-sunspots.csv", ["Month"], nil, "year-month", "1 month", 0),
      ("series/monthly-shampoo-sales.csv", ["Month"], nil, "year-month", "1 month", 0),
      ("series/daily-min-temperatures.csv", ["Date"], nil, "year-month-day", "1 day", 2),
      ("stocks/sp500_daily.csv", ["Date"], nil, "month/day/year", "1 business day", 185),
      ("stocks/stocks_monthly.csv", ["date"], "symbol", "month day year", "1 month", 0),
      (
        "etth1/ETTh1_train_val.csv", ["date"], nil, "year-month-day hour:minute:second", "1 hour", 0
      ),
      (
        "beijing_pm25/pollution.csv", ["year", "month", "day", "hour"], nil, "year month day hour",
        "1 hour", 0
      ),
    ] as [(String, [String], String?, String, String, Int)])
  func stepsAndGapsAreFound(
    path: String, columns: [String], group: String?, description: String, words: String, gaps: Int
  ) throws {
    let groups = try stamps(path, columns, by: group)
    let texts = groups.values.flatMap { $0 }
    let form = try StampForm(fitting: texts)
    #expect(form.description == description && !form.isAmbiguous)
    #expect(texts.allSatisfy { form.read($0).map(form.write) == $0 })
    let series = groups.values.map { $0.compactMap(form.read) }
    let step = try TimeStep.inferred(from: series, form: form)
    #expect(step.description == words)
    var missing = 0
    for stamps in series {
      let first = try #require(stamps.first)
      let places = stamps.compactMap { step.index(of: $0, from: first) }
      #expect(
        places.count == stamps.count && zip(places, places.dropFirst()).allSatisfy { $0 < $1 })
      missing += (places.last ?? 0) + 1 - places.count
    }
    #expect(missing == gaps)
  }
}
