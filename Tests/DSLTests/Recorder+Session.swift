// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import DSL

extension Recorder {
  /// A session that has run a script, which reads `file` as `c.csv` in a folder.
  static func session(
    in folder: TemporaryFolder, _ script: String, file: String, cache: String? = nil
  ) throws -> Recorder {
    try folder.write(file, to: "c.csv")
    let recorder = Recorder(in: folder.path, cache: cache)
    #expect(recorder.enter(script) == .success, "\(recorder.problems)")
    return recorder
  }
}
