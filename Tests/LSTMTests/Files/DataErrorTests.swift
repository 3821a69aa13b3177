// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import LSTM

@Suite struct DataErrorTests {
  @Test func namesFileAndLine() {
    let error = DataError(.raggedRow(row: 3, line: 5, expected: 2, found: 1), path: "a.csv")
    #expect(error.message == "a.csv:5: row 3 has 1 cell where there should be 2")
    #expect(
      error.fix
        == "put quotes round a cell that holds the delimiter, or name another with delimiter=")
    #expect(DataError(.fileNotFound, path: "a.csv").description == "a.csv: there is no such file")
  }

  @Test func namesTheRowWhereThereIsNoFile() {
    let error = DataError(.emptyCell(line: 2, column: "label"), path: nil)
    #expect(error.message == "row 2: \"label\" is empty")
    #expect(
      DataError(.oneClass(label: "1"), path: nil).message
        == "all training rows have the label \"1\"")
  }

  @Test func listsWhatIsThere() {
    let names = (1...12).map { "c\($0)" }
    let error = DataError(.unknownColumn(name: "x", available: names), path: "a")
    #expect(
      error.fix == "the columns are c1, c2, c3, c4, c5, c6, c7, c8, c9, c10 and 2 more")
    let column = DataError(.unknownColumn(name: "txt", available: ["text", "label"]), path: "a")
    #expect(column.fix == "the columns are text, label")
  }

  @Test func recognisesDataTakenForAHeader() {
    let error = DataError(.unknownColumn(name: "text", available: ["a film", "1"]), path: "a")
    #expect(error.fix == "the first line looks like data: name the columns with columns=[…]")
  }

  @Test func filesInAFolderKeepTheirNames() {
    func path(_ path: String?) -> String? {
      DataError(.empty, path: path).renamed("d", from: "/tmp/d").path
    }
    #expect(path("/tmp/d") == "d" && path(nil) == "d")
    #expect(path("/tmp/d/a.csv") == "d/a.csv")
    #expect(path("/tmp/dd/a.csv") == "/tmp/dd/a.csv")
  }

  @Test func everyMessageIsOneSentenceWithItsPlace() {
    let facts: [DataError.Fact] = [
      .fileNotFound, .isDirectory, .notReadable(reason: "r"), .empty, .noRows, .binary(kind: nil),
      .invalidUTF8(line: 1), .damagedGzip(reason: "r"), .unknownFormat(known: ["csv"]),
      .unknownOption(name: "o", known: []), .badOption(name: "o", expected: "e"),
      .raggedRow(row: 0, line: 1, expected: 1, found: 2), .unterminatedQuote(line: 1),
      .textAfterQuote(line: 1), .duplicateColumn(name: "a"), .unnamedColumn(position: 1),
      .unknownColumn(name: "a", available: ["b"]), .badJSON(line: 1, reason: "r"),
      .nestedValue(line: 1, field: "f"), .missingField(line: 1, field: "f"),
      .extraField(line: 1, field: "f"), .labelMissing(line: 1), .textMissing(line: 1),
      .raggedToken(line: 1, expected: 2, found: 3), .badSlots(line: 1, reason: "r"),
      .emptyCell(line: 1, column: "c"),
      .oneClass(label: "l"), .tooFewRows(found: 1, needed: 2), .badPercentages([70, 20, 5.5]),
      .emptySplit(name: .test, rows: 3), .unknownSplit(line: 1, value: "v"),
      .unknownTokenizer(name: "t", known: ["word"]), .fewLabels(minCount: 2), .noPhrase,
      .badWord(line: 1, reason: "r"), .otherEncoding(name: "UTF-16"),
      .otherDelimiter(line: 1, delimiter: ";"), .repeatedHeader(line: 1),
      .mixedZones(line: 1, value: "v", hasZone: true),
      .notANumber(line: 1, column: "c", value: "v"), .notASingle(column: "c"),
      .hasNoLines(format: "npy"), .badSeries(line: 1, reason: "r"),
      .badSeries(line: nil, reason: "r"),
      .badArray(reason: "r", remedy: nil), .damagedZip(reason: "r"),
      .targetDiffers(line: 1, column: "c", first: 2), .noFiles(pattern: "p"),
      .noJoinColumn(names: ["id", "who"], available: ["a"]),
      .fileWithoutTarget(parts: "id 1", targets: "t.csv"),
      .targetWithoutFile(line: 1, parts: "id 1"), .targetTwice(line: 1, parts: "id 1", first: 2),
      .otherColumns(found: ["a"], expected: ["b"]), .binary(kind: "a NumPy array"),
    ]
    for fact in facts {
      let error = DataError(fact, path: "f.csv")
      #expect(error.message.hasPrefix(error.line == nil ? "f.csv: " : "f.csv:1: "))
      #expect(!error.message.hasSuffix(".") && error.fix?.isEmpty != true)
    }
  }
}
