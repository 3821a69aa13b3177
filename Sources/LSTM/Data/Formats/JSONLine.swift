// SPDX-License-Identifier: Apache-2.0

/// One JSON object on a line, for those who write more into it.
public enum JSONLine {
  /// The names of its fields; empty for what is no object.
  public static func fieldNames(of line: ArraySlice<UInt8>) -> [String] {
    ((try? JSONScanner.fields(of: line.span)) ?? []).map(\.name)
  }
}
