// SPDX-License-Identifier: Apache-2.0

import DSL
import Glibc

/// Keeps the statements of a session in a file while it goes on, so that they outlive a crash.
///
/// Beside the file stands another one, which this program holds a lock on for as long as it lives: a
/// file without such a lock is that of a session that has ended. What ended on purpose is kept too,
/// but not offered.
final class SessionFile {
  /// A session that has ended.
  struct Ended {
    /// The file with its statements.
    let path: String
    /// The working directory that it had.
    let folder: String
    /// How many entries it had.
    let entries: Int
    /// Whether nobody ended it: the program crashed, or the terminal was closed.
    let isBrokenOff: Bool
    /// Its statements.
    let script: String
    /// When it was written last, in seconds since 1970.
    let time: Int
  }

  /// How many ended sessions are kept.
  private static let limit = 20
  private static let maximumBytes = 64 << 20
  private static let mark = "# lstm session: "

  private let folder: String
  private let path: String
  private let workingDirectory: String
  private var lock: Int32 = -1
  private var last = ""

  /// The file of a session that begins, in a folder of such files; it is made when there is
  /// something to be kept.
  init(in folder: String, workingDirectory: String) {
    self.folder = folder
    self.workingDirectory = workingDirectory
    path = "\(folder)/\(Clock.secondsSince1970())-\(getpid()).lstm"
  }

  /// The folder of this user; nil when nothing says where it is.
  static func folderOfUser() -> String? {
    HistoryFile.ofUser().map { history in
      String(history.path.prefix(upTo: history.path.lastIndex(of: "/") ?? history.path.endIndex))
        + "/sessions"
    }
  }

  /// Keeps the session as it is now; a file that cannot be written is left alone.
  func write(_ script: String, entries: Int) {
    guard script != last else { return }
    guard entries > 0 || lock >= 0 else { return }
    if lock < 0 { open() }
    guard lock >= 0 else { return }
    put(script, entries, isOpen: true)
    last = script
  }

  /// Notes that the session has ended on purpose.
  func end(entries: Int) {
    guard lock >= 0 else { return }
    if entries > 0 { put(last, entries, isOpen: false) } else { unlink(path) }
    unlink(path + ".lock")
    close(lock)
    lock = -1
  }

  private func put(_ script: String, _ entries: Int, isOpen: Bool) {
    let head =
      Self.mark + "\(entries) \(isOpen ? "open" : "ended") "
      + JSONString.encode(workingDirectory) + "\n"
    try? TextFile.write(head + script, to: path, isPrivate: true)
  }

  private func open() {
    _ = Folder.make(folder, mode: 0o700)
    // An earlier version left it open to others.
    chmod(folder, 0o700)
    let descriptor = Glibc.open(path + ".lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { return }
    if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { lock = descriptor } else { close(descriptor) }
  }

  // MARK: Sessions that have ended

  /// The sessions in a folder that have ended, the last one first.
  static func ended(in folder: String) -> [Ended] {
    var found: [Ended] = []
    for name in Folder.names(in: folder).sorted().reversed() where name.hasSuffix(".lstm") {
      let path = folder + "/" + name
      guard !isHeld(path) else { continue }
      if found.count >= limit {
        remove(path)
      } else if let session = read(path) {
        found.append(session)
      }
    }
    return found.sorted { $0.time > $1.time }
  }

  /// Lets a session that was broken off count as one that was ended: it is not offered again.
  static func settle(_ session: Ended) {
    let head = mark + "\(session.entries) ended " + JSONString.encode(session.folder) + "\n"
    try? TextFile.write(head + session.script, to: session.path, isPrivate: true)
  }

  /// Forgets a session.
  static func remove(_ path: String) {
    unlink(path)
    unlink(path + ".lock")
  }

  /// Whether the program that writes a file still lives.
  private static func isHeld(_ path: String) -> Bool {
    let descriptor = Glibc.open(path + ".lock", O_RDWR | O_CLOEXEC)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    return flock(descriptor, LOCK_EX | LOCK_NB) != 0
  }

  /// A session; nil for a file that is none.
  private static func read(_ path: String) -> Ended? {
    let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var state = stat()
    guard fstat(descriptor, &state) == 0,
      let bytes = FileDescriptor.readAll(from: descriptor, maximum: maximumBytes),
      let text = String(validating: bytes, as: UTF8.self), text.hasPrefix(mark),
      let end = text.firstIndex(of: "\n")
    else { return nil }
    let words = text[..<end].dropFirst(mark.count).split(separator: " ", maxSplits: 2)
    guard words.count == 3, let entries = Int(words[0]),
      let folder = JSONString.decode(String(words[2]))
    else { return nil }
    return Ended(
      path: path, folder: folder, entries: entries, isBrokenOff: words[1] == "open",
      script: String(text[text.index(after: end)...]), time: Int(state.st_mtim.tv_sec))
  }
}
