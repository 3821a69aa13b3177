// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import LSTM

@Suite struct CoNLLTests {
  @Test func aRowIsASentence() throws {
    let rows = try table("a  A-1\tO\nb B O\n\n \t\nc C B-X", .conll)
    #expect(rows.columns == ["word", "column2", "tag"])
    #expect(try rows.column("word") == ["a b", "c"])
    #expect(try rows.column("column2") == ["A-1 B", "C"])
    #expect(try rows.column("tag") == ["O O", "B-X"])
    #expect(rows.lines == [1, 5])
  }

  @Test func theLastSentenceNeedsNoEmptyLine() throws {
    for end in ["", "\n", "\n\n", "\r\n\r\n", "\n \n"] {
      #expect(try table("a O\nb O\(end)", .conll).column("word") == ["a b"])
    }
  }

  @Test func linesBetweenDocumentsAreLeftOut() throws {
    let text = "-DOCSTART- -X- O O\n\nEU NNP I-NP I-ORG\n-DOCSTART- O\na DT O O\n"
    let rows = try table(text, .conll)
    #expect(try rows.column("tag") == ["I-ORG", "O"])
    #expect(rows.lines == [3, 5])
  }

  @Test func columnsCanBeNamed() throws {
    let options: FormatOptions = ["columns": .names(["token", "ner"])]
    #expect(try table("a O\n", .conll, options: options).columns == ["token", "ner"])
    #expect(try table("a\nb\n", .conll).columns == ["word"])
    let three: FormatOptions = ["columns": .names(["token", "pos", "ner"])]
    #expect(
      fact { try table("a O\n", .conll, options: three) }
        == .raggedToken(line: 1, expected: 3, found: 2))
  }

  @Test func complainsWithTheLine() {
    #expect(
      fact { try table("a O\n\nb O\nc\n", .conll) }
        == .raggedToken(line: 4, expected: 2, found: 1))
    #expect(
      fact { try table("a O\nb X O\n", .conll) } == .raggedToken(line: 2, expected: 2, found: 3))
    #expect(fact { try table("-DOCSTART- O\n\n", .conll) } == .noRows)
    #expect(
      fact { try table("a O\n", .conll, options: ["columns": .names(["a", "a"])]) }
        == .duplicateColumn(name: "a"))
  }

  /// The tokenizer of text that is cut already gives as many tokens as there are tags.
  @Test func tokensAndTagsGoTogether() throws {
    let rows = try table(DataFormat.conll.example, .conll)
    for (words, tags) in zip(try rows.column("word"), try rows.column("tag")) {
      #expect(words.split(separator: " ").count == tags.split(separator: " ").count)
    }
  }

  @Test func unwantedCellsStayEmpty() throws {
    let text = "a 1 O\nb 2 O\n\nc 3 O\n"
    var values: [[String]] = []
    try withFile(text.utf8) { path in
      try DataFormat.conll.forEachRow(
        of: path, filter: CellFilter(columns: ["tag"], sampled: nil)
      ) { (row: Row) throws(DataError) in
        values.append(row.values)
        return true
      }
    }
    // The first line tells what the columns are, so its sentence is whole.
    #expect(values == [["a b", "1 2", "O O"], ["", "", "O"]])
  }
}
