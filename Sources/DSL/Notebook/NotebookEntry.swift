// SPDX-License-Identifier: Apache-2.0

/// An entry of a notebook, as a list shows it.
public struct NotebookEntry: Hashable, Sendable {
  /// How it stands.
  public enum Mark: Hashable, Sendable {
    /// It ran with what is in force.
    case fresh
    /// Something that it stands on has changed since it ran.
    case stale
    /// It has not run.
    case waiting
    /// Running it failed, or an assertion of it does not hold.
    case failed
    /// Training was broken off.
    case interrupted
  }

  /// Its number.
  public let number: Int
  /// The title of its cell; nil where there are no cells.
  public let title: String?
  /// What was written, comments included.
  public let text: String
  /// The names that it defines.
  public let names: [String]
  /// How it stands.
  public let mark: Mark
  /// Seconds that it took; nil when it has not run.
  public let seconds: Double?
}

extension Notebook {
  /// The entries whose statements are in force, in the order in which they were entered.
  var entries: [NotebookEntry] {
    let stale = Set(self.stale.map(\.id))
    return grouped.map { items in
      let times = items.compactMap(\.seconds)
      return NotebookEntry(
        number: items[0].entry, title: items[0].heading.map(CellMark.title),
        text: items.map(\.text).joined(separator: "\n"),
        names: items.flatMap(\.names).filter { $0 != StatementRecord.seed }.sorted(),
        mark: items.map { $0.mark(isStale: stale.contains($0.id)) }.max { $0.rank < $1.rank }
          ?? .fresh,
        seconds: times.isEmpty ? nil : times.reduce(0, +))
    }
  }

  /// The numbers of the entries that are stale, in the order in which they would run.
  var staleEntries: [Int] {
    stale.map(\.entry).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  /// The statements by entry.
  private var grouped: [[NotebookItem]] {
    var numbers: [Int] = []
    var groups: [Int: [NotebookItem]] = [:]
    for item in items {
      if groups[item.entry] == nil { numbers.append(item.entry) }
      groups[item.entry, default: []].append(item)
    }
    return numbers.sorted().compactMap { groups[$0] }
  }
}

extension NotebookItem {
  /// What was written.
  fileprivate var text: String {
    .stacked([preface, record.source[extent]])
  }

  fileprivate func mark(isStale: Bool) -> NotebookEntry.Mark {
    switch state {
    case .waiting: .waiting
    case .failed, .refuted: .failed
    case .interrupted: .interrupted
    case .done: isStale ? .stale : .fresh
    }
  }
}

extension NotebookEntry.Mark {
  /// What counts more where the statements of an entry differ.
  fileprivate var rank: Int {
    switch self {
    case .fresh: 0
    case .stale: 1
    case .waiting: 2
    case .interrupted: 3
    case .failed: 4
    }
  }
}
