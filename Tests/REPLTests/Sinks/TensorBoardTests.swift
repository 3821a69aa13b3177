// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import DSL
@testable import REPL

/// `--tensorboard FOLDER`, read back by the format of its files.
@Suite(.serialized, .enabled(if: BuiltProgram.path != nil, "lstm was not built beside the tests"))
struct TensorBoardTests {
  private let folder: TemporaryFolder
  private let program: String
  private static let script = SmallRun.script(epochs: 4) + "eval t = r\n"

  init() throws {
    folder = try TemporaryFolder()
    program = try #require(BuiltProgram.path)
  }

  private func lstm(_ arguments: String...) throws -> BuiltProgram.Result {
    try BuiltProgram.run(program, arguments, in: folder.path)
  }

  private func names(_ path: String) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: "\(folder.path)/\(path)")) ?? [])
      .sorted()
  }

  /// The only file of a run.
  private func file(_ run: String) throws -> EventFile {
    let files = names("board/\(run)")
    #expect(files.count == 1 && files[0].hasPrefix("events.out.tfevents."), "\(files)")
    return try EventFile("\(folder.path)/board/\(run)/\(try #require(files.first))")
  }

  @Test func curvesAndSettingsAreWritten() throws {
    let plain = try lstm("-c", Self.script)
    let result = try lstm("--fresh", "-c", Self.script, "--tensorboard", "board")
    #expect(result.status == 0 && result.output == plain.output, "\(result.errors)")
    #expect(names("board") == ["r"])
    let events = try file("r")
    #expect(events.version == "brain.Event:2")
    #expect(events.times == events.times.sorted() && events.times.allSatisfy { $0 > 1e9 })
    let losses = events.numbers("train/loss")
    #expect(losses.map(\.step) == [1, 2, 3, 4])
    let lines = result.errors.split(separator: "\n").filter { $0.hasPrefix("epoch") }
    #expect(lines.count == 4)
    for (loss, line) in zip(losses, lines) {
      let shown = line.components(separatedBy: "train.loss ").last?.split(separator: " ").first
      let value = try #require(shown.flatMap { Float($0) })
      #expect(abs(value - loss.value) < 0.001, "\(line)")
    }
    for tag in ["valid/loss", "valid/f1", "valid/accuracy"] {
      #expect(events.numbers(tag).map(\.step) == [1, 2, 3, 4], "\(tag)")
    }
    #expect(events.numbers("learning_rate").map(\.value) == [0.05, 0.05, 0.05, 0.05])
    let settings = try #require(events.values.first { $0.tag == "settings" })
    #expect(settings.plugin == "text" && settings.number == nil)
    for row in ["| stack | embed 4 \\| lstm 3 \\| output |", "| lr | 0.05 |", "| batch | 2 |"] {
      #expect(settings.text?.contains(row) == true, "\(row) in \(settings.text ?? "")")
    }
    let accuracy = try #require(events.numbers("test/accuracy").first)
    #expect((1...4).contains(accuracy.step) && (0...1).contains(accuracy.value))
  }

  /// What is not trained again is written all the same, beside what was written before.
  @Test func aRunOfTheCacheHasItsCurves() throws {
    for _ in 0..<2 {
      #expect(try lstm("-c", Self.script, "--tensorboard", "board").status == 0)
    }
    #expect(names("board") == ["r", "r-2"])
    let (first, second) = (try file("r"), try file("r-2"))
    let numbers = [first, second].map { $0.values.filter { $0.number != nil } }
    #expect(numbers[0] == numbers[1] && numbers[0].count > 20)
    #expect(second.values.contains { $0.text?.contains("| from | cache |") == true })
  }

  @Test func eachOfSeveralRunsHasAFolder() throws {
    let script = SmallRun.model + "grid g = train m(units=[2, 3]) epochs=2 batch=2 lr=0.1 cosine\n"
    #expect(try lstm("-c", script, "--tensorboard", "board").status == 0)
    #expect(names("board") == ["g[1]", "g[2]"])
    let events = try file("g[2]")
    #expect(events.numbers("train/loss").count == 2)
    let rates = events.numbers("learning_rate").map(\.value)
    #expect(rates.count == 2 && rates[1] < rates[0] && rates[0] < 0.1)
    let text = events.values.first { $0.tag == "settings" }?.text
    #expect(
      text?.contains("| units | 3 |") == true && text?.contains("| schedule | cosine |") == true)
  }

  @Test func aFolderThatCannotBeWrittenIsRefusedBeforeTheRun() throws {
    try "".write(toFile: folder.path + "/file", atomically: true, encoding: .utf8)
    for path in ["file", "file/board", "/proc/board"] {
      let result = try lstm("-c", Self.script, "--tensorboard", path)
      #expect(result.status == ExitStatus.usage.rawValue, "\(path): \(result.errors)")
      #expect(result.errors.contains("--tensorboard") && !result.errors.contains("train r"))
    }
  }

  @Test func checksumsAreThoseOfTheFormat() {
    #expect(RecordFile.checksum(Array("123456789".utf8)) == 0xE306_9283)
    #expect(RecordFile.checksum([]) == 0)
  }

  @Test func numbersOfAnySizeAreWritten() {
    var writer = ProtobufWriter()
    writer.put(1, 300)
    writer.put(2, -1)
    writer.put(16, "a")
    let minus = [UInt8](repeating: 0xFF, count: 9) + [1]
    #expect(writer.bytes == [0x08, 0xAC, 0x02, 0x10] + minus + [0x82, 0x01, 0x01, 0x61])
  }
}
