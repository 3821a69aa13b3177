// SPDX-License-Identifier: Apache-2.0

import LSTM

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The file in which a journal is kept while something trains.
///
/// It is written whole beside its place and renamed, so that whoever reads finds a whole one; what
/// cannot be written is given up in silence, since the script itself needs none of it.
struct JournalFile {
  /// Where it stands.
  let path: String
  private var pace = CheckpointPace()
  private let clock = Stopwatch()

  /// A file in a folder, which is made where it is missing; nil where that cannot be done.
  init?(in folder: String) {
    guard Folder.make(folder, mode: 0o700) == nil else { return nil }
    let name = "\(time(nil))-\(getpid())"
    path = "\(folder)/\(name)\(SavedJournal.ending)"
    for old in SavedJournal.files(in: folder).dropLast(Self.most - 1) { unlink("\(folder)/\(old)") }
  }

  /// How many journals are kept; the oldest goes when another one begins.
  private static let most = 200

  /// Writes it, whatever it costs.
  func write(_ journal: SavedJournal) {
    guard let bytes = try? journal.encoded() else { return }
    try? FileWriter.write(bytes, to: path, isPrivate: true)
  }

  /// Writes it when that is due again, so that it costs little.
  mutating func writeInTime(_ journal: () -> SavedJournal) {
    let now = clock.seconds
    guard pace.isDue(at: now) else { return }
    write(journal())
    pace.note(from: now, to: clock.seconds)
  }
}

extension Session {
  /// Begins to keep the journal, where it is wanted.
  func beginJournal() {
    guard keepsJournal, keepsJournalFile, let record = configuration.record else { return }
    journalFile = JournalFile(in: SavedJournal.folder(inRecord: record))
    writeJournal()
  }

  /// Keeps the journal after an event that is worth it.
  func keepJournal(after event: Event) {
    guard journalFile != nil else { return }
    switch event {
    case .epoch, .entry(.ended): journalFile?.writeInTime { savedJournal }
    case .text, .piece, .table, .chart, .note, .progress, .record, .batch, .earlier, .assertion,
      .diagnostic, .details, .entry(.listed), .entry(.begun), .entry(.parameter):
      break
    }
  }

  func writeJournal() { journalFile?.write(savedJournal) }

  private var savedJournal: SavedJournal {
    if isPrompt { journal.list(entryTexts) }
    return SavedJournal(journal, facts(of: isPrompt ? nil : journalSource))
  }
}

extension Statement {
  /// Whether it trains, which may take long.
  var trains: Bool {
    switch kind {
    case .train, .resume, .grid, .search, .crossval: true
    case .edition, .seed, .param, .binding, .include, .data, .vectors, .model, .ensemble, .eval,
      .baseline, .compare, .predict, .forecast, .explain, .generate, .assertion, .print, .show,
      .plot, .save, .report, .load, .record, .expression:
      false
    }
  }
}
