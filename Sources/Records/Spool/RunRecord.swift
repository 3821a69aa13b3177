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

/// All that is kept of a run, read from the files of its attempts.
public struct RunRecord: Hashable, Sendable {
  /// One attempt.
  public struct Attempt: Hashable, Sendable {
    /// Where and when.
    public var start: AttemptStart
    /// The epochs that it did.
    public var epochs: [EpochFacts] = []
    /// How it ended; nil while it is under way, or when its process died.
    public var end: RunEnd?

    /// How it stands.
    public var status: RunStatus {
      end?.status ?? (start.process.isAlive ? .running : .died)
    }
  }

  /// What a person has noted, and when.
  public struct Note: Hashable, Sendable {
    /// The words.
    public var text: String
    /// When, in seconds since 1970.
    public var time: Double
  }

  /// Its number.
  public let number: Int
  /// What was known when it began.
  public let start: RunStart
  /// The attempts, at least one.
  public private(set) var attempts: [Attempt]
  /// How well it does, in the order of measuring.
  public private(set) var evaluations: [EvaluationFacts] = []
  /// What came of it.
  public private(set) var artefacts: [ArtefactFacts] = []
  /// What persons have noted.
  public private(set) var notes: [Note] = []
  /// Its tags, sorted.
  public private(set) var tags: [String] = []
  /// How many lines cannot be read.
  public private(set) var damaged = 0

  /// Reads a run; nil when there is none by this number, it was deleted, or its first line is not whole.
  public init?(_ number: Int, in folder: RecordFolder) {
    guard let bytes = SmallFile.bytes(folder.spool(number)) else { return nil }
    self.number = number
    let decoder = JSONDecoder()
    let (lines, lost) = Self.lines(of: bytes, decoder)
    guard let first = lines.first, first.deleted != true, let start = first.start,
      let attempt = first.attempt
    else { return nil }
    self.start = start
    attempts = [Attempt(start: attempt)]
    damaged = lost
    var tags: Set<String> = []
    for line in lines.dropFirst() { take(line, &tags) }
    var next = 2
    while let bytes = SmallFile.bytes(folder.spool(number, attempt: next)) {
      let (lines, lost) = Self.lines(of: bytes, decoder)
      damaged += lost
      if let start = lines.first?.attempt {
        attempts.append(Attempt(start: start))
        for line in lines.dropFirst() { take(line, &tags) }
      }
      next += 1
    }
    self.tags = tags.sorted()
  }

  private mutating func take(_ line: RecordLine, _ tags: inout Set<String>) {
    let last = attempts.count - 1
    if let epoch = line.epoch { attempts[last].epochs.append(epoch) }
    if let end = line.end { attempts[last].end = end }
    if let evaluation = line.evaluation { evaluations.append(evaluation) }
    if let artefact = line.artefact { artefacts.append(artefact) }
    switch line.remark {
    case .note(let text)?: notes.append(Note(text: text, time: line.time ?? 0))
    case .tag(let tag)?: tags.insert(tag)
    case .untag(let tag)?: tags.remove(tag)
    case nil: break
    }
  }

  /// The lines that are whole, and how many are not; the end of what is being written is neither.
  private static func lines(
    of bytes: [UInt8], _ decoder: JSONDecoder
  ) -> (lines: [RecordLine], damaged: Int) {
    guard let end = bytes.lastIndex(of: UInt8(ascii: "\n")) else { return ([], 0) }
    var (found, damaged): ([RecordLine], Int) = ([], 0)
    for part in bytes[..<end].split(separator: UInt8(ascii: "\n")) {
      if let line = try? decoder.decode(RecordLine.self, from: Data(part)) {
        found.append(line)
      } else {
        damaged += 1
      }
    }
    return (found, damaged)
  }

  // MARK: What follows

  /// The figures of the epochs: those of a later attempt supersede earlier ones from its start on.
  public var epochs: [EpochFacts] {
    attempts.reduce(into: []) { epochs, attempt in
      epochs.removeAll { $0.epoch >= attempt.start.epoch }
      epochs += attempt.epochs
    }
  }

  /// The last attempt.
  public var last: Attempt { attempts[attempts.count - 1] }

  /// How it stands.
  public var status: RunStatus { last.status }

  /// How many epochs it has done.
  public var epochCount: Int { last.end?.epochs ?? epochs.last?.epoch ?? 0 }
  /// The epoch whose weights are kept, or the best so far; 0 for none.
  public var keptEpoch: Int { last.end?.kept ?? epochs.last { $0.best }?.epoch ?? 0 }

  /// Seconds on the clock, of all attempts that have ended.
  public var wall: Double { attempts.reduce(0) { $0 + ($1.end?.wall ?? 0) } }
  /// Seconds of processors, of all attempts that have ended.
  public var processor: Double { attempts.reduce(0) { $0 + ($1.end?.processor ?? 0) } }
  /// The most bytes that a process has held.
  public var memory: Int? { attempts.compactMap { $0.end?.memory }.max() }

  /// The figures of a run by name: those of the kept epoch, else of the last one, and of its
  /// evaluations, of which a later one replaces an earlier one.
  public var figures: [String: Double] {
    var found = last.end.map(\.figures) ?? [:]
    if found.isEmpty { found = epochs.last(where: \.best)?.figures ?? epochs.last?.figures ?? [:] }
    for evaluation in evaluations {
      for (name, value) in evaluation.figures { found[evaluation.name(of: name)] = value }
    }
    return found
  }
}

extension RecordFolder {
  /// The numbers of all runs whose files are there, deleted ones among them, in their order.
  public func numbers() -> [Int] {
    guard let folder = opendir(runs) else { return [] }
    defer { closedir(folder) }
    var found: [Int] = []
    while let entry = readdir(folder) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      guard name.hasSuffix(".jsonl"), let number = Int(name.dropLast(6)) else { continue }
      found.append(number)
    }
    return found.sorted()
  }

  /// Deletes what is kept of a run; its number is not given again.
  public func delete(_ number: Int) throws(RecordProblem) {
    let path = spool(number)
    guard SmallFile.exists(path) else { throw .system(path, ENOENT) }
    let key = RunRecord(number, in: self)?.start.key
    let new = path + ".part"
    let descriptor = open(new, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw .system(new) }
    defer { close(descriptor) }
    try Self.write(try Self.bytes(of: RecordLine(deleted: true)), to: descriptor, new)
    guard rename(new, path) == 0 else { throw .system(path) }
    if let key { forget(key: key, of: number) }
    var attempt = 2
    while unlink(spool(number, attempt: attempt)) == 0 { attempt += 1 }
    noteChange(of: number)
  }
}
