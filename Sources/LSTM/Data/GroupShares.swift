// SPDX-License-Identifier: Apache-2.0

/// Groups of rows, each with how many rows of each class it has, to be shared out whole.
struct GroupShares {
  /// By group, then by class.
  private var counts: [[Double]]

  /// Counts the rows of each group, numbered from 0, and each class, numbered from 0.
  init(_ groups: [Int], _ classes: [Int]) {
    let width = (classes.max() ?? -1) + 1
    counts = Array(
      repeating: [Double](repeating: 0, count: width), count: (groups.max() ?? -1) + 1)
    for (group, number) in zip(groups, classes) { counts[group][number] += 1 }
  }

  /// The part of each group, for parts of some sizes in rows.
  func assigned(to sizes: [Double], shuffler: some IndexShuffler) -> [Int] {
    let total = max(sizes.reduce(0, +), 1)
    let width = counts.first?.count ?? 0
    let classTotals = (0..<width).map { index in counts.reduce(0) { $0 + $1[index] } }
    // What each part still lacks of each class.
    var missing = sizes.map { size in classTotals.map { $0 * size / total } }
    let rows = counts.map { $0.reduce(0, +) }
    let order = shuffler.shuffled(counts.count, stream: 1)
    let rank = Dictionary(uniqueKeysWithValues: order.enumerated().map { ($0.element, $0.offset) })
    var parts = [Int](repeating: 0, count: counts.count)
    for group in counts.indices.sorted(by: {
      rows[$0] != rows[$1] ? rows[$0] > rows[$1] : rank[$0] ?? 0 < rank[$1] ?? 0
    }) {
      let open = sizes.indices.filter { sizes[$0] > 0 }
      let gains = open.map { part in
        zip(counts[group], missing[part]).reduce(0) { $0 + $1.0 * $1.1 / max(sizes[part], 1) }
      }
      guard let best = gains.indices.max(by: { gains[$0] < gains[$1] }) else { continue }
      let part = open[best]
      parts[group] = part
      for index in 0..<width { missing[part][index] -= counts[group][index] }
    }
    return parts
  }
}
