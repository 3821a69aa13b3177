// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

@Suite struct ParzenEstimatorTests {
  private static let seen: [[Double]] = [
    [], [0.5], [0, 1], [0.2, 0.21, 0.9], [0.7, 0.7, 0.7, 0.7], (0..<200).map { Double($0) / 800 },
  ]
  private let dimension = SearchDimension("x", .real(0, 1, log: false))

  @Test(arguments: seen) func densityHasTheMassOne(seen: [Double]) {
    let estimator = ParzenEstimator(dimension, seen: seen.map(SearchValue.real))
    let step = 1.0 / 4096
    let mass = stride(from: step / 2, to: 1, by: step).reduce(0) {
      $0 + step * estimator.density(at: .real($1))
    }
    #expect(abs(mass - 1) < 1e-4)
  }

  @Test(arguments: seen) func drawsFollowTheDensity(seen: [Double]) {
    let estimator = ParzenEstimator(dimension, seen: seen.map(SearchValue.real))
    var random = RandomSource(seed: 6).sequence(.search, "draws")
    let drawn = (0..<8000).map { _ in estimator.draw(&random).number }
    #expect(drawn.allSatisfy { (0...1).contains($0) })
    for box in 0..<8 {
      let low = Double(box) / 8
      let mass = (0..<256).reduce(0) {
        $0 + estimator.density(at: .real(low + (Double($1) + 0.5) / 2048)) / 2048
      }
      let share = Double(drawn.count { $0 >= low && $0 < low + 0.125 }) / 8000
      #expect(abs(share - mass) < 0.03, "box \(box)")
    }
  }

  @Test func densityIsHighWhereValuesWereSeen() {
    let estimator = ParzenEstimator(
      dimension, seen: [0.1, 0.11, 0.12, 0.13, 0.14, 0.8].map(SearchValue.real))
    let densities = [0.12, 0.4, 0.999].map { estimator.density(at: .real($0)) }
    #expect(densities[0] > 2 && densities[1] < 1 && densities[2] < 1)
    // The prior leaves no value without a density.
    #expect(densities.allSatisfy { $0 > 1.0 / 7 })
  }

  @Test func wholeNumbersAreJudgedOnTheirScale() {
    let units = SearchDimension("units", .integer(16, 1024, log: true))
    let estimator = ParzenEstimator(units, seen: [.integer(128), .integer(120), .integer(136)])
    var random = RandomSource(seed: 6).sequence(.search, "draws")
    let drawn = (0..<2000).map { _ in estimator.draw(&random) }
    #expect(drawn.allSatisfy(units.contains))
    #expect((100...160).contains(median(drawn.map(\.number))))
    #expect(estimator.density(at: .integer(128)) > estimator.density(at: .integer(512)))
  }

  @Test func choicesHaveTheirCountsAndOneMore() {
    let estimator = ParzenEstimator(
      SearchDimension("cell", .choice(3)), seen: [.choice(2), .choice(0), .choice(2)])
    let shares = [2.0 / 6, 1.0 / 6, 3.0 / 6]
    #expect((0..<3).map { estimator.density(at: .choice($0)) } == shares)
    var random = RandomSource(seed: 6).sequence(.search, "draws")
    let drawn = (0..<6000).map { _ in Int(estimator.draw(&random).number) }
    for index in 0..<3 {
      #expect(abs(Double(drawn.count { $0 == index }) / 6000 - shares[index]) < 0.03)
    }
  }
}
