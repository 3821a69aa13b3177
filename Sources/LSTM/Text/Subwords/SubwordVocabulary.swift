// SPDX-License-Identifier: Apache-2.0

/// The subword units that texts are written in: words that are frequent, and pieces of the others
/// (byte-pair encoding: Sennrich, Haddow and Birch 2016).
///
/// Numbered from 0 are
///
/// - the special ones, which no text leads to: `<unk>`, and marks of the caller's;
/// - the 256 bytes, in which a character is written that is none of the following;
/// - the blank, and the other characters of the training texts that are frequent, by falling count;
/// - the units that two earlier ones make, in the order in which they were learned.
///
/// Any text can be written in them and read back byte by byte. A unit is spelt as a reader sees it: with
/// `▁` for a blank, `<0xE4>` for a byte. A `▁` of a text is always three bytes, so that spellings are
/// never the same.
public struct SubwordVocabulary: Sendable {
  /// The special units.
  public let special: [String]
  /// How many characters are units.
  public private(set) var characterCount = 0
  /// The spellings, numbered as the units are.
  private(set) var spellings: TokenIndex
  /// The unit that two others make.
  private(set) var merges = PairIndex()
  /// The units of characters.
  private var characters = ScalarNumbers()

  /// A vocabulary of bytes and the blank alone.
  public init(special: [String] = [Vocabulary.unknown]) { self.init(special: special, [" "]) }

  /// A vocabulary without units of several characters; a blank is one of the characters in any case.
  ///
  /// Of special units those are left out that repeat another one or are spelt like a byte.
  init(special: [String], _ characters: some Sequence<Unicode.Scalar>) {
    let bytes = (UInt8.min...UInt8.max).map { SubwordSpelling.text(of: $0) }
    var found = Set(bytes)
    self.special = special.filter { found.insert($0).inserted }
    spellings = TokenIndex(self.special + bytes)
    for character in characters { append(character) }
    append(" ")
  }

  /// The number of units.
  public var count: Int { spellings.count }

  /// How many units there are at least with some special ones: the bytes and the blank.
  public static func smallestCount(special: Int) -> Int { special + 256 + 1 }

  /// The first of the bytes.
  var firstByte: Int { special.count }
  /// The first of the characters.
  var firstCharacter: Int { special.count + 256 }
  /// The first of the units of several characters.
  var firstMerge: Int { firstCharacter + characterCount }

  /// How a unit is spelt in tables and pictures; `<unk>` for a number that none has.
  public func spelling(of id: Int32) -> String {
    isUnit(id) ? spellings.word(Int(id)) : Vocabulary.unknown
  }

  /// The spellings by number.
  public var allSpellings: [String] { (0..<count).map { spellings.word($0) } }

  /// The number of the unit with a spelling; nil for none.
  public func id(of spelling: String) -> Int32? { spellings.find(spelling.utf8Span.span) }

  /// How many bytes of text a unit stands for.
  func byteCount(of unit: Int32) -> Int {
    var count = 0
    SubwordSpelling.forEachByte(of: spellings.bytes(of: Int(unit))) { _ in count += 1 }
    return count
  }

  /// Whether a number is that of a unit.
  func isUnit(_ id: Int32) -> Bool { id >= 0 && Int(id) < count }

  /// Calls `body` with the units that the characters of a run begin as.
  func forEachBase(of bytes: Span<UInt8>, _ body: (Int32) -> Void) {
    var index = 0
    while index < bytes.count {
      let (scalar, length) = bytes.scalar(at: index)
      let unit = characters[scalar]
      if unit >= 0 {
        body(unit)
      } else {
        for at in index..<index + length { body(Int32(firstByte) + Int32(bytes[at])) }
      }
      index += length
    }
  }

  /// Adds a character, unless it is one already or the sign that blanks are spelt with.
  private mutating func append(_ character: Unicode.Scalar) {
    guard character != SubwordSpelling.blank else { return }
    var spelling: [UInt8] = []
    spelling.append(character == " " ? SubwordSpelling.blank : character, lower: false)
    let number = Int32(truncatingIfNeeded: count)
    // One that is spelt like a special unit stays without a number.
    guard spellings.insert(spelling.span) == number else { return }
    characters[character] = number
    characterCount += 1
  }

  /// Adds the unit that two others make; nil if a special one is spelt so.
  ///
  /// Learning never makes a unit in two ways: see how it is saved.
  mutating func append(joining left: Int32, _ right: Int32) -> Int32? {
    let number = Int32(truncatingIfNeeded: count)
    let spelling = Array(spellings.bytes(of: Int(left)) + spellings.bytes(of: Int(right)))
    guard spellings.insert(spelling.span) == number else { return nil }
    merges.insert(left, right, number)
    return number
  }
}

extension SubwordVocabulary: Hashable {
  /// Whether both give the same units the same numbers.
  public static func == (left: SubwordVocabulary, right: SubwordVocabulary) -> Bool {
    left.special == right.special && left.characterCount == right.characterCount
      && left.count == right.count
      && (left.firstCharacter..<left.count).allSatisfy {
        left.spellings.bytes(of: $0) == right.spellings.bytes(of: $0)
      }
  }

  /// Hashes how many units there are, and the last ones.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(special)
    hasher.combine(characterCount)
    hasher.combine(count)
    hasher.combine(spellings.bytes(of: count - 1))
  }
}
