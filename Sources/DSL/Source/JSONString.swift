// SPDX-License-Identifier: Apache-2.0

/// A text as a JSON string, which stands on one line whatever the text holds.
public enum JSONString {
  /// The text in double quotes, with control characters, quotes and backslashes escaped.
  public static func encode(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      case "\r": result += "\\r"
      case _ where scalar.value < 0x20:
        result += scalar.value < 0x10 ? "\\u000" : "\\u00"
        result += String(scalar.value, radix: 16)
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  /// A list of texts.
  public static func list(_ texts: [String]) -> String {
    "[" + texts.map(encode).joined(separator: ",") + "]"
  }

  /// The text of a JSON string in UTF-8; nil when the bytes are anything else.
  ///
  /// One without escapes, which most are, is taken as it stands.
  public static func decode(utf8 bytes: ArraySlice<UInt8>) -> String? {
    let quote = UInt8(ascii: "\"")
    guard bytes.count >= 2, bytes.first == quote, bytes.last == quote else { return nil }
    let inner = bytes.dropFirst().dropLast()
    let isPlain = inner.allSatisfy { $0 >= 0x20 && $0 != quote && $0 != UInt8(ascii: "\\") }
    guard isPlain else { return String(validating: bytes, as: UTF8.self).flatMap { decode($0) } }
    return String(validating: inner, as: UTF8.self)
  }

  /// The text of a JSON string; nil when `json` is anything else.
  public static func decode(_ json: some StringProtocol) -> String? {
    var rest = Substring(json).unicodeScalars
    guard rest.count >= 2, rest.popFirst() == "\"", rest.popLast() == "\"" else { return nil }
    var result = String.UnicodeScalarView()
    while let scalar = rest.popFirst() {
      if scalar.value < 0x20 || scalar == "\"" { return nil }
      guard let decoded = scalar == "\\" ? escaped(&rest) : scalar else { return nil }
      result.append(decoded)
    }
    return String(result)
  }

  /// What stands after a backslash.
  private static func escaped(_ rest: inout Substring.UnicodeScalarView) -> Unicode.Scalar? {
    switch rest.popFirst() {
    case "n": "\n"
    case "t": "\t"
    case "r": "\r"
    case "b": "\u{8}"
    case "f": "\u{C}"
    case "\"": "\""
    case "\\": "\\"
    case "/": "/"
    case "u": hexadecimal(&rest)
    default: nil
    }
  }

  /// The scalar of `\uXXXX`, or of two of them that form a surrogate pair.
  private static func hexadecimal(_ rest: inout Substring.UnicodeScalarView) -> Unicode.Scalar? {
    guard let first = unit(&rest) else { return nil }
    guard (0xD800..<0xDC00).contains(first) else { return Unicode.Scalar(first) }
    guard rest.popFirst() == "\\", rest.popFirst() == "u", let second = unit(&rest),
      (0xDC00..<0xE000).contains(second)
    else { return nil }
    return Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
  }

  private static func unit(_ rest: inout Substring.UnicodeScalarView) -> UInt32? {
    let digits = rest.prefix(4)
    rest.removeFirst(digits.count)
    guard digits.count == 4, digits.allSatisfy(\.properties.isASCIIHexDigit) else { return nil }
    return UInt32(String(digits), radix: 16)
  }
}
