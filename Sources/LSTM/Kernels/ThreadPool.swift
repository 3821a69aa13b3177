// SPDX-License-Identifier: Apache-2.0

import CPlatform
import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A fork-join pool: workers spin for a moment after each region and then sleep, so that a region
/// costs well under a microsecond inside a training step and nothing at the prompt.
///
/// A worker that the system does not let run is not waited for: the others do its parts.
final class ThreadPool: @unchecked Sendable {
  /// How many threads share a region, the caller included.
  var threads: Int { workers.count + 1 }
  private let shared: Shared
  private let workers: [pthread_t]

  init(threads: Int) {
    shared = Shared()
    workers = Worker.launch(max(0, threads - 1), shared)
  }

  deinit {
    shared.stop()
    for worker in workers { pthread_join(worker, nil) }
  }

  /// Does the parts 0 ..< count of some work, shared among the threads, and returns when all are
  /// done.
  ///
  /// Which thread takes which part must not matter to the result. Parts may wait for one another
  /// when there are no more of them than threads. Not reentrant: work that runs in parallel shares
  /// none out itself. Allocates nothing.
  func run(_ count: Int, _ work: some SharedWork) {
    guard count > 1, !workers.isEmpty else {
      for part in 0..<count { work.run(part) }
      return
    }
    let region = Region(work: work, parts: count)
    withUnsafePointer(to: region) { place in
      shared.start(type(of: region), at: UnsafeRawPointer(place))
      region.run(claiming: shared)
      shared.finish()
    }
  }
}

/// Work in parts that may be done at the same time.
protocol SharedWork {
  /// Does one part.
  func run(_ part: Int)
}

/// Work and how many parts it has.
private struct Region<Work: SharedWork>: AnyRegion {
  let work: Work
  let parts: Int

  func run(claiming shared: Shared) {
    while let part = shared.claim(below: parts) { work.run(part) }
  }
}

/// A region of whatever type.
private protocol AnyRegion {
  func run(claiming shared: Shared)
}

extension AnyRegion {
  /// Does parts of the region that stands in memory until all are taken.
  static func run(at place: UnsafeRawPointer, claiming shared: Shared) {
    place.assumingMemoryBound(to: Self.self).pointee.run(claiming: shared)
  }
}

/// Waits for other threads that are at work: for a moment without leaving the processor, then handing
/// it on, so that a busy machine lets them finish.
private func spin(until isDone: () -> Bool) {
  var turns = 0
  while !isDone() {
    turns += 1
    if turns < 2_000 { cplatform_pause() } else { sched_yield() }
  }
}

/// Where the threads that share a region wait for one another.
final class Barrier: Sendable {
  private let arrived = Atomic<Int>(0)

  /// Makes it ready for a region; no thread may be waiting.
  func reset() { arrived.store(0, ordering: .releasing) }

  /// Returns when all of `parts` threads have called it `turn` times, counted from 1 since the
  /// reset.
  func wait(turn: Int, parts: Int) {
    guard parts > 1 else { return }
    arrived.add(1, ordering: .acquiringAndReleasing)
    spin { arrived.load(ordering: .acquiring) >= turn * parts }
  }
}

/// A thread of a pool.
private final class Worker {
  private let shared: Shared

  private init(_ shared: Shared) {
    self.shared = shared
  }

  /// Starts threads with all signals blocked: those are for the thread that reads the prompt.
  ///
  /// Returns the threads that the system gave.
  static func launch(_ count: Int, _ shared: Shared) -> [pthread_t] {
    var all = sigset_t()
    var before = sigset_t()
    sigfillset(&all)
    pthread_sigmask(SIG_BLOCK, &all, &before)
    var threads: [pthread_t] = []
    for _ in 0..<count {
      var thread = pthread_t()
      let worker = Unmanaged.passRetained(Worker(shared)).toOpaque()
      guard pthread_create(&thread, nil, enterWorker, worker) == 0 else {
        Unmanaged<Worker>.fromOpaque(worker).release()
        break
      }
      threads.append(thread)
    }
    pthread_sigmask(SIG_SETMASK, &before, nil)
    return threads
  }

  func work() { shared.work() }
}

private func enterWorker(_ argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
  if let argument { Unmanaged<Worker>.fromOpaque(argument).takeRetainedValue().work() }
  return nil
}

/// What the caller and the workers share.
private final class Shared: @unchecked Sendable {
  /// How long a worker spins for the next region before it sleeps: longer than the serial stretches
  /// of a training step, since a worker that is woken may find itself on the caller's processor.
  private static let workerSpins = 20_000
  /// The number of the region in the high half, and in the low half whether it is open and how many
  /// workers are in it.
  private let gate = Atomic<UInt64>(0)
  private static let open: UInt64 = 1 << 31
  /// The next part of the region that nobody has taken.
  private let next = Atomic<Int>(0)
  private let sleepers = Atomic<Int>(0)
  private let stopping = Atomic<Bool>(false)
  private var region: (type: any AnyRegion.Type, place: UnsafeRawPointer)?
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

  init() {
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(condition, nil)
  }

  deinit {
    pthread_cond_destroy(condition)
    pthread_mutex_destroy(mutex)
    condition.deallocate()
    mutex.deallocate()
  }

  func start(_ type: any AnyRegion.Type, at place: UnsafeRawPointer) {
    region = (type, place)
    next.store(0, ordering: .relaxed)
    let number = (gate.load(ordering: .relaxed) >> 32) &+ 1
    gate.store(number << 32 | Self.open, ordering: .sequentiallyConsistent)
    if sleepers.load(ordering: .sequentiallyConsistent) > 0 { wake() }
  }

  func claim(below count: Int) -> Int? {
    let part = next.wrappingAdd(1, ordering: .relaxed).oldValue
    return part < count ? part : nil
  }

  /// Closes the region, and waits for the workers that are in it.
  func finish() {
    gate.wrappingSubtract(Self.open, ordering: .acquiringAndReleasing)
    spin { gate.load(ordering: .acquiring) & (Self.open - 1) == 0 }
    region = nil
  }

  func stop() {
    stopping.store(true, ordering: .sequentiallyConsistent)
    wake()
  }

  func work() {
    var seen: UInt64 = 0
    while enter(&seen) {
      if let region { region.type.run(at: region.place, claiming: self) }
      gate.wrappingSubtract(1, ordering: .releasing)
    }
  }

  /// Waits for a region that has not been seen and enters it; false when the pool ends.
  private func enter(_ seen: inout UInt64) -> Bool {
    for _ in 0..<Self.workerSpins {
      if tryToEnter(&seen) { return true }
      cplatform_pause()
    }
    sleepers.add(1, ordering: .sequentiallyConsistent)
    defer { sleepers.subtract(1, ordering: .sequentiallyConsistent) }
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    while !tryToEnter(&seen) {
      if stopping.load(ordering: .sequentiallyConsistent) { return false }
      pthread_cond_wait(condition, mutex)
    }
    return true
  }

  private func tryToEnter(_ seen: inout UInt64) -> Bool {
    let now = gate.load(ordering: .sequentiallyConsistent)
    guard now & Self.open != 0, now >> 32 != seen else { return false }
    let (entered, _) = gate.compareExchange(
      expected: now, desired: now + 1, ordering: .sequentiallyConsistent)
    if entered { seen = now >> 32 }
    return entered
  }

  private func wake() {
    pthread_mutex_lock(mutex)
    pthread_cond_broadcast(condition)
    pthread_mutex_unlock(mutex)
  }
}
