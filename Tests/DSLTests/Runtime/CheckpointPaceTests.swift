// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import DSL

@Suite struct CheckpointPaceTests {
  @Test func theFirstIsDueAfterASecond() {
    let pace = CheckpointPace()
    #expect(!pace.isDue(at: 0.9) && pace.isDue(at: 1))
  }

  /// However long it takes to write one, it takes a fiftieth of the time.
  @Test(arguments: [0.001, 0.01, 0.1, 1, 20])
  func writingTakesASmallShareOfTheTime(seconds: Double) {
    var pace = CheckpointPace()
    var (now, writing) = (0.0, 0.0)
    while now < 20_000 {
      now += 0.05
      guard pace.isDue(at: now) else { continue }
      pace.note(from: now, to: now + seconds)
      now += seconds
      writing += seconds
    }
    #expect(writing <= 0.02 * now + seconds)
  }

  /// A small model that is killed every two seconds has been kept once by then, in the middle of an
  /// epoch or after one.
  @Test func aRunThatIsKilledEveryTwoSecondsGetsOn() {
    var pace = CheckpointPace()
    let kept = stride(from: 0.02, to: 2, by: 0.02).count { now in
      guard pace.isDue(at: now) else { return false }
      pace.note(from: now, to: now + 0.002)
      return true
    }
    #expect(kept == 1)
  }
}
