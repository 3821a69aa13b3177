// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

/// Two files, line beside line.
@Suite struct PairsTests {
  private func read(
    _ folder: TemporaryFolder, _ first: String, _ second: String,
    _ more: FormatOptions = [:], limit: Int = .max
  ) throws(DataError) -> Table {
    try Table.read(
      path: folder.path + "/" + first, format: .pairs,
      options: more.merging([DataFormat.with: .text(folder.path + "/" + second)]), limit: limit)
  }

  @Test func lineBesideLine() throws {
    let folder = try TemporaryFolder()
    try folder.write("a dog\r\nit runs \n\n", to: "t.en")
    try folder.write("ein Hund\nes rennt\nleer", to: "t.de")
    let table = try read(folder, "t.en", "t.de", ["columns": .names(["en", "de"])])
    #expect(table.columns == ["en", "de"])
    #expect(try table.column("en") == ["a dog", "it runs ", ""])
    #expect(try table.column("de") == ["ein Hund", "es rennt", "leer"])
    #expect(table.lines == [1, 2, 3])
    #expect(try read(folder, "t.en", "t.de").columns == ["source", "target"])
  }

  @Test(arguments: [("a\nb\nc\n", "x\ny\n"), ("a\nb\n", "x\ny\nz\n")])
  func unlikeNumbersOfLinesAreRefusedWithBoth(first: String, second: String) throws {
    let folder = try TemporaryFolder()
    try folder.write(first, to: "t.en")
    try folder.write(second, to: "t.de")
    let (lines, others) = (first.split(separator: "\n").count, second.split(separator: "\n").count)
    let path = folder.path + "/t.de"
    #expect {
      try read(folder, "t.en", "t.de")
    } throws: {
      ($0 as? DataError)?.fact == .pairsDiffer(lines: lines, other: path, otherLines: others)
    }
    // The first rows are there.
    #expect(try read(folder, "t.en", "t.de", limit: 1).rowCount == 1)
  }

  /// A peek at the first rows reads no more of the second file than of the first.
  @Test func firstRowsNeedFirstLinesOnly() throws {
    let folder = try TemporaryFolder()
    let (lines, broken) = (Array("a\nb\nc\n".utf8), Array("x\ny\n".utf8) + [0xFF, 0x0A])
    try FileWriter.write(lines, to: folder.path + "/t.en")
    try FileWriter.write(broken, to: folder.path + "/t.de")
    #expect(try read(folder, "t.en", "t.de", limit: 2).column("target") == ["x", "y"])
    #expect(throws: DataError(.invalidUTF8(line: 3), path: folder.path + "/t.de")) {
      try read(folder, "t.en", "t.de")
    }
    // How many lines there are after the first ones is not known.
    try folder.write("a\n", to: "one.en")
    #expect(try read(folder, "one.en", "t.de", limit: 2).rowCount == 1)
  }

  @Test func theFileBesideAnotherIsNamedLikeIt() {
    let partner = { DataFormat.partner(of: $0, first: "data/train.en", second: "data/train.de") }
    #expect(partner("data/val.en") == "data/val.de")
    #expect(partner("other/val.2.en") == "other/val.2.de")
    #expect(partner("data/val.fr") == nil)
    #expect(
      DataFormat.partner(of: "x/en_dev.txt", first: "x/en_train.txt", second: "y/de_train.txt")
        == nil)
  }

  @Test func whatIsMissingIsSaid() throws {
    let folder = try TemporaryFolder()
    try folder.write("a\n", to: "t.en")
    #expect(throws: DataError(.noSecondFile, path: folder.path + "/t.en")) {
      try Table.read(path: folder.path + "/t.en", format: .pairs)
    }
    #expect(throws: DataError.self) { try read(folder, "t.en", "none.de") }
    #expect(throws: DataError.self) {
      try read(folder, "t.en", "t.en", ["columns": .names(["one"])])
    }
  }
}
