// SPDX-License-Identifier: Apache-2.0

/// Makes text of subword units, one after another.
///
/// The bytes of a character are held back until it is whole; those that are no character become U+FFFD,
/// as whole stretches of what could have been one. Special units, and numbers that none has, add nothing.
/// The blank that an encoder puts before a line is left out.
public struct SubwordDecoder: Sendable {
  /// Bytes that a character may begin with.
  private var held: [UInt8] = []
  private var isAtStart = true

  /// A decoder at the beginning of a text.
  public init() {}

  /// The text that is whole with another unit.
  public mutating func add(_ unit: Int32, of vocabulary: SubwordVocabulary) -> String {
    guard vocabulary.isUnit(unit), Int(unit) >= vocabulary.firstByte else { return "" }
    return add(vocabulary.spellings.bytes(of: Int(unit)))
  }

  /// The same for a unit that is no special one, by its spelling.
  public mutating func add(spelled spelling: String) -> String { add(Array(spelling.utf8)[...]) }

  private mutating func add(_ spelling: ArraySlice<UInt8>) -> String {
    SubwordSpelling.forEachByte(of: spelling) { byte in
      let isPut = isAtStart && byte == SubwordRun.blank
      if !isPut { held.append(byte) }
      isAtStart = byte == UInt8(ascii: "\n")
    }
    let whole = held.count - held.partCount
    defer { held.removeFirst(whole) }
    return String(decoding: held[..<whole], as: UTF8.self)
  }

  /// The text that is left when there are no more units: U+FFFD for a character that is not whole.
  public mutating func finish() -> String {
    defer { self = SubwordDecoder() }
    return String(decoding: held, as: UTF8.self)
  }
}

extension SubwordVocabulary {
  /// The text of units.
  public func decode(_ units: some Sequence<Int32>) -> String {
    var decoder = SubwordDecoder()
    var text = ""
    for unit in units { text += decoder.add(unit, of: self) }
    return text + decoder.finish()
  }
}

extension [UInt8] {
  /// How many bytes at the end are the beginning of a character and not all of it (table 3-7 of the
  /// Unicode standard).
  fileprivate var partCount: Int {
    for length in 1...3 where length <= count {
      let lead = self[count - length]
      if lead & 0xC0 == 0x80 { continue }
      let whole = lead < 0xC2 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 1
      guard whole > length else { return 0 }
      if length == 1 { return 1 }
      let second = self[count - length + 1]
      let isFit =
        switch lead {
        case 0xE0: second >= 0xA0
        case 0xED: second < 0xA0
        case 0xF0: second >= 0x90
        case 0xF4: second < 0x90
        default: true
        }
      return isFit ? length : 0
    }
    return 0
  }
}
