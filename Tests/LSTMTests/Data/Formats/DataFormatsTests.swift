// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import LSTM

@Suite struct DataFormatsTests {
  private func inferred(_ path: String, _ content: String = "") -> String? {
    DataFormats.infer(path: path, sample: Array(content.utf8))?.name
  }

  /// How many columns the examples have that have not two.
  private static let widths = [
    "lines": 1, "chars": 1, "words": 1, "slots": 3, "segmented": 3, "ts": 3,
  ]

  @Test(arguments: DataFormats.all.filter(\.hasLines).map(\.name))
  func everyExampleIsReadByItsFormat(name: String) throws {
    let format = try #require(DataFormats.named(name))
    let rows = try table(format.example, format)
    #expect(rows.rowCount == 2 && rows.columns.count == (Self.widths[name] ?? 2))
    #expect(!format.help.isEmpty && format.options.allSatisfy { !$0.help.isEmpty })
    // Without its extension the content tells it, but for formats that look like prose.
    let looksLikeProse = ["labelled", "lines", "chars", "words"].contains(name)
    #expect(inferred("noname", format.example + "\n") == (looksLikeProse ? nil : name))
  }

  @Test func extensionsTell() {
    #expect(inferred("a/b.CSV") == "csv")
    #expect(inferred("b.tsv.gz") == "tsv")
    #expect(inferred("b.ndjson") == "jsonl")
    #expect(inferred("folder.csv/b") == nil)
    #expect(inferred("") == nil)
  }

  @Test func bytesTell() throws {
    let folder = Fixture.path(of: "arrays")
    #expect(try DataFormats.inferred(from: folder + "/matrix.npy").name == "npy")
    #expect(try DataFormats.inferred(from: folder + "/stored.npz").name == "npz")
    let bytes = try FileReader.bytes(of: folder + "/matrix.npy")
    let name = try withFile(bytes, named: "matrix") { try DataFormats.inferred(from: $0).name }
    #expect(name == "npy")
    #expect(fact { try DataFormats.inferred(from: folder) } == .isDirectory)
    #expect(
      fact { try withFile(bytes) { try Table.read(path: $0, format: .csv) } }
        == .binary(kind: "a NumPy array"))
  }

  @Test func onlyLinesAreAnsweredOneByOne() {
    #expect(DataFormats.ofRecords.map(\.name).contains("ts"))
    #expect(
      fact { () throws(DataError) -> RecordReader in
        do throws(DataError.Fact) { return try RecordReader(.npy, [:]) } catch {
          throw DataError(error, path: nil)
        }
      } == .hasNoLines(format: "npy"))
  }

  @Test func contentTells() {
    #expect(inferred("a.json", " {\"a\": 1}\n") == "jsonl")
    #expect(inferred("a.txt", "one\t1\ntwo, three\t2\n") == "tsv")
    #expect(inferred("a", "x,\"y, z\"\n1,2\n") == "csv")
    #expect(
      inferred("TREC.train.all", "0 How ?\n1 What , or who ?\n0 Why ?\n1 When ?\n") == "labelled")
    let news = "-DOCSTART- -X- O O\n\nEU NNP I-NP I-ORG\nis VB O O\n"
    #expect(inferred("eng.train", news) == "conll")
    #expect(inferred("msra.txt.gz", "\u{5F53}\tO\n\u{5E0C}\tB-LOC\n") == "conll")
    #expect(inferred("a", "word\tgrade\nfine\tO\n") == "tsv")
    #expect(inferred("a", "fine B\nbad E\nfine B\nbad E\n") == "labelled")
    #expect(inferred("a.iob", "BOS to boston EOS\tO O B-city go\n") == "slots")
    #expect(inferred("a", "BOS to boston EOS\tO O go\n") == "tsv")
    #expect(inferred("a", "just some\nprose that\nis no data\n") == nil)
    #expect(inferred("a", "\n\n") == nil)
  }

  @Test func anUnknownFormatIsSaid() {
    #expect(
      fact { try table("just prose\n", named: "a.txt") }
        == .unknownFormat(known: DataFormats.all.map(\.name)))
  }

  @Test func optionsAreChecked() {
    #expect(
      fact { try table("a\n1\n", options: ["headr": .flag(true)]) }
        == .unknownOption(name: "headr", known: ["header", "columns", "delimiter", "quote"]))
    #expect(
      fact { try table("a\n1\n", options: ["header": .text("maybe")]) }
        == .badOption(name: "header", expected: "yes or no"))
    #expect(
      fact { try table("a\n1\n", options: ["columns": .names([])]) }
        == .badOption(name: "columns", expected: "at least one name"))
    #expect(
      fact { try table("0 a\n", .labelled, options: ["header": .flag(true)]) }
        == .unknownOption(name: "header", known: []))
  }

  @Test(arguments: DataFormats.all.map(\.name))
  func noTextStopsAFormat(name: String) throws {
    let format = try #require(DataFormats.named(name))
    let pieces = [
      "\"", ",", "\t", "\n", "\r", " ", "{", "}", "[", "]", ":", "\\", "u", "0", "a", "中",
    ]
    let shuffler = TestShuffler(seed: 3)
    for length in 1...200 {
      let picks = (0..<length).map {
        shuffler.shuffled(pieces.count, stream: UInt64(length * 999 + $0))[0]
      }
      let text = picks.map { pieces[$0] }.joined()
      // Either rows of one width, or a reason; never a trap.
      _ = fact { try table(text, format) }
      _ = DataFormats.infer(path: "a", sample: Array(text.utf8))
    }
  }

  @Test func rowsCanBeCountedWithoutKeepingThem() throws {
    let content = "a,b\n" + String(repeating: "1,2\n", count: 50_000)
    let count = try withFile(content.utf8) { path in
      var count = 0
      try DataFormat.csv.forEachRow(of: path) { (row: Row) throws(DataError) in
        count += row.number == count + 1 && row.line == row.number + 1 ? 1 : 0
        return true
      }
      return count
    }
    #expect(count == 50_000)
  }
}
