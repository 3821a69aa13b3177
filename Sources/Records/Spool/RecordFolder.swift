// SPDX-License-Identifier: Apache-2.0

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif
#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The folder of the record: a file for each attempt at a run, `runs/000012.jsonl`, then
/// `runs/000012.2.jsonl`, which are the truth; all else can be made from them.
///
/// An attempt has one writer, who has created its file; nobody waits for anybody. Beside them stand
/// `keys/`, a link from the hash of a run's key to its number, and `changes`, the numbers of runs that
/// were written to, which tells an index what to read again.
public struct RecordFolder: Hashable, Sendable {
  /// Where it is.
  public let path: String

  /// The folder at a path, which is made when it is needed.
  public init(path: String) { self.path = path }

  var runs: String { path + "/runs" }
  private var keys: String { path + "/keys" }
  /// The numbers of runs that were written to, a line each.
  var changes: String { path + "/changes" }
  /// The index, and what is held while it is brought up to date.
  var index: String { path + "/index.sqlite" }
  var lock: String { path + "/index.lock" }

  /// The file of an attempt.
  func spool(_ number: Int, attempt: Int = 1) -> String {
    let digits = String(number)
    let padded = String(repeating: "0", count: max(0, 6 - digits.count)) + digits
    return "\(runs)/\(padded)\(attempt > 1 ? ".\(attempt)" : "").jsonl"
  }

  // MARK: Numbers

  /// The first number that is free, as far as numbers have no gaps.
  func firstFree(after known: Int = 0) -> Int {
    var (low, step) = (known, 1)
    while SmallFile.exists(spool(low + step)) { (low, step) = (low + step, step * 2) }
    var high = low + step
    while high - low > 1 {
      let middle = (low + high) / 2
      if SmallFile.exists(spool(middle)) { low = middle } else { high = middle }
    }
    return high
  }

  /// Creates the file of a new run: whoever has created it has its number.
  func claimRun() throws(RecordProblem) -> (number: Int, descriptor: Int32) {
    try make(runs)
    var number = firstFree()
    while true {
      if let descriptor = try create(spool(number)) { return (number, descriptor) }
      number += 1
    }
  }

  /// Creates the file of a further attempt at a run.
  func claimAttempt(at number: Int) throws(RecordProblem) -> (attempt: Int, descriptor: Int32) {
    var attempt = 2
    while true {
      if let descriptor = try create(spool(number, attempt: attempt)) {
        return (attempt, descriptor)
      }
      attempt += 1
    }
  }

  /// Creates a file; nil when it is there.
  private func create(_ path: String) throws(RecordProblem) -> Int32? {
    let descriptor = open(path, O_RDWR | O_APPEND | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    if descriptor >= 0 { return descriptor }
    guard errno == EEXIST else { throw .system(path) }
    return nil
  }

  private func make(_ folder: String) throws(RecordProblem) {
    for (offset, byte) in folder.utf8.enumerated() where byte == UInt8(ascii: "/") && offset > 0 {
      mkdir(String(decoding: folder.utf8.prefix(offset), as: UTF8.self), 0o700)
    }
    guard mkdir(folder, 0o700) != 0, errno != EEXIST else { return }
    throw .system(folder)
  }

  // MARK: Keys

  /// The number of the run that was trained last with a key, by the key's hash; nil for none.
  public func number(ofKey key: String) -> Int? {
    var text = [CChar](repeating: 0, count: 32)
    let count = readlink(keys + "/" + key, &text, text.count - 1)
    guard count > 0 else { return nil }
    return Int(
      String(decoding: text.prefix(count).map(UInt8.init(bitPattern:)), as: UTF8.self)
    ).flatMap { SmallFile.exists(spool($0)) ? $0 : nil }
  }

  /// Notes the number of a key; that it cannot is no harm.
  func link(key: String, to number: Int) {
    guard (try? make(keys)) != nil else { return }
    let (place, new) = (keys + "/" + key, keys + "/.\(key).\(getpid())")
    if symlink(String(number), place) == 0 { return }
    unlink(new)
    if symlink(String(number), new) == 0, rename(new, place) != 0 { unlink(new) }
  }

  /// Forgets the number of a key, where it is this one: nothing goes on under it.
  func forget(key: String, of number: Int) {
    guard self.number(ofKey: key) == number else { return }
    remove(keys + "/" + key)
  }

  // MARK: Lines

  /// A line as bytes.
  static func bytes(of line: RecordLine) throws(RecordProblem) -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    do {
      return Array(try encoder.encode(line)) + [UInt8(ascii: "\n")]
    } catch {
      throw RecordProblem(path: "", reason: "a line cannot be encoded")
    }
  }

  /// Writes a line to a file; where a killed writer or a full disk has left half a line, on a new one.
  static func write(
    _ line: RecordLine, to descriptor: Int32, _ path: String
  ) throws(RecordProblem) {
    var bytes = try bytes(of: line)
    let size = lseek(descriptor, 0, SEEK_END)
    var last: UInt8 = 0
    if size > 0, pread(descriptor, &last, 1, size - 1) == 1, last != UInt8(ascii: "\n") {
      bytes.insert(UInt8(ascii: "\n"), at: 0)
    }
    try write(bytes, to: descriptor, path)
  }

  /// Writes bytes to a file, all of them or as many as there is room for.
  static func write(_ bytes: [UInt8], to descriptor: Int32, _ path: String) throws(RecordProblem) {
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes { buffer in
        buffer.baseAddress.map { writeBytes(descriptor, $0 + done, bytes.count - done) } ?? 0
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw .system(path) }
      done += count
    }
  }

  /// Adds a line to the file of a run: what is told after its end.
  func append(_ line: RecordLine, to number: Int) throws(RecordProblem) {
    let path = spool(number)
    let descriptor = open(path, O_RDWR | O_APPEND | O_CLOEXEC)
    guard descriptor >= 0 else { throw .system(path) }
    defer { close(descriptor) }
    try Self.write(line, to: descriptor, path)
    noteChange(of: number)
  }

  /// Tells indexes that a run has changed; that it cannot is no harm, as they can be made anew.
  func noteChange(of number: Int) {
    let descriptor = open(changes, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    try? Self.write(Array("\(number)\n".utf8), to: descriptor, changes)
  }
}
