// SPDX-License-Identifier: Apache-2.0

import DSL
import Glibc

/// The entries of earlier conversations in a file, one JSON string a line, oldest first.
///
/// Several programs may write at once: each takes a lock on the file for as long as it writes.
final class HistoryFile {
  /// The most entries that are kept.
  static let limit = 10_000
  /// How many more the file may hold until it is cut down to the limit again.
  private static let slack = 1_000
  private static let maximumBytes = 64 << 20

  /// Where the file is.
  let path: String
  private var lines = 0

  /// The history in the file at `path`, which need not be there yet.
  init(path: String) {
    self.path = path
  }

  /// The history of this user: `lstm/history` in `$XDG_STATE_HOME` or in `~/.local/state`; nil when
  /// neither that variable nor `HOME` says where.
  static func ofUser() -> HistoryFile? {
    if let state = Environment["XDG_STATE_HOME"], state.hasPrefix("/") {
      return HistoryFile(path: state + "/lstm/history")
    }
    guard let home = Environment["HOME"], home.hasPrefix("/") else { return nil }
    return HistoryFile(path: home + "/.local/state/lstm/history")
  }

  /// The last entries, at most `limit`; damaged lines are left out, a missing file is an empty one.
  func load() -> [String] {
    guard let descriptor = openLocked(O_RDWR) else { return [] }
    defer { close(descriptor) }
    let kept = entries(in: descriptor)
    lines = kept.total
    if lines > Self.limit { cutDown(to: kept.entries) }
    return kept.entries
  }

  /// Adds an entry; returns what is wrong when it cannot be written.
  func append(_ entry: String) -> String? {
    if let slash = path.lastIndex(of: "/") {
      _ = Folder.make(String(path[..<slash]), mode: 0o700)
    }
    guard let descriptor = openLocked(O_RDWR | O_CREAT | O_APPEND) else { return problem(errno) }
    defer { close(descriptor) }
    var bytes = Array((JSONString.encode(entry) + "\n").utf8)
    if !endsInLineFeed(descriptor) { bytes.insert(UInt8(ascii: "\n"), at: 0) }
    if let error = FileDescriptor.write(bytes, to: descriptor) { return problem(error) }
    lines += 1
    if lines > Self.limit + Self.slack {
      lseek(descriptor, 0, SEEK_SET)
      cutDown(to: entries(in: descriptor).entries)
    }
    return nil
  }

  private func problem(_ error: Int32) -> String {
    "history is not kept: cannot write \(path): \(FileDescriptor.message(for: error))"
  }

  /// The last entries in an open file, and how many lines it has.
  private func entries(in descriptor: Int32) -> (entries: [String], total: Int) {
    guard let bytes = FileDescriptor.readAll(from: descriptor, maximum: Self.maximumBytes) else {
      return ([], 0)
    }
    let lines = bytes.split(separator: UInt8(ascii: "\n"))
    return (lines.suffix(Self.limit).compactMap { JSONString.decode(utf8: $0) }, lines.count)
  }

  /// True for an empty file as well: a line that a crash has cut short must not damage the next.
  private func endsInLineFeed(_ descriptor: Int32) -> Bool {
    guard lseek(descriptor, -1, SEEK_END) >= 0 else { return true }
    return FileDescriptor.read(from: descriptor, limit: 1) == [UInt8(ascii: "\n")]
  }

  /// Puts a file with these entries in the place of the one that this program has locked.
  private func cutDown(to entries: [String]) {
    let temporary = "\(path).\(getpid())"
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { return }
    let bytes = entries.flatMap { Array((JSONString.encode($0) + "\n").utf8) }
    let failure = FileDescriptor.write(bytes, to: descriptor)
    close(descriptor)
    guard failure == nil, rename(temporary, path) == 0 else {
      unlink(temporary)
      return
    }
    lines = entries.count
  }

  /// Opens the file and locks it; again if another program has meanwhile replaced it.
  private func openLocked(_ flags: Int32) -> Int32? {
    while true {
      let descriptor = open(path, flags | O_CLOEXEC, 0o600)
      guard descriptor >= 0 else { return nil }
      while flock(descriptor, LOCK_EX) != 0, errno == EINTR {}
      var opened = stat()
      var present = stat()
      fstat(descriptor, &opened)
      if stat(path, &present) == 0, present.st_ino == opened.st_ino { return descriptor }
      close(descriptor)
    }
  }
}
