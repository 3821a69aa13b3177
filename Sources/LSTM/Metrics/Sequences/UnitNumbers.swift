// SPDX-License-Identifier: Apache-2.0

/// Gives the units of texts numbers: two units have the same one if and only if their bytes are equal,
/// so that canonically equivalent texts of different scalars differ, as in Python.
struct UnitNumbers {
  /// All texts, one after the other.
  private var bytes: [UInt8] = []
  /// Where each distinct unit stands first.
  private var known: [Range<Int>] = []
  /// Open addressing: the number of a unit, or -1; at least twice as many places as units.
  private var table: [Int32] = []

  /// The numbers of the units of a text, in order.
  mutating func numbers(of text: TextUnits) -> [UInt32] {
    let start = bytes.count
    bytes += text.bytes
    return numbers(at: text.ranges, from: start)
  }

  /// The numbers of texts that are units themselves.
  mutating func numbers(of units: [String]) -> [UInt32] {
    let start = bytes.count
    let ranges = units.map { unit in
      let first = bytes.count - start
      bytes += unit.utf8
      return first..<bytes.count - start
    }
    return numbers(at: ranges, from: start)
  }

  /// The numbers of the units at some places, counted from a start.
  private mutating func numbers(at ranges: [Range<Int>], from start: Int) -> [UInt32] {
    reserve(ranges.count)
    let mask = table.count - 1
    var numbers: [UInt32] = []
    numbers.reserveCapacity(ranges.count)
    for range in ranges {
      let unit = range.lowerBound + start..<range.upperBound + start
      var place = Self.hash(bytes, unit) & mask
      while table[place] >= 0, !Self.areEqual(bytes, known[Int(table[place])], unit) {
        place = (place + 1) & mask
      }
      if table[place] < 0 {
        table[place] = Int32(known.count)
        known.append(unit)
      }
      numbers.append(UInt32(table[place]))
    }
    return numbers
  }

  private static func areEqual(_ text: [UInt8], _ one: Range<Int>, _ other: Range<Int>) -> Bool {
    guard one.count == other.count else { return false }
    for index in 0..<one.count
    where text[one.lowerBound + index] != text[other.lowerBound + index] {
      return false
    }
    return true
  }

  /// Makes room for so many further units.
  private mutating func reserve(_ count: Int) {
    guard table.count < 2 * (known.count + count) || table.isEmpty else { return }
    var size = 64
    while size < 3 * (known.count + count) { size *= 2 }
    table = Array(repeating: -1, count: size)
    for (number, unit) in known.enumerated() {
      var place = Self.hash(bytes, unit) & (size - 1)
      while table[place] >= 0 { place = (place + 1) & (size - 1) }
      table[place] = Int32(number)
    }
  }

  private static func hash(_ text: [UInt8], _ unit: Range<Int>) -> Int {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325  // FNV-1a
    for index in unit { hash = (hash ^ UInt64(text[index])) &* 0x0000_0100_0000_01B3 }
    return Int(truncatingIfNeeded: hash ^ hash >> 32)
  }
}
