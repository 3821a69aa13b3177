// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

@Suite struct ElementaryTests {
  @Test func exponentialIsAsExactAsStated() {
    let near = stride(from: -1.0, through: 1, by: 1e-4)
    let wide = stride(from: -708.3, through: 709.7, by: 0.013)
    let halves = (-1020...1020).map { (Double($0) + 0.5) * 0.693_147_180_559_945_3 }
    #expect(worst(Array(near) + Array(wide) + halves, exponential, exp) <= 1.5)
  }

  @Test func exponentialKnowsTheEdges() {
    #expect(exponential(0) == 1 && exponential(-0.0) == 1)
    #expect(exponential(709.79) == .infinity && exponential(1e300) == .infinity)
    #expect(exponential(.infinity) == .infinity)
    #expect(exponential(-745.2) == 0 && exponential(-1e300) == 0 && exponential(-.infinity) == 0)
    #expect(exponential(-745.1) == .leastNonzeroMagnitude)
    #expect(exponential(.nan).isNaN)
    #expect(exponential(1e-300) == 1)
  }

  @Test func cosineIsAsExactAsStated() {
    let half = stride(from: 0, through: Double.pi, by: 1e-4)
    let wide = stride(from: -1e6, through: 1e6, by: 37.31)
    // Beside the zeros, and beside the angles where the quadrant changes.
    let turns = (0...4000).flatMap { turn in
      [-1e-9, -1e-3, 0, 1e-3, 1e-9].map { Double(turn) * .pi / 4 + $0 }
    }
    #expect(worst(Array(half) + Array(wide) + turns, cosine, cos) <= 2)
  }

  @Test func cosineKnowsTheEdges() {
    #expect(cosine(0) == 1 && cosine(-0.0) == 1)
    #expect(cosine(.pi) == -1 && cosine(-.pi) == -1 && cosine(2 * .pi) == 1)
    #expect(cosine(.pi / 2) == cos(.pi / 2))
    for angle in [1e7, -1e300, .infinity, -.infinity, .nan] { #expect(cosine(angle).isNaN) }
  }

  @Test func powerIsAsExactAsStated() {
    var most = 0.0
    for base in [1e-12, 0.03, 0.5, 0.9, 0.999, 1.000_1, 2, 7.3, 1e9] {
      for exponent in stride(from: -30.0, through: 30, by: 0.37) {
        let exact = pow(base, exponent)
        guard exact.isNormal else { continue }
        let bound = 1e-15 * (1 + abs(exponent * log(base)))
        most = max(most, abs(power(base, exponent) / exact - 1) / bound)
      }
      for exponent in -64...64 {
        let exact = pow(base, Double(exponent))
        guard exact.isNormal else { continue }
        #expect(abs(power(base, Double(exponent)) / exact - 1) < 1e-14, "\(base)^\(exponent)")
      }
    }
    #expect(most > 0 && most < 1)
  }

  @Test func powerKnowsTheEdges() {
    #expect(power(0.1, 1) == 0.1 && power(7, 2) == 49 && power(3.7, 0) == 1)
    for exponent in -64...64 { #expect(power(2, Double(exponent)) == exp2(Double(exponent))) }
    #expect(power(1, 1e300) == 1 && power(1, -0.5) == 1)
    #expect(power(0, 0) == 1 && power(0, 3) == 0 && power(0, 0.5) == 0)
    #expect(power(0, -1) == .infinity && power(0, -0.5) == .infinity)
    #expect(power(2, 1e300) == .infinity && power(0.5, 1e300) == 0)
    #expect(power(.infinity, 2) == .infinity && power(.infinity, -2) == 0)
    #expect(power(-1, 2).isNaN && power(.nan, 1).isNaN && power(2, .nan).isNaN)
  }

  @Test func normalDistributionIsAsExactAsStated() {
    for z in stride(from: -12.0, through: 12, by: 0.003) {
      #expect(abs(normalDistribution(z) - erfc(-z / 2.0.squareRoot()) / 2) < 1e-15, "\(z)")
    }
    #expect(normalDistribution(0) == 0.5)
    #expect(normalDistribution(.infinity) == 1 && normalDistribution(-.infinity) == 0)
    #expect(normalDistribution(.nan).isNaN)
  }

  /// The largest error in ulp.
  private func worst(
    _ inputs: [Double], _ function: (Double) -> Double, _ exact: (Double) -> Double
  ) -> Double {
    inputs.map { abs(function($0) - exact($0)) / exact($0).ulp }.max() ?? .infinity
  }
}
