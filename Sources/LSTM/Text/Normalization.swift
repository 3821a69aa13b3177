// SPDX-License-Identifier: Apache-2.0

import CUTF8Proc

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension TextOptions {
  /// Which spellings of a text Unicode holds to be the same.
  public enum Normalization: String, Codable, Hashable, Sendable, CaseIterable {
    /// Every spelling is one by itself.
    case none
    /// Letters with their marks are one, whether a file writes `é` or `e` and its accent (form NFC).
    case nfc
    /// Shapes of a character are one as well: full-width letters, ligatures, `①` and `1` (form NFKC).
    case nfkc

    /// The text in this form; the same text where it is in it.
    func applied(to text: String) -> String {
      switch self {
      case .none: text
      case .nfc: text.composed
      case .nfkc: text.standsInItsShape ? text : text.mapped(UTF8PROC_COMPOSE, UTF8PROC_COMPAT)
      }
    }
  }

  /// The rules by which a text is read; a saved model keeps those that it was trained with.
  public enum Rules: Hashable, Sendable {
    /// Of models saved before texts were normalised: white space of any kind divides words that are
    /// cut already, words of a dictionary are Chinese, and a small sigma has one form.
    case original
    /// The rules of today.
    case current
  }
}

extension String {
  /// The text in the normal form NFC, in which equal letters are equal bytes.
  var composed: String {
    if standsComposed { return self }
    var bytes = utf8Span
    return bytes.checkForNFC(quickCheck: true) ? self : mapped(UTF8PROC_COMPOSE)
  }

  /// The text as utf8proc maps it; the same text where memory is out.
  fileprivate func mapped(_ options: utf8proc_option_t...) -> String {
    let all = options.reduce(UTF8PROC_STABLE.rawValue) { $0 | $1.rawValue }
    var copy = self
    let mapped: String? = copy.withUTF8 { text in
      var result: UnsafeMutablePointer<utf8proc_uint8_t>?
      let count = utf8proc_map(
        text.baseAddress, text.count, &result, utf8proc_option_t(rawValue: all))
      guard let result, count >= 0 else { return nil }
      defer { free(result) }
      return String(decoding: UnsafeBufferPointer(start: result, count: count), as: UTF8.self)
    }
    return mapped ?? self
  }

  /// Whether all scalars are such that NFC surely leaves them, as nearly all of them are.
  private var standsComposed: Bool {
    if utf8Span.isKnownASCII || utf8Span.isKnownNFC { return true }
    return allScalars { value in
      switch value {
      case 0..<0x300, 0x400...0x482, 0x2010...0x2027, 0x3001...0x3029, 0x3041...0x3096,
        0x309B...0x30FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xAC00...0xD7A3, 0xFE00...0xFE0F,
        0xFF00...0xFFEF, 0x1F300...0x1FAFF:
        true
      default: false
      }
    }
  }

  /// The same for NFKC.
  fileprivate var standsInItsShape: Bool {
    if utf8Span.isKnownASCII { return true }
    return allScalars { value in
      switch value {
      case 0..<0xA0, 0xC0...0x131, 0x400...0x482, 0x2012...0x2016, 0x2018...0x201F,
        0x3001...0x3029, 0x3041...0x3096, 0x30A1...0x30FE, 0x3400...0x4DBF, 0x4E00...0x9FFF,
        0xAC00...0xD7A3, 0x1F300...0x1FAFF:
        true
      default: false
      }
    }
  }

  private func allScalars(_ isFine: (UInt32) -> Bool) -> Bool {
    let bytes = utf8Span.span
    var index = 0
    while index < bytes.count {
      if bytes[index] < 0x80 {
        index += 1
        continue
      }
      let (scalar, length) = bytes.scalar(at: index)
      guard isFine(scalar.value) else { return false }
      index += length
    }
    return true
  }
}

extension Span<UInt8> {
  /// The text in the normal form NFC; nil where the bytes are in it.
  var composed: String? {
    for index in 0..<count where self[index] >= 0x80 {
      let (text, composed) = (text, text.composed)
      return text.utf8.elementsEqual(composed.utf8) ? nil : composed
    }
    return nil
  }
}
