// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import LSTM

@Suite struct RecordingsTests {
  private let files = [
    "7_ann_10.wav": "", "7_ann_2.WAV": "", "3_bob_0.flac": "", "README.md": "none",
  ]

  private func read(
    _ files: [String: String], _ options: FormatOptions = [:], path: String = ""
  ) throws -> Table {
    try withFolder(files) {
      try Table.read(path: $0 + path, format: .wav, options: options)
    }
  }

  @Test func namesSayWhatTheyHold() throws {
    let rows = try read(files, ["name": .text("{digit}_{speaker}_{take}")])
    #expect(rows.columns == ["file", "digit", "speaker", "take"])
    #expect(try rows.column("file") == ["3_bob_0.flac", "7_ann_2.WAV", "7_ann_10.wav"])
    #expect(try rows.column("speaker") == ["bob", "ann", "ann"])
    #expect(rows.folder?.isEmpty == false)
  }

  @Test func thePatternMayStandInThePath() throws {
    let rows = try read(files, path: "/{digit}_{speaker}_{take}")
    #expect(try rows.column("take") == ["0", "2", "10"])
    let wave = try read(["a_1.wav": ""], ["name": .text("a_{n}.wav")])
    #expect(try wave.column("n") == ["1"])
  }

  @Test func everyRecordingHasANameOfThePattern() throws {
    var more = files
    more["hum.wav"] = ""
    let pattern = "{digit}_{speaker}_{take}"
    #expect(
      fact { try read(more, ["name": .text(pattern)]) }
        == .otherFileName(name: "hum.wav", pattern: pattern))
    #expect(
      fact { try read(files, ["name": .text("{file}_{a}_{b}")]) } == .duplicateColumn(name: "file"))
    #expect(fact { try read(["a.txt": ""]) } == .noRecordings)
    #expect(
      fact { try read(["a.txt": ""], ["name": .text("{a}")]) } == .noFiles(pattern: "{a}"))
  }

  @Test func withoutAPatternTheFoldersAreAColumn() throws {
    #expect(try read(files).columns == ["file"])
    let rows = try read(["yes/1.wav": "", "no/2.wav": "", "no/deep/3.wav": ""])
    #expect(rows.columns == ["file", "folder"])
    #expect(try rows.column("file") == ["no/2.wav", "no/deep/3.wav", "yes/1.wav"])
    #expect(try rows.column("folder") == ["no", "no/deep", "yes"])
    let named = try read(
      ["yes/ann_1.wav": "", "no/bob_2.wav": ""], ["name": .text("{word}/{speaker}_{take}")])
    #expect(try named.column("word") == ["no", "yes"])
  }

  @Test func aTableSaysWhatIsSpoken() throws {
    var talks = ["a.wav": "", "b.wav": ""]
    talks["texts.csv"] = "file,words\nb.wav,two\na.wav,one\n"
    let rows = try read(talks, ["targets": .text("texts.csv")])
    #expect(rows.columns == ["file", "words"])
    #expect(try rows.column("words") == ["one", "two"])
    talks["c.wav"] = ""
    #expect(
      fact { try read(talks, ["targets": .text("texts.csv")]) }
        == .fileWithoutTarget(parts: "file c.wav", targets: "texts.csv"))
  }

  @Test func oneRecordingIsARow() throws {
    let rows = try read(files, path: "/7_ann_10.wav")
    #expect(try rows.column("file") == ["7_ann_10.wav"])
    #expect(fact { try read(files, path: "/nothing.wav") } == .fileNotFound)
  }

  @Test func aFolderOfRecordingsIsKnownByThem() throws {
    let found = try withFolder(files) { try DataFormats.inferred(from: $0).name }
    #expect(found == "wav")
  }
}
