// SPDX-License-Identifier: Apache-2.0

/// Writes images for the graphics protocol of kitty.
enum KittyEncoder {
  /// The most base64 characters of one control sequence.
  static let chunk = 4096

  /// The control sequences that draw the image over so many cells at the cursor, which stays.
  static func encode(_ image: PixelImage, columns: Int, rows: Int) -> String {
    let bytes = image.pixels.flatMap { [$0.red, $0.green, $0.blue, $0.alpha] }
    let packed = ZlibStream.encode(bytes, row: image.width * 4, step: 4)
    let text = Array(Base64.encode(packed).utf8)
    var result = ""
    for start in stride(from: 0, to: max(text.count, 1), by: chunk) {
      let end = min(start + chunk, text.count)
      let more = end < text.count ? 1 : 0
      // q=2: the terminal answers nothing, which would stand at the prompt.
      let keys =
        start == 0
        ? "a=T,f=32,o=z,s=\(image.width),v=\(image.height),c=\(columns),r=\(rows),C=1,q=2,m=\(more)"
        : "m=\(more)"
      result += "\u{1B}_G\(keys);\(String(decoding: text[start..<end], as: UTF8.self))\u{1B}\\"
    }
    return result
  }
}

/// Bytes as text of 64 characters.
enum Base64 {
  private static let digits = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  /// The text of some bytes.
  static func encode(_ bytes: [UInt8]) -> String {
    var text: [UInt8] = []
    text.reserveCapacity((bytes.count + 2) / 3 * 4)
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let part = bytes[start..<min(start + 3, bytes.count)]
      var word: UInt32 = 0
      for (index, byte) in part.enumerated() { word |= UInt32(byte) << (16 - 8 * index) }
      for index in 0..<4 {
        let digit = Int(word >> (18 - 6 * index)) & 63
        text.append(index <= part.count ? digits[digit] : UInt8(ascii: "="))
      }
    }
    return String(decoding: text, as: UTF8.self)
  }
}
