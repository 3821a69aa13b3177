// SPDX-License-Identifier: Apache-2.0

/// Numbers distinct tokens in the order of their first appearance; looks them up by their bytes.
///
/// An open-addressing hash table over one flat buffer: a lookup makes no `String`, and words are
/// the same only if their bytes are.
struct TokenIndex: Sendable {
  /// The bytes of all tokens, one after the other; token `id` ends at `ends[id]`.
  private var bytes: [UInt8] = []
  private var ends: [Int] = []
  private var hashes: [UInt64] = []
  /// Ids by hash, -1 where free; the size is a power of two, at most two thirds are taken.
  private var slots = [Int32](repeating: -1, count: 64)

  /// The number of distinct tokens.
  var count: Int { ends.count }

  /// Numbers the words in order; a repeated word keeps its first number.
  init(_ words: some Sequence<String> = []) {
    for word in words { _ = insert(word.utf8Span.span) }
  }

  /// The number of a token; nil if it has none.
  func find(_ token: Span<UInt8>) -> Int32? {
    let id = slots[slot(of: token, hash: Self.hash(token))]
    return id < 0 ? nil : id
  }

  /// The number of a token, a new one if it has none yet.
  mutating func insert(_ token: Span<UInt8>) -> Int32 {
    let hash = Self.hash(token)
    let slot = slot(of: token, hash: hash)
    if slots[slot] >= 0 { return slots[slot] }
    let id = Int32(truncatingIfNeeded: ends.count)
    slots[slot] = id
    hashes.append(hash)
    for index in 0..<token.count { bytes.append(token[index]) }
    ends.append(bytes.count)
    if ends.count * 3 > slots.count * 2 { grow() }
    return id
  }

  /// The token of a number that `insert` gave.
  func word(_ id: Int) -> String { bytes.span.text(in: range(of: id)) }

  /// The bytes of the token of a number that `insert` gave.
  func bytes(of id: Int) -> ArraySlice<UInt8> { bytes[range(of: id)] }

  private func range(of id: Int) -> Range<Int> { (id == 0 ? 0 : ends[id - 1])..<ends[id] }

  /// The slot that holds the token, or the free one where it belongs.
  private func slot(of token: Span<UInt8>, hash: UInt64) -> Int {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot] >= 0, !holds(Int(slots[slot]), token, hash) { slot = (slot + 1) & mask }
    return slot
  }

  private func holds(_ id: Int, _ token: Span<UInt8>, _ hash: UInt64) -> Bool {
    let range = range(of: id)
    guard hashes[id] == hash, range.count == token.count else { return false }
    for index in 0..<token.count where bytes[range.lowerBound + index] != token[index] {
      return false
    }
    return true
  }

  private mutating func grow() {
    slots = [Int32](repeating: -1, count: slots.count * 2)
    let mask = slots.count - 1
    for id in 0..<ends.count {
      var slot = Int(truncatingIfNeeded: hashes[id]) & mask
      while slots[slot] >= 0 { slot = (slot + 1) & mask }
      slots[slot] = Int32(truncatingIfNeeded: id)
    }
  }

  /// FNV-1a with a final mix, so that the low bits depend on every byte.
  private static func hash(_ token: Span<UInt8>) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for index in 0..<token.count { hash = (hash ^ UInt64(token[index])) &* 0x100_0000_01B3 }
    hash ^= hash >> 32
    hash = hash &* 0xD6E8_FEB8_6659_FD93
    return hash ^ hash >> 32
  }
}
