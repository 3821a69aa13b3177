// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import DSL

/// Mistakes that are in the data and not in the script: each is found before anything trains, with
/// its file, its line where it has one, and what to do about it.
@Suite struct DataMistakesTests {
  /// One mistake.
  struct Mistake: CustomTestStringConvertible {
    /// What is wrong, in the words of whoever made the file.
    let name: String
    /// The files, by name.
    var files: [String: [UInt8]] = [:]
    /// What the script says of them.
    var data = "data d = \"rows.csv\" { split 50/0/50 }"
    /// The code and the message.
    let problem: String
    /// Part of the help; nil where the message says it all.
    let help: String?

    var testDescription: String { name }

    init(
      _ name: String, _ content: String, file: String = "rows.csv", data: String? = nil,
      _ problem: String, help: String?
    ) {
      self.init(name, bytes: Array(content.utf8), file: file, data: data, problem, help: help)
    }

    init(
      _ name: String, bytes: [UInt8], file: String = "rows.csv", data: String? = nil,
      _ problem: String, help: String?
    ) {
      self.name = name
      files[file] = bytes
      self.data = data ?? "data d = \"\(file)\" { split 50/0/50 }"
      self.problem = problem
      self.help = help
    }

    /// The same with another file beside it.
    func with(_ file: String, _ content: String) -> Mistake {
      var copy = self
      copy.files[file] = Array(content.utf8)
      return copy
    }
  }

  private static let rows = "text,label\ngood day,1\nbad day,0\ngood night,1\nbad night,0\n"

  static let mistakes: [Mistake] = [
    // Rows that are not right.
    Mistake(
      "a comma in a cell without quotes", "text,label\ngood, really,1\nbad,0\n",
      "E0503 rows.csv:2: row 1 has 3 cells where there should be 2", help: "put quotes round"),
    Mistake(
      "a row that breaks off", "text,label\ngood,1\nbad\n",
      "E0503 rows.csv:3: row 2 has 1 cell where there should be 2", help: "delimiter="),
    Mistake(
      "a quote that is never closed", "text,label\n\"good,1\nbad,0\n",
      "E0503 rows.csv:2: a quoted cell begins here and never ends", help: "quote=no"),
    Mistake(
      "quotes inside of a quoted cell", "text,label\n\"a \"good\" one\",1\nbad,0\n",
      "E0503 rows.csv:2: a closing quote is followed by more text", help: "double the quotes"),
    Mistake(
      "a label that was not filled in", "text,label\ngood,1\nbad,\n",
      "E0503 rows.csv:3: \"label\" is empty", help: "fill in the cell"),
    Mistake(
      "two columns of one name", "text,label,text\ngood,1,a\nbad,0,b\n",
      "E0503 rows.csv: two columns are named \"text\"", help: "columns=["),
    Mistake(
      "a column without a name", "text,,label\ngood,7,1\nbad,8,0\n",
      "E0503 rows.csv: column 2 has no name", help: "columns=["),
    Mistake(
      "another delimiter", "text;label\ngood;1\nbad;0\n", data: "data d = csv \"rows.csv\"",
      "E0503 rows.csv:1: the cells are divided by \";\"", help: "delimiter=\";\""),
    Mistake(
      "TABs in a file of another name", "text\tlabel\ngood\t1\nbad\t0\n",
      "E0503 rows.csv:1: the cells are divided by TABs", help: "the format tsv before the path"),
    Mistake(
      "files that were put together", rows + rows,
      "E0503 rows.csv:6: the line repeats the names of the columns",
      help: "take the line out"),
    Mistake(
      "another name of a column", rows.replacing("label", with: "lable"),
      data: "data d = \"rows.csv\" { text \"text\"; target label }",
      "E0501 the data has no column `label`", help: "did you mean `lable`?"),
    Mistake(
      "no header", "good day,1\nbad day,0\ngood night,1\n",
      data: "data d = \"rows.csv\" { text \"text\"; target label }",
      "E0501 the data has no column `text`", help: "columns=["),
    // Labels and splits.
    Mistake(
      "one class", "text,label\na,1\nb,1\nc,1\nd,1\n",
      "E0504 rows.csv: all training rows have the label \"1\"", help: "two classes"),
    Mistake(
      "a test file without the column", rows,
      data: "data d = \"rows.csv\" { split test=\"test.csv\" }",
      "E0501 test.csv: there is no column \"label\"", help: "the columns are text, stars"
    ).with("test.csv", "text,stars\ngood,1\nbad,0\n"),
    Mistake(
      "too few rows for the split", "text,label\na,1\nb,0\n", data: "data d = \"rows.csv\"",
      "E0505 rows.csv: valid gets none of the 2 rows", help: "add rows"),
    Mistake(
      "a part of a split that is none", "text,label,part\na,1,train\nb,0,train\nc,1,holdout\n",
      data: "data d = \"rows.csv\" { split by part }",
      "E0505 rows.csv:4: \"holdout\" is not a part of a split", help: "write train, valid or test"),
    Mistake(
      "an author in two files", "text,label,who\na,1,anna\nb,0,ben\n",
      data: "data d = \"rows.csv\" { group who; split test=\"test.csv\" }",
      "E0505 test.csv:2: the group \"ben\" has rows in train and test",
      help: "keep all rows of a group in one part"
    ).with("test.csv", "text,label,who\nc,1,ben\n"),
    Mistake(
      "a date that is none", "text,label,day\na,1,2024-02-30\nb,0,2024-03-01\n",
      data: "data d = \"rows.csv\" { time day; split 50/0/50 }",
      "E0503 rows.csv:2: \"2024-02-30\" is no time", help: "2024-01-31T12:30"),
    Mistake(
      "a date of another form", "text,label,day\na,1,31.01.2024\nb,0,01.02.2024\n",
      data: "data d = \"rows.csv\" { time day; split 50/0/50 }",
      "E0503 rows.csv:2: \"31.01.2024\" is no time", help: "write numbers, or dates such as"),
    Mistake(
      "a date without the zone of the others",
      "text,label,day\na,1,2024-03-01T00:00:00+02:00\nb,0,2024-03-01T00:00:00\n",
      data: "data d = \"rows.csv\" { time day; split 50/0/50 }",
      "E0503 rows.csv:3: the time \"2024-03-01T00:00:00\" has no zone, and others of the column have "
        + "one",
      help: "with their zone, or none"),
    // Lines of JSON and of labels.
    Mistake(
      "a broken line of JSON",
      "{\"text\": \"a\", \"label\": 1}\n{\"text\": \"b\", \"label\": }\n", file: "rows.jsonl",
      "E0503 rows.jsonl:2: this is not a JSON object on one line: ", help: nil),
    Mistake(
      "a line of JSON without a field", "{\"text\": \"a\", \"label\": 1}\n{\"text\": \"b\"}\n",
      file: "rows.jsonl", "E0503 rows.jsonl:2: the object has no \"label\"", help: nil),
    Mistake(
      "a list in a field", "{\"text\": \"a\", \"label\": [1]}\n", file: "rows.jsonl",
      "E0503 rows.jsonl:1: \"label\" is a list or an object, not a cell", help: "columns=["),
    Mistake(
      "a label without its text", "LOC where is it ?\nNUM\n", file: "rows.txt",
      data: "data d = labelled \"rows.txt\" { split 50/0/50 }",
      "E0503 rows.txt:2: the line has one word only", help: "a label, one blank"),
    // Files that are not what they seem.
    Mistake("an empty file", "", "E0504 rows.csv: the file is empty", help: nil),
    Mistake(
      "a header only", "text,label\n", "E0504 rows.csv: there is no row of data", help: nil),
    Mistake(
      "a text of another encoding",
      bytes: Array("text,label\ncaf".utf8) + [0xE9] + Array(",1\n".utf8),
      "E0503 rows.csv:2: the line is not valid UTF-8", help: "UTF-8"),
    Mistake(
      "a NUL byte", bytes: Array("text,label\na".utf8) + [0] + Array("b,1\n".utf8),
      "E0602 rows.csv: this is not text", help: "UTF-8"),
    Mistake(
      "UTF-16", bytes: [0xFF, 0xFE] + "text,label\n".utf8.flatMap { [$0, 0] },
      "E0602 rows.csv: this is text in UTF-16, and UTF-8 is read", help: "iconv -f UTF-16"),
    Mistake(
      "a spreadsheet", bytes: [0x50, 0x4B, 0x03, 0x04] + Array("xl/workbook.xml".utf8),
      "E0602 rows.csv: this is not text but an Excel workbook (xlsx)", help: "export it as csv"),
    Mistake(
      "a gzip file that is cut off", bytes: [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 2, 3],
      file: "rows.csv.gz", "E0602 rows.csv.gz: the gzip file is damaged: it is cut off",
      help: "fetch or compress the file again"),
    Mistake(
      "a folder", "", file: "other.csv", data: "data d = csv \".\"",
      "E0602 .: this is a folder, not a file",
      help: "name a file in it"),
    Mistake(
      "no such file", "", file: "other.csv", data: "data d = csv \"rows.csv\"",
      "E0601 rows.csv: there is no such file", help: nil),
    Mistake(
      "no list of stop words", rows,
      data: "data d = \"rows.csv\" { text \"text\" stopwords=\"stop.txt\" }",
      "E0601 stop.txt: there is no such file", help: nil),
    Mistake(
      "a file of a kind that nothing tells", "just words\n", file: "rows",
      "E0502 rows: neither the name nor the content tells the format", help: "name the format"),
  ]

  @Test(arguments: mistakes)
  func everyMistakeIsFoundWithItsPlaceAndItsCure(mistake: Mistake) throws {
    let folder = try TemporaryFolder()
    for (name, bytes) in mistake.files { try folder.write(bytes: bytes, to: name) }
    let script =
      mistake.data + "\nmodel m for d = embed 4 | lstm 3 | output\ntrain r = m\neval t = r\n"
    let recorder = Recorder(in: folder.path)
    #expect(recorder.run(script) == .invalidScript)
    #expect(recorder.happenings == recorder.diagnostics.count)
    let found = try #require(recorder.diagnostics.first)
    #expect(found.line.hasPrefix(mistake.problem))
    #expect(mistake.problem.hasSuffix(": ") || found.line == mistake.problem)
    #expect(found.span != nil, "a mistake in data is told where the script names the data")
    if let help = mistake.help {
      #expect(found.help?.contains(help) == true, "\(found.help ?? "no help")")
    } else {
      #expect(found.help == nil, "\(found.help ?? "")")
    }
  }

  @Test func thereAreEnough() throws {
    let seeded = try ChunkedFile(named: "mistakes.chunks").chunks.flatMap(\.expectations)
    let (inData, helped) = (Self.mistakes.count, Self.mistakes.count { $0.help != nil })
    let withHelp = seeded.count { !$0.help.isEmpty }
    print("\(seeded.count) mistakes in scripts, \(withHelp) with help; ")
    print("\(inData) in data, \(helped) with help")
    #expect(seeded.count + inData >= 100 && inData >= 20)
    #expect(Set(Self.mistakes.map(\.name)).count == inData)
    #expect(10 * (withHelp + helped) >= 7 * (seeded.count + inData))
  }
}
