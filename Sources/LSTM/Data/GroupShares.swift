// SPDX-License-Identifier: Apache-2.0

/// Groups of rows, each with how many rows of each class it has, to be shared out whole.
struct GroupShares {
  /// Some rows of one class.
  private struct Members {
    let number: Int
    var count: Double
  }

  /// By group, the classes that it has.
  private let members: [[Members]]
  /// The rows of each group.
  private let rows: [Double]
  /// The rows of each class.
  private let classRows: [Double]

  /// Counts the rows of each group, numbered from 0, and each class, numbered from 0.
  init(_ groups: [Int], _ classes: [Int]) {
    var found = [[Int]](repeating: [], count: (groups.max() ?? -1) + 1)
    var classRows = [Double](repeating: 0, count: (classes.max() ?? -1) + 1)
    for (group, number) in zip(groups, classes) {
      found[group].append(number)
      classRows[number] += 1
    }
    members = found.map { classes in
      classes.sorted().reduce(into: []) { members, number in
        if members.last?.number == number {
          members[members.count - 1].count += 1
        } else {
          members.append(Members(number: number, count: 1))
        }
      }
    }
    rows = found.map { Double($0.count) }
    self.classRows = classRows
  }

  /// The part of each group, for parts of some sizes in rows.
  ///
  /// From the largest group to the smallest, each goes where it keeps the shares that the parts have
  /// of its classes most alike, as scikit-learn's StratifiedGroupKFold does. A part that has no room
  /// for it is passed over as long as another has, and none with a size stays empty when there are
  /// groups enough.
  func assigned(to sizes: [Double], shuffler: some IndexShuffler) -> [Int] {
    let open = sizes.indices.filter { sizes[$0] > 0 }
    var parts = [Int](repeating: 0, count: rows.count)
    var room = sizes
    var counts = sizes.map { _ in [Double](repeating: 0, count: classRows.count) }
    var empty = Set(open)
    let order = order(shuffler)
    for (place, group) in order.enumerated() {
      let candidates: [Int]
      if order.count - place <= empty.count {
        candidates = open.filter { empty.contains($0) }
      } else {
        let roomy = open.filter { room[$0] >= rows[group] }
        // Where no part can hold it, the one with most room is overfilled least.
        let most = open.map { room[$0] }.max() ?? 0
        candidates = roomy.isEmpty ? open.filter { room[$0] == most } : roomy
      }
      var best: (part: Int, cost: Double, left: Double)?
      for part in candidates {
        let cost = cost(of: group, beside: counts[part], size: sizes[part])
        let left = room[part] / sizes[part]
        if let best, (best.cost, -best.left) <= (cost, -left) { continue }
        best = (part, cost, left)
      }
      guard let part = best?.part else { continue }
      parts[group] = part
      room[part] -= rows[group]
      empty.remove(part)
      for member in members[group] { counts[part][member.number] += member.count }
    }
    return parts
  }

  /// What a group adds to the spread of the class shares, in a part that has some rows of each class.
  ///
  /// The share of class k that part p has is c / (C·s), with c of C rows and the part's size s; the
  /// spread is the variance of these shares, weighted by s. Its mean does not depend on the part, so
  /// the growth of Σ s·(c / (C·s))² is all that counts.
  private func cost(of group: Int, beside counts: [Double], size: Double) -> Double {
    members[group].reduce(0) { sum, member in
      let all = classRows[member.number]
      return sum + member.count * (2 * counts[member.number] + member.count) / (all * all * size)
    }
  }

  /// The groups from the largest to the smallest; among those of a size the classes take turns, so
  /// that none comes last with all it has, and the rest is random.
  private func order(_ shuffler: some IndexShuffler) -> [Int] {
    let random = shuffler.shuffled(rows.count, stream: 1).filter { rows[$0] > 0 }
    var turns = [Int](repeating: 0, count: rows.count)
    var seen = [Int](repeating: 0, count: classRows.count)
    var rank = [Int](repeating: 0, count: rows.count)
    for (place, group) in random.enumerated() { rank[group] = place }
    let bySize = random.sorted { (-rows[$0], rank[$0]) < (-rows[$1], rank[$1]) }
    var size = 0.0
    for group in bySize {
      if rows[group] != size {
        size = rows[group]
        for number in seen.indices { seen[number] = 0 }
      }
      guard let main = members[group].max(by: { $0.count < $1.count })?.number else { continue }
      turns[group] = seen[main]
      seen[main] += 1
    }
    return bySize.sorted {
      (-rows[$0], turns[$0], rank[$0]) < (-rows[$1], turns[$1], rank[$1])
    }
  }
}
