// SPDX-License-Identifier: Apache-2.0

import LSTM

/// The session as a notebook: entries that can be listed, run again, changed and taken back.
extension Session {
  /// The session at a moment, to go back to.
  struct Moment {
    let scope: Scope
    let history: History
    let notebook: Notebook
    let runs: [(run: RunObject, setup: RunObject.Setup, outcome: RunObject.Outcome?, key: String?)]
    let title: String
  }

  /// How many entries can be taken back.
  private static let mostMoments = 50

  // MARK: Entering

  /// Runs one entry of the prompt; a definition replaces an earlier one of its name.
  public func enter(_ source: SourceText) -> ExitStatus {
    let parsed = Parser.parse(source)
    let cells = Cell.cells(of: source, parsed, in: heading)
    let status = perform(
      parsed, source, in: configuration.baseDirectory,
      entries: [cells.flatMap(\.parts)].filter { !$0.isEmpty })
    if parsed.diagnostics.isEmpty {
      heading = cells.last?.heading ?? heading
      preface = [preface, cells.last?.remainder ?? ""].filter { !$0.isEmpty }
        .joined(separator: "\n")
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
      return [title, part.preface, source[part.extent]].filter { !$0.isEmpty }
        .joined(separator: "\n")
    }
    let end = cells.last?.remainder ?? ""
    return (parts + (end.isEmpty ? [] : [end])).map { SourceText(name: source.name, text: $0) }
  }

  /// The names that the statements of a source seem to define.
  public static func definedNames(in source: SourceText) -> [String] {
    Set(Parser.parse(source).script.statements.flatMap(\.definedNames))
      .subtracting(["_", StatementRecord.seed]).sorted()
  }

  /// Runs a file as entries: one for each of its cells, or for each statement where it has none.
  ///
  /// - Parameter directory: where its relative paths start.
  public func load(_ source: SourceText, in directory: String) -> ExitStatus {
    let parsed = Parser.parse(source)
    let cells = Cell.withRemainders(Cell.cells(of: source, parsed))
    let entries =
      cells.count > 1 ? cells.map(\.parts) : cells.flatMap { $0.parts.map { [$0] } }
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
  private func perform(
    _ parsed: ParseResult, _ source: SourceText, in directory: String, entries: [[CellPart]],
    replacing entry: Int? = nil, title: String? = nil
  ) -> ExitStatus {
    isPrompt = true
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
        parts[0].preface = [preface, parts[0].preface].filter { !$0.isEmpty }
          .joined(separator: "\n")
        preface = ""
      }
      ids += changed.add(
        parts, records: Array(records[ids.count..<(ids.count + parts.count)]), replacing: entry)
    }
    do throws(Diagnostic) {
      try requireSense(changed, ids, source, replacing: entry)
    } catch {
      tell(.diagnostic(error.placed(in: source)))
      return .invalidScript
    }
    begin(title ?? entry.map { "the change of entry \($0)" } ?? "entry \(changed.lastEntry)")
    // What was read before, and is something else now.
    let names = ids.reduce(into: Set<String>()) { $0.formUnion(changed[$1]?.names ?? []) }
    let gone = changed.gone(from: notebook, added: ids.count)
    let replaces =
      !gone.isEmpty
      || !names.isEmpty
        && notebook.items.contains { !$0.record.reads.isDisjoint(with: names) }
    history = checker.history
    take(changed, gone)
    // What takes long is kept before it begins.
    if checker.steps.contains(where: \.action.trains) { onChange() }
    let status = carryOut(ids, checker.steps, source)
    if replaces { tellStale() }
    return status
  }

  /// Whether checking was broken off, which is told: what the data had to say is not known then.
  private func tellStop(of checker: Checker) -> Bool {
    guard checker.wasStopped else { return false }
    tell(.note("stopped while it was checked; nothing has changed"))
    return true
  }

  /// Refuses what no script could say.
  private func requireSense(
    _ changed: Notebook, _ ids: [Int], _ source: SourceText, replacing entry: Int?
  ) throws(Diagnostic) {
    if let (item, name) = changed.circle(through: ids) {
      throw .standsOnItself(name, defined: item.names, at: item.record.statement.span)
    }
    let gone = changed.gone(from: notebook, added: ids.count)
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
  private func take(_ changed: Notebook, _ gone: [NotebookItem]) {
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
  private func takeSeed() {
    let seeds = notebook.definers(of: StatementRecord.seed)
    guard seeds.allSatisfy({ $0.seed != nil }) else { return }
    history.setSeed(seeds.last?.seed ?? Self.newHistory(configuration).seed)
  }

  /// The files that the data of the session are read from, and what it includes: nothing may
  /// overwrite them.
  private var inputs: Set<String> {
    Set(
      notebook.items.flatMap { item -> [String] in
        if case .load = item.record.statement.kind { return [] }
        return item.record.filesRead
      })
  }

  /// The names that statements defined which are gone, and that nothing else defines.
  private func namesLost(_ gone: [NotebookItem], in changed: Notebook) -> Set<String> {
    let lost = gone.reduce(into: Set<String>()) { $0.formUnion($1.names) }
    return lost.filter { changed.definers(of: $0).isEmpty }
  }

  /// Takes names out of the scope.
  private func forget(_ names: Set<String>) {
    for name in names { scope[name] = nil }
  }

  // MARK: Running

  /// Carries out statements that have been checked, until one fails.
  func carryOut(_ ids: [Int], _ steps: [Step], _ source: SourceText) -> ExitStatus {
    let steps = Dictionary(grouping: steps, by: \.statement)
    for (index, id) in ids.enumerated() {
      if let last = notebook[id]?.lastResult.flatMap({ notebook[$0]?.result }) { scope["_"] = last }
      var interpreter = Interpreter(source, session: self, scope: scope)
      let clock = Stopwatch()
      let status = interpreter.run(steps[index] ?? [])
      scope = interpreter.evaluator.scope
      settle(id, status, seconds: clock.seconds)
      onChange()
      if status != .success { return status }
    }
    return .success
  }

  /// Notes how a statement ended.
  private func settle(_ id: Int, _ status: ExitStatus, seconds: Double) {
    guard let item = notebook[id] else { return }
    if item.names.contains(StatementRecord.seed) {
      let seed = history.seed
      notebook.update(id) { $0.seed = seed }
    }
    if item.hasResult, status == .success {
      let result = scope["_"]
      notebook.update(id) { $0.result = result }
      notebook.lastResult = id
    }
    let state: NotebookItem.State =
      switch status {
      case .success: .done
      case .assertionFailed: .refuted
      case .interrupted, .terminated: isComplete(item) ? .done : .interrupted
      default: .failed
      }
    if item.extends, state == .done {
      // What it went on with has come to its end.
      for earlier in notebook.definers(of: item.names.first ?? "") where earlier.id != id {
        notebook.note(earlier.id, .done, content: earlier.content, seconds: earlier.seconds)
      }
    }
    notebook.note(id, state, content: content(of: item), seconds: seconds)
    if case .resume(_, let options) = item.record.statement.kind,
      options.isEmpty || state == .failed
    {
      notebook.drop(id)
    }
  }

  /// Whether a run that was broken off had come to its end before.
  private func isComplete(_ item: NotebookItem) -> Bool {
    let runs = item.names.compactMap { name -> RunObject? in
      guard case .known(.object(let object))? = scope[name]?.value else { return nil }
      return object as? RunObject
    }
    return !runs.isEmpty && runs.allSatisfy { $0.outcome?.result?.end.isFinal == true }
  }

  /// The hash of what a statement read from files.
  private func content(of item: NotebookItem) -> String {
    var parts: [String] = []
    for name in item.names.sorted() {
      guard let definition = scope[name] else { continue }
      if case .include = item.record.statement.kind { parts.append(definition.recipe.script) }
      guard case .known(.object(let object)) = definition.value else { continue }
      if let data = object as? DataObject { parts.append(data.fingerprint) }
      if let vectors = object as? VectorsObject { parts.append(vectors.vectors.fingerprint) }
      if let run = object as? RunObject, run.plan == nil {
        parts.append(run.outcome?.fingerprint ?? "")
      }
    }
    return parts.joined(separator: " ")
  }

  /// Runs the entries that are stale, or some entries with all stale ones that these stand on; what
  /// is kept of their runs is taken from the cache.
  ///
  /// - Parameter entries: the numbers of the entries; nil for all that are stale.
  public func rerun(_ entries: Set<Int>? = nil) -> ExitStatus {
    let stale = Set(notebook.stale.map(\.id))
    let asked = notebook.items.filter { entries?.contains($0.entry) ?? stale.contains($0.id) }
    let ids = Set(asked.map(\.id))
    let wanted = notebook.withChains(
      ids.union(notebook.foundations(of: ids).intersection(stale)))
    guard !wanted.isEmpty else {
      tell(.note("nothing is stale"))
      return .success
    }
    let ordered = notebook.ordered().filter { wanted.contains($0.id) }
    let first = ordered.first?.id
    begin("the last :rerun")
    // Data that an entry writes is there only when that has run.
    for items in ordered.inRounds {
      let status = rerun(items)
      if status == .invalidScript, items.first?.id == first { _ = past.popLast() }
      if status != .success { return status }
      // An included file may say other things now: what is stale then is another matter.
      if entries == nil, case .include? = items.last?.record.statement.kind,
        let next = notebook.stale.first, next.id != items.last?.id
      {
        return rerun()
      }
    }
    return .success
  }

  private func rerun(_ items: [NotebookItem]) -> ExitStatus {
    guard let checker = checked(items) else { return isInterrupted ? .interrupted : .invalidScript }
    guard let first = items.first else { return .success }
    for (item, record) in zip(items, checker.records) {
      for name in item.record.defines.subtracting(record.defines) { scope[name] = nil }
      notebook.update(item.id) { $0.record = record }
    }
    history = checker.history
    takeSeed()
    return carryOut(items.map(\.id), checker.steps, first.record.source)
  }

  /// Checks statements of the notebook again; nil when something is wrong with them, which is told.
  func checked(_ items: [NotebookItem]) -> Checker? {
    isPrompt = true
    var checker = checker(
      of: items.first?.record.source ?? SourceText(name: "<prompt>", text: ""),
      in: configuration.baseDirectory, scope: scope, history: history, redefining: true)
    for item in items {
      if item.record.reads.contains("_"), !items.contains(where: { $0.id == item.lastResult }) {
        checker.evaluator.scope["_"] = item.lastResult.flatMap { notebook[$0]?.result }
      }
      checker.check(
        item.record.statement, in: item.record.source, directory: item.record.directory)
    }
    guard !tellStop(of: checker) else { return nil }
    return tellProblems(checker.diagnostics) ? checker : nil
  }

  // MARK: Taking back

  /// Notes the session as it is, to be taken back.
  private func begin(_ title: String) {
    guard keepsPast else { return }
    let runs = scope.names.compactMap { name -> RunObject? in
      guard case .known(.object(let object))? = scope[name]?.value else { return nil }
      return object as? RunObject
    }
    past.append(
      Moment(
        scope: scope, history: history, notebook: notebook,
        runs: runs.map { ($0, $0.setup, $0.outcome, $0.key) }, title: title))
    if past.count > Self.mostMoments { past.removeFirst() }
  }

  /// Takes the last entry back; returns what it was, nil when there is nothing to take back.
  ///
  /// Files that it wrote stay.
  public func undo() -> String? {
    guard let last = past.popLast() else { return nil }
    (scope, history, notebook) = (last.scope, last.history, last.notebook)
    for (run, setup, outcome, key) in last.runs {
      (run.setup, run.outcome, run.key) = (setup, outcome, key)
    }
    onChange()
    return last.title
  }

  /// Takes entries out of the notebook; throws when others stand on them.
  public func delete(entries: Set<Int>) throws(Diagnostic) {
    var changed = notebook
    changed.remove(entries: entries)
    let gone = changed.gone(from: notebook, added: 0)
    let lost = namesLost(gone, in: changed)
    if let (item, name) = changed.reader(of: lost) { throw .nameStillRead(name, by: item.entry) }
    if let item = changed.readerOfLostResult() { throw .nameStillRead("_", by: item.entry) }
    begin("the last :delete")
    take(changed, gone)
    tellStale()
    onChange()
  }

  // MARK: Telling

  /// Tells which entries are stale, if there are.
  private func tellStale() {
    let stale = notebook.stale
    guard !stale.isEmpty else { return }
    let names = stale.map { item in
      item.names.isEmpty ? "entry \(item.entry)" : item.names.sorted().joined(separator: ", ")
    }
    let unique = names.enumerated().filter { names.firstIndex(of: $0.element) == $0.offset }
    tell(
      .note(
        "stale now: \(unique.map(\.element).joined(separator: ", ")); "
          + ":rerun brings all up to date"))
  }

  /// A path that stands for a file of the session, as the system finds it.
  public func resolve(_ path: String) -> String {
    let folder = configuration.baseDirectory
    return path.hasPrefix("/") || folder == "." ? path : folder + "/" + path
  }

  /// How many entries are in force.
  public var entryCount: Int { Set(notebook.items.map(\.entry)).count }

  /// What the command line said that a script does not say: `--seed 8 -p units=64`.
  public var givenOptions: String {
    let declared = notebook.items.compactMap { item -> String? in
      if case .param(let name, _) = item.record.statement.kind { name.text } else { nil }
    }
    return
      ((configuration.seed.map { ["--seed \($0)"] } ?? [])
      + configuration.parameters.filter { declared.contains($0.name) }
      .map { "-p \($0.name)=\($0.value)" }).joined(separator: " ")
  }

  /// The session as a script whose relative paths start from a folder.
  public func script(in folder: String = ".") -> String {
    NotebookScript(notebook, in: folder).text + (preface.isEmpty ? "" : preface + "\n")
  }

  /// Whether a file is one that the session reads, and so must not be overwritten.
  public func reads(_ path: String) -> Bool { filesRead.contains(path) }

  /// What is wrong with the session as a script in a folder, were it read there.
  public func problems(ofScriptIn folder: String) -> [Diagnostic] {
    var configuration = configuration
    configuration.baseDirectory = folder
    let session = Session(configuration: configuration, interruption: { .none }, onEvent: { _ in })
    return session.check(SourceText(name: "the script", text: script(in: folder)))
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
  fileprivate func reader(of names: Set<String>) -> (item: NotebookItem, name: String)? {
    for item in items {
      let read = item.record.reads.intersection(names).subtracting([StatementRecord.seed])
      if let name = read.sorted().first { return (item, name) }
    }
    return nil
  }
}

extension [NotebookItem] {
  /// The statements in parts, of which each reads no data that it writes.
  fileprivate var inRounds: [[NotebookItem]] {
    var rounds: [[NotebookItem]] = [[]]
    var written: Set<String> = []
    for item in self {
      var isNew = false
      if case .data = item.record.statement.kind {
        isNew = !written.isDisjoint(with: item.record.filesRead)
      }
      if case .include? = rounds.last?.last?.record.statement.kind { isNew = true }
      if isNew {
        rounds.append([])
        written = []
      }
      rounds[rounds.count - 1].append(item)
      written.formUnion(item.record.filesWritten)
    }
    return rounds
  }
}
