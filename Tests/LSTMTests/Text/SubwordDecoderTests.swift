// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import LSTM

@Suite struct SubwordDecoderTests {
  private let units = SubwordVocabulary(special: ["<unk>", "</s>"])

  private func bytes(_ bytes: [UInt8]) -> [Int32] {
    bytes.map { Int32(units.firstByte) + Int32($0) }
  }

  @Test func aCharacterIsHeldBackUntilItIsWhole() {
    var decoder = SubwordDecoder()
    let pieces = bytes(Array("aé👍b".utf8)).map { decoder.add($0, of: units) }
    #expect(pieces == ["a", "", "é", "", "", "", "👍", "b"] && decoder.finish() == "")
  }

  @Test func whatIsNoCharacterIsReplaced() {
    for (written, expected) in [
      ([0xE4], "\u{FFFD}"), ([0xE4, 0xBD], "\u{FFFD}"), ([0xE4, 0x41], "\u{FFFD}A"),
      ([0x80, 0xFF], "\u{FFFD}\u{FFFD}"), ([0xED, 0xA0, 0x80], "\u{FFFD}\u{FFFD}\u{FFFD}"),
      ([0xF4, 0x90], "\u{FFFD}\u{FFFD}"), ([0xC0, 0xAF], "\u{FFFD}\u{FFFD}"),
    ] as [([UInt8], String)] {
      #expect(units.decode(bytes(written)) == expected, "\(written)")
    }
  }

  @Test func whatCannotBecomeACharacterIsNotHeldBack() {
    for (lead, second) in [(0xE0, 0x9F), (0xED, 0xA0), (0xF0, 0x8F), (0xF4, 0x90)]
      as [(UInt8, UInt8)]
    {
      var decoder = SubwordDecoder()
      let pieces = bytes([lead, second]).map { decoder.add($0, of: units) }
      #expect(pieces == ["", "\u{FFFD}\u{FFFD}"], "\(lead)")
    }
    for (lead, second) in [(0xE0, 0xA0), (0xED, 0x9F), (0xF0, 0x90), (0xF4, 0x8F)]
      as [(UInt8, UInt8)]
    {
      var decoder = SubwordDecoder()
      #expect(bytes([lead, second]).map { decoder.add($0, of: units) } == ["", ""], "\(lead)")
    }
  }

  /// Whatever is written, piece by piece it is the same text as at once.
  @Test func piecesMakeTheWholeText() {
    var random = RandomTexts(seed: 8)
    let leads: [UInt8] = [
      0x0A, 0x20, 0x41, 0x80, 0x9F, 0xA0, 0xBF, 0xC3, 0xE0, 0xE4, 0xED, 0xF0, 0xF4, 0xFF,
    ]
    for _ in 0..<5000 {
      let written = (0..<random.index(below: 12)).map { _ in leads[random.index(below: leads.count)]
      }
      var decoder = SubwordDecoder()
      let text = bytes(written).map { decoder.add($0, of: units) }.joined() + decoder.finish()
      let rest = written.indices.filter { at in
        written[at] != 0x20 || at > 0 && written[at - 1] != 0x0A
      }.map { written[$0] }
      #expect(text.utf8.elementsEqual(String(decoding: rest, as: UTF8.self).utf8), "\(written)")
    }
  }

  @Test func otherNumbersAddNothing() {
    let blank = Int32(units.firstCharacter)
    #expect(units.decode([0, 1, blank, blank, -1, .max, .min, Int32(units.count), blank]) == "  ")
    #expect(units.decode(bytes([0xE4]) + [1] + bytes([0xBD, 0xA0])) == "你")
    #expect(units.decode([]) == "")
  }

  @Test func spellingsAreReadToo() {
    var decoder = SubwordDecoder()
    let pieces = ["▁the", "▁", "<0xE4>", "<0xBD>", "<0xA0>", "<0x4", "▁▁"].map {
      decoder.add(spelled: $0)
    }
    #expect(pieces == ["the", " ", "", "", "你", "<0x4", "  "])
    #expect(decoder.finish() == "" && decoder.add(spelled: "▁a") == "a")
  }
}
