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
final class ThreadPool: @unchecked Sendable {
  /// How many threads share a region, the caller included.
  let threads: Int
  private let shared: Shared
  private let workers: [pthread_t]

  init(threads: Int) {
    self.threads = max(1, threads)
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
  /// As many parts as there are threads run at the same time. Allocates nothing.
  /// Which thread takes which part must not matter to the result. Not reentrant: work that runs in
  /// parallel shares none out itself.
  func run(_ count: Int, _ work: some SharedWork) {
    let helpers = min(count - 1, workers.count)
    guard helpers > 0 else {
      for part in 0..<count { work.run(part) }
      return
    }
    let region = Region(work: work, parts: count, threads: helpers + 1)
    withUnsafePointer(to: region) { place in
      shared.start(type(of: region), at: UnsafeRawPointer(place), helpers: workers.count)
      region.run(thread: 0)
      shared.finish()
    }
  }
}

/// Work in parts that may be done at the same time.
protocol SharedWork {
  /// Does one part.
  func run(_ part: Int)
}

/// Work and how many threads share it.
private struct Region<Work: SharedWork>: AnyRegion {
  let work: Work
  let parts: Int
  let threads: Int

  func run(thread: Int) {
    guard thread < threads else { return }
    for part in stride(from: thread, to: parts, by: threads) { work.run(part) }
  }
}

/// A region of whatever type.
private protocol AnyRegion {
  func run(thread: Int)
}

extension AnyRegion {
  /// A thread's parts of the region that stands in memory.
  static func run(at place: UnsafeRawPointer, thread: Int) {
    place.assumingMemoryBound(to: Self.self).pointee.run(thread: thread)
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
  private let index: Int

  private init(_ shared: Shared, _ index: Int) {
    self.shared = shared
    self.index = index
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
    for index in 0..<count {
      var thread = pthread_t()
      let worker = Unmanaged.passRetained(Worker(shared, index + 1)).toOpaque()
      guard pthread_create(&thread, nil, enterWorker, worker) == 0 else {
        // Those that were started have the numbers 1, 2, 3 … without a gap.
        Unmanaged<Worker>.fromOpaque(worker).release()
        break
      }
      threads.append(thread)
    }
    pthread_sigmask(SIG_SETMASK, &before, nil)
    return threads
  }

  func work() { shared.work(as: index) }
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
  private let epoch = Atomic<Int>(0)
  private let pending = Atomic<Int>(0)
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

  func start(_ type: any AnyRegion.Type, at place: UnsafeRawPointer, helpers: Int) {
    region = (type, place)
    pending.store(helpers, ordering: .releasing)
    epoch.add(1, ordering: .sequentiallyConsistent)
    if sleepers.load(ordering: .sequentiallyConsistent) > 0 { wake() }
  }

  func finish() {
    spin { pending.load(ordering: .acquiring) == 0 }
    region = nil
  }

  func stop() {
    stopping.store(true, ordering: .sequentiallyConsistent)
    epoch.add(1, ordering: .sequentiallyConsistent)
    wake()
  }

  func work(as index: Int) {
    var seen = 0
    while true {
      wait(for: &seen)
      if stopping.load(ordering: .acquiring) { return }
      if let region { region.type.run(at: region.place, thread: index) }
      pending.subtract(1, ordering: .releasing)
    }
  }

  private func wait(for seen: inout Int) {
    for _ in 0..<Self.workerSpins {
      if advance(&seen) { return }
      cplatform_pause()
    }
    sleepers.add(1, ordering: .sequentiallyConsistent)
    pthread_mutex_lock(mutex)
    while !advance(&seen) { pthread_cond_wait(condition, mutex) }
    pthread_mutex_unlock(mutex)
    sleepers.subtract(1, ordering: .sequentiallyConsistent)
  }

  private func advance(_ seen: inout Int) -> Bool {
    let now = epoch.load(ordering: .sequentiallyConsistent)
    if now == seen { return false }
    seen = now
    return true
  }

  private func wake() {
    pthread_mutex_lock(mutex)
    pthread_cond_broadcast(condition)
    pthread_mutex_unlock(mutex)
  }
}
