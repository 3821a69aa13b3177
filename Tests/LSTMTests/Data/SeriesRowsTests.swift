// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import LSTM

@Suite struct SeriesRowsTests {
  private func long() throws -> Table {
    try table("id,x,y,tag,class\na,1,2,up,p\nb,3,?,up,q\na,5,6,down,p\nb,7,8,up,q\n")
  }

  @Test func rowsOfOneCellAreStepsOfACase() throws {
    let cases = try SeriesRows(long(), series: "id", columns: ["x", "y"])
    #expect(cases.count == 2 && cases.starts == [0, 2, 4])
    #expect(try cases.stepNumbers("x") == [1, 5, 3, 7])
    #expect(try cases.stepNumbers("y").map(\.isNaN) == [false, false, true, false])
    #expect(cases.line(of: 1) == 3 && cases.rows(of: 1) == [1, 3])
    #expect(try cases.cells("class") == [.text("p"), .text("q")])
    #expect(try cases.stepCells("tag") == ["up", "down", "up", "up"].map { .text($0) })
  }

  @Test func aTargetOfACaseHasOneValue() throws {
    let cases = try SeriesRows(long(), series: "id", columns: ["x"])
    #expect(
      fact { try cases.cells("tag") } == .targetDiffers(line: 4, column: "tag", first: 2))
  }

  @Test func withoutASeriesEachRowIsACase() throws {
    let cases = try SeriesRows(long(), columns: ["y", "x"])
    #expect(cases.count == 4 && cases.steps(of: 3) == 1)
    #expect(try cases.stepNumbers("x") == [1, 3, 5, 7])
  }

  @Test func rowsMayHoldSequences() throws {
    let rows = try table(
      "{\"x\": [1, 2], \"y\": [3, 4], \"z\": 5, \"t\": [0, 1]}\n"
        + "{\"x\": [6], \"y\": [7], \"z\": 8, \"t\": [1]}\n", named: "a.jsonl")
    let cases = try SeriesRows(rows, columns: ["x", "z", "y"])
    #expect(cases.starts == [0, 2, 3])
    #expect(try cases.stepNumbers("x") == [1, 2, 6])
    #expect(try cases.stepNumbers("z") == [5, 5, 8])
    #expect(try cases.stepCells("t") == [.number(0), .number(1), .number(1)])
    #expect(
      fact { try cases.stepCells("z") }
        == .badSeries(line: 1, reason: "\"z\" has 1 values for the 2 steps of the case"))
  }

  @Test func sequencesOfARowHaveTheSameLength() throws {
    let rows = try table("{\"x\": [1, 2], \"y\": [3]}\n", named: "a.jsonl")
    #expect(
      fact { try SeriesRows(rows, columns: ["x", "y"]) }
        == .badSeries(line: 1, reason: "\"y\" has 1 steps, and \"x\" has 2"))
    let empty = try table("{\"x\": []}\n", named: "a.jsonl")
    #expect(
      fact { try SeriesRows(empty, columns: ["x"]) }
        == .badSeries(line: 1, reason: "\"x\" has no step"))
  }

  @Test func cellsAreNumbers() throws {
    #expect(
      fact { try SeriesRows(long(), series: "id", columns: ["tag"]).stepNumbers("tag") }
        == .notANumber(line: 2, column: "tag", value: "up"))
    let large = try table("x\n1e39\n")
    #expect(
      fact { try SeriesRows(large, columns: ["x"]).stepNumbers("x") }
        == .notANumber(line: 2, column: "x", value: "1e+39"))
    #expect(
      fact { try SeriesRows(long(), series: "no", columns: ["x"]) }
        == .unknownColumn(name: "no", available: ["id", "x", "y", "tag", "class"]))
  }
}
