// SPDX-License-Identifier: Apache-2.0

import Glibc
import Testing

@testable import REPL

@Suite struct HistoryFileTests {
  private let folder: TemporaryFolder
  private var path: String { folder.path + "/deep/er/history" }

  init() throws {
    folder = try TemporaryFolder()
  }

  @Test func entriesComeBackAsTheyWere() {
    let entries = [
      "#12 note", "model m =\n#3 layers\n\tlstm 4", "print \"你好\\n\"", "\u{1B}\u{0}é👍🏽",
    ]
    let history = HistoryFile(path: path)
    for entry in entries { #expect(history.append(entry) == nil) }
    #expect(HistoryFile(path: path).load() == entries)
  }

  @Test func aMissingFileIsAnEmptyHistory() {
    #expect(HistoryFile(path: path).load() == [])
  }

  @Test func damagedLinesAreLeftOut() throws {
    var bytes = Array("\"one\"\n{}\n\"two\n\n\"bad \\q\"\n\"\\ud83d\"\n\"".utf8)
    bytes += [0xFF, 0x22, 0x0A] + Array("\"\\ud83d\\ude00\\/\"\n\"cut sho".utf8)
    let history = HistoryFile(path: try folder.write(bytes: bytes, to: "history"))
    #expect(history.load() == ["one", "😀/"])
    #expect(history.append("three") == nil)
    #expect(history.load() == ["one", "😀/", "three"])
  }

  @Test func theOldestGoBeyondTheLimit() throws {
    let total = HistoryFile.limit + 5
    let text = (1...total).map { "\"entry \($0)\"\n" }.joined()
    let history = HistoryFile(path: try folder.write(text, to: "history"))
    let loaded = history.load()
    #expect(loaded.count == HistoryFile.limit)
    #expect(loaded.first == "entry 6" && loaded.last == "entry \(total)")
    #expect(lineCount(history.path) == HistoryFile.limit)
  }

  @Test func aLongConversationIsCutDownToo() throws {
    let text = (1...HistoryFile.limit).map { "\"entry \($0)\"\n" }.joined()
    let history = HistoryFile(path: try folder.write(text, to: "history"))
    _ = history.load()
    for number in 1...1_001 { _ = history.append("new \(number)") }
    #expect(lineCount(history.path) == HistoryFile.limit)
    #expect(HistoryFile(path: history.path).load().last == "new 1001")
  }

  @Test func twoWritersLoseNothing() async {
    let path = path
    await withTaskGroup(of: Void.self) { group in
      for writer in ["a", "b"] {
        group.addTask {
          let history = HistoryFile(path: path)
          for number in 1...200 { _ = history.append("\(writer)\(number)") }
        }
      }
    }
    let loaded = HistoryFile(path: path).load()
    #expect(loaded.count == 400)
    #expect(loaded.filter { $0.hasPrefix("a") } == (1...200).map { "a\($0)" })
  }

  @Test func aFileThatCannotBeWrittenIsNamed() {
    let problem = HistoryFile(path: "/proc/none/history").append("x")
    #expect(problem?.hasPrefix("history is not kept: cannot write /proc/none/history: ") == true)
  }

  private func lineCount(_ path: String) -> Int? {
    let descriptor = open(path, O_RDONLY)
    defer { close(descriptor) }
    let bytes = FileDescriptor.readAll(from: descriptor, maximum: 1 << 24)
    return bytes?.count { $0 == UInt8(ascii: "\n") }
  }
}
