// SPDX-License-Identifier: Apache-2.0

import LSTM

extension Session {
  /// Runs what has changed in a file since it was run here last: statements that are new or say
  /// something else, and all that stands on them or on a data file that has changed.
  ///
  /// Nothing runs while an error is left in the file.
  public func update(_ source: SourceText) -> ExitStatus {
    let parsed = Parser.parse(source)
    return writingReports(of: source, parsed) { update(source, parsed) }
  }

  private func update(_ source: SourceText, _ parsed: ParseResult) -> ExitStatus {
    isPrompt = false
    let parts = Cell.cells(of: source, parsed).flatMap(\.parts)
    let earlier = unchanged(parts)
    var checker = checker(
      of: source, in: configuration.baseDirectory, scope: Scope(),
      history: Self.newHistory(configuration))
    var records: [StatementRecord] = []
    for (part, known) in zip(parts, earlier) {
      let number = checker.records.count
      if let known {
        checker.adopt(part.statement, known.record.defines, from: scope)
        records.append(known.record.moved(to: part.statement, in: source))
      } else {
        checker.check(part.statement, in: source, directory: configuration.baseDirectory)
        records += checker.records[number...]
      }
    }
    checker.checkParameters(parsed)
    guard tellProblems(parsed.diagnostics + checker.diagnostics) else { return .invalidScript }
    let isFirst = notebook.items.isEmpty
    notebook = Notebook(parts, records: records, keeping: earlier)
    let changed = zip(notebook.items, earlier).filter { $0.1 == nil }.map(\.0.id)
    scope = Scope().adopting(
      Set(earlier.compactMap { $0?.record.defines }.joined()), from: scope)
    history = checker.history
    tell(.entry(.listed(entryTexts)))
    if !isFirst { tell(.progress("running \(changed.count) of \(parts.count) statements")) }
    return carryOut(changed, checker.steps, source)
  }

  /// The files that the statements in force read.
  public var filesRead: [String] { notebook.items.flatMap(\.record.filesRead) }

  /// For each statement of a file the one of the notebook that it is, if nothing about it or about
  /// what it stands on has changed.
  private func unchanged(_ parts: [CellPart]) -> [NotebookItem?] {
    let stale = Set(notebook.stale.map(\.id))
    // What `resume` has changed is to be had only by going that way again.
    let extended =
      stale.isEmpty
        && parts.map { Formatter.format($0.statement) } == notebook.items.map(\.canonical)
      ? [] : Set(notebook.items.filter(\.extends).flatMap(\.names))
    var result: Int?
    var known: [String: [NotebookItem]] = [:]
    for item in notebook.items.reversed() { known[item.canonical, default: []].append(item) }
    var fresh: Set<String> = []
    var changed: Set<String> = []
    var found: [NotebookItem?] = []
    for part in parts {
      let same = known[Formatter.format(part.statement)]?.popLast()
      let isFresh = same.map { item in
        !stale.contains(item.id)
          && item.names.union(item.record.reads).isDisjoint(with: extended)
          && item.record.reads.allSatisfy {
            $0 == "_"
              ? item.lastResult == result && result != nil
              : fresh.contains($0) && !changed.contains($0) || isUndefined($0, changed)
          }
      }
      found.append(isFresh == true ? same : nil)
      if same?.hasResult ?? part.statement.definedNames.contains("_") {
        result = isFresh == true ? same?.id : nil
      }
      let defines = same?.record.defines ?? part.statement.definedNames
      if isFresh == true { fresh.formUnion(defines) } else { changed.formUnion(defines) }
    }
    return found
  }

  /// Whether nothing defines a name that is read all the same: the seed, which has a default.
  private func isUndefined(_ name: String, _ changed: Set<String>) -> Bool {
    name == StatementRecord.seed && !changed.contains(name)
      && notebook.definers(of: name).isEmpty
  }
}

extension StatementRecord {
  /// The same at another place.
  fileprivate func moved(to statement: Statement, in source: SourceText) -> StatementRecord {
    var record = StatementRecord(statement: statement, source: source, directory: directory)
    (record.reads, record.defines) = (reads, defines)
    (record.filesRead, record.filesWritten) = (filesRead, filesWritten)
    return record
  }
}
