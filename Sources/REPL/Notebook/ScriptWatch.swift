// SPDX-License-Identifier: Apache-2.0

import DSL
import Glibc

/// Runs a script, and what has changed of it each time its file is saved.
struct ScriptWatch {
  private static let pause: Int32 = 100

  let path: String
  let conversation: Conversation

  /// Goes on until Ctrl-C is pressed while nothing runs, or the program is asked to end.
  func run() -> ExitStatus {
    var seen: [String: FileStamp] = [:]
    while true {
      // A script that cannot be read the first time is a mistake of the command line.
      let isFirst = seen.isEmpty
      seen = stamps()
      do throws(ScriptFile.Failure) {
        let status = conversation.update(try ScriptFile.read(path))
        if status == .terminated { return status }
      } catch {
        conversation.show(.diagnostic(error.diagnostic))
        if isFirst { return error.status }
      }
      seen.merge(stamps()) { before, _ in before }
      // What stopped the run is not meant for the watch; what comes after the line is.
      Signals.clearInterrupt()
      conversation.show(.note("watching \(path); Ctrl-C ends"))
      guard waitForChange(from: seen) else {
        return Signals.isTerminated ? .terminated : .interrupted
      }
    }
  }

  /// The script and the files that it reads, as they are.
  private func stamps() -> [String: FileStamp] {
    let files = [path] + conversation.session.filesRead
    return Dictionary(files.map { ($0, FileStamp(of: $0)) }) { first, _ in first }
  }

  /// Waits until files have changed and stay as they are; false when it is asked to end.
  private func waitForChange(from seen: [String: FileStamp]) -> Bool {
    var last = seen
    while true {
      poll(nil, 0, Self.pause)
      if Signals.isTerminated || Signals.interruption() != .none { return false }
      let now = seen.keys.reduce(into: [:]) { $0[$1] = FileStamp(of: $1) }
      if now != seen, now == last { return true }
      last = now
    }
  }
}
