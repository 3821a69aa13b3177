// SPDX-License-Identifier: Apache-2.0

/// The n-grams of one order that two sequences have, and those that they share.
struct NGramCount: Hashable {
  /// Those of the hypothesis that the reference has, each at most as often as the reference has it.
  var matched = 0
  /// All of the hypothesis.
  var hypothesis = 0
  /// All of the reference.
  var reference = 0

  /// Counts n-grams of 1, 2, … `orders` units; units are numbers below 2^32 - 1.
  ///
  /// An n-gram is known by the number of the (n-1)-gram that it begins with and its last unit, so each
  /// order is one pass over pairs of numbers, and nothing rests on hashes being different.
  static func byOrder(
    _ orders: Int, hypothesis: [UInt32], reference: [UInt32]
  ) -> [NGramCount] {
    // Open addressing: the pair in each place, 0 being none, and the number of its n-gram.
    var bits = 4
    while 1 << bits < 2 * reference.count { bits += 1 }
    let shift = UInt64(64 - bits)
    var keyArray = [UInt64](repeating: 0, count: 1 << bits)
    var keys = keyArray.mutableSpan
    var gramArray = [Int32](repeating: 0, count: 1 << bits)
    var grams = gramArray.mutableSpan
    // The n-gram that begins at each place, and how often the reference has each.
    var referenceArray = [Int32](repeating: 0, count: reference.count)
    var referenceGrams = referenceArray.mutableSpan
    var hypothesisArray = [Int32](repeating: 0, count: hypothesis.count)
    var hypothesisGrams = hypothesisArray.mutableSpan
    var countArray = [Int32](repeating: 0, count: reference.count)
    var counts = countArray.mutableSpan
    var result: [NGramCount] = []
    result.reserveCapacity(orders)
    for last in 0..<orders {
      var count = NGramCount()
      count.hypothesis = max(hypothesis.count - last, 0)
      count.reference = max(reference.count - last, 0)
      if last > 0 { for place in keys.indices { keys[place] = 0 } }
      var known = 0
      for start in 0..<count.reference {
        let key = key(referenceGrams[start], reference[start + last])
        let place = place(of: key, in: keys.span, shift)
        if keys[place] == 0 {
          keys[place] = key
          grams[place] = Int32(known)
          counts[known] = 0
          known += 1
        }
        referenceGrams[start] = grams[place]
        counts[Int(grams[place])] += 1
      }
      // What begins with an n-gram that the reference lacks is lacking too.
      for start in 0..<count.hypothesis where hypothesisGrams[start] >= 0 {
        let key = key(hypothesisGrams[start], hypothesis[start + last])
        let place = place(of: key, in: keys.span, shift)
        guard keys[place] == key else {
          hypothesisGrams[start] = -1
          continue
        }
        let gram = grams[place]
        hypothesisGrams[start] = gram
        guard counts[Int(gram)] > 0 else { continue }
        counts[Int(gram)] -= 1
        count.matched += 1
      }
      result.append(count)
    }
    return result
  }

  /// A pair as one number that is not 0.
  @inline(__always)
  private static func key(_ gram: Int32, _ unit: UInt32) -> UInt64 {
    UInt64(UInt32(bitPattern: gram)) << 32 | UInt64(unit &+ 1)
  }

  /// The place of a pair, or the free one where it belongs.
  @inline(__always)
  private static func place(of key: UInt64, in keys: Span<UInt64>, _ shift: UInt64) -> Int {
    var place = Int((key &* 0x9E37_79B9_7F4A_7C15) >> shift)
    while keys[place] != 0, keys[place] != key { place = (place + 1) & (keys.count - 1) }
    return place
  }
}
