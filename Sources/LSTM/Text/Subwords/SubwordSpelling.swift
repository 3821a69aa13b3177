// SPDX-License-Identifier: Apache-2.0

/// How units are spelt where they are shown and saved: `▁` is a blank, `<0xE4>` a byte.
enum SubwordSpelling {
  /// The sign for a blank.
  static let blank: Unicode.Scalar = "\u{2581}"

  /// The spelling of a byte.
  static func text(of byte: UInt8) -> String {
    let digits = String(byte, radix: 16, uppercase: true)
    return "<0x" + (digits.utf8.count == 1 ? "0" : "") + digits + ">"
  }

  /// Calls `body` with the bytes of text that a spelling stands for.
  static func forEachByte(of spelling: ArraySlice<UInt8>, _ body: (UInt8) -> Void) {
    if let byte = byte(of: spelling) { return body(byte) }
    var index = spelling.startIndex
    while index < spelling.endIndex {
      if spelling[index] == blankBytes[0], spelling[index...].starts(with: blankBytes) {
        body(SubwordRun.blank)
        index += blankBytes.count
      } else {
        body(spelling[index])
        index += 1
      }
    }
  }

  /// The byte that a spelling stands for; nil for text.
  ///
  /// Text is never spelt so: digits and letters stand in no unit with other signs.
  static func byte(of spelling: ArraySlice<UInt8>) -> UInt8? {
    guard spelling.count == 6, spelling.starts(with: "<0x".utf8),
      spelling.last == UInt8(ascii: ">")
    else { return nil }
    return UInt8(String(decoding: spelling.dropFirst(3).dropLast(), as: UTF8.self), radix: 16)
  }

  private static let blankBytes = Array("\u{2581}".utf8)
}
