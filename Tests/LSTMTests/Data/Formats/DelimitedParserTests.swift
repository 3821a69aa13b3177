// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import LSTM

@Suite struct DelimitedParserTests {
  @Test func quotesEncloseDelimitersQuotesAndLineBreaks() throws {
    let rows = try table("a,b\r\n\"x, y\",\"say \"\"hi\"\"\"\r\n\"two\r\nlines\",\"\"\r\nz,\r\n")
    #expect(try rows.column("a") == ["x, y", "two\nlines", "z"])
    #expect(try rows.column("b") == ["say \"hi\"", "", ""])
    #expect(rows.lines == [2, 3, 5])
  }

  @Test func quotesInsideACellAreOrdinary() throws {
    #expect(try table("a,b\n5\" disk,1\n").column("a") == ["5\" disk"])
  }

  @Test func tsvTakesQuotesAsTheyAre() throws {
    let rows = try table("a\tb\n\"open\t1\n", .tsv)
    #expect(try rows.column("a") == ["\"open"])
    let quoted = try table("a\tb\n\"x\ty\"\t1\n", .tsv, options: ["quote": .flag(true)])
    #expect(try quoted.column("a") == ["x\ty"])
  }

  @Test func complainsAboutQuotes() {
    #expect(fact { try table("a\nb\n\"never\nclosed\n") } == .unterminatedQuote(line: 3))
    #expect(fact { try table("a,b\n\"x\"y,1\n") } == .textAfterQuote(line: 2))
  }

  @Test func complainsAboutRaggedRows() {
    #expect(
      fact { try table("a,b\n1,2\n\n1,2,3\n") }
        == .raggedRow(row: 2, line: 4, expected: 2, found: 3))
    #expect(
      fact { try table("a,b\n1\n") } == .raggedRow(row: 1, line: 2, expected: 2, found: 1))
  }

  @Test func headersMayBeNamedMissingOrReplaced() throws {
    let named = try table("1,x\n0,y\n", options: ["columns": .names(["label", "text"])])
    #expect(try named.column("text") == ["x", "y"])
    let counted = try table("1,x\n0,y\n", options: ["header": .flag(false)])
    #expect(counted.columns == ["c1", "c2"] && counted.rowCount == 2)
    let replaced = try table(
      "a,b\n1,2\n", options: ["header": .flag(true), "columns": .names(["x", "y"])])
    #expect(replaced.columns == ["x", "y"] && replaced.rowCount == 1)
    #expect(try table(" a , b \n1,2\n").columns == ["a", "b"])
  }

  @Test func complainsAboutHeaders() {
    #expect(fact { try table("a,a\n1,2\n") } == .duplicateColumn(name: "a"))
    #expect(fact { try table("a,\n1,2\n") } == .unnamedColumn(position: 2))
    #expect(fact { try table("a,b\n") } == .noRows)
    #expect(
      fact { try table("a,b\n1,2\n", options: ["columns": .names(["x", "x"])]) }
        == .duplicateColumn(name: "x"))
    #expect(
      fact {
        try table("a,b\n", options: ["header": .flag(true), "columns": .names(["x"])])
      } == .raggedRow(row: 0, line: 1, expected: 1, found: 2))
  }

  /// The numbers of the rows, as other programs write them, have no name.
  @Test func theFirstColumnMayHaveNoName() throws {
    let rows = try table(",text,label\n0,a,x\n1,b,y\n")
    #expect(rows.columns == ["c1", "text", "label"])
    #expect(try rows.column("text") == ["a", "b"])
    #expect(fact { try table(",c1\n1,2\n") } == .unnamedColumn(position: 1))
  }

  @Test(arguments: [
    ("id;text;label\n1;a, b;x\n", ";"), ("text\tlabel\na\tx\n", "\t"), ("a|b\n1|2\n", "|"),
    ("\"id\";\"text\"\n1;a\n", ";"),
  ])
  func tellsTheDelimiterOfTheFile(content: String, delimiter: String) {
    #expect(
      fact { try table(content, .csv) } == .otherDelimiter(line: 1, delimiter: delimiter))
    #expect(fact { try table(content, .csv, options: ["delimiter": .text(delimiter)]) } == nil)
    #expect(
      DataError(.otherDelimiter(line: 1, delimiter: delimiter), path: nil).fix?
        .contains(delimiter == "\t" ? "delimiter=\"\\t\"" : "delimiter=\"\(delimiter)\"") == true)
  }

  @Test func oneColumnMayHoldAnything() throws {
    #expect(try table("text\na; b\nc|d\n").column("text") == ["a; b", "c|d"])
    #expect(try table("text; with notes\na\n").columns == ["text; with notes"])
    #expect(try table("a;b\n1\n", options: ["delimiter": .text(",")]).columns == ["a;b"])
  }

  @Test func refusesTheHeaderOnceMore() throws {
    #expect(fact { try table("a,b\n1,2\na,b\n3,4\n") } == .repeatedHeader(line: 3))
    #expect(try table("a,b\n\"a,b\",\"1\na,b\"\n").rowCount == 1)
    #expect(try table("a\na\n").rowCount == 1)
  }

  @Test func takesAnotherDelimiter() throws {
    #expect(try table("a;b\n1;2\n", options: ["delimiter": .text(";")]).columns == ["a", "b"])
    for wrong in ["", "::", "\"", "\n", "，"] {
      #expect(fact { try table("a\n1\n", options: ["delimiter": .text(wrong)]) } != nil)
    }
  }

  @Test func byteOrderMarkIsNoPartOfTheFirstName() throws {
    #expect(try table("\u{FEFF}a,b\n1,2\n").columns == ["a", "b"])
    #expect(try table("\u{FEFF}\"a\",b\n1,2\n").columns == ["a", "b"])
  }

  @Test(.timeLimit(.minutes(1))) func tenMegabyteCellsAreReadInLinearTime() throws {
    let long = String(repeating: "x", count: 10_000_000)
    let lines = String(repeating: "y\n", count: 1_000_000)
    let rows = try table("a,b\n\"\(long)\",1\n\"\(lines)\",2\n")
    #expect(try rows.column("a").map(\.utf8.count) == [10_000_000, 2_000_000])
  }
}
