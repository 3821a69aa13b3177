// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

/// Pictures as text in files beside the tests.
enum PlotSnapshot {
  /// What is kept under a name; with `RECORD=1` it is `found` from now on, and the test fails once
  /// so that nobody records without noticing.
  static func text(_ name: String, found: String) throws -> String {
    let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Snapshots/\(name).txt")
    if ProcessInfo.processInfo.environment["RECORD"] == "1" {
      try FileManager.default.createDirectory(
        at: path.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(found.utf8).write(to: path)
      Issue.record("recorded \(name)")
    }
    return try String(contentsOf: path, encoding: .utf8)
  }
}
