// SPDX-License-Identifier: Apache-2.0

import LSTM

/// The session as a notebook: entries that can be listed, run again, changed and taken back.
extension Session {
  /// Runs one entry of the prompt; a definition replaces an earlier one of its name.
  public func enter(_ source: SourceText) -> ExitStatus {
    let parsed = Parser.parse(source)
    let cells = Cell.cells(of: source, parsed, in: heading)
    let status = perform(
      parsed, source, in: configuration.baseDirectory,
      entries: [cells.flatMap(\.parts)].filter { !$0.isEmpty })
    if parsed.diagnostics.isEmpty {
      heading = cells.last?.heading ?? heading
      preface = .stacked([preface, cells.last?.remainder ?? ""])
    }
    return status
  }

  /// The statements of a source as sources of their own, with their comments; each begins with the
  /// `#%%` line of its cell where that is another one.
  public static func statements(of source: SourceText) -> [SourceText] {
    var heading: String?
    let cells = Cell.withRemainders(Cell.cells(of: source, Parser.parse(source)))
    let parts = cells.flatMap(\.parts).map { part in
      defer { heading = part.heading }
      let title = part.heading == heading ? "" : part.heading ?? ""
      return String.stacked([title, part.preface, source[part.extent]])
    }
    let end = cells.last?.remainder ?? ""
    return (parts + (end.isEmpty ? [] : [end])).map { SourceText(name: source.name, text: $0) }
  }

  /// The names that the statements of a source seem to define.
  public static func definedNames(in source: SourceText) -> [String] {
    Set(Parser.parse(source).script.statements.flatMap(\.definedNames))
      .subtracting(["_", StatementRecord.seed]).sorted()
  }

  /// Runs a file as entries: one for each of its cells, or for each statement where it has none; of a
  /// page one for each fence.
  ///
  /// - Parameter directory: where its relative paths start.
  public func load(_ source: SourceText, in directory: String) -> ExitStatus {
    let parsed = Parser.parse(source)
    let cells = Cell.withRemainders(Cell.cells(of: source, parsed))
    let hasCells = cells.count > 1 || source.isPage
    let entries = hasCells ? cells.map(\.parts) : cells.flatMap { $0.parts.map { [$0] } }
    heading = nil
    let status = perform(
      parsed, source, in: directory, entries: entries.filter { !$0.isEmpty },
      title: "the :load of \(source.name)")
    if status != .invalidScript { preface = cells.last?.remainder ?? "" }
    return status
  }

  /// Puts another text in the place of an entry.
  public func replace(entry: Int, with source: SourceText) -> ExitStatus {
    let parsed = Parser.parse(source)
    let directory = notebook.items.first { $0.entry == entry }?.record.directory
    let heading = notebook.items.first { $0.entry == entry }?.heading
    let parts = Cell.cells(of: source, parsed, in: heading).flatMap(\.parts)
    return perform(
      parsed, source, in: directory ?? configuration.baseDirectory,
      entries: parts.isEmpty ? [] : [parts], replacing: entry)
  }

  /// Checks statements and, when all are right, carries them out as new entries.
  func perform(
    _ parsed: ParseResult, _ source: SourceText, in directory: String, entries: [[CellPart]],
    replacing entry: Int? = nil, title: String? = nil
  ) -> ExitStatus {
    (isPrompt, keepsJournal) = (true, true)
    var checker = checker(
      of: source, in: directory, scope: scope, history: history, redefining: true)
    checker.inputs.formUnion(inputs)
    checker.check(parsed)
    guard !tellStop(of: checker) else { return .interrupted }
    guard tellProblems(parsed.diagnostics + checker.diagnostics) else { return .invalidScript }
    var changed = notebook
    var ids: [Int] = []
    let records = checker.records.map { $0.ofEntry(entry ?? notebook.lastEntry + 1) }
    for parts in entries {
      var parts = parts
      if ids.isEmpty, !parts.isEmpty {
        parts[0].preface = .stacked([preface, parts[0].preface])
        preface = ""
      }
      ids += changed.add(
        parts, records: Array(records[ids.count..<(ids.count + parts.count)]), replacing: entry)
    }
    let gone = changed.gone(from: notebook, added: ids.count)
    do throws(Diagnostic) {
      try requireSense(changed, ids, gone, replacing: entry)
    } catch {
      tell(.diagnostic(error.placed(in: source)))
      return .invalidScript
    }
    begin(title ?? entry.map { "the change of entry \($0)" } ?? "entry \(changed.lastEntry)")
    // What was read before, and is something else now.
    let names = ids.reduce(into: Set<String>()) { $0.formUnion(changed[$1]?.names ?? []) }
    let replaces =
      !gone.isEmpty
      || !names.isEmpty
        && notebook.items.contains { !$0.reads.isDisjoint(with: names) }
    history = checker.history
    take(changed, gone)
    // What takes long is kept before it begins.
    if checker.steps.contains(where: \.action.trains) { onChange() }
    let status = carryOut(ids, checker.steps, source)
    if replaces { tellStale() }
    return status
  }

  /// Whether checking was broken off, which is told: what the data had to say is not known then.
  func tellStop(of checker: Checker) -> Bool {
    guard checker.wasStopped else { return false }
    tell(.progress("stopped while it was checked; nothing has changed"))
    return true
  }

  /// Refuses what no script could say.
  func requireSense(
    _ changed: Notebook, _ ids: [Int], _ gone: [NotebookItem], replacing entry: Int?
  ) throws(Diagnostic) {
    if let (item, name) = changed.circle(through: ids) {
      throw .standsOnItself(name, defined: item.names, at: item.record.statement.span)
    }
    guard !gone.isEmpty else { return }
    for item in gone {
      guard case .include = item.record.statement.kind, item.entry != entry else { continue }
      let names = item.names.intersection(ids.flatMap { changed[$0]?.names ?? [] })
      if let name = names.sorted().first { throw .definedByInclude(name, entry: item.entry) }
    }
    if let (item, name) = changed.reader(of: namesLost(gone, in: changed)) {
      throw .nameStillRead(name, by: item.entry)
    }
    if let item = changed.readerOfLostResult() { throw .nameStillRead("_", by: item.entry) }
  }

  /// Takes a notebook in which statements are missing: so are their names, the result and the seed
  /// that they gave, and what they did to runs.
  func take(_ changed: Notebook, _ gone: [NotebookItem]) {
    notebook = changed
    guard !gone.isEmpty else { return takeSeed() }
    forget(namesLost(gone, in: changed))
    for item in gone where item.extends {
      notebook.forget(Set(item.names.flatMap { notebook.definers(of: $0).map(\.id) }))
    }
    notebook.repairLastResult()
    scope["_"] = notebook.lastResult.flatMap { notebook[$0]?.result }
    takeSeed()
  }

  /// Lets the seed be that of the statement in force.
  func takeSeed() {
    let seeds = notebook.definers(of: StatementRecord.seed)
    guard seeds.allSatisfy({ $0.seed != nil }) else { return }
    let seed = seeds.last?.seed ?? Self.newHistory(configuration).seed
    // The statement that set it keeps its place in the scripts of models.
    if seed != history.seed { history.setSeed(seed) }
  }

  /// The files that the data of the session are read from, and what it includes: nothing may
  /// overwrite them.
  var inputs: Set<String> {
    notebook.items.reduce(into: Set<String>()) { files, item in
      guard !item.filesRead.isEmpty else { return }
      if case .load = item.record.statement.kind { return }
      files.formUnion(item.filesRead)
    }
  }

  /// The names that statements defined which are gone, and that nothing else defines.
  func namesLost(_ gone: [NotebookItem], in changed: Notebook) -> Set<String> {
    let lost = gone.reduce(into: Set<String>()) { $0.formUnion($1.names) }
    return lost.filter { changed.definers(of: $0).isEmpty }
  }

  /// Takes names out of the scope.
  func forget(_ names: Set<String>) {
    for name in names { scope[name] = nil }
  }
}

extension StatementRecord {
  /// The same with a source that is called after the entry, if it was typed.
  fileprivate func ofEntry(_ number: Int) -> StatementRecord {
    guard source.name == "<prompt>" else { return self }
    var copy = self
    copy.source = SourceText(name: "<entry \(number)>", text: source.text)
    return copy
  }
}

extension Notebook {
  /// A statement that reads one of some names; nil when none does.
  func reader(of names: Set<String>) -> (item: NotebookItem, name: String)? {
    for item in items {
      let read = item.record.reads.intersection(names).subtracting([StatementRecord.seed])
      if let name = read.sorted().first { return (item, name) }
    }
    return nil
  }
}

extension Session {
  /// The entries whose statements are in force, in the order in which they were entered.
  public var entries: [NotebookEntry] { notebook.entries }

  /// The numbers of the entries that are stale, in the order in which they would run.
  public var staleEntries: [Int] { notebook.staleEntries }
}
