// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

@Suite struct UntriedPointsTests {
  private let random = RandomSource(seed: 8)

  @Test func countsThePoints() throws {
    func count(_ kinds: [SearchDimension.Kind]) throws -> Int? {
      try SearchSpace(kinds.enumerated().map { SearchDimension("x\($0)", $1) }).count
    }
    #expect(try count([]) == 1)
    #expect(try count([.choice(3), .integer(-2, 2, log: false), .real(1, 1, log: false)]) == 15)
    #expect(try count([.choice(3), .real(0, 1, log: false)]) == nil)
    #expect(try count([.integer(.min, .max, log: false)]) == nil)
    #expect(try count([.integer(0, .max, log: false)]) == nil)
    #expect(try count([.integer(1, .max, log: false)]) == .max)
    #expect(try count([.choice(.max), .choice(2)]) == nil)
  }

  @Test func findsThoseThatAreLeft() throws {
    let space = try SearchSpace([
      SearchDimension("a", .integer(-1, 2, log: false)), SearchDimension("b", .choice(5)),
    ])
    var tried: Set<SearchPoint> = []
    for trial in 0..<20 {
      let point = try #require(space.untriedPoint(besides: tried, random, trial: trial))
      #expect(space.contains(point))
      #expect(tried.insert(point).inserted)
    }
    #expect(space.untriedPoint(besides: tried, random, trial: 20) == nil)
  }

  @Test func eachIsAsLikely() throws {
    let space = try SearchSpace([SearchDimension("a", .choice(6))])
    let tried: Set = [SearchPoint([.choice(0)]), SearchPoint([.choice(3)])]
    let points = (0..<4000).compactMap { space.untriedPoint(besides: tried, random, trial: $0) }
    for index in [1, 2, 4, 5] {
      #expect(abs(points.count { $0 == SearchPoint([.choice(index)]) } - 1000) < 140)
    }
  }

  @Test func reachesTheEndsOfAHugeSpace() throws {
    let space = try SearchSpace([SearchDimension("a", .integer(1, .max, log: false))])
    let tried: Set = [SearchPoint([.integer(.max)])]
    for trial in 0..<50 {
      let point = try #require(space.untriedPoint(besides: tried, random, trial: trial))
      #expect(space.contains(point))
    }
  }
}
