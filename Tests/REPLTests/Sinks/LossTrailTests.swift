// SPDX-License-Identifier: Apache-2.0

import DSL
import Testing

@testable import REPL

@Suite struct LossTrailTests {
  /// Feeds the batches of epochs, given the loss of each batch.
  private func trail(_ epochs: [[Double]], run: String = "r", from start: LossTrail = LossTrail())
    -> LossTrail
  {
    var trail = start
    for (epoch, losses) in epochs.enumerated() {
      var sum = 0.0
      for (batch, loss) in losses.enumerated() {
        sum += loss
        trail.take(
          BatchProgress(
            run: run, epoch: epoch + 1, epochs: epochs.count, batch: batch + 1,
            batches: losses.count, loss: sum / Double(batch + 1), metric: nil, rowsPerSecond: 0,
            secondsLeft: 0))
      }
    }
    return trail
  }

  @Test func aStretchIsAQuarterOfAnEpoch() {
    let means = trail([[4, 4, 3, 3, 2, 2, 1, 1], [1, 1, 1, 1, 1, 1, 1, 1]]).means
    #expect(means == [4, 3, 2, 1, 1, 1, 1, 1])
    #expect(trail([[3, 1]]).means == [3, 1])
  }

  @Test func theLastOnesAreKept() {
    let found = trail((0..<9).map { Array(repeating: Double(9 - $0), count: 8) })
    #expect(found.means.count == LossTrail.capacity && found.means.last == 1)
    #expect(found.sparkline == "██▆▆▆▆▃▃▁▁" || found.sparkline.count == 10)
  }

  @Test func theBlocksGoFromTheLowestToTheHighest() {
    #expect(trail([[8, 7, 6, 5], [4, 3, 2, 1]]).sparkline == "█▇▆▅▄▃▂▁")
    #expect(trail([[1, 1, 1, 1]]).sparkline == "▁▁▁▁")
    #expect(trail([[1, .nan, 2, 3]]).sparkline.count <= 4)
  }

  @Test func oneStretchIsNothingToCompare() {
    #expect(trail([]).sparkline == "" && trail([[5]]).sparkline == "")
  }

  @Test func anotherRunBeginsAnew() {
    let first = trail([[4, 3, 2, 1]])
    #expect(trail([[9, 8]], run: "s", from: first).means == [9, 8])
    #expect(trail([[9, 8]], from: trail([[1], [1], [1]])).means == [9, 8])
  }
}
