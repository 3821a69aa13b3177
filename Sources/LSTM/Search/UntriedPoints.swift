// SPDX-License-Identifier: Apache-2.0

extension SearchSpace {
  /// How many points there are; nil if they cannot be counted.
  public var count: Int? {
    var product = 1
    for dimension in dimensions {
      guard let count = dimension.count else { return nil }
      let (next, overflows) = product.multipliedReportingOverflow(by: count)
      guard !overflows else { return nil }
      product = next
    }
    return product
  }

  /// The points of this space among some trials.
  func tried(in past: [SearchTrial]) -> Set<SearchPoint> {
    Set(past.lazy.map(\.point).filter(contains))
  }

  /// One of the points that were not tried, each as likely; nil if none is left or they cannot be
  /// counted.
  func untriedPoint(besides tried: Set<SearchPoint>, _ random: RandomSource, trial: Int)
    -> SearchPoint?
  {
    guard let count, tried.count < count else { return nil }
    let left = count - tried.count
    var numbers = random.search("untried points", trial: trial)
    var rank = min(Int(numbers.fraction() * Double(left)), left - 1)
    for taken in tried.map(self.rank).sorted() where taken <= rank { rank += 1 }
    return point(rank: rank)
  }

  /// The place of a point in the order of all, the last dimension counting fastest.
  private func rank(of point: SearchPoint) -> Int {
    zip(dimensions, point.values).reduce(0) { rank, next in
      rank * (next.0.count ?? 1) + next.0.rank(of: next.1)
    }
  }

  private func point(rank: Int) -> SearchPoint {
    var left = rank
    let values = dimensions.reversed().map { dimension in
      let (next, own) = left.quotientAndRemainder(dividingBy: dimension.count ?? 1)
      left = next
      return dimension.value(rank: own)
    }
    return SearchPoint(values.reversed())
  }
}

extension SearchDimension {
  /// How many values there are; nil if they cannot be counted.
  fileprivate var count: Int? {
    switch kind {
    case .real(let low, let high, _): return low == high ? 1 : nil
    case .integer(let low, let high, _):
      let (steps, overflows) = high.subtractingReportingOverflow(low)
      return overflows || steps == .max ? nil : steps + 1
    case .choice(let count): return count
    }
  }

  fileprivate func rank(of value: SearchValue) -> Int {
    switch (kind, value) {
    case (.integer(let low, _, _), .integer(let number)): number - low
    case (_, .choice(let index)): index
    default: 0
    }
  }

  fileprivate func value(rank: Int) -> SearchValue {
    switch kind {
    case .real(let low, _, _): .real(low)
    case .integer(let low, _, _): .integer(low + rank)
    case .choice: .choice(rank)
    }
  }
}
