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

  @Test func commentsAreLeftOut() throws {
    let text =
      "# text = a b\n# sent_id = 1\na X O\n# X O\nb X B-A\n\n#\tTABs divide it too\n#x\nc X O\n"
    let rows = try table(text, .conll)
    #expect(try rows.column("word") == ["a # b", "c"])
    #expect(rows.lines == [3, 9])
    // A token with its tags is none, but where it is said.
    #expect(try table("# O\na O\n", .conll).column("word") == ["# a"])
    let all: FormatOptions = ["comments": .flag(true)]
    #expect(try table("# O\na O\n#b c d\nb O\n", .conll, options: all).column("word") == ["a b"])
    let none: FormatOptions = ["comments": .flag(false)]
    #expect(
      fact { try table("a O\n\n# text = a\n", .conll, options: none) }
        == .raggedToken(line: 3, expected: 2, found: 4))
  }

  @Test func universalFilesAreRead() throws {
    let line = { (id: String, form: String, tag: String) in
      "\(id)\t\(form)\t_\t\(tag)\t_\t_\t0\troot\t_\t_\n"
    }
    let text =
      "# text = du vin\n" + line("1-2", "du", "_") + line("1", "de", "ADP") + line("2", "le", "DET")
      + line("2.1", "x", "VERB") + line("3", "vin rouge", "NOUN") + "\n" + line("1", "a", "X")
    let rows = try table(text, .conll, named: "a.conllu")
    #expect(rows.columns == CoNLLParser.universal)
    #expect(try rows.column("form") == ["de le vin\u{A0}rouge", "a"])
    #expect(try rows.column("upos") == ["ADP DET NOUN", "X"])
    #expect(DataFormat.conll.use.textColumn(of: rows.columns) == "form")
    #expect(DataFormat.conll.use.tagColumns(of: rows.columns).first == "upos")
    // The line of a token counts those between that hold none.
    let split = SplitKind.inOrder(try SplitRatio(train: 100, valid: 0, test: 0))
    var builder = DatasetBuilder(
      textColumn: "form", targetColumn: "upos", task: TagsTask.entry,
      options: TextOptions(tokens: "blank"), split: split)
    builder.hasLineAToken = true
    let data = try builder.build(from: rows, shuffler: TestShuffler())
    #expect((0..<3).map { data.origins.line(of: 0, token: $0) } == [3, 4, 6])
  }

  /// No white space but what divides the columns divides tokens.
  @Test func aTokenIsWholeWhateverIsInIt() throws {
    let words = ["a\u{A0}b", "\u{3000}", "\u{200B}", "1\u{2009}000"]
    let split = SplitKind.inOrder(try SplitRatio(train: 100, valid: 0, test: 0))
    for divider in [" ", "\t", "  "] {
      let text = words.map { "\($0)\(divider)O\n" }.joined() + "\nx\(divider)B-A\n"
      var builder = DatasetBuilder(
        textColumn: "word", targetColumn: "tag", task: TagsTask.entry,
        options: TextOptions(tokens: "blank"), split: split)
      builder.hasLineAToken = true
      let data = try builder.build(from: table(text, .conll), shuffler: TestShuffler())
      #expect(data.tokens.length(of: 0) == 4)
      #expect(try data.transform.tokens(in: data.texts[0]) == words)
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
