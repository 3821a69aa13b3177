// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

@Suite struct ThreadPoolTests {
  @Test(arguments: 1...4)
  func callsEveryIndexOnce(threads: Int) {
    let pool = ThreadPool(threads: threads)
    #expect(pool.threads == threads)
    for count in [0, 1, 2, 3, 4, 5, 7, 100, 1000] {
      let tally = Tally(count)
      pool.run(count, tally)
      #expect(tally.counts == [Int](repeating: 1, count: count), "\(count) on \(threads)")
    }
  }

  @Test(arguments: 1...4)
  func runsManySmallRegions(threads: Int) {
    let pool = ThreadPool(threads: threads)
    let tally = Tally(4)
    let regions = threads > 2 ? 300 : 20_000
    for region in 0..<regions {
      pool.run(region % 4 + 1, tally)
    }
    #expect(tally.counts == [4, 3, 2, 1].map { regions / 4 * $0 })
  }

  @Test func wakesSleepingThreads() {
    let pool = ThreadPool(threads: 2)
    let tally = Tally(2)
    for _ in 0..<20 {
      pool.run(2, tally)
      pause()
    }
    #expect(tally.counts == [20, 20])
  }

  @Test func runsARegionOfAnotherPoolInsideOne() {
    let (outer, inner) = (ThreadPool(threads: 2), ThreadPool(threads: 2))
    let tally = Tally(8)
    // One at a time may use a pool.
    outer.run(2, Part { if $0 == 0 { inner.run(8, tally) } })
    #expect(tally.counts == [Int](repeating: 1, count: 8))
  }

  @Test func aRegionSeesWhatTheOneBeforeWrote() {
    let pool = ThreadPool(threads: 2)
    let tally = Tally(2)
    var seen: [Int] = []
    for round in 0..<2000 {
      // The index that runs on one thread in this region runs on the other in the next.
      pool.run(2, Part { tally.run((round + $0) % 2) })
      if tally.counts != [round + 1, round + 1] { seen.append(round) }
    }
    #expect(seen.isEmpty)
  }

  @Test(arguments: 1...4)
  func threadsOfARegionWaitForOneAnother(threads: Int) {
    let pool = ThreadPool(threads: threads)
    let barrier = Barrier()
    let turns = threads > 2 ? 20 : 2000
    // Each thread leaves what it saw of its neighbour's work before the last wait.
    let marks = Tally(threads)
    let misses = Tally(threads)
    pool.run(
      threads,
      Part { part in
        for turn in 1...turns {
          marks.run(part)
          barrier.wait(turn: 2 * turn - 1, parts: threads)
          if marks.counts[(part + 1) % threads] != turn { misses.run(part) }
          barrier.wait(turn: 2 * turn, parts: threads)
        }
      })
    #expect(misses.counts == [Int](repeating: 0, count: threads))
  }

  @Test func comesAndGoes() {
    for threads in [0, -3, 1, 2, 5, 2, 3] {
      let pool = ThreadPool(threads: threads)
      #expect(pool.threads == max(1, threads))
      let tally = Tally(6)
      pool.run(6, tally)
      #expect(tally.counts == [1, 1, 1, 1, 1, 1])
    }
    // One that never ran anything.
    _ = ThreadPool(threads: 2)
  }

  /// Long enough for a worker to fall asleep.
  private func pause() {
    let clock = ContinuousClock()
    let end = clock.now + .milliseconds(3)
    while clock.now < end {}
  }
}

/// Counters side by side, each touched by one thread at a time.
private final class Tally: SharedWork, @unchecked Sendable {
  private let values: UnsafeMutablePointer<Int>
  private let size: Int

  init(_ size: Int) {
    self.size = size
    values = .allocate(capacity: max(size, 1))
    values.initialize(repeating: 0, count: max(size, 1))
  }

  deinit { values.deallocate() }

  var counts: [Int] { (0..<size).map { values[$0] } }

  func run(_ index: Int) { values[index] += 1 }
}

/// Work given as a closure.
private struct Part: SharedWork {
  let body: (Int) -> Void

  init(_ body: @escaping (Int) -> Void) { self.body = body }

  func run(_ part: Int) { body(part) }
}
