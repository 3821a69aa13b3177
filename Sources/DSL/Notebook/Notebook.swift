// SPDX-License-Identifier: Apache-2.0

/// The statements of a session that are in force: which stand on which others, and which are stale
/// because one of these has changed.
///
/// A name has one definition. Another one takes its place; what stands on the old one is stale until
/// it runs again. Whether a statement is stale is not noted but computed: it is, when what it would
/// run with now differs from what it ran with.
struct Notebook {
  /// The statements in the order in which they were entered.
  private(set) var items: [NotebookItem] = []
  /// The number of the entry that was added last.
  private(set) var lastEntry = 0
  /// The statement whose result `_` is now.
  var lastResult: Int?
  /// How many statements there have been.
  private var count = 0

  /// The statement of an id, if it is still in force.
  subscript(id: Int) -> NotebookItem? {
    index(of: id).map { items[$0] }
  }

  /// The place of a statement; those that were entered last are asked for most.
  private func index(of id: Int) -> Int? {
    if let last = items.last, last.id == id { return items.count - 1 }
    return items.lastIndex { $0.id == id }
  }

  /// Changes what is known of a statement.
  mutating func update(_ id: Int, _ change: (inout NotebookItem) -> Void) {
    if let index = index(of: id) { change(&items[index]) }
  }

  /// The statements of an earlier notebook that are not in this one.
  ///
  /// - Parameter added: how many are new in this one.
  func gone(from earlier: Notebook, added: Int) -> [NotebookItem] {
    if items.count == earlier.items.count + added { return [] }
    let kept = Set(items.map(\.id))
    return earlier.items.filter { !kept.contains($0.id) }
  }

  // MARK: Definitions

  /// The statements that give a name its value: the one that defines it, then those that extend it.
  func definers(of name: String) -> [NotebookItem] {
    items.filter { $0.names.contains(name) }
  }

  /// The statements that give each name its value.
  func allDefiners() -> [String: [NotebookItem]] {
    var result: [String: [NotebookItem]] = [:]
    for item in items { for name in item.names { result[name, default: []].append(item) } }
    return result
  }

  /// The statements that one reads from, by the names that it reads: of those that define a name and
  /// extend it the last one that stands before the reader, as in a script.
  ///
  /// - Parameter known: `allDefiners`, where many are asked for.
  func sources(
    of item: NotebookItem, _ known: [String: [NotebookItem]]? = nil, _ places: [Int: Int]? = nil
  ) -> [(name: String, id: Int?)] {
    item.reads.sorted().map { name in
      if name == "_" { return (name, item.lastResult) }
      let all = (known.map { $0[name] ?? [] } ?? definers(of: name)).filter { $0.id != item.id }
      guard all.count > 1 else { return (name, all.first?.id) }
      let places = places ?? self.places()
      let own = places[item.id] ?? 0
      return (name, (all.last { (places[$0.id] ?? 0) < own } ?? all.first)?.id)
    }
  }

  /// Where each statement stands among the others.
  func places() -> [Int: Int] {
    Dictionary(uniqueKeysWithValues: items.enumerated().map { ($0.element.id, $0.offset) })
  }

  /// The same statements with all that define, or extend, what one of them reads or defines and
  /// another extends: what `resume` has changed is to be had only by going that way again.
  func withChains(_ ids: Set<Int>) -> Set<Int> {
    let extended = items.filter(\.extends).reduce(into: Set<String>()) { $0.formUnion($1.names) }
    guard !extended.isEmpty else { return ids }
    var result = ids
    for item in items where ids.contains(item.id) {
      for name in extended.intersection(item.names.union(item.reads)) {
        result.formUnion(definers(of: name).map(\.id))
      }
    }
    return result
  }

  /// The statements that some stand on, these left out.
  func foundations(of ids: Set<Int>) -> Set<Int> {
    var found: Set<Int> = []
    var open = Array(ids)
    while let id = open.popLast() {
      guard let item = self[id] else { continue }
      for case (_, let source?) in sources(of: item) where !ids.contains(source) {
        if found.insert(source).inserted { open.append(source) }
      }
      for writer in writers(before: item) where !ids.contains(writer) {
        if found.insert(writer).inserted { open.append(writer) }
      }
    }
    return found
  }

  /// The statements that write a file that one reads.
  func writers(before item: NotebookItem) -> [Int] {
    guard !item.filesRead.isEmpty else { return [] }
    let files = Set(item.filesRead)
    return items.prefix { $0.id != item.id }
      .filter { !files.isDisjoint(with: $0.record.filesWritten) }.map(\.id)
  }

  // MARK: Adding

  /// Adds statements as an entry: each in the place of what it defines anew, which is no longer in
  /// force, or after the others.
  ///
  /// - Parameter entry: the entry whose place they take; nil for a new one.
  /// - Returns: their ids.
  mutating func add(
    _ parts: [CellPart], records: [StatementRecord], replacing entry: Int? = nil
  ) -> [Int] {
    var place = items.count
    let old = entry == nil ? [] : Set(items.filter { $0.entry == entry }.map(\.id))
    if let entry, let first = items.firstIndex(where: { $0.entry == entry }) {
      items.removeAll { $0.entry == entry }
      place = first
    }
    let number = entry ?? lastEntry + 1
    lastEntry = max(lastEntry, number)
    var result = entry == nil ? lastResult : items[..<place].last { $0.hasResult }?.id
    var ids: [Int] = []
    for (part, record) in zip(parts, records) {
      count += 1
      var item = NotebookItem(id: count, entry: number, part, record)
      if record.reads.contains("_") { item.lastResult = result }
      if item.hasResult { result = item.id }
      let replaced = items.indices.filter { replaces(item, items[$0]) }
      let ownPlace = replaced.first ?? place
      // Who read the result of what is replaced reads the new one.
      if item.hasResult, !replaced.isEmpty {
        for index in items.indices
        where replaced.contains(where: { items[$0].id == items[index].lastResult }) {
          items[index].lastResult = item.id
        }
      }
      let gone = Set(replaced.map { items[$0].id })
      if !gone.isEmpty { items.removeAll { gone.contains($0.id) } }
      items.insert(item, at: ownPlace)
      place += 1 - replaced.count { $0 < place }
      ids.append(item.id)
    }
    if !old.isEmpty,
      let last = items.last(where: { ids.contains($0.id) && $0.hasResult })?.id
    {
      for index in items.indices where items[index].lastResult.map(old.contains) == true {
        items[index].lastResult = last
      }
    }
    return ids
  }

  /// Lets `_` be the result of the last statement that has one and is still in force.
  mutating func repairLastResult() {
    guard let last = lastResult, self[last] == nil else { return }
    lastResult = items.filter { $0.hasResult && $0.result != nil }.map(\.id).max()
  }

  /// A statement that reads the result of one that is gone; nil when none does.
  func readerOfLostResult() -> NotebookItem? {
    items.first { $0.lastResult.map { self[$0] == nil } == true }
  }

  /// Whether a statement takes the place of another one.
  private func replaces(_ item: NotebookItem, _ other: NotebookItem) -> Bool {
    guard !item.extends else { return false }
    guard item.names.isEmpty else { return !other.names.isDisjoint(with: item.names) }
    return other.names.isEmpty && other.canonical == item.canonical
      && other.lastResult == item.lastResult && !items.contains { $0.lastResult == other.id }
  }

  /// A notebook of these statements, with what another one knows of those that are the same.
  ///
  /// - Parameter earlier: for each statement the one of the other notebook that it is.
  init(_ parts: [CellPart], records: [StatementRecord], keeping earlier: [NotebookItem?]) {
    let ids = add(parts, records: records)
    for (id, known) in zip(ids, earlier) {
      guard let known else { continue }
      update(id) { item in
        (item.state, item.key, item.content) = (known.state, known.key, known.content)
        (item.stamps, item.result, item.seconds) = (known.stamps, known.result, known.seconds)
      }
    }
    lastResult = items.last { $0.hasResult && $0.key != nil }?.id
  }

  /// A notebook without statements.
  init() {}

  /// Takes a statement out that changes nothing about a script.
  mutating func drop(_ id: Int) { items.removeAll { $0.id == id } }

  /// Takes entries out; the numbers of the others stay.
  mutating func remove(entries: Set<Int>) { items.removeAll { entries.contains($0.entry) } }

  // MARK: Problems

  /// A name that would stand on itself, by way of the statements given; nil when none does.
  func circle(through ids: [Int]) -> (item: NotebookItem, name: String)? {
    for id in ids {
      guard let item = self[id], !item.extends else { continue }
      for (name, source) in sources(of: item) {
        if item.names.contains(name) { return (item, name) }
        guard let source, source != id else { continue }
        if foundations(of: [source]).contains(id) { return (item, name) }
      }
    }
    return nil
  }
}
