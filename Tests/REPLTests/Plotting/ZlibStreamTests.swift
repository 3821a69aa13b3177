// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import REPL

/// Bytes unpacked from a zlib stream of fixed codes, by the tables of RFC 1951.
struct Inflated {
  private(set) var bytes: [UInt8] = []
  private let source: [UInt8]
  private var position = 16

  private static let lengths = [
    3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131,
    163, 195, 227, 258,
  ]
  private static let distances = [
    1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049,
    3073, 4097, 6145, 8193, 12289, 16385, 24577,
  ]

  /// Nil for what is no such stream.
  init?(_ stream: [UInt8]) {
    source = stream
    guard stream.count > 7, (Int(stream[0]) << 8 + Int(stream[1])).isMultiple(of: 31),
      number(1) == 1, number(2) == 1
    else { return nil }
    while true {
      guard position < source.count * 8 else { return nil }
      let symbol = symbol()
      if symbol == 256 { break }
      guard symbol > 256 else {
        bytes.append(UInt8(symbol))
        continue
      }
      let kind = symbol - 257
      let length = Self.lengths[kind] + number(kind < 8 || kind == 28 ? 0 : kind / 4 - 1)
      let far = code(5)
      let distance = Self.distances[far] + number(far < 4 ? 0 : far / 2 - 1)
      guard distance <= bytes.count else { return nil }
      for _ in 0..<length { bytes.append(bytes[bytes.count - distance]) }
    }
    var (a, b) = (1, 0)
    for byte in bytes { (a, b) = ((a + Int(byte)) % 65521, (b + a + Int(byte)) % 65521) }
    position = (position + 7) / 8 * 8
    let sum = (0..<4).reduce(0) { sum, _ in sum << 8 | number(8) }
    guard sum == b << 16 | a, position == source.count * 8 else { return nil }
  }

  private mutating func number(_ count: Int) -> Int {
    (0..<count).reduce(0) { sum, place in
      guard position < source.count * 8 else { return sum }
      defer { position += 1 }
      return sum | Int(source[position / 8] >> UInt8(position % 8) & 1) << place
    }
  }

  private mutating func code(_ count: Int) -> Int {
    (0..<count).reduce(0) { sum, _ in sum << 1 | number(1) }
  }

  private mutating func symbol() -> Int {
    var found = code(7)
    if found <= 0x17 { return 256 + found }
    found = found << 1 | number(1)
    if (0x30...0xBF).contains(found) { return found - 0x30 }
    if (0xC0...0xC7).contains(found) { return 280 + found - 0xC0 }
    return (found << 1 | number(1)) - 0x190 + 144
  }
}

@Suite struct ZlibStreamTests {
  @Test(arguments: [0, 1, 2, 3, 4, 257, 258, 259, 600, 40_000])
  func runsComeBack(count: Int) throws {
    let bytes = [UInt8](repeating: 7, count: count)
    let stream = ZlibStream.encode(bytes, row: 32, step: 4)
    #expect(try #require(Inflated(stream)).bytes == bytes)
    if count > 1000 { #expect(stream.count < count / 50) }
  }

  @Test func noiseComesBackWithRowsOfAnyLength() throws {
    var state: UInt64 = 1
    let noise = (0..<5_000).map { _ -> UInt8 in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return UInt8(state >> 60) * 17
    }
    for row in [1, 3, 5, 300, 2_049, 32_768, 100_000] {
      let bytes = noise + noise.prefix(2_500)
      #expect(try #require(Inflated(ZlibStream.encode(bytes, row: row, step: 4))).bytes == bytes)
    }
  }

  @Test(arguments: 3...258)
  func everyLengthOfAMatchComesBack(length: Int) throws {
    let bytes = [1, 2, 3, 4] + (0..<length).map { UInt8($0 % 4 + 1) } + [9]
    #expect(try #require(Inflated(ZlibStream.encode(bytes, row: 4, step: 4))).bytes == bytes)
  }
}
