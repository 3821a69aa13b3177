// SPDX-License-Identifier: Apache-2.0
// Threefry-4x32-20 (Salmon and others, "Parallel random numbers: as easy as 1, 2, 3", SC 2011): a
// block of four words is a function of a key and a counter, so any position can be drawn by itself.

/// A dropout mask: element e is 0 where its random word is below `threshold`, else `scale`.
///
/// Element e takes word `(e % 64) / 16` of the block with counter `(16·(e / 64) + e % 16, 0, step,
/// 0)`.
public func dropoutMask(
  count: Int, key: (UInt32, UInt32, UInt32, UInt32), step: UInt32, threshold: UInt32,
  scale: Float, mask: UnsafeMutablePointer<Float>
) {
  let ascending = Words(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15)
  let keep = Vector(repeating: scale)
  var block: UInt32 = 0
  var at = 0
  while at < count {
    var state = Threefry(key: key, counter: ascending &+ block, step: step)
    state.encipher()
    for word in 0..<4 where at < count {
      let dropped = state[word] .< threshold
      store(keep.replacing(with: 0, where: dropped), mask + at, min(lanes, count &- at))
      at &+= lanes
    }
    block &+= 16
  }
}

/// Sixteen blocks side by side, one a lane.
private struct Threefry {
  var x0: Words
  var x1: Words
  var x2: Words
  var x3: Words
  let key: (UInt32, UInt32, UInt32, UInt32, UInt32)

  @inline(__always)
  init(key: (UInt32, UInt32, UInt32, UInt32), counter: Words, step: UInt32) {
    self.key = (key.0, key.1, key.2, key.3, 0x1BD1_1BDA ^ key.0 ^ key.1 ^ key.2 ^ key.3)
    x0 = counter &+ key.0
    x1 = Words(repeating: key.1)
    x2 = Words(repeating: step &+ key.2)
    x3 = Words(repeating: key.3)
  }

  @inline(__always)
  subscript(word: Int) -> Words {
    switch word {
    case 0: x0
    case 1: x1
    case 2: x2
    default: x3
    }
  }

  /// Twenty rounds; the key is added again after every four.
  @inline(__always)
  mutating func encipher() {
    firstFour()
    add(key.1, key.2, key.3, key.4 &+ 1)
    secondFour()
    add(key.2, key.3, key.4, key.0 &+ 2)
    firstFour()
    add(key.3, key.4, key.0, key.1 &+ 3)
    secondFour()
    add(key.4, key.0, key.1, key.2 &+ 4)
    firstFour()
    add(key.0, key.1, key.2, key.3 &+ 5)
  }

  @inline(__always)
  private mutating func firstFour() {
    straight(10, 26)
    crossed(11, 21)
    straight(13, 27)
    crossed(23, 5)
  }

  @inline(__always)
  private mutating func secondFour() {
    straight(6, 20)
    crossed(17, 11)
    straight(25, 10)
    crossed(18, 20)
  }

  @inline(__always)
  private mutating func straight(_ r0: UInt32, _ r1: UInt32) {
    x0 &+= x1
    x1 = rotated(x1, r0) ^ x0
    x2 &+= x3
    x3 = rotated(x3, r1) ^ x2
  }

  @inline(__always)
  private mutating func crossed(_ r0: UInt32, _ r1: UInt32) {
    x0 &+= x3
    x3 = rotated(x3, r0) ^ x0
    x2 &+= x1
    x1 = rotated(x1, r1) ^ x2
  }

  @inline(__always)
  private mutating func add(_ k0: UInt32, _ k1: UInt32, _ k2: UInt32, _ k3: UInt32) {
    x0 &+= k0
    x1 &+= k1
    x2 &+= k2
    x3 &+= k3
  }

  @inline(__always)
  private func rotated(_ x: Words, _ by: UInt32) -> Words { (x &<< by) | (x &>> (32 &- by)) }
}
