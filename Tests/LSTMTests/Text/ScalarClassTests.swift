// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import LSTM

@Suite struct ScalarClassTests {
  @Test(
    arguments: [
      ("a", ScalarClass.letter), ("_", .letter), ("7", .digit), ("½", .digit), ("中", .ideograph),
      ("ー", .ideograph), ("한", .letter), ("\u{301}", .mark), ("\u{FE0F}", .mark), ("🏽", .mark),
      ("!", .punctuation), ("，", .punctuation), ("$", .punctuation), ("+", .punctuation),
      ("👍", .picture), (" ", .space), ("\u{3000}", .space), ("\0", .space), ("\u{AD}", .invisible),
    ] as [(Unicode.Scalar, ScalarClass)])
  func classifies(scalar: Unicode.Scalar, kind: ScalarClass) {
    #expect(ScalarClass(scalar) == kind)
  }

  @Test func decodingAgreesWithSwift() {
    let text = "a\u{7F}\u{80}ß\u{7FF}\u{800}中\u{FFFF}\u{10000}😀\u{10FFFF}"
    let bytes = text.utf8Span.span
    var decoded: [Unicode.Scalar] = []
    var encoded: [UInt8] = []
    var index = 0
    while index < bytes.count {
      let (scalar, length) = bytes.scalar(at: index)
      decoded.append(scalar)
      encoded.append(scalar, lower: false)
      index += length
    }
    #expect(decoded == Array(text.unicodeScalars))
    #expect(encoded == Array(text.utf8))
  }

  @Test func loweringAgreesWithSwift() {
    let text = "AZ[@`ÀÞĀİΣЖԱ\u{1E9E}Ａ中Ꙁ𐐀"
    var lowered: [UInt8] = []
    for scalar in text.unicodeScalars { lowered.append(scalar, lower: true) }
    #expect(String(decoding: lowered, as: UTF8.self) == text.lowercased())
  }
}
