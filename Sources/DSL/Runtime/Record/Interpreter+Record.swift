// SPDX-License-Identifier: Apache-2.0

import LSTM
import Records

/// Statements on the record of runs.
extension Interpreter {
  func record(_ deed: RecordDeed, at span: Span) throws(Diagnostic) -> ExitStatus {
    guard let path = session.configuration.record else { throw .noRecord(at: span) }
    let folder = RecordFolder(path: path)
    do throws(RecordProblem) {
      switch deed {
      case .list(let plan):
        let (runs, count) = try RecordIndex(folder).runs(plan.query)
        guard !runs.isEmpty else {
          session.tell(.note("no run of the record is like that"))
          return .success
        }
        session.tell(.table(RecordTables.list(runs, of: count, plan)))
      case .show(let run, let facets):
        let found = try found(run, in: folder)
        for table in RecordTables.tables(found, facets: facets) { session.tell(.table(table)) }
      case .compare(let first, let second, let samples):
        let comparison = RecordComparison(
          first: try found(first, in: folder), second: try found(second, in: folder),
          samples: samples)
        for table in comparison.tables { session.tell(.table(table)) }
      case .rerun(let run): return try RecordRepetition(of: found(run, in: folder)).run(session)
      case .note(let run, let text):
        let number = try found(run, in: folder).number
        try folder.add(.note(text), to: number, at: RunRecorder.now)
        session.tell(.note("noted with run \(number)"))
      case .tag(let run, let tags, let removes):
        let number = try found(run, in: folder).number
        for tag in tags {
          try folder.add(removes ? .untag(tag) : .tag(tag), to: number, at: RunRecorder.now)
        }
        let names = tags.joined(separator: ", ")
        session.tell(
          .note(removes ? "took \(names) from run \(number)" : "tagged run \(number): \(names)"))
      }
    } catch {
      throw found(error, deed, folder, at: span)
    }
    return .success
  }

  private func found(
    _ run: RecordedRun, in folder: RecordFolder
  ) throws(RecordProblem) -> RunRecord {
    guard let record = run.number.flatMap({ RunRecord($0, in: folder) }) else {
      throw RecordProblem(path: "", reason: Self.missing)
    }
    return record
  }

  private static let missing = "missing"

  /// A problem of the record in words: a run that is not there, or files that cannot be read.
  private func found(
    _ problem: RecordProblem, _ deed: RecordDeed, _ folder: RecordFolder, at span: Span
  ) -> Diagnostic {
    guard problem.path.isEmpty, problem.reason == Self.missing else {
      return .recordUnreadable(folder.path, reason: problem.reason, at: span)
    }
    let runs: [RecordedRun] =
      switch deed {
      case .list: []
      case .show(let run, _), .rerun(let run), .note(let run, _), .tag(let run, _, _): [run]
      case .compare(let first, let second, _): [first, second]
      }
    let run = runs.first { $0.number.flatMap { RunRecord($0, in: folder) } == nil }
    guard let number = run?.number else {
      return .runNotRecorded(source[run?.span ?? span], at: run?.span ?? span)
    }
    return .noRecordedRun(
      number, last: folder.numbers().last { RunRecord($0, in: folder) != nil },
      at: run?.span ?? span)
  }
}
