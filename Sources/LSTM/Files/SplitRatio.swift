// SPDX-License-Identifier: Apache-2.0

/// Shares of rows for train, valid and test in percent, such as 80/10/10.
public struct SplitRatio: Codable, Hashable, Sendable {
  /// The percentage of each part, in the order train, valid, test.
  public let percentages: [Double]

  /// Shares that are not negative and sum to 100.
  ///
  /// Throws `badPercentages`.
  public init(train: Double, valid: Double, test: Double) throws(DataError) {
    percentages = [train, valid, test]
    // A share that is not a number fails the comparison too.
    let areShares = percentages.allSatisfy { $0 >= 0 }
    guard areShares, abs(train + valid + test - 100) < 1e-6 else {
      throw DataError(.badPercentages(percentages), path: nil)
    }
  }

  /// The same proportions of the parts that are left without some; all trains where these have no share.
  func without(_ parts: Set<SplitName>) -> SplitRatio {
    let shares = zip(SplitName.allCases, percentages).map { parts.contains($0) ? 0 : $1 }
    let sum = shares.reduce(0, +)
    return SplitRatio(percentages: sum > 0 ? shares.map { 100 * $0 / sum } : [100, 0, 0])
  }

  private init(percentages: [Double]) { self.percentages = percentages }

  /// The number of rows of each part: rounded down, then what is left goes to the largest
  /// remainders, the earlier part first, so that they sum to `rowCount`.
  ///
  /// Throws `emptySplit` for a part that has a share and gets no row.
  func sizes(of rowCount: Int) throws(DataError.Fact) -> [Int] {
    let quotas = percentages.map { Double(rowCount) * $0 / 100 }
    var sizes = quotas.map { Int($0.rounded(.down)) }
    let byRemainder = quotas.indices.sorted {
      let (first, second) = (quotas[$0] - Double(sizes[$0]), quotas[$1] - Double(sizes[$1]))
      return first != second ? first > second : $0 < $1
    }
    for part in byRemainder.prefix(max(rowCount - sizes.reduce(0, +), 0)) { sizes[part] += 1 }
    for (part, name) in SplitName.allCases.enumerated() where sizes[part] == 0 {
      if percentages[part] > 0 { throw .emptySplit(name: name, rows: rowCount) }
    }
    return sizes
  }
}
