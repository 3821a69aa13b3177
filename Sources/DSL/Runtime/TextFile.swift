// SPDX-License-Identifier: Apache-2.0

import LSTM

/// Writes texts to files.
public enum TextFile {
  /// Writes a file, whole or not at all.
  public static func write(_ text: String, to path: String) throws(Diagnostic) {
    do {
      try FileWriter.write(Array(text.utf8), to: path)
    } catch {
      throw .unwritable(path, reason: error.reason, at: nil)
    }
  }
}
