// SPDX-License-Identifier: Apache-2.0

import Foundation
import LSTM
import Testing

@testable import DSL

/// Counts of any size that are forecast.
@Suite struct CountForecastTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Counts of so many days about a mean with a week and a slow swing, Poisson's distribution.
  private static func counts(_ count: Int, mean: Double) -> String {
    var state: UInt64 = 12345
    let uniform = { () -> Double in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return (Double(state >> 11) + 0.5) / 9_007_199_254_740_992
    }
    let week = [1.3, 0.8, 0.7, 0.8, 1.0, 1.5, 0.9]
    return "day,sold\n"
      + (0..<count).map { day -> String in
        let level = mean * week[day % 7] * (1 + 0.2 * sin(Double(day) / 40))
        // In steps of at most 20 of the mean, as many times as numbers multiply to that.
        var (left, sum) = (level, 0)
        while left > 0 {
          let own = min(left, 20)
          var product = uniform()
          while product > exp(-own) {
            product *= uniform()
            sum += 1
          }
          left -= own
        }
        return "\(day),\(sum)\n"
      }.joined()
  }

  @Test(arguments: [500.0, 3])
  func countsOfAnySizeBeatTheSeasonalNaive(mean: Double) throws {
    let recorder = try Recorder.session(
      in: folder,
      """
      data d = csv "c.csv" {
        time day
        target sold scale=none season=7 lags=[7]
        window 14 horizon=7 relative=none
        split valid=56 test=56
      }
      model m for d = lstm 16 | output negative_binomial
      train r = m epochs=60 batch=16 lr=0.01
      eval t = r
      baseline s = seasonal on d.test
      """, file: Self.counts(500, mean: mean))
    #expect(
      recorder.enter(
        "assert t.mase < s.mase, t.wql < 0.8 * s.wql, t.coverage80 > 60%, t.coverage80 < 97%"
      )
        == .success, "\(recorder.tables.suffix(2))")
    // A saved model gives the same counts, which are whole.
    #expect(
      recorder.enter(
        "forecast r steps=10 to \"a.csv\"; save r \"r.model\"; load q = \"r.model\"; "
          + "forecast q steps=10 to \"b.csv\"") == .success, "\(recorder.problems)")
    let text = try folder.text(of: "a.csv")
    #expect(try text == folder.text(of: "b.csv"))
    for line in text.split(separator: "\n").dropFirst() {
      #expect(line.split(separator: ",").prefix(2).allSatisfy { Int($0) != nil }, "\(line)")
    }
    #expect(recorder.enter("explain r \"490\"") == .success, "\(recorder.problems)")
  }
}
