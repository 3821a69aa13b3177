// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import LSTM

@Suite struct FolderTests {
  private let files = [
    "walk_2.csv": "#left, right\n1,2\n3,?\n", "walk_10.csv": "#left, right\n5,6\n",
    "places.csv": "\u{FEFF}#walk_ID, place\n10, hall\n2,kitchen\n", "notes.txt": "none",
  ]

  private func read(
    _ files: [String: String], _ options: FormatOptions, path: String = ""
  ) throws -> Table {
    try withFolder(files) {
      try Table.read(path: $0 + path, format: .folder, options: options)
    }
  }

  private let options: FormatOptions = [
    "files": .text("walk_{id}.csv"), "targets": .text("places.csv"),
  ]

  /// The error that reading gives, with the name of its file.
  private func problem(_ files: [String: String]) -> (file: String?, fact: DataError.Fact)? {
    do {
      _ = try read(files, options)
      return nil
    } catch let error as DataError {
      return (error.path?.split(separator: "/").last.map(String.init), error.fact)
    } catch {
      return nil
    }
  }

  @Test func eachFileIsACase() throws {
    let rows = try read(files, options)
    #expect(rows.columns == ["id", "left", "right", "place"])
    #expect(try rows.column("id") == ["2", "10"])
    #expect(try rows.column("place") == ["kitchen", "hall"])
    #expect(try rows.sequences("left") == [[1, 3], [5]])
    #expect(try rows.sequences("right").map(\.count) == [2, 1])
    #expect(rows.sequenceColumns == ["left", "right"])
    #expect(DataFormat.folder.use.targetColumns(of: rows.columns) == ["place"])
  }

  @Test func thePatternMayStandInThePath() throws {
    let rows = try read(files, [:], path: "/walk_{id}.csv")
    #expect(rows.columns == ["id", "left", "right"] && rows.rowCount == 2)
    #expect(
      fact { try read(files, [:]) }
        == .badOption(
          name: "files", expected: "how the files are called, such as \"walk_{id}.csv\""))
    #expect(
      fact { try read(files, [:], path: "/talk_{id}.csv") } == .noFiles(pattern: "talk_{id}.csv"))
    #expect(
      fact { try read(files, ["files": .text("walk_{id.csv")]) }
        == .badOption(
          name: "files", expected: "a file name with a name in braces for what differs"))
    #expect(fact { try read(files, options, path: "/nothing") } == .fileNotFound)
  }

  @Test func filesAndTargetsBelongTogether() throws {
    var changed = files
    changed["walk_3.csv"] = "left,right\n1,2\n"
    let missing = try #require(problem(changed))
    #expect(missing.file == "walk_3.csv")
    #expect(missing.fact == .fileWithoutTarget(parts: "id 3", targets: "places.csv"))

    changed = files
    changed["walk_2.csv"] = nil
    let lost = try #require(problem(changed))
    #expect(lost.file == "places.csv" && lost.fact == .targetWithoutFile(line: 3, parts: "id 2"))

    changed = files
    changed["places.csv"] = "walk_ID,place\n10,hall\n2,hall\n010,hall\n"
    let twice = try #require(problem(changed))
    #expect(twice.fact == .targetTwice(line: 4, parts: "id 010", first: 2))

    changed["places.csv"] = "number,place\n10,hall\n"
    let unnamed = try #require(problem(changed))
    #expect(unnamed.fact == .noJoinColumn(names: ["id"], available: ["number", "place"]))
  }

  @Test func filesAreAlike() throws {
    var changed = files
    changed["walk_10.csv"] = "left,up\n5,6\n"
    let other = try #require(problem(changed))
    #expect(other.file == "walk_10.csv")
    #expect(other.fact == .otherColumns(found: ["left", "up"], expected: ["left", "right"]))
    changed["walk_10.csv"] = "left,right\n5,6\n7,x\n"
    let text = try #require(problem(changed))
    #expect(text.fact == .notANumber(line: 3, column: "right", value: "x"))
    changed["walk_10.csv"] = "left,right\n"
    #expect(problem(changed)?.fact == .noRows)
    changed["places.csv"] = "id,left\n2,a\n10,b\n"
    #expect(problem(changed)?.fact == .duplicateColumn(name: "left"))
  }

  @Test func readsIndoorMovement() throws {
    guard let folder = realData("indoor_movement") else { return }
    let rows = try Table.read(
      path: folder, format: .folder,
      options: [
        "files": .text("MovementAAL_RSS_{id}.csv"), "targets": .text("MovementAAL_target.csv"),
      ])
    #expect(rows.rowCount == 314 && rows.columns.first == "id")
    #expect(rows.sequenceColumns == (1...4).map { "RSS_anchor\($0)" })
    #expect(rows.columns.last == "class_label")
    #expect(Set(try rows.column("class_label")) == ["1", "-1"])
  }
}
