// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import LSTM

@Suite struct TimeSeriesTests {
  private let header = "# about\n@problemName p\n@timeStamps false\n@classLabel true a b\n@data\n"

  private func read(_ text: String) throws -> Table { try table(text, .ts, named: "a.ts") }

  @Test func readsDimensionsOfEachCase() throws {
    let rows = try read(header + "1,2.5:3,4:a\n\n# between\n -1 , 2,3:4,5,6: b \n")
    #expect(rows.columns == ["dim1", "dim2", "class"])
    #expect(rows.lines == [6, 9])
    #expect(try rows.sequences("dim1") == [[1, 2.5], [-1, 2, 3]])
    #expect(try rows.sequences("dim2") == [[3, 4], [4, 5, 6]])
    #expect(try rows.column("class") == ["a", "b"])
    #expect(DataFormat.ts.use.targetColumns(of: rows.columns) == ["class"])
  }

  @Test func missingValuesAreNaN() throws {
    let values = try read(header + "1,?,NaN,,2:a\n").sequences("dim1")[0]
    #expect(values.map(\.isNaN) == [false, true, true, true, false])
  }

  @Test func casesMayHaveNoClassOrANumber() throws {
    let plain = try read("@univariate true\n@classLabel false\n@data\n1,2\n3\n")
    #expect(plain.columns == ["dim1"])
    #expect(DataFormat.ts.use.targetColumns(of: plain.columns).isEmpty)
    let numbers = try read("@targetLabel true\n@data\n1,2:0.5\n3:?\n")
    #expect(numbers.columns == ["dim1", "target"])
    #expect(try numbers.cells("target") == [.number(0.5), .missing])
    #expect(try read(header + "1:?\n").column("class") == [""])
  }

  @Test(arguments: [
    ("1:2:a\n1:a\n", 7, "the case has 1 dimension and the class, and there should be 2"),
    ("a\n", 6, "the case has 0 dimensions and the class, and there should be 1"),
    ("1:2:c\n", 6, "the class c is none of @classLabel: a, b"),
    ("1,2:1:a\n", 6, "dim2 has 1 values, and dim1 has 2"),
    ("1: :a\n", 6, "dim2 has no value"),
  ])
  func aCaseThatDoesNotFitIsRefused(text: String, line: Int, reason: String) {
    #expect(fact { try read(header + text) } == .badSeries(line: line, reason: reason))
  }

  @Test func valuesAreNumbers() {
    #expect(
      fact { try read(header + "1:a\n2,x:a\n") }
        == .notANumber(line: 7, column: "dim1", value: "x"))
    #expect(
      fact { try read("@targetLabel true\n@data\n1:up\n") }
        == .notANumber(line: 3, column: "target", value: "up"))
  }

  @Test func theHeaderIsChecked() {
    #expect(
      fact { try read("@timestamps true\n@data\n1\n") }
        == .badSeries(
          line: 1,
          reason: "values with time stamps are not read: write the values alone, at even times"))
    #expect(
      fact { try read("@univariate maybe\n@data\n1\n") }
        == .badSeries(line: 1, reason: "@univariate wants true or false"))
    #expect(
      fact { try read("@dimensions 0\n@data\n1\n") }
        == .badSeries(line: 1, reason: "@dimensions wants a whole number from 1"))
    #expect(
      fact { try read("@univariate true\n1,2\n") }
        == .badSeries(line: 2, reason: "a case stands before @data"))
    #expect(
      fact { try read("@univariate true\n") }
        == .badSeries(line: nil, reason: "there is no @data before the cases"))
    #expect(fact { try read(header) } == .noRows)
  }

  @Test func columnsThatNobodyWantsAreEmpty() throws {
    let rows = try withFile((header + "1:2:a\n3:4:b\n").utf8, named: "a.ts") { path in
      try Table.read(path: path, filter: CellFilter(columns: ["dim2", "class"]))
    }
    #expect(try rows.sequences("dim2") == [[2], [4]])
    #expect(try rows.sequences("dim1").last == [])
  }

  @Test func aCaseCanBeAnswered() throws {
    var reader = try RecordReader(.ts, [:])
    var found: [[String]] = []
    for line in (header + "1,2:3,4:a").split(separator: "\n") {
      if case .row(let row)? = try reader.take(String(line).utf8Span.span, .feed)?.content {
        found.append(row.values)
      }
    }
    #expect(found == [["[1, 2]", "[3, 4]", "a"]])
  }

  @Test(arguments: [
    ("japanese_vowels/JapaneseVowels_TRAIN.ts", 270, 13, 9, 7...29),
    ("basic_motions/BasicMotions_TRAIN.ts", 40, 7, 4, 100...100),
  ])
  func readsRealFiles(
    name: String, rows: Int, columns: Int, classes: Int, steps: ClosedRange<Int>
  ) throws {
    guard let path = realData(name) else { return }
    let found = try Table.read(path: path)
    #expect(found.rowCount == rows && found.columns.count == columns)
    #expect(Set(try found.column("class")).count == classes)
    let cases = try SeriesRows(found, columns: found.sequenceColumns)
    #expect(cases.count == rows && cases.stepCount > 0)
    #expect((0..<rows).allSatisfy { steps.contains(cases.steps(of: $0)) })
  }
}
