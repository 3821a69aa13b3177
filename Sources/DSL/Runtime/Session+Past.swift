// SPDX-License-Identifier: Apache-2.0

import LSTM

/// Taking entries back, and out of the notebook.
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

  /// Notes the session as it is, to be taken back.
  func begin(_ title: String) {
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
}
