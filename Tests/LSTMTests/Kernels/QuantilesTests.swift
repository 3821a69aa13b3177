// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

/// Values are those of scipy 1.17.
@Suite struct QuantilesTests {
  @Test func theNormalQuantileIsAsExactAsStated() {
    let known = [
      (1e-18, -8.757290348782316), (1e-10, -6.361340902404056), (1e-05, -4.264890793922825),
      (0.01, -2.3263478740408408), (0.075, -1.4395314709384563), (0.3, -0.5244005127080409),
      (0.7, 0.5244005127080407), (0.9, 1.2815515655446004), (0.975, 1.959963984540054),
      (0.9999, 3.719016485455709), (1 - 0x1p-53, 8.209536151601387),
    ]
    for (level, value) in known {
      #expect(abs(normalQuantile(level) / value - 1) < 1e-15, "\(level)")
    }
    for level in stride(from: 0.001, to: 1, by: 0.001) {
      #expect(abs(normalDistribution(normalQuantile(level)) - level) < 1e-15, "\(level)")
    }
    #expect(normalQuantile(0.5) == 0)
    #expect(normalQuantile(0) == -.infinity && normalQuantile(1) == .infinity)
    for level in [-0.1, 1.1, .nan] { #expect(normalQuantile(level).isNaN) }
  }

  @Test func studentsQuantileIsAsExactAsStated() {
    let known: [(degrees: Double, values: [Double])] = [
      (
        2.0001,
        [
          -706.8968913153922, -4.302446586861651, -0.288673327321147, 1.8855765538675513,
          9.924008084885283,
        ]
      ),
      (
        2.5,
        [
          -220.17342917823686, -3.5746548420036834, -0.2814595127485477, 1.7302509288071766,
          7.163728138948783,
        ]
      ),
      (
        4,
        [
          -41.577854150450975, -2.7764451051977943, -0.2707222947075976, 1.533206274058944,
          4.604094871349992,
        ]
      ),
      (
        9.5,
        [
          -10.195853751762074, -2.2441374614922966, -0.2605495681986849, 1.3773005643959917,
          3.2070156284394886,
        ]
      ),
      (
        60,
        [
          -5.263554854652544, -2.0002978220142604, -0.2544733949895309, 1.295821093515731,
          2.6602830288550368,
        ]
      ),
      (
        5000,
        [
          -4.759037953505102, -1.9604385517065075, -0.25336058396923183, 1.2817209053357184,
          2.5768129665562802,
        ]
      ),
    ]
    for (degrees, values) in known {
      for (level, value) in zip([1e-6, 0.025, 0.4, 0.9, 0.995], values) {
        let found = studentQuantile(level, degrees: degrees)
        #expect(abs(found / value - 1) < 1e-12, "\(degrees), \(level): \(found)")
      }
      #expect(studentQuantile(0.5, degrees: degrees) == 0)
    }
    #expect(studentQuantile(0, degrees: 3) == -.infinity)
    #expect(studentQuantile(1, degrees: 3) == .infinity)
    #expect(studentQuantile(0.9, degrees: .infinity) == normalQuantile(0.9))
    #expect(studentQuantile(0.9, degrees: .nan).isNaN && studentQuantile(.nan, degrees: 3).isNaN)
  }

  @Test func studentsQuantileRises() {
    for degrees in [2.000_001, 2.1, 3, 5, 17, 400, 10_002] {
      var last = -Double.infinity
      for level in stride(from: 0.000_5, to: 1, by: 0.000_5) {
        let found = studentQuantile(level, degrees: degrees)
        #expect(found > last, "\(degrees), \(level)")
        last = found
      }
      #expect(studentQuantile(0x1p-64, degrees: degrees).isFinite)
    }
  }

  @Test func theNegativeBinomialQuantileIsThatOfTheFirstCountThatReaches() {
    let known: [(mean: Double, dispersion: Double, values: [Double])] = [
      (0.05, 1, [0, 0, 0, 0, 4]), (2.5, 0.5, [0, 0, 2, 6, 27]), (40, 0.1, [2, 23, 39, 59, 142]),
      (40, 5, [0, 0, 4, 121, 2076]), (300, 20, [0, 0, 0, 458, 52185]),
      (2000, 0.0001, [1772, 1937, 2000, 2063, 2238]),
      (1_000_000, 0.01, [594343, 874170, 996668, 1_130_112, 1_549_218]),
    ]
    for (mean, dispersion, values) in known {
      for (level, value) in zip([1e-6, 0.1, 0.5, 0.9, 0.999_999], values) {
        let found = negativeBinomialQuantile(level, mean: mean, dispersion: dispersion)
        #expect(found == value, "\(mean), \(dispersion), \(level)")
      }
    }
  }

  /// The same from both ways to find it, and whatever the parameters.
  @Test func theNegativeBinomialQuantileEnds() {
    for mean in [1e-13, 0.1, 255, 270, 1e5, 1e13] {
      for dispersion in [1e-4, 0.01, 1, 30, 1e8] {
        var last = 0.0
        for level in [0x1p-64, 0.01, 0.3, 0.5, 0.77, 0.99, 1 - 0x1p-53] {
          let found = negativeBinomialQuantile(level, mean: mean, dispersion: dispersion)
          #expect(found >= last && found.isFinite, "\(mean), \(dispersion), \(level)")
          last = found
        }
      }
    }
    #expect(negativeBinomialQuantile(0.5, mean: 0, dispersion: 1) == 0)
    #expect(negativeBinomialQuantile(1, mean: 3, dispersion: 1) == .infinity)
    for (mean, dispersion) in [(.nan, 1), (1, .nan), (.infinity, 1), (1, .infinity), (-1.0, 1.0)] {
      let found = negativeBinomialQuantile(0.5, mean: mean, dispersion: dispersion)
      #expect(found.isNaN, "\(mean), \(dispersion)")
    }
  }
}
