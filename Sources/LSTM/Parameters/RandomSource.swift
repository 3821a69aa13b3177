// SPDX-License-Identifier: Apache-2.0

/// All randomness of a run: words keyed by seed, purpose and name, counted by position, so that
/// resuming, threading or adding a layer elsewhere does not shift them.
public struct RandomSource: Hashable, Sendable {
  /// What random numbers are drawn for; part of the key.
  public enum Purpose: UInt32, Sendable {
    case initialization = 1
    case shuffle, dropout, sample, split, search, noise, augmentation
  }

  /// The seed of the run.
  public let seed: UInt64

  /// The source that belongs to a seed.
  public init(seed: UInt64) {
    self.seed = seed
  }

  /// The key for a purpose and a name, such as dropout and `bilstm1`.
  func key(_ purpose: Purpose, _ name: String) -> Threefry.Block {
    var hash: UInt32 = 0x811C_9DC5  // FNV-1a
    for byte in name.utf8 { hash = (hash ^ UInt32(byte)) &* 0x0100_0193 }
    return (
      UInt32(truncatingIfNeeded: seed), UInt32(truncatingIfNeeded: seed >> 32), purpose.rawValue,
      hash
    )
  }

  /// The numbers for a purpose and a name, drawn one after another; `step` opens a fresh sequence.
  func sequence(_ purpose: Purpose, _ name: String, step: UInt32 = 0) -> RandomSequence {
    RandomSequence(generator: Threefry(key: key(purpose, name)), step: step)
  }

  /// The numbers 0 ..< count in random order (Fisher-Yates).
  func permutation(_ count: Int, _ purpose: Purpose, _ name: String, step: UInt32 = 0) -> [Int] {
    var numbers = sequence(purpose, name, step: step)
    var order = Array(0..<count)
    for last in stride(from: count - 1, to: 0, by: -1) {
      order.swapAt(last, numbers.index(below: last + 1))
    }
    return order
  }
}

extension RandomSource: IndexShuffler {
  /// The numbers from 0 to `n - 1` in an order that depends on `n`, `stream` and the seed alone.
  public func shuffled(_ n: Int, stream: UInt64) -> [Int] {
    permutation(n, .split, "stream \(stream)")
  }
}

/// Random numbers drawn one after another from one key.
struct RandomSequence {
  private let generator: Threefry
  private let step: UInt32
  private let row: UInt32
  private var block: UInt32 = 0
  private var words = SIMD4<UInt32>.zero
  /// How many of the words have been drawn.
  private var drawn = 4
  /// The other one of a pair of normal numbers.
  private var normalLeft: Double?

  init(generator: Threefry, step: UInt32) {
    self.generator = generator
    self.step = step
    row = 0
  }

  /// The numbers of a row in an epoch, whatever else is drawn.
  init(key: Threefry.Block, epoch: Int, row: Int) {
    generator = Threefry(key: key)
    step = UInt32(truncatingIfNeeded: epoch)
    self.row = UInt32(truncatingIfNeeded: row)
  }

  mutating func word() -> UInt32 {
    if drawn == 4 {
      words = generator[(block, row, step, 1)]
      block &+= 1
      drawn = 0
    }
    defer { drawn += 1 }
    return words[drawn]
  }

  /// A number in 0 ..< 1, a multiple of 2^-24.
  mutating func uniform() -> Float { Float(word() >> 8) * 0x1p-24 }

  /// A number in 0 ..< 1, a multiple of 2^-32.
  mutating func fraction() -> Double { Double(word()) * 0x1p-32 }

  /// An index in 0 ..< bound.
  mutating func index(below bound: Int) -> Int {
    Int((UInt64(word()) * UInt64(bound)) >> 32)
  }

  /// A normally distributed number (Marsaglia's polar method), in double precision without libm.
  mutating func normal() -> Double {
    if let left = normalLeft {
      normalLeft = nil
      return left
    }
    while true {
      let u = Double(word()) * 0x1p-31 - 1
      let v = Double(word()) * 0x1p-31 - 1
      let s = u * u + v * v
      guard s > 0, s < 1 else { continue }
      let length = (-2 * naturalLogarithm(s) / s).squareRoot()
      normalLeft = v * length
      return u * length
    }
  }
}
