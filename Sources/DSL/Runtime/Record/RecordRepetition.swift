// SPDX-License-Identifier: Apache-2.0

import LSTM
import Records

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A run of the record trained again from its script, in a session of its own.
struct RecordRepetition {
  /// The run that is repeated.
  let run: RunRecord

  init(of run: RunRecord) { self.run = run }

  /// Trains it, and tells whether the bits agree.
  func run(_ session: Session) -> ExitStatus {
    let attempt = run.attempts[0].start
    // What goes on after an end needs this: kept for so long, and out of nobody's cache.
    guard let cache = FileTemporaries.make("lstm-rerun") else {
      session.tell(
        .diagnostic(
          .unwritable(
            FileTemporaries.folder, reason: "no folder can be made in it for the repetition",
            at: nil)))
      return .runtimeFailure
    }
    var configuration = session.configuration
    // The page is that of the session that asks; nothing of it is lost when the script is checked.
    (configuration.report, configuration.onChecking) = (nil, { _ in })
    configuration.baseDirectory = attempt.directory
    configuration.parameters = []
    configuration.seed = nil
    configuration.cache = RunCache(folder: cache)
    defer {
      configuration.cache?.clear()
      rmdir(cache)
    }
    let inner = session.repeating(configuration)
    inner.recorder?.repeats = run.number
    session.tell(.note("run \(run.number) again: \(run.start.model)"))
    let status = inner.run(SourceText(name: "run \(run.number)", text: run.start.script))
    guard status == .success || status == .diverged else { return status }
    tell(session, inner)
    return .success
  }

  private func tell(_ session: Session, _ inner: Session) {
    let made = (inner.recorder?.made ?? []).compactMap { number in
      inner.recorder.flatMap { RunRecord(number, in: $0.folder) }
    }
    let title = "run \(run.number)"
    guard
      let again = made.last(where: { $0.start.key == run.start.key })
        ?? made.last(where: { $0.start.name == run.start.name }) ?? made.last
    else {
      session.tell(.text("\(title) was not trained again: its script trains nothing"))
      return
    }
    let (old, new) = (run.last.end?.weights, again.last.end?.weights)
    if let old, old == new {
      session.tell(
        .text("\(title) again is run \(again.number): the same bits, fingerprint \(old)"))
      return
    }
    var reasons: [String] = []
    if run.start.data.training != again.start.data.training {
      reasons.append("its data has changed")
    }
    if run.start.engine != again.start.engine {
      reasons.append("the engine trains otherwise than it did")
    }
    if old == nil { reasons.append("it did not come to an end") }
    if let end = run.last.end?.status, end != again.last.end?.status {
      reasons.append("it ended as \(end.words)")
    }
    let why = reasons.isEmpty ? "" : ": " + reasons.joined(separator: ", ")
    session.tell(
      .text(
        "\(title) again is run \(again.number): other bits, fingerprint \(new ?? "-") and not "
          + "\(old ?? "-")\(why)"))
  }
}

/// Where files are put that are needed for a while.
enum FileTemporaries {
  /// The folder.
  static var folder: String {
    guard let path = getenv("TMPDIR").map({ String(cString: $0) }), path.hasPrefix("/") else {
      return "/tmp"
    }
    return path
  }

  /// Makes a new folder there whose name begins so; nil where that cannot be done.
  static func make(_ name: String) -> String? {
    var path = Array("\(folder)/\(name)-XXXXXX".utf8CString)
    guard mkdtemp(&path) != nil else { return nil }
    return String(decoding: path.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
  }
}
