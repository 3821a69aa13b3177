// SPDX-License-Identifier: Apache-2.0
import Foundation

@testable import LSTM

/// Calls `body` with the path of a file that has these bytes and is gone afterwards.
func withFile<Result>(
  _ bytes: some Sequence<UInt8>, named name: String = "data.csv",
  _ body: (String) throws -> Result
) throws -> Result {
  let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  let file = folder.appendingPathComponent(name)
  try Data(bytes).write(to: file)
  return try body(file.path)
}

/// Calls `body` with the path of a folder that has these files and is gone afterwards.
func withFolder<Result>(
  _ files: [String: String], _ body: (String) throws -> Result
) throws -> Result {
  let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  for (name, content) in files {
    let file = folder.appendingPathComponent(name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(content.utf8).write(to: file)
  }
  return try body(folder.path)
}

/// The table in a file of this content.
func table(
  _ content: String, _ format: DataFormat? = nil, options: FormatOptions = [:],
  named name: String = "data.csv"
) throws -> Table {
  try withFile(content.utf8, named: name) {
    try Table.read(path: $0, format: format, options: options)
  }
}

/// The fact that `body` throws; nil if it throws none.
func fact(_ body: () throws -> some Any) -> DataError.Fact? {
  do {
    _ = try body()
    return nil
  } catch let error as DataError {
    return error.fact
  } catch {
    return nil
  }
}

/// The path of a real data set beside the repository; nil, with a note, where there is none.
func realData(_ name: String, file: String = #filePath) -> String? {
  var folder = URL(fileURLWithPath: file).resolvingSymlinksInPath()
  for _ in 0..<4 { folder.deleteLastPathComponent() }
  let path = folder.deletingLastPathComponent().appendingPathComponent("shared/data/\(name)").path
  if FileManager.default.fileExists(atPath: path) { return path }
  print("skipped: there is no shared/data/\(name) beside the repository")
  return nil
}

/// A shuffler for tests: a permutation by a linear congruential generator.
struct TestShuffler: IndexShuffler {
  var seed: UInt64 = 1

  func shuffled(_ n: Int, stream: UInt64) -> [Int] {
    var state = seed &* 0x9E37_79B9_7F4A_7C15 &+ stream
    var order = Array(0..<n)
    for last in order.indices.dropFirst().reversed() {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      order.swapAt(last, Int(state >> 33) % (last + 1))
    }
    return order
  }
}

/// `label,text` with two rows, packed by gzip.
let gzippedRows: [UInt8] = [
  0x1F, 0x8B, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0xCB, 0x49, 0x4C, 0x4A,
  0xCD, 0xD1, 0x29, 0x49, 0xAD, 0x28, 0xE1, 0x32, 0xD4, 0x49, 0xCF, 0xCF, 0x4F, 0xE1,
  0x32, 0xD0, 0x49, 0x4A, 0x4C, 0xE1, 0x02, 0x00, 0xD4, 0xC3, 0x68, 0x87, 0x18, 0x00,
  0x00, 0x00,
]
