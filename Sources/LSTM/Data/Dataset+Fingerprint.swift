// SPDX-License-Identifier: Apache-2.0

extension Dataset {
  /// The hash of all its rows as numbers, and of who trains, watches and measures.
  public var fingerprint: Fingerprint {
    var hash = Fingerprint()
    hash.combine(counted: tokens.values)
    let ends = [0] + tokens.ranges.map(\.upperBound)
    hash.combine(counted: ends.map { Int32(truncatingIfNeeded: $0) })
    hash.combine(counted: target.values.values)
    for other in others { hash.combine(counted: other.values.values) }
    if target.kind.isSet {
      for row in 0..<target.values.rowCount { hash.combine(counted: target.trace(of: row)) }
    }
    for name in SplitName.allCases {
      hash.combine(counted: splits[name].map { Int32(truncatingIfNeeded: $0) })
    }
    return hash
  }

  /// The hash of what a run can see: the rows that train and those that watch, in their order.
  ///
  /// Rows that only measure change no weight.
  public var trainingFingerprint: Fingerprint {
    var hash = Fingerprint()
    for rows in [splits.train, splits.valid] {
      hash.combine(counted: rows.flatMap { target.trace(of: $0) })
      for other in others { hash.combine(counted: rows.flatMap { Array(other.values[$0]) }) }
      for row in rows { hash.combine(counted: Array(tokens[row])) }
      guard let spellings = tokens.spellings else { continue }
      for row in rows {
        for number in spellings.numbers[tokens.ranges[row]] {
          hash.combine(counted: spellings.characters[spellings.range(of: number)])
        }
      }
    }
    return hash
  }
}
