// SPDX-License-Identifier: Apache-2.0

/// Pairs of units by falling count, those of equal count by the numbers of their units: a binary heap.
struct MergeQueue {
  /// A pair and how often it occurred when it was put in.
  struct Entry {
    let count: Int
    /// Both units in one word, as `PairIndex` has them.
    let key: UInt64
    /// Its number.
    let pair: Int32

    /// Whether it comes before another.
    func precedes(_ other: Entry) -> Bool {
      count != other.count ? count > other.count : key < other.key
    }
  }

  private var entries: [Entry] = []

  /// Puts a pair in.
  mutating func insert(_ entry: Entry) {
    var place = entries.count
    entries.append(entry)
    while place > 0 {
      let parent = (place - 1) / 2
      guard entry.precedes(entries[parent]) else { break }
      entries[place] = entries[parent]
      place = parent
    }
    entries[place] = entry
  }

  /// Takes the first pair out; nil where there is none.
  mutating func removeFirst() -> Entry? {
    guard let first = entries.first, let last = entries.popLast() else { return nil }
    if entries.isEmpty { return first }
    var place = 0
    while true {
      var child = 2 * place + 1
      guard child < entries.count else { break }
      if child + 1 < entries.count, entries[child + 1].precedes(entries[child]) { child += 1 }
      guard entries[child].precedes(last) else { break }
      entries[place] = entries[child]
      place = child
    }
    entries[place] = last
    return first
  }
}
