// SPDX-License-Identifier: Apache-2.0

/// Packs the bytes of images in the zlib format: pixels that are like the one before or the one
/// above, which most are, take hardly any room.
enum ZlibStream {
  private static let longestMatch = 258
  private static let farthest = 32768

  /// The stream of some bytes.
  ///
  /// - Parameters:
  ///   - row: how many bytes further up the pixel above stands.
  ///   - step: how many bytes before the pixel before stands.
  static func encode(_ bytes: [UInt8], row: Int, step: Int) -> [UInt8] {
    var bits = BitWriter(bytes: [0x78, 0x01])
    // One block, the last, with the fixed codes.
    bits.write(1, count: 1)
    bits.write(1, count: 2)
    let distances = [step, row].filter { (1...farthest).contains($0) }
    var index = 0
    while index < bytes.count {
      let best = distances.map { (length: length(bytes, index, $0), distance: $0) }
        .max { $0.length < $1.length }
      if let best, best.length >= 3 {
        write(length: best.length, distance: best.distance, &bits)
        index += best.length
      } else {
        write(symbol: Int(bytes[index]), &bits)
        index += 1
      }
    }
    write(symbol: 256, &bits)
    bits.flush()
    let sum = checksum(bytes)
    return bits.bytes + stride(from: 24, through: 0, by: -8).map { UInt8(sum >> UInt32($0) & 255) }
  }

  /// How many bytes from `index` on are those that stand `distance` before them.
  private static func length(_ bytes: [UInt8], _ index: Int, _ distance: Int) -> Int {
    guard index >= distance else { return 0 }
    let most = min(longestMatch, bytes.count - index)
    var length = 0
    while length < most, bytes[index + length] == bytes[index + length - distance] { length += 1 }
    return length
  }

  /// Writes a literal, the end (256) or a class of lengths with its fixed code.
  private static func write(symbol: Int, _ bits: inout BitWriter) {
    switch symbol {
    case ..<144: bits.writeCode(UInt32(0x30 + symbol), count: 8)
    case ..<256: bits.writeCode(UInt32(0x190 + symbol - 144), count: 9)
    case ..<280: bits.writeCode(UInt32(symbol - 256), count: 7)
    default: bits.writeCode(UInt32(0xC0 + symbol - 280), count: 8)
    }
  }

  private static func write(length: Int, distance: Int, _ bits: inout BitWriter) {
    if length == longestMatch {
      write(symbol: 285, &bits)
    } else {
      // Classes of four to a power of two, from 3 on.
      let (offset, extra) = classed(length - 3, classes: 4)
      write(symbol: 257 + offset, &bits)
      bits.write(extra.value, count: extra.count)
    }
    let (offset, extra) = classed(distance - 1, classes: 2)
    bits.writeCode(UInt32(offset), count: 5)
    bits.write(extra.value, count: extra.count)
  }

  /// The class of a number, `classes` to a power of two, and the bits that tell it from the others of
  /// its class.
  private static func classed(
    _ number: Int, classes: Int
  ) -> (offset: Int, extra: (value: UInt32, count: Int)) {
    let width = number / classes / 2
    let count = width == 0 ? 0 : Int.bitWidth - width.leadingZeroBitCount
    let offset = classes * count + (number >> count)
    return (offset, (UInt32(number & ((1 << count) - 1)), count))
  }

  /// Adler's checksum.
  private static func checksum(_ bytes: [UInt8]) -> UInt32 {
    var (a, b): (UInt32, UInt32) = (1, 0)
    for byte in bytes {
      a = (a + UInt32(byte)) % 65521
      b = (b + a) % 65521
    }
    return b << 16 | a
  }
}

/// Bits one after another, the lowest of a byte first.
private struct BitWriter {
  private(set) var bytes: [UInt8]
  private var pending: UInt32 = 0
  private var count = 0

  init(bytes: [UInt8]) { self.bytes = bytes }

  /// Writes a number, its lowest bit first.
  mutating func write(_ value: UInt32, count: Int) {
    pending |= value << UInt32(self.count)
    self.count += count
    while self.count >= 8 {
      bytes.append(UInt8(pending & 255))
      pending >>= 8
      self.count -= 8
    }
  }

  /// Writes a code, its highest bit first.
  mutating func writeCode(_ value: UInt32, count: Int) {
    for bit in (0..<count).reversed() { write(value >> UInt32(bit) & 1, count: 1) }
  }

  /// Fills up the last byte.
  mutating func flush() {
    if count > 0 { bytes.append(UInt8(pending & 255)) }
    (pending, count) = (0, 0)
  }
}
