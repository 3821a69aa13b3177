// SPDX-License-Identifier: Apache-2.0

import DSL
import Glibc

/// The user's editor, for a text that is longer than a line.
enum TextEditor {
  /// Why a text could not be edited.
  struct Failure: Error {
    /// What to tell the user.
    let reason: String
  }

  /// The text as the user leaves it.
  static func edit(_ text: String) throws(Failure) -> String {
    var path = Array((temporaryFolder + "/lstm-XXXXXX.lstm").utf8CString)
    let descriptor = mkstemps(&path, 5)
    guard descriptor >= 0 else { throw Failure(reason: FileDescriptor.message(for: errno)) }
    let name = path.withUnsafeBufferPointer { buffer in
      buffer.baseAddress.map { String(cString: $0) } ?? ""
    }
    defer { unlink(name) }
    let problem = FileDescriptor.write(Array((text + "\n").utf8), to: descriptor)
    close(descriptor)
    if let problem { throw Failure(reason: FileDescriptor.message(for: problem)) }
    try open(name)
    do throws(ScriptFile.Failure) {
      return try ScriptFile.read(name).text
    } catch {
      throw Failure(reason: error.diagnostic.message)
    }
  }

  private static var temporaryFolder: String {
    Environment["TMPDIR"].flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp"
  }

  /// Opens a file in `$VISUAL` or `$EDITOR`, with the arguments that these name, and waits.
  private static func open(_ path: String) throws(Failure) {
    let command =
      [Environment["VISUAL"], Environment["EDITOR"], "vi"]
      .compactMap { $0 }.first { !$0.allSatisfy(\.isWhitespace) } ?? "vi"
    let words = command.split(separator: " ").map(String.init) + [path]
    var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }
    // Ctrl-C in the editor is the editor's.
    let before = signal(SIGINT, SIG_IGN)
    defer { signal(SIGINT, before) }
    var process = pid_t()
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var defaults = sigset_t()
    sigemptyset(&defaults)
    sigaddset(&defaults, SIGINT)
    posix_spawnattr_setsigdefault(&attributes, &defaults)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))
    let failure = posix_spawnp(&process, words[0], nil, &attributes, &arguments, environ)
    guard failure == 0 else {
      throw Failure(
        reason: "\(words[0]): \(FileDescriptor.message(for: failure)); $EDITOR names the editor")
    }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
    guard status == 0 else { throw Failure(reason: "\(words[0]) ended with an error") }
  }
}
