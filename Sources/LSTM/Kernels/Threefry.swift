// SPDX-License-Identifier: Apache-2.0

/// The counter-based generator Threefry-4x32-20 (Salmon and others, "Parallel random numbers: as
/// easy as 1, 2, 3", SC 2011): four random words are a function of a key and a counter.
struct Threefry: Sendable {
  typealias Block = (UInt32, UInt32, UInt32, UInt32)

  /// What is added before the first round and after every fourth.
  private let schedule: [SIMD4<UInt32>]

  init(key: Block) {
    let words = [key.0, key.1, key.2, key.3, 0x1BD1_1BDA ^ key.0 ^ key.1 ^ key.2 ^ key.3]
    schedule = (0...5).map { turn in
      let parts = SIMD4((0..<4).map { words[(turn + $0) % 5] })
      return parts &+ SIMD4(0, 0, 0, UInt32(turn))
    }
  }

  /// The four words at a counter.
  subscript(counter: Block) -> SIMD4<UInt32> {
    var x = SIMD4(counter.0, counter.1, counter.2, counter.3) &+ schedule[0]
    for turn in stride(from: 1, through: 5, by: 2) {
      Self.mix(&x, (10, 26), (11, 21), (13, 27), (23, 5))
      x &+= schedule[turn]
      guard turn < 5 else { break }
      Self.mix(&x, (6, 20), (17, 11), (25, 10), (18, 20))
      x &+= schedule[turn + 1]
    }
    return x
  }

  private typealias Rotations = (UInt32, UInt32)

  /// Four rounds.
  @inline(__always)
  private static func mix(
    _ x: inout SIMD4<UInt32>, _ first: Rotations, _ second: Rotations, _ third: Rotations,
    _ fourth: Rotations
  ) {
    var (a, b, c, d) = (x.x, x.y, x.z, x.w)
    mix(&a, &b, &c, &d, first)
    mix(&a, &d, &c, &b, second)
    mix(&a, &b, &c, &d, third)
    mix(&a, &d, &c, &b, fourth)
    x = SIMD4(a, b, c, d)
  }

  /// One round: two words take up two others, which are rotated.
  @inline(__always)
  private static func mix(
    _ a: inout UInt32, _ b: inout UInt32, _ c: inout UInt32, _ d: inout UInt32, _ by: Rotations
  ) {
    a &+= b
    b = (b &<< by.0 | b &>> (32 &- by.0)) ^ a
    c &+= d
    d = (d &<< by.1 | d &>> (32 &- by.1)) ^ c
  }
}
