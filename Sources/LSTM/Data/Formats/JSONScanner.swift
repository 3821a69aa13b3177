// SPDX-License-Identifier: Apache-2.0

/// A field of a flat JSON object: its value as text, nil for a list or an object.
struct JSONField: Equatable {
  let name: String
  let value: String?
  /// A list as it is written.
  var list: String?
}

/// Scans one JSON object.
///
/// The order of the fields is kept and numbers stay as they are written, which no general decoder
/// offers; nested values are passed over without recursion.
struct JSONScanner {
  /// Why the text is not an object.
  struct Complaint: Error, Equatable {
    let reason: String
  }

  private let bytes: [UInt8]
  private var index = 0

  private init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The fields of the object that fills the text (valid UTF-8).
  static func fields(of text: Span<UInt8>) throws(Complaint) -> [JSONField] {
    var scanner = JSONScanner(text.withUnsafeBufferPointer { Array($0) })
    var fields: [JSONField] = []
    try scanner.expect("{")
    if !scanner.take("}") {
      repeat {
        let name = try scanner.string()
        try scanner.expect(":")
        scanner.skipBlanks()
        let (start, isList) = (scanner.index, scanner.peek == UInt8(ascii: "["))
        var field = JSONField(name: name, value: try scanner.value())
        if isList {
          field.list = String(decoding: scanner.bytes[start..<scanner.index], as: UTF8.self)
        }
        fields.append(field)
      } while scanner.take(",")
      try scanner.expect("}")
    }
    scanner.skipBlanks()
    if let next = scanner.peek { throw Complaint(reason: "\(shown(next)) follows the object") }
    return fields
  }

  /// The items of a list of texts, numbers and such; nil for what is no such list.
  static func items(of text: String) -> [String]? {
    var scanner = JSONScanner(Array(text.utf8))
    var items: [String] = []
    guard scanner.take("[") else { return nil }
    if !scanner.take("]") {
      repeat {
        guard let item = try? scanner.value() else { return nil }
        items.append(item)
      } while scanner.take(",")
      guard scanner.take("]") else { return nil }
    }
    scanner.skipBlanks()
    return scanner.peek == nil ? items : nil
  }

  // MARK: - Values

  /// The next value as text; nil for a list or an object.
  private mutating func value() throws(Complaint) -> String? {
    skipBlanks()
    switch peek {
    case UInt8(ascii: "\""): return try string()
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      try skipNested()
      return nil
    case nil: throw Complaint(reason: "it breaks off where a value should be")
    default: return try word()
    }
  }

  /// A number, `true`, `false` or `null`; `null` is the empty text.
  private mutating func word() throws(Complaint) -> String {
    let start = index
    while let byte = peek, !byte.isBlank, !Self.ends.contains(byte) { index += 1 }
    let word = String(decoding: bytes[start..<index], as: UTF8.self)
    if word == "null" { return "" }
    let isNumber = word.utf8.allSatisfy(Self.numeric.contains) && Double(word) != nil
    guard isNumber || word == "true" || word == "false" else {
      throw Complaint(reason: "\(word.isEmpty ? shown(bytes[start]) : word) is not a value")
    }
    return word
  }

  /// Passes over a list or an object, counting brackets outside texts.
  private mutating func skipNested() throws(Complaint) {
    var depth = 0
    repeat {
      switch peek {
      case nil: throw Complaint(reason: "a bracket is not closed")
      case UInt8(ascii: "\""): _ = try string()
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        depth += 1
        index += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        depth -= 1
        index += 1
      default: index += 1
      }
    } while depth > 0
  }

  // MARK: - Texts

  /// A text in quotes, its escapes resolved.
  private mutating func string() throws(Complaint) -> String {
    try expect("\"")
    var content: [UInt8] = []
    while let byte = peek {
      index += 1
      switch byte {
      case UInt8(ascii: "\""): return String(decoding: content, as: UTF8.self)
      case UInt8(ascii: "\\"): try escape(into: &content)
      case 0..<0x20: throw Complaint(reason: "a control character stands in a text")
      default: content.append(byte)
      }
    }
    throw Complaint(reason: "a text is not closed")
  }

  /// What follows a backslash.
  ///
  /// Half a surrogate pair becomes U+FFFD.
  private mutating func escape(into content: inout [UInt8]) throws(Complaint) {
    guard let letter = peek else { throw Complaint(reason: "a text is not closed") }
    index += 1
    switch letter {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): content.append(letter)
    case UInt8(ascii: "b"): content.append(0x08)
    case UInt8(ascii: "f"): content.append(0x0C)
    case UInt8(ascii: "n"): content.append(0x0A)
    case UInt8(ascii: "r"): content.append(0x0D)
    case UInt8(ascii: "t"): content.append(0x09)
    case UInt8(ascii: "u"):
      var units = [try hexUnit()]
      if UTF16.isLeadSurrogate(units[0]), bytes[index...].starts(with: Array("\\u".utf8)) {
        index += 2
        units.append(try hexUnit())
      }
      content.append(contentsOf: String(decoding: units, as: UTF16.self).utf8)
    default: throw Complaint(reason: "\\\(shown(letter)) is not an escape")
    }
  }

  /// The four hexadecimal digits of `\u`.
  private mutating func hexUnit() throws(Complaint) -> UInt16 {
    let digits = bytes[index...].prefix(4)
    guard digits.count == 4, digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
      let unit = UInt16(String(decoding: digits, as: UTF8.self), radix: 16)
    else {
      throw Complaint(reason: "\\u wants four hexadecimal digits")
    }
    index += 4
    return unit
  }

  // MARK: - Bytes

  private var peek: UInt8? { index < bytes.count ? bytes[index] : nil }

  private mutating func skipBlanks() {
    while let byte = peek, byte.isBlank || byte == 0x0A || byte == 0x0D { index += 1 }
  }

  /// Moves past blanks and this character; returns whether it was there.
  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    skipBlanks()
    guard let byte = peek, byte == UInt8(ascii: character) else { return false }
    index += 1
    return true
  }

  private mutating func expect(_ character: Unicode.Scalar) throws(Complaint) {
    guard !take(character) else { return }
    let found = peek.map(shown) ?? "the end of the line"
    throw Complaint(reason: "\(character) is expected, not \(found)")
  }

  /// The bytes that end a number or a word.
  private static let ends: Set<UInt8> = Set(",:{}[]\"\r\n".utf8)

  /// The bytes that numbers are made of.
  private static let numeric: Set<UInt8> = Set("0123456789+-.eE".utf8)
}

/// A byte as a message shows it.
private func shown(_ byte: UInt8) -> String {
  byte < 0x80 ? String(Unicode.Scalar(byte)) : "a character that is not ASCII"
}
