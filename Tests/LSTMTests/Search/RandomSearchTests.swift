// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

@Suite struct RandomSearchTests {
  @Test func pointsAreEvenOnTheScaleOfTheirDimension() throws {
    let space = try SearchSpace([
      SearchDimension("x", .real(2, 4, log: false)),
      SearchDimension("lr", .real(1e-4, 1, log: true)),
      SearchDimension("n", .integer(1, 4, log: false)), SearchDimension("c", .choice(2)),
    ])
    let points = (0..<4000).map {
      RandomSearch().propose(trial: $0, space: space, past: [], random: RandomSource(seed: 4))
        .values.map(\.number)
    }
    func share(_ holds: ([Double]) -> Bool) -> Double { Double(points.count(where: holds)) / 4000 }
    #expect(abs(share { $0[0] < 2.5 } - 0.25) < 0.03)
    #expect(abs(share { $0[1] < 1e-3 } - 0.25) < 0.03)
    for number in 1...4 { #expect(abs(share { $0[2] == Double(number) } - 0.25) < 0.03) }
    #expect(abs(share { $0[3] == 1 } - 0.5) < 0.03)
    // The dimensions do not move together.
    #expect(abs(share { ($0[0] < 3) == ($0[1] < 1e-2) } - 0.5) < 0.03)
  }
}
