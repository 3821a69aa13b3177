// SPDX-License-Identifier: Apache-2.0

/// The wording of what is wrong with any file.
extension Diagnostic {
  static func notUTF8(_ name: String, line: Int) -> Diagnostic {
    Diagnostic(
      .notUTF8, "`\(name)` is not UTF-8: line \(line) has bytes that are no characters", at: nil,
      help: "save the file as UTF-8 and try again")
  }

  /// A file that cannot be written, for a reason.
  public static func unwritable(_ path: String, reason: String, at span: Span?) -> Diagnostic {
    Diagnostic(.unwritableFile, "`\(path)` cannot be written: \(reason)", at: span)
  }
}
