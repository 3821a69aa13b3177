// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import LSTM

@Suite struct CellFilterTests {
  /// A file of many rows, some of whose texts have quotes and line breaks.
  private func file(rows: Int) throws -> String {
    var text = "id,text,label\n"
    for row in 0..<rows {
      let cell = row % 7 == 3 ? "\"a \"\"b\"\"\nc,\(row)\"" : "w\(row % 50) x"
      text += "\(row),\(cell),\(row % 2 == 0 ? "even" : "odd")\n"
    }
    let path = NSTemporaryDirectory() + "cells-\(UUID().uuidString).csv"
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    return path
  }

  @Test func whatIsWantedIsReadAndTheRestIsEmpty() throws {
    let path = try file(rows: 40)
    defer { try? FileManager.default.removeItem(atPath: path) }
    let whole = try Table.read(path: path)
    let table = try Table.read(path: path, filter: CellFilter(columns: ["text", "label"]))
    #expect(try table.column("text") == whole.column("text"))
    #expect(try table.column("label") == whole.column("label"))
    #expect(try table.column("id").allSatisfy(\.isEmpty))
    #expect(table.rowCount == whole.rowCount && table.lines == whole.lines)
  }

  @Test func aSampleHasTheFirstRowsAndEverySoMany() throws {
    let path = try file(rows: 20_200)
    defer { try? FileManager.default.removeItem(atPath: path) }
    let whole = try Table.read(path: path).column("text")
    let filter = CellFilter(columns: ["text", "label"], sampled: "text")
    let table = try Table.read(path: path, filter: filter)
    for (row, text) in try table.column("text").enumerated() {
      #expect(text == (CellFilter.lender(of: row) == row ? whole[row] : ""), "row \(row)")
    }
    #expect(CellFilter.takesAll(of: 20_000) && !CellFilter.takesAll(of: 20_001))
    var builder = DatasetBuilder(
      textColumn: "text", targetColumn: "label",
      split: .stratified(try SplitRatio(train: 80, valid: 10, test: 10)))
    builder.samplesTexts = true
    let sampled = try builder.build(from: table, shuffler: RandomSource(seed: 1))
    builder.samplesTexts = false
    let full = try builder.build(
      from: try Table.read(path: path), shuffler: RandomSource(seed: 1))
    #expect(sampled.classes == full.classes && sampled.splits == full.splits)
    for row in 0..<20_200 {
      #expect(
        sampled.tokens.length(of: row) == sampled.tokens.length(of: CellFilter.lender(of: row)))
    }
  }

  @Test func mistakesInCellsThatNobodyWantsAreFound() throws {
    let path = NSTemporaryDirectory() + "cells-\(UUID().uuidString).csv"
    defer { try? FileManager.default.removeItem(atPath: path) }
    for (text, fact) in [
      ("a,b\n1,2\n3\n", DataError.Fact.raggedRow(row: 2, line: 3, expected: 2, found: 1)),
      ("a,b\n\"1\" x,2\n", .textAfterQuote(line: 2)), ("a,b\n\"1,2\n", .unterminatedQuote(line: 2)),
    ] {
      try Data(text.utf8).write(to: URL(fileURLWithPath: path))
      let found = #expect(throws: DataError.self) {
        try Table.read(path: path, format: .csv, filter: CellFilter(columns: ["b"]))
      }
      #expect(found?.fact == fact)
    }
  }
}
