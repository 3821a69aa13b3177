// SPDX-License-Identifier: Apache-2.0

import Records

extension SavedJournal {
  /// The folder of the journals in that of the record.
  public static func folder(inRecord record: String) -> String { record + "/journals" }

  /// The path of the journal of the script that trained a run last; nil where none is kept.
  ///
  /// - Parameters:
  ///   - number: the number of the run.
  ///   - record: the folder of the record.
  public static func path(ofRun number: Int, inRecord record: String) -> String? {
    guard let last = RunRecord(number, in: RecordFolder(path: record))?.last.start else {
      return nil
    }
    let folder = folder(inRecord: record)
    let end = "-\(last.process.pid)\(ending)"
    // The same process number may have been another script's before: the last one that had begun counts.
    let found = files(in: folder).last { name in
      name.hasSuffix(end) && (Double(name.dropLast(end.count)) ?? .infinity) <= last.time
    }
    return found.map { "\(folder)/\($0)" }
  }
}
