// SPDX-License-Identifier: Apache-2.0

/// Shares out the rows of one table.
enum Splitter {
  /// The parts in the order of the file: the first rows train, the last test.
  static func inOrder(_ rowCount: Int, ratio: SplitRatio) throws(DataError.Fact) -> SplitRows {
    var rows = SplitRows()
    var start = 0
    for (name, size) in zip(SplitName.allCases, try ratio.sizes(of: rowCount)) {
      rows[name] = Array(start..<start + size)
      start += size
    }
    return rows
  }

  /// Shuffled parts in which every class has its share; `classes` has the class of each row.
  ///
  /// The sizes of the parts are exactly those of the ratio, and each class is within two rows of
  /// its share in every part. A class of any size has a row in train, unless train is too small for
  /// that.
  static func stratified(
    _ classes: [Int], ratio: SplitRatio, shuffler: some IndexShuffler
  ) throws(DataError.Fact) -> SplitRows {
    let sizes = try ratio.sizes(of: classes.count)
    var members = [[Int]](repeating: [], count: (classes.max() ?? -1) + 1)
    for row in shuffler.shuffled(classes.count, stream: 0) { members[classes[row]].append(row) }

    let shares = StratifiedShares(
      classSizes: members.map(\.count), partSizes: sizes, percentages: ratio.percentages)
    var rows = SplitRows()
    for (rowsOfClass, counts) in zip(members, shares.counts) {
      var start = 0
      for (name, count) in zip(SplitName.allCases, counts) {
        rows[name] += rowsOfClass[start..<start + count]
        start += count
      }
    }
    for name in SplitName.allCases { rows[name].sort() }
    return rows
  }

  /// Parts in which no group is in two, and every class has about its share.
  ///
  /// `GroupShares` says which group goes where. The order among groups of a size is random.
  static func grouped(
    _ groups: [Int], _ classes: [Int], ratio: SplitRatio, shuffler: some IndexShuffler
  ) throws(DataError.Fact) -> SplitRows {
    let sizes = try ratio.sizes(of: groups.count).map(Double.init)
    let parts = GroupShares(groups, classes).assigned(to: sizes, shuffler: shuffler)
    var rows = SplitRows()
    for (row, group) in groups.enumerated() { rows[SplitName.allCases[parts[group]]].append(row) }
    for (part, name) in SplitName.allCases.enumerated() {
      if sizes[part] > 0, rows[name].isEmpty { throw .emptySplit(name: name, rows: groups.count) }
    }
    return rows
  }

  /// The same where some groups have a part by name: such a part has no others, and the rest is shared out to
  /// the other parts in the proportions of the ratio.
  ///
  /// - Parameter named: the part of each group that is put into one.
  static func grouped(
    _ groups: [Int], _ classes: [Int], ratio: SplitRatio, named: [Int: SplitName],
    shuffler: some IndexShuffler
  ) throws(DataError.Fact) -> SplitRows {
    guard !named.isEmpty else {
      return try grouped(groups, classes, ratio: ratio, shuffler: shuffler)
    }
    var rows = SplitRows()
    var others: [Int] = []
    for (row, group) in groups.enumerated() {
      if let part = named[group] { rows[part].append(row) } else { others.append(row) }
    }
    guard !others.isEmpty else { throw .emptySplit(name: .train, rows: groups.count) }
    let shared = try grouped(
      others.map { groups[$0] }, others.map { classes[$0] },
      ratio: ratio.without(Set(named.values)), shuffler: shuffler)
    for name in SplitName.allCases { rows[name] += shared[name].map { others[$0] } }
    return rows
  }

  /// The parts that a column names; throws `unknownSplit` with the first line of a cell that names
  /// none.
  static func byColumn(
    _ cells: [String], lineOf: (Int) -> Int
  ) throws(DataError.Fact) -> SplitRows {
    var rows = SplitRows()
    for (row, cell) in cells.enumerated() {
      guard let name = SplitName(spelling: cell) else {
        throw .unknownSplit(line: lineOf(row), value: cell)
      }
      rows[name].append(row)
    }
    return rows
  }
}

/// How many rows of each class go to each part: whole numbers that keep both totals.
struct StratifiedShares {
  /// By class, then by part.
  private(set) var counts: [[Int]]

  /// Rounds every class's share down, then fills the parts up to their sizes: class by class, what
  /// is left of a class goes where its remainder is largest among the parts with room.
  init(classSizes: [Int], partSizes: [Int], percentages: [Double]) {
    let quotas = classSizes.map { size in percentages.map { Double(size) * $0 / 100 } }
    counts = quotas.map { $0.map { Int($0.rounded(.down)) } }
    var room = partSizes.indices.map { part in
      partSizes[part] - counts.reduce(0) { $0 + $1[part] }
    }
    for index in classSizes.indices {
      for _ in 0..<max(classSizes[index] - counts[index].reduce(0, +), 0) {
        let remainders = zip(quotas[index], counts[index]).map { $0 - Double($1) }
        let open = room.indices.filter { room[$0] > 0 }
        guard let part = open.max(by: { remainders[$0] < remainders[$1] }) else { break }
        counts[index][part] += 1
        room[part] -= 1
      }
    }
    putEveryClassInTrain()
  }

  /// Gives train a row of each class that has none there, and takes one back from the class that
  /// has most.
  private mutating func putEveryClassInTrain() {
    for index in counts.indices where counts[index][0] == 0 {
      guard let part = counts[index].indices.max(by: { counts[index][$0] < counts[index][$1] }),
        counts[index][part] > 0,
        let donor = counts.indices.max(by: { counts[$0][0] < counts[$1][0] }), counts[donor][0] > 1
      else { continue }
      counts[index][part] -= 1
      counts[index][0] += 1
      counts[donor][0] -= 1
      counts[donor][part] += 1
    }
  }
}
