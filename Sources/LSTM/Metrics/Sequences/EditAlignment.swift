// SPDX-License-Identifier: Apache-2.0

/// Which units of a text stand for which of another, by the fewest edits and of these the fewest
/// substitutions, as `EditCounts` counts them.
public enum EditAlignment {
  /// The units side by side, in order; nil where one text has none.
  public static func pairs<Unit: Equatable>(
    _ one: [Unit], _ other: [Unit]
  ) -> [(one: Unit?, other: Unit?)] {
    // Both in one number, edits above substitutions.
    let (edit, width) = (1 << 32, other.count + 1)
    var costs = [Int](repeating: 0, count: (one.count + 1) * width)
    for row in 0...one.count {
      for column in 0...other.count where row > 0 || column > 0 {
        var least = Int.max
        if row > 0 { least = costs[(row - 1) * width + column] + edit }
        if column > 0 { least = min(least, costs[row * width + column - 1] + edit) }
        if row > 0, column > 0 {
          let across = one[row - 1] == other[column - 1] ? 0 : edit + 1
          least = min(least, costs[(row - 1) * width + column - 1] + across)
        }
        costs[row * width + column] = least
      }
    }
    var (row, column) = (one.count, other.count)
    var pairs: [(one: Unit?, other: Unit?)] = []
    while row > 0 || column > 0 {
      let cost = costs[row * width + column]
      if row > 0, column > 0 {
        let across = one[row - 1] == other[column - 1] ? 0 : edit + 1
        if cost == costs[(row - 1) * width + column - 1] + across {
          (row, column) = (row - 1, column - 1)
          pairs.append((one[row], other[column]))
          continue
        }
      }
      if row > 0, cost == costs[(row - 1) * width + column] + edit {
        row -= 1
        pairs.append((one[row], nil))
      } else {
        column -= 1
        pairs.append((nil, other[column]))
      }
    }
    return pairs.reversed()
  }
}
