// SPDX-License-Identifier: Apache-2.0

/// Numbers by pairs of units: an open-addressing hash table.
struct PairIndex: Sendable {
  /// Both units in one word, the left one above; `free` where there is none.
  private var keys = [UInt64](repeating: free, count: 1 << 6)
  private var values = [Int32](repeating: 0, count: 1 << 6)
  private var count = 0
  /// 64 less the logarithm of the size, which is a power of two.
  private var shift: UInt64 = 58

  private static let free = UInt64.max

  /// The number of a pair; `none` where it has none.
  func find(_ left: Int32, _ right: Int32) -> Int32 {
    let key = Self.key(left, right)
    let slot = slot(of: key)
    return keys[slot] == key ? values[slot] : Self.none
  }

  /// What `find` gives for a pair without a number: above all numbers.
  static let none = Int32.max

  /// Numbers a pair that has no number yet.
  mutating func insert(_ left: Int32, _ right: Int32, _ value: Int32) {
    let key = Self.key(left, right)
    let slot = slot(of: key)
    if keys[slot] == Self.free { count += 1 }
    (keys[slot], values[slot]) = (key, value)
    if count * 2 > keys.count { grow() }
  }

  /// Both units in one word.
  static func key(_ left: Int32, _ right: Int32) -> UInt64 {
    UInt64(UInt32(bitPattern: left)) << 32 | UInt64(UInt32(bitPattern: right))
  }

  /// The units of such a word.
  static func units(of key: UInt64) -> (left: Int32, right: Int32) {
    (Int32(truncatingIfNeeded: key >> 32), Int32(truncatingIfNeeded: key))
  }

  /// The slot of a key, or the free one where it belongs.
  private func slot(of key: UInt64) -> Int {
    let mask = keys.count - 1
    var slot = Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15 ^ key >> 29) &>> shift)
    while keys[slot] != Self.free, keys[slot] != key { slot = (slot + 1) & mask }
    return slot
  }

  private mutating func grow() {
    let (oldKeys, oldValues) = (keys, values)
    keys = [UInt64](repeating: Self.free, count: oldKeys.count * 2)
    values = [Int32](repeating: 0, count: oldKeys.count * 2)
    shift -= 1
    for (key, value) in zip(oldKeys, oldValues) where key != Self.free {
      let slot = slot(of: key)
      (keys[slot], values[slot]) = (key, value)
    }
  }
}
