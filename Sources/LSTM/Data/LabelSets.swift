// SPDX-License-Identifier: Apache-2.0

/// The sets of labels of some rows, before they are numbers.
struct LabelSets {
  private let sets: [[String]]

  init(_ sets: [[String]]) { self.sets = sets }

  /// The sets as numbers of the labels that enough training rows have; what others have is left out.
  ///
  /// Nil when fewer than two labels are left.
  func target(fitting rows: [Int], minCount: Int) -> Target? {
    let all = Labels(fitting: rows.lazy.flatMap { sets[$0] })
    let kept = Labels(
      fitting: zip(all.names, all.counts).lazy.filter { $1 >= minCount }
        .flatMap { Array(repeating: $0, count: $1) })
    guard kept.count > 1 else { return nil }
    var values = TokenColumn()
    for set in sets { values.append(set.compactMap { kept.number(of: $0) }.sorted()) }
    let found = values.values.count
    return Target(
      .labels, labels: kept, values: values,
      leftOut: sets.reduce(0) { $0 + $1.count } - found)
  }

  /// The number of the rarest label of each row, which is what rows are alike by; those without any
  /// label are alike as well.
  var strata: [Int] {
    let labels = Labels(fitting: sets.lazy.joined())
    return sets.map { set in
      let numbers = set.compactMap { labels.number(of: $0) }.map(Int.init)
      let rarest = numbers.min { (labels.counts[$0], $0) < (labels.counts[$1], $1) }
      return rarest.map { $0 + 1 } ?? 0
    }
  }
}
