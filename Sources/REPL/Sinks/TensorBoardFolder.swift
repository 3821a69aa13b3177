// SPDX-License-Identifier: Apache-2.0

import DSL
import Glibc

/// Writes what runs tell into a folder that TensorBoard reads: a folder a run, with an event file in it.
///
/// A run that is trained again has a folder of its own, as curves of two runs in one cannot be told apart.
final class TensorBoardFolder: Sink {
  private let folder: String
  private let now: () -> Double
  /// The files of the runs that have begun, by the name of the run.
  private var files: [String: File] = [:]
  /// Why a file could not be written, once.
  private var failure: (path: String, reason: String)?

  /// What an evaluation counts, which is no figure.
  private static let counts: Set<String> = ["runs", "rows"]

  /// The file of a run.
  private struct File {
    let path: String
    /// The epoch whose weights it has in the end.
    var kept = 0
  }

  /// A folder.
  ///
  /// - Parameter now: the time of day, in seconds since 1970.
  init(_ folder: String, now: @escaping () -> Double = Clock.timeOfDay) {
    (self.folder, self.now) = (folder, now)
  }

  /// Why nothing can be written into a folder, which is made where it is missing; nil where something can.
  static func problem(_ folder: String) -> String? {
    Folder.make(folder) ?? TextFile.problem("\(folder)/events")
  }

  func begin(_ script: String) { failure = nil }

  func receive(_ event: Event) {
    switch event {
    case .text, .piece, .table, .chart, .note, .progress, .batch, .assertion, .diagnostic, .entry,
      .details:
      break
    case .record(let record): receive(record)
    case .earlier(let reports): for report in reports { write(report) }
    case .epoch(let report): write(report)
    }
  }

  func end(_ status: ExitStatus) throws(Diagnostic) {
    guard let (path, reason) = failure else { return }
    failure = nil
    throw .unwritable(path, reason: reason, at: nil)
  }

  private func receive(_ record: Record) {
    let fields = record.fields
    switch record.kind {
    case "start":
      // That of a grid, a search or folds has no numbers of its own.
      guard let run = fields.text("run") else { return }
      open(run)
      write([.init(time: now(), content: .text(tag: "settings", fields.markdown))], of: run)
    case "end":
      guard let run = fields.text("run"), let epoch = fields.number("best_epoch") else { return }
      files[run]?.kept = Int(exactly: epoch) ?? 0
    case "eval":
      guard let subject = fields.text("subject"), let split = fields.text("split") else { return }
      if files[subject] == nil { open(subject) }
      let values = fields.compactMap { field -> (tag: String, value: Double)? in
        guard case .number(let value) = field.value, !Self.counts.contains(field.name) else {
          return nil
        }
        return ("\(split)/\(field.name)", value)
      }
      write(
        [.init(time: now(), step: files[subject]?.kept ?? 0, content: .scalars(values))],
        of: subject)
    default: break
    }
  }

  private func write(_ report: EpochReport) {
    // `valid.loss` stands among the curves of `valid`.
    var values = report.values.map { value in
      let parts = value.name.split(separator: ".", maxSplits: 1)
      return (tag: parts.joined(separator: "/"), value: value.value)
    }
    if let rate = report.learningRate { values.append(("learning_rate", rate)) }
    write([.init(time: now(), step: report.epoch, content: .scalars(values))], of: report.run)
  }

  /// Begins the file of a run in a folder that has none.
  private func open(_ run: String) {
    let name = run.replacing("/", with: "_")
    var own = "\(folder)/\(name)"
    var number = 1
    while !Folder.names(in: own).isEmpty {
      number += 1
      own = "\(folder)/\(name)-\(number)"
    }
    let time = now()
    files[run] = File(path: "\(own)/events.out.tfevents.\(Int(time)).lstm")
    if let reason = Folder.make(own) { return fail(own, reason) }
    write([.init(time: time, content: .version)], of: run)
  }

  /// Adds events to the file of a run, so that whoever watches it sees them at once.
  private func write(_ events: [TensorBoardEvent], of run: String) {
    guard failure == nil, let path = files[run]?.path else { return }
    let descriptor = Glibc.open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { return fail(path, FileDescriptor.message(for: errno)) }
    defer { close(descriptor) }
    let bytes = events.flatMap { RecordFile.record($0.bytes) }
    if let error = FileDescriptor.write(bytes, to: descriptor) {
      fail(path, FileDescriptor.message(for: error))
    }
  }

  private func fail(_ path: String, _ reason: String) {
    failure = failure ?? (path, reason.lowercased())
  }
}

extension [(name: String, value: Record.Field)] {
  fileprivate func text(_ name: String) -> String? {
    if case .text(let text)? = first(where: { $0.name == name })?.value { text } else { nil }
  }

  fileprivate func number(_ name: String) -> Double? {
    if case .number(let number)? = first(where: { $0.name == name })?.value { number } else { nil }
  }

  /// The fields as a table in Markdown.
  fileprivate var markdown: String {
    var rows: [(name: String, text: String)] = []
    for (name, value) in self {
      switch value {
      case .text(let text): rows.append((name, text))
      case .number(let number):
        rows.append((name, Int(exactly: number).map { String($0) } ?? number.description))
      case .texts(let texts): rows.append((name, texts.joined(separator: ", ")))
      case .settings(let settings): rows += settings.map { ($0.name, $0.text) }
      }
    }
    return MarkdownText.table(
      ResultTable(
        columns: ["setting", "value"], alignments: [.left, .left],
        rows: rows.map { [$0.name, $0.text] }))
  }
}
