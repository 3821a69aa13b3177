// SPDX-License-Identifier: Apache-2.0

import LSTM

extension Notebook {
  /// The statements that are stale or have not run, in the order in which they would.
  var stale: [NotebookItem] {
    // What each would run with if it ran now.
    var keys: [Int: String] = [:]
    let known = (allDefiners(), places())
    return ordered().filter { item in
      let key = key(of: item, content: presentContent(of: item), known) { keys[$0] }
      keys[item.id] = key
      return item.key != key
    }
  }

  /// Notes that a statement has run: with what stood there then.
  mutating func note(_ id: Int, _ state: NotebookItem.State, content: String, seconds: Double?) {
    guard let item = self[id] else { return }
    let key = key(of: item, content: content) { self[$0]?.key }
    update(id) { item in
      item.state = state
      item.content = content
      item.stamps = item.record.filesRead.map { FileStamp(of: $0) }
      item.seconds = seconds
      item.key = state == .done || state == .refuted ? key : nil
    }
  }

  /// Lets statements be stale, whatever they ran with.
  mutating func forget(_ ids: Set<Int>) {
    for id in ids { update(id) { $0.key = nil } }
  }

  /// The hash of a statement, of what it reads from files, and of all it stands on.
  private func key(
    of item: NotebookItem, content: String,
    _ known: (definers: [String: [NotebookItem]], places: [Int: Int])? = nil,
    _ keyOf: (Int) -> String?
  ) -> String {
    let parts =
      [item.canonical, content]
      + sources(of: item, known?.definers, known?.places).map { name, source in
        "\(name) \(source.flatMap(keyOf) ?? "unfinished")"
      } + writers(before: item).map { keyOf($0) ?? "unfinished" }
    return Fingerprint(parts.joined(separator: "\n").utf8).description
  }

  /// What a statement would read from its files now: the same as before unless one has changed.
  private func presentContent(of item: NotebookItem) -> String {
    item.stamps == item.record.filesRead.map { FileStamp(of: $0) } ? item.content : "changed"
  }
}
