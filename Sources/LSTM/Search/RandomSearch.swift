// SPDX-License-Identifier: Apache-2.0

/// Points drawn evenly from the space (Bergstra and Bengio, "Random search for hyper-parameter
/// optimization", JMLR 2012).
struct RandomSearch: SearchStrategy {
  func propose(trial: Int, space: SearchSpace, past: [SearchTrial], random: RandomSource)
    -> SearchPoint
  {
    let drawn = SearchPoint(
      space.dimensions.map { dimension in
        var numbers = random.search(dimension.name, trial: trial)
        return dimension.value(at: numbers.fraction())
      })
    let tried = space.tried(in: past)
    guard tried.contains(drawn) else { return drawn }
    return space.untriedPoint(besides: tried, random, trial: trial) ?? drawn
  }

  static let entry = SearchStrategyEntry(
    name: "random", summary: "points drawn evenly from the space", arguments: [],
    make: { _ in RandomSearch() })
}
