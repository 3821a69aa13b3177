// SPDX-License-Identifier: Apache-2.0

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Saved as the names of the tags and one text: the base64 form of a record a word, which is
///
/// - the number of bytes that the word has in common with the one before, as one byte;
/// - the number of its other bytes, then these;
/// - its count, then the number of its tag.
///
/// Numbers are in groups of seven bits, the lowest first, each but the last with its high bit set.
extension WordDictionary: Codable {
  private enum Key: String, CodingKey {
    case tags, words
  }

  /// Loads a dictionary; throws for records that are cut off or say what no dictionary has.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    let names = try container.decode([String].self, forKey: .tags)
    let text = try container.decode(String.self, forKey: .words)
    var records = PackedRecords(bytes: Data(base64Encoded: text).map { [UInt8]($0) } ?? [])
    self.init()
    guard setTagNames(names), !text.isEmpty, read(&records) else {
      throw DecodingError.dataCorruptedError(
        forKey: .words, in: container, debugDescription: "the dictionary is damaged")
    }
    fit()
  }

  /// Saves all words with their counts and tags.
  public func encode(to encoder: any Encoder) throws {
    var records = PackedRecords()
    var before = 0..<0
    for id in 0..<count {
      let range = range(of: id)
      let most = min(before.count, range.count, 255)
      var shared = 0
      while shared < most, bytes[before.lowerBound + shared] == bytes[range.lowerBound + shared] {
        shared += 1
      }
      records.bytes.append(UInt8(shared))
      records.append(range.count - shared)
      records.bytes += bytes[range.dropFirst(shared)]
      records.append(counts[id])
      records.append(Int(tags[id]))
      before = range
    }
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(tagNames, forKey: .tags)
    try container.encode(Data(records.bytes).base64EncodedString(), forKey: .words)
  }

  /// Adds all words of records; false if they are damaged.
  private mutating func read(_ records: inout PackedRecords) -> Bool {
    var word: [UInt8] = []
    while !records.isAtEnd {
      guard let shared = records.byte(), shared <= word.count, let rest = records.number(),
        let tail = records.take(rest), let count = records.number(),
        count <= Self.largestCount, let tag = records.number(), tagNames.indices.contains(tag)
      else { return false }
      word.removeLast(word.count - Int(shared))
      word += tail
      let known = self.count
      guard !word.isEmpty, word.span.isValidUTF8 else { return false }
      insert(word.span, count: count, tag: tagNames[tag])
      // A word that comes twice.
      if self.count == known { return false }
    }
    return count > 0
  }
}

/// Bytes with numbers of changing length.
private struct PackedRecords {
  var bytes: [UInt8] = []
  private var at = 0

  init(bytes: [UInt8] = []) { self.bytes = bytes }

  var isAtEnd: Bool { at == bytes.count }

  mutating func append(_ number: Int) {
    var rest = UInt(bitPattern: number)
    while rest >= 0x80 {
      bytes.append(UInt8(rest & 0x7F) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  mutating func byte() -> UInt8? {
    guard at < bytes.count else { return nil }
    defer { at += 1 }
    return bytes[at]
  }

  mutating func number() -> Int? {
    var number = 0
    for shift in stride(from: 0, to: 56, by: 7) {
      guard let byte = byte() else { return nil }
      number |= Int(byte & 0x7F) << shift
      if byte < 0x80 { return number }
    }
    return nil
  }

  mutating func take(_ count: Int) -> ArraySlice<UInt8>? {
    guard count <= bytes.count - at else { return nil }
    defer { at += count }
    return bytes[at..<at + count]
  }
}
