// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import LSTM

@Suite struct SubwordEncoderTests {
  private static let texts = [
    "the rain in the train", "a train ran in the rain", "我们在北京的北边", "北京的雨", "ein Zug fährt",
  ]

  private func units() throws -> SubwordVocabulary {
    try learnUnits(Self.texts + Self.texts, 330)
  }

  @Test func anyTextIsReadBackByteByByte() throws {
    let units = try units()
    let encoder = SubwordEncoder(units)
    var random = RandomTexts(seed: 5)
    for _ in 0..<3000 {
      let text = random.anyText(count: 40)
      let ids = encoder.encode(text)
      #expect(ids.allSatisfy { $0 > 0 && $0 < units.count })
      #expect(units.decode(ids).utf8.elementsEqual(text.utf8), "\(text.debugDescription)")
    }
  }

  @Test func wordsAreUnitsAndOthersArePieces() throws {
    let units = try units()
    #expect(units.spelled("the train") == ["▁the", "▁train"])
    #expect(units.spelled("北京的") == ["北京的"])
    #expect(units.spelled("thé") == ["▁t", "h", "<0xC3>", "<0xA9>"])
    #expect(units.spelled("") == [] && units.spelled("▁").count == 4)
  }

  @Test func whatIsRememberedChangesNothing() throws {
    let units = try units()
    let (encoder, plain) = (SubwordEncoder(units), SubwordEncoder(units, remembers: false))
    var random = RandomTexts(seed: 6)
    var (all, other): ([Int32], [Int32]) = ([], [])
    for _ in 0..<500 {
      let text = random.text(of: Array("train the  北京rü".unicodeScalars), count: 60)
      encoder.encode(text, into: &all)
      other += plain.encode(text)
      #expect(encoder.encode(text) == SubwordEncoder(units).encode(text))
    }
    #expect(all == other && all.count > 1000)
  }

  @Test func piecesCoverTheText() throws {
    let units = try units()
    let text = "The  rain, ü北京的👍"
    let pieces = SubwordEncoder(units, SubwordSplitter(lower: true)).pieces(of: text)
    let shown = pieces.map { piece in
      (units.spelling(of: piece.unit), text.utf8Span.span.text(in: piece.range))
    }
    let expected = [
      ("▁the", "The"), ("▁", " "), ("▁rain", " rain"), ("<0x2C>", ","), ("▁", " "), ("<0xC3>", "ü"),
      ("<0xBC>", "ü"), ("北京的", "北京的"), ("<0xF0>", "👍"), ("<0x9F>", "👍"), ("<0x91>", "👍"),
      ("<0x8D>", "👍"),
    ]
    #expect(shown.map(\.0) == expected.map(\.0) && shown.map(\.1) == expected.map(\.1), "\(shown)")
    var random = RandomTexts(seed: 7)
    let encoder = SubwordEncoder(units)
    for _ in 0..<500 {
      let text = random.anyText(count: 30)
      let pieces = encoder.pieces(of: text)
      #expect(pieces.map(\.unit) == encoder.encode(text))
      var next = 0
      for piece in pieces {
        // Bytes of a character cover it all.
        #expect(piece.range.lowerBound == next || piece.range.upperBound == next)
        next = piece.range.upperBound
      }
      #expect(next == text.utf8.count)
    }
  }

  @Test func aTokenizerSpellsUnitsAndWhatTheyCover() throws {
    var options = TextOptions(tokens: "subword")
    options.subwords = try units()
    let tokenizer = try #require(try Tokenizers.make(options) as? SubwordTokenizer)
    let text = " The TRAIN \n ran é"
    #expect(tokenizer.tokens(in: text) == ["▁the", "▁train", "▁ran", "▁", "<0xC3>", "<0xA9>"])
    var spellings: [String] = []
    tokenizer.forEachSpelling(in: text) { spellings.append($0.text) }
    #expect(spellings == ["The", " TRAIN", " \n ran", " ", "é", "é"])
    options.framing = .stream
    #expect(try Tokenizers.make(options).tokens(in: "the\nrain") == ["▁the", "<0x0A>", "▁rain"])
    #expect(try Tokenizers.make(options).tokens(in: "the \n").suffix(2) == ["▁", "<0x0A>"])
  }

  // MARK: Dropout

  private func encoded(
    _ text: String, _ units: SubwordVocabulary, rate: Double, seed: UInt64 = 0,
    column: String = "en",
    epoch: Int = 0, row: Int = 0, _ encoder: SubwordEncoder? = nil
  ) -> [Int32] {
    var ids: [Int32] = []
    let dropout = RandomSource(seed: seed).mergeDropout(
      rate: rate, column: column, epoch: epoch, row: row)
    (encoder ?? SubwordEncoder(units)).encode(text, dropout, into: &ids)
    return ids
  }

  @Test func theRateGoesFromAllJoinsToNone() throws {
    let units = try units()
    for text in Self.texts {
      #expect(encoded(text, units, rate: 0) == units.encoded(text))
      #expect(encoded(text, units, rate: -1) == units.encoded(text))
      let none = encoded(text, units, rate: 1)
      #expect(none.allSatisfy { $0 < units.firstMerge } && units.decode(none) == text)
      #expect(encoded(text, units, rate: 2) == none)
    }
  }

  @Test func whatIsLeftOutDependsOnSeedColumnEpochAndRowAlone() throws {
    let units = try units()
    let text = Self.texts[0] + Self.texts[1]
    let first = encoded(text, units, rate: 0.3)
    let encoder = SubwordEncoder(units)
    for other in Self.texts { _ = encoder.encode(other) }
    #expect(encoded(text, units, rate: 0.3, encoder) == first && units.decode(first) == text)
    #expect(encoded(text, units, rate: 0.3, encoder) == first)
    for other in [
      encoded(text, units, rate: 0.3, seed: 1), encoded(text, units, rate: 0.3, column: "de"),
      encoded(text, units, rate: 0.3, epoch: 1), encoded(text, units, rate: 0.3, row: 1),
    ] {
      #expect(other != first && units.decode(other) == text)
    }
  }

  /// Each join is left out with its probability, at each step anew; a word is done when all are.
  @Test(
    arguments: [
      // One unit of `ab` and `c`; two, as `c` is left; three.
      ("abc", [1: 0.64, 2: 0.16, 3: 0.2]),
      // `ab` twice; once, after one or the other; not at all.
      ("abab", [2: 0.768, 3: 0.192, 4: 0.04]),
    ] as [(String, [Int: Double])])
  func joinsAreLeftOutAtTheirRate(word: String, shares: [Int: Double]) throws {
    let units = try learnUnits(["我abc我abc我ab"], 1000)
    #expect(units.merged == ["ab", "abc"])
    var counts: [Int: Int] = [:]
    let rows = 20_000
    for row in 0..<rows {
      counts[encoded("我" + word, units, rate: 0.2, row: row).count - 1, default: 0] += 1
    }
    for (length, share) in shares {
      let deviation = (Double(rows) * share * (1 - share)).squareRoot()
      #expect(abs(Double(counts[length] ?? 0) - Double(rows) * share) <= 4 * deviation, "\(counts)")
    }
  }
}

extension SubwordVocabulary {
  fileprivate func encoded(_ text: String) -> [Int32] { SubwordEncoder(self).encode(text) }
}
