// SPDX-License-Identifier: Apache-2.0

import Foundation

@testable import LSTM

/// Calls `body` with system files of these texts, which are gone afterwards.
func withSystemFiles<Result>(
  _ texts: [String: String], _ body: (SystemFiles) throws -> Result
) throws -> Result {
  let root = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
  defer { try? FileManager.default.removeItem(at: root) }
  for (path, text) in texts {
    let file = root.appendingPathComponent(path)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }
  return try body(SystemFiles(root: root.path))
}
