// SPDX-License-Identifier: Apache-2.0

import LSTM

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Where runs are kept: those that have ended, so that none is trained twice, and those that were
/// broken off, so that they can go on.
///
/// The figures of language models, and the features of recordings, are kept beside them.
/// A run is a file whose name is the hash of its key, and so are such figures and features. Files are written beside their place and
/// renamed, so that several processes may work in one folder; whoever reads finds a whole file, or
/// takes a damaged one for none.
public struct RunCache: Sendable {
  /// The folder.
  public let folder: String
  /// The most bytes that all files together may have; those that were used longest ago go first.
  public let limit: Int

  /// What is kept when nothing else is said: 4 GB.
  public static let usualLimit = 4_000_000_000
  /// How the names of files end: those of runs, of the figures of language models, and of the features of
  /// recordings.
  private static let (runs, figures, sounds) = (".run", ".eval", ".sounds")

  /// A cache in a folder, which is made when it is needed.
  public init(folder: String, limit: Int = RunCache.usualLimit) {
    self.folder = folder
    self.limit = limit
  }

  // MARK: One run

  /// The file of a run.
  func path(of key: String) -> String {
    "\(folder)/\(Fingerprint(key.utf8))\(Self.runs)"
  }

  /// A run that is kept, in whatever state; nil when there is none, and when it is damaged, which is
  /// then told and forgotten.
  func find(_ key: String, onDamage: (String) -> Void) -> Checkpoint? {
    let path = path(of: key)
    guard access(path, F_OK) == 0 else { return nil }
    do {
      let found = try Checkpoint(path, key: key)
      // Its time says when it was used last.
      utimes(path, nil)
      return found
    } catch let error as ModelFileError {
      onDamage(error.reason)
      unlink(path)
      return nil
    } catch {
      // It may be sound: another time it can perhaps be read.
      onDamage("it cannot be read")
      return nil
    }
  }

  /// Keeps a run as it stands.
  ///
  /// - Throws: the reason when it cannot be written.
  func store(_ trainer: Trainer, key: String, title: String) throws(RunCacheProblem) {
    do {
      if let reason = Folder.make(folder, mode: 0o700) { throw RunCacheProblem(reason: reason) }
      try Checkpoint.write(trainer, key: key, title: title, to: path(of: key))
    } catch let error as FileWriteError {
      throw RunCacheProblem(reason: error.reason)
    } catch let error as RunCacheProblem {
      throw error
    } catch {
      throw RunCacheProblem(reason: "the run cannot be encoded")
    }
  }

  // MARK: One evaluation

  private func path(ofEvaluation key: String) -> String {
    "\(folder)/\(Fingerprint(key.utf8))\(Self.figures)"
  }

  /// The figures of a language model, or chained forecasts, of some rows; nil when there are none, and when they are damaged.
  func evaluation(_ key: String, of rows: [Int], _ target: Target) -> Evaluation? {
    let path = path(ofEvaluation: key)
    guard access(path, F_OK) == 0, let kept = KeptEvaluation(path, key: key) else { return nil }
    utimes(path, nil)
    return kept.evaluation(of: rows, target)
  }

  /// Keeps the figures of a language model, or chained forecasts.
  ///
  /// That is worth seconds, so that nothing is said when it is not possible: what is said of the run,
  /// which is kept before, holds for them too.
  func store(_ evaluation: Evaluation, key: String) {
    guard let kept = KeptEvaluation(evaluation, key: key),
      Folder.make(folder, mode: 0o700) == nil
    else { return }
    try? kept.write(to: path(ofEvaluation: key))
  }

  // MARK: One set of recordings

  private func path(ofSounds key: String) -> String {
    "\(folder)/\(Fingerprint(key.utf8))\(Self.sounds)"
  }

  /// The features of recordings; nil when there are none, and when they are damaged, which is then told and
  /// forgotten.
  func clips(_ key: String, onDamage: (String) -> Void) -> KeptClips? {
    let path = path(ofSounds: key)
    guard access(path, F_OK) == 0 else { return nil }
    do {
      let found = try KeptSounds.read(path, key: key)
      utimes(path, nil)
      return found
    } catch let error as ModelFileError {
      onDamage(error.reason)
      unlink(path)
      return nil
    } catch {
      return nil
    }
  }

  /// Keeps the features of recordings, unless they take more than half of what all files may.
  ///
  /// They can be had again, so that nothing is said when it is not possible: what is said of the run that
  /// trains on them holds for them too.
  func store(_ clips: KeptClips, key: String, title: String) {
    guard KeptSounds.bytes(of: clips) <= limit / 2, Folder.make(folder, mode: 0o700) == nil
    else { return }
    let path = path(ofSounds: key)
    guard (try? KeptSounds.write(clips, key: key, title: title, to: path)) != nil else { return }
    evict(keepingFile: path)
  }

  // MARK: All of them

  /// A run that is kept, or the features of recordings.
  public struct Entry: Hashable, Sendable {
    /// The name of the file.
    public let name: String
    /// Its size in bytes.
    public let bytes: Int
    /// When it was used last, in seconds since 1970.
    public let used: Int
    /// What was trained, in the words of the run; or what was heard.
    public let title: String
    /// Whether it is a run.
    public let isRun: Bool
  }

  /// All runs and features, the one that was used last first.
  public func entries() -> [Entry] {
    files([Self.runs, Self.sounds]).map { file in
      Entry(
        name: file.name, bytes: file.bytes, used: file.used,
        title: Checkpoint.title(of: "\(folder)/\(file.name)") ?? "damaged",
        isRun: file.name.hasSuffix(Self.runs))
    }
  }

  /// Deletes all runs, figures and features, and what killed writers have left; returns how many files.
  @discardableResult public func clear() -> Int {
    (files() + leftovers(olderThan: 60)).count { unlink("\(folder)/\($0.name)") == 0 }
  }

  /// Deletes the runs that were used longest ago until the rest keeps to the limit, and what killed
  /// writers have left; the run of `key` stays.
  func evict(keeping key: String) { evict(keepingFile: path(of: key)) }

  private func evict(keepingFile path: String) {
    for file in leftovers(olderThan: 3600) { unlink("\(folder)/\(file.name)") }
    var (sum, kept) = (0, path)
    kept.removeFirst(folder.count + 1)
    for file in files() {
      sum += file.bytes
      if sum > limit, file.name != kept { unlink("\(folder)/\(file.name)") }
    }
  }

  /// Whether a file has a name that only this cache gives: a hash, then the ending.
  private static func isOwn(_ name: String) -> Bool {
    let hash = name.prefix { $0 != "." }
    return hash.utf8.count == 16 && hash.allSatisfy(\.isHexDigit)
      && endings.contains { name.dropFirst(16).hasPrefix($0) }
  }

  /// All of them.
  private static let endings = [runs, figures, sounds]

  private typealias File = (name: String, bytes: Int, used: Int)

  /// Parts of files whose writers have not touched them for so many seconds.
  private func leftovers(olderThan seconds: Int) -> [File] {
    let now = time(nil)
    return files([".part"]).filter { now - $0.used > seconds }
  }

  /// The files with some endings, the one that was used last first.
  private func files(_ endings: [String] = RunCache.endings) -> [File] {
    var found: [(name: String, bytes: Int, used: Int, nanoseconds: Int)] = []
    for name in Folder.names(in: folder) {
      var status = stat()
      guard endings.contains(where: { name.hasSuffix($0) }), Self.isOwn(name),
        stat("\(folder)/\(name)", &status) == 0
      else { continue }
      found.append(
        (name, Int(status.st_size), status.st_mtim.tv_sec, status.st_mtim.tv_nsec))
    }
    return
      found
      .sorted { ($1.used, $1.nanoseconds, $0.name) < ($0.used, $0.nanoseconds, $1.name) }
      .map { ($0.name, $0.bytes, $0.used) }
  }
}

/// Why a run cannot be kept.
struct RunCacheProblem: Error, Hashable {
  let reason: String
}
