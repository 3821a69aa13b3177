// SPDX-License-Identifier: Apache-2.0

extension Dataset {
  /// The hash of all its rows as numbers, and of who trains, watches and measures.
  public var fingerprint: Fingerprint {
    var hash = Fingerprint()
    if let tokens = text?.tokens {
      hash.combine(counted: tokens.values)
      let ends = [0] + tokens.ranges.map(\.upperBound)
      hash.combine(counted: ends.map { Int32(truncatingIfNeeded: $0) })
    }
    let all = Array(0..<rowCount)
    numbers?.column.combine(all, into: &hash)
    for column in windows?.columns ?? [] { column.combine(all, into: &hash) }
    for target in targets {
      if let numbers = target.numbers {
        numbers.combine(all, into: &hash)
      } else {
        hash.combine(counted: target.values.values)
      }
    }
    for row in 0..<target.values.rowCount {
      if let trace = task.trace(of: row, in: target) { hash.combine(counted: trace) }
    }
    for name in SplitName.allCases {
      hash.combine(counted: splits[name].map { Int32(truncatingIfNeeded: $0) })
    }
    resampled.combine(0..<rowCount, into: &hash)
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
      target.numbers?.combine(rows, into: &hash)
      text?.tokens.combine(rows, into: &hash)
      numbers?.column.combine(rows, into: &hash)
      for column in windows?.columns ?? [] { column.combine(rows, into: &hash) }
    }
    resampled.combine(splits.train, into: &hash)
    return hash
  }
}
