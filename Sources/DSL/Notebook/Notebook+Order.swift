// SPDX-License-Identifier: Apache-2.0

extension Notebook {
  /// The statements in an order in which each stands after all that it stands on; otherwise as they
  /// were entered.
  func ordered() -> [NotebookItem] {
    let (definers, places) = (allDefiners(), places())
    var waitsFor: [Int: Set<Int>] = [:]
    for item in items {
      let sources = sources(of: item, definers, places)
      waitsFor[item.id, default: []].formUnion(sources.compactMap(\.id) + writers(before: item))
      // What extends a name waits for those who read what it was before.
      for (name, source) in sources {
        guard let chain = definers[name], chain.count > 1,
          let at = chain.firstIndex(where: { $0.id == source }), at + 1 < chain.count,
          chain[at + 1].extends, chain[at + 1].id != item.id
        else { continue }
        waitsFor[chain[at + 1].id, default: []].insert(item.id)
      }
    }
    glueResults(&waitsFor)
    var rest = items
    var done: Set<Int> = []
    var result: [NotebookItem] = []
    // A result that the next statement reads must not be replaced by another one in between.
    var lastResult: Int?
    while !rest.isEmpty {
      let isReady = { (item: NotebookItem) in waitsFor[item.id]?.isSubset(of: done) != false }
      let reader = lastResult.flatMap { result in
        rest.firstIndex { $0.lastResult == result && isReady($0) }
      }
      let next = rest.remove(at: reader ?? rest.firstIndex(where: isReady) ?? 0)
      result.append(next)
      done.insert(next.id)
      if next.hasResult { lastResult = next.id }
    }
    return result
  }

  /// Lets a result wait for all that those wait for who read it as `_`, so that they can follow at
  /// once.
  private func glueResults(_ waitsFor: inout [Int: Set<Int>]) {
    for reader in items {
      guard let result = reader.lastResult, self[result] != nil else { continue }
      let others = waitsFor[reader.id, default: []].subtracting([result])
      let safe = others.filter { !foundations(of: [$0]).contains(result) && $0 != result }
      waitsFor[result, default: []].formUnion(safe)
    }
  }
}
