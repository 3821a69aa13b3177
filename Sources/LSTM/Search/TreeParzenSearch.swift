// SPDX-License-Identifier: Apache-2.0

/// The tree-structured Parzen estimator (Bergstra, Bardenet, Bengio and Kégl, "Algorithms for
/// hyper-parameter optimization", NIPS 2011).
///
/// Trials are split at the quantile gamma of their values. With l the density of the good points and
/// g that of the rest, the expected improvement rises with l/g: points are drawn from l, and the one
/// with the largest l/g is proposed. Both are products of one Parzen estimator a dimension. A trial
/// that failed is worse than any that did not.
struct TreeParzenSearch: SearchStrategy {
  /// How many trials must have a value before the estimate is trusted; until then points are random.
  let startup: Int
  /// The share of the trials that is good.
  let gamma: Double
  /// How many points are drawn.
  let candidates: Int

  func propose(trial: Int, space: SearchSpace, past: [SearchTrial], random: RandomSource)
    -> SearchPoint
  {
    let known = past.filter { space.contains($0.point) }
    let finished = known.count { $0.value != nil }
    guard finished >= max(startup, 1) else {
      return RandomSearch().propose(trial: trial, space: space, past: past, random: random)
    }
    let ranked = known.sorted { ($0.value ?? .infinity) < ($1.value ?? .infinity) }
    let share = Int((gamma * Double(ranked.count)).rounded(.up))
    let split = min(max(share, 1), finished)
    let drawn = draw(
      from: space, good: ranked[..<split], rest: ranked[split...], random, trial: trial
    ).sorted { $0.score > $1.score }

    let tried = space.tried(in: known)
    if let best = drawn.first(where: { !tried.contains($0.point) }) { return best.point }
    return space.untriedPoint(besides: tried, random, trial: trial) ?? drawn[0].point
  }

  /// Points drawn from l, with ln l/g as the score.
  private func draw(
    from space: SearchSpace, good: ArraySlice<SearchTrial>, rest: ArraySlice<SearchTrial>,
    _ random: RandomSource, trial: Int
  ) -> [(point: SearchPoint, score: Double)] {
    let count = max(candidates, 1)
    var values = [[SearchValue]](repeating: [], count: count)
    var scores = [Double](repeating: 0, count: count)
    for (index, dimension) in space.dimensions.enumerated() {
      let l = ParzenEstimator(dimension, seen: good.map { $0.point.values[index] })
      let g = ParzenEstimator(dimension, seen: rest.map { $0.point.values[index] })
      var numbers = random.search(dimension.name, trial: trial)
      for candidate in 0..<count {
        let value = l.draw(&numbers)
        values[candidate].append(value)
        scores[candidate] += naturalLogarithm(l.density(at: value) / g.density(at: value))
      }
    }
    return zip(values, scores).map { (SearchPoint($0), $1) }
  }

  private static let startup = ArgumentKey.integer(
    "startup", 1...1_000_000, default: 10,
    help: "how many trials must have a figure before points are no longer random")

  private static let gamma = ArgumentKey.number(
    "gamma", .from(0, below: 1), default: 0.15, help: "share of the trials that counts as good")

  private static let candidates = ArgumentKey.integer(
    "candidates", 1...10_000, default: 24,
    help: "how many points are drawn, to propose the most promising")

  static let entry = SearchStrategyEntry(
    name: "tpe", summary: "points like the good ones so far and unlike the others",
    arguments: [startup.spec, gamma.spec, candidates.spec],
    make: {
      TreeParzenSearch(startup: $0[startup], gamma: $0[gamma], candidates: $0[candidates])
    })
}
