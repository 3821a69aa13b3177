// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import Testing

@testable import LSTM

@Suite struct TimeStepTests {
  static let steps: [TimeStep] = [
    .index(1), .index(0.1), .index(7), .seconds(1), .seconds(0.25), .seconds(900), .seconds(3600),
    .seconds(86_400), .seconds(604_800), .months(1), .months(3), .months(12), .months(5),
    .monthEnds(1), .monthEnds(3), .monthEnds(12), .businessDays,
  ]

  @Test(arguments: steps)
  func stepsAreCountedAsTheyAreTaken(step: TimeStep) {
    var numbers = SeededNumbers(seed: 5)
    for _ in 0..<3000 {
      let stamp = Double(Int.random(in: -4_000_000_000...4_000_000_000, using: &numbers))
      let count = Int.random(in: -2000...2000, using: &numbers)
      let other = step.advance(stamp, by: count)
      guard step.index(of: other, from: stamp) == count, step.advance(stamp, by: 0) == stamp,
        count == 0 || (other > stamp) == (count > 0)
      else {
        Issue.record("\(stamp) \(count) \(other)")
        return
      }
    }
  }

  /// Where all stamps are on the grid, one step after another is as good as several at once.
  @Test func businessDaysAreCountedOneByOne() {
    var stamp = 0.0
    for count in 0..<600 {
      #expect(TimeStep.businessDays.advance(0, by: count) == stamp)
      #expect(TimeStep.businessDays.index(of: 0, from: stamp) == -count)
      repeat { stamp += 86_400 } while CivilDate(days: Int(stamp / 86_400)).weekday > 4
    }
    // From a Saturday, the Monday is the first and the Friday the last.
    let saturday = 2 * 86_400.0
    #expect(TimeStep.businessDays.advance(saturday, by: 1) == 4 * 86_400)
    #expect(TimeStep.businessDays.advance(saturday, by: -1) == 86_400)
    #expect(TimeStep.businessDays.index(of: saturday, from: 0) == nil)
  }

  @Test(
    arguments: [
      (TimeStep.seconds(3600), 1800.0), (.seconds(3600), 3601), (.index(2), 1),
      (.months(1), 86_400),
      (.months(2), 31 * 86_400), (.monthEnds(1), 31 * 86_400), (.businessDays, 3600),
      (.businessDays, 2 * 86_400), (.seconds(1), .nan), (.months(1), .infinity), (.index(0), 0),
      (.months(0), 0), (.months(-1), 0), (.businessDays, .nan), (.index(.nan), 1),
    ] as [(TimeStep, Double)])
  func othersAreOffTheGrid(step: TimeStep, stamp: Double) {
    #expect(step.index(of: stamp, from: 0) == nil)
  }

  @Test(arguments: steps)
  func noNumberIsTooLarge(step: TimeStep) {
    for stamp in [0, 1e9, -1e12, 1e300, .infinity, .nan] {
      for count in [Int.min, Int.max, -1, 1 << 40, 2_999_999] {
        let other = step.advance(stamp, by: count)
        _ = step.index(of: other, from: stamp)
        _ = step.index(of: stamp, from: other)
      }
    }
  }

  @Test(
    arguments: [
      (TimeStep.seconds(1), "1 second", [60, 3600]), (.seconds(60), "1 minute", [60, 1440]),
      (.seconds(900), "15 minutes", [96, 672]), (.seconds(3600), "1 hour", [24, 168]),
      (.seconds(86_400), "1 day", [7, 365]), (.seconds(604_800), "1 week", [52]),
      (.months(1), "1 month", [12]), (.months(3), "1 quarter", [4]), (.months(12), "1 year", []),
      (.monthEnds(1), "1 month", [12]), (.businessDays, "1 business day", [5, 261]),
      (.index(1), "1", []), (.index(0.5), "0.5", []), (.seconds(0.5), "0.5 seconds", [120, 7200]),
      (.seconds(7), "7 seconds", []), (.seconds(172_800), "2 days", [26 * 7]),
      (.seconds(1_209_600), "2 weeks", [26]), (.months(24), "2 years", []),
      (.months(2), "2 months", [6]),
      (.seconds(21_600), "6 hours", [4, 28]), (.months(0), "0 months", []),
      (.seconds(0), "0 seconds", []),
    ] as [(TimeStep, String, [Int])])
  func stepsHaveWordsAndSeasons(step: TimeStep, words: String, seasons: [Int]) {
    #expect(step.description == words)
    #expect(step.usualSeasons == seasons && step.usualSeason == seasons.first)
  }

  @Test func stepsHaveNames() {
    let words = TimeStep.names.map { TimeStep.named($0)?.description }
    #expect(words == TimeStep.names.map { $0 == "business" ? "1 business day" : "1 \($0)" })
    #expect(TimeStep.named("fortnight") == nil)
  }

  @Test func stepsAreSaved() throws {
    let data = try JSONEncoder().encode(Self.steps)
    #expect(try JSONDecoder().decode([TimeStep].self, from: data) == Self.steps)
  }
}
