// SPDX-License-Identifier: Apache-2.0

import DSL
import Glibc

/// Reads scripts.
enum ScriptFile {
  /// How the names of scripts end, without the dot.
  static let endings = ["lstm", "md"]
  /// The most bytes that a script may have.
  static let maximumBytes = 64 << 20

  /// Why a script cannot be read, and the exit status that follows.
  struct Failure: Error {
    /// What to tell the user.
    let diagnostic: Diagnostic
    /// `.usage` when there is no such script, `.invalidScript` when it is not text.
    let status: ExitStatus
  }

  /// The script at `path`, or on standard input for `-`.
  static func read(_ path: String) throws(Failure) -> SourceText {
    guard path != "-" else { return try read(STDIN_FILENO, name: "<stdin>") }
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure(errno, name: path) }
    defer { close(descriptor) }
    return try read(descriptor, name: path)
  }

  /// The folder that relative paths in a script start from: that of the script, and the working
  /// directory for standard input.
  static func folder(of path: String) -> String {
    guard path != "-", let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  private static func read(_ descriptor: Int32, name: String) throws(Failure) -> SourceText {
    guard let bytes = FileDescriptor.readAll(from: descriptor, maximum: maximumBytes) else {
      throw failure(errno, name: name)
    }
    do throws(Diagnostic) {
      return try SourceText(name: name, utf8: bytes)
    } catch {
      throw Failure(diagnostic: error, status: .invalidScript)
    }
  }

  private static func failure(_ error: Int32, name: String) -> Failure {
    let (code, message, help): (DiagnosticCode, String, String?) =
      switch error {
      case ENOENT, ENOTDIR: (.fileNotFound, "there is no file \(name)", nil)
      case EISDIR:
        (.unreadableFile, "\(name) is a folder, not a script", "name a script in it")
      case EFBIG: (.unreadableFile, "\(name) is larger than 64 MiB: no script is", nil)
      default:
        (.unreadableFile, "\(name) cannot be read: \(StandardStreams.problem(error))", nil)
      }
    return Failure(diagnostic: Diagnostic(code, message, at: nil, help: help), status: .usage)
  }
}
