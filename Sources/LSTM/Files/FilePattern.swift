// SPDX-License-Identifier: Apache-2.0

/// A pattern of file names, such as `part_{id}.csv`: each name in braces stands for characters of its
/// own, at least one.
struct FilePattern: Hashable, Sendable {
  /// What stands in braces, in its order.
  private(set) var names: [String] = []
  /// What stands before each of them, and at the end.
  private var literals: [[UInt8]] = [[]]

  /// The pattern that a text spells; nil where braces are not closed or hold no name, and where a
  /// name comes twice or stands beside another.
  init?(_ text: String) {
    var rest = text[...]
    while let open = rest.firstIndex(of: "{") {
      guard let close = rest[open...].firstIndex(of: "}") else { return nil }
      literals[names.count] = Array(rest[..<open].utf8)
      if !names.isEmpty, literals[names.count].isEmpty { return nil }
      let name = rest[rest.index(after: open)..<close].trimmedText
      guard !name.isEmpty, !name.contains("{"), !names.contains(name) else { return nil }
      names.append(name)
      literals.append([])
      rest = rest[rest.index(after: close)...]
    }
    guard !rest.contains("}") else { return nil }
    literals[names.count] = Array(rest.utf8)
  }

  /// What a file name has in the places of the names; nil for another one.
  ///
  /// A part is as short as what follows allows, and the last as long as it must be.
  func parts(of name: String) -> [String]? {
    let bytes = Array(name.utf8)
    guard bytes.starts(with: literals[0]) else { return nil }
    var parts: [String] = []
    var start = literals[0].count
    for (index, literal) in literals.enumerated().dropFirst() {
      let end: Int
      if index == literals.count - 1 {
        end = bytes.count - literal.count
        guard end > start, bytes[end...].elementsEqual(literal) else { return nil }
      } else {
        guard start < bytes.count,
          let found = bytes[(start + 1)...].firstRange(of: literal)?.lowerBound
        else { return nil }
        end = found
      }
      parts.append(String(decoding: bytes[start..<end], as: UTF8.self))
      start = end + literal.count
    }
    return start == bytes.count ? parts : nil
  }

  /// Whether one list of parts comes before another: numbers by their size, and before other texts.
  static func precedes(_ left: [String], _ right: [String]) -> Bool {
    for (one, other) in zip(left, right) where one != other {
      let (first, second) = (one.wholeNumber, other.wholeNumber)
      guard let first, let second else {
        return first != nil || second == nil && one.precedesInBytes(other)
      }
      if first == second { continue }
      return (first.utf8.count, first) < (second.utf8.count, second)
    }
    return left.lexicographicallyPrecedes(right) { $0.precedesInBytes($1) }
  }
}

extension String {
  /// The digits of a whole number without zeros before it; nil for another text.
  var wholeNumber: String? {
    guard !isEmpty, utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    let digits = drop { $0 == "0" }
    return digits.isEmpty ? "0" : String(digits)
  }
}

extension Substring {
  /// The text without the blanks at both ends.
  fileprivate var trimmedText: String { String(self).trimmed }
}
