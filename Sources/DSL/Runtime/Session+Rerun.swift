// SPDX-License-Identifier: Apache-2.0

import LSTM

/// Carrying statements of the notebook out, for the first time or again.
extension Session {
  /// Carries out statements that have been checked, until one fails.
  func carryOut(_ ids: [Int], _ steps: [Step], _ source: SourceText) -> ExitStatus {
    let steps = Dictionary(grouping: steps, by: \.statement)
    for (index, id) in ids.enumerated() {
      if let last = notebook[id]?.lastResult.flatMap({ notebook[$0]?.result }) { scope["_"] = last }
      var interpreter = Interpreter(source, session: self, scope: scope)
      let clock = Stopwatch()
      let status = carryOut(steps[index] ?? [], of: id, with: &interpreter)
      scope = interpreter.evaluator.scope
      settle(id, status, seconds: clock.seconds)
      onChange()
      if status != .success { return status }
    }
    return .success
  }

  /// Notes how a statement ended.
  func settle(_ id: Int, _ status: ExitStatus, seconds: Double) {
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
      case .runtimeFailure, .usage, .invalidScript, .diverged: .failed
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
  func isComplete(_ item: NotebookItem) -> Bool {
    let runs = item.names.compactMap { name -> RunObject? in
      guard case .known(.object(let object))? = scope[name]?.value else { return nil }
      return object as? RunObject
    }
    return !runs.isEmpty && runs.allSatisfy { $0.outcome?.result?.end.isFinal == true }
  }

  /// The hash of what a statement read from files.
  func content(of item: NotebookItem) -> String {
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
      tell(.progress("nothing is stale"))
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

  func rerun(_ items: [NotebookItem]) -> ExitStatus {
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
