// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

@testable import LSTM

@Suite struct SubwordDatasetTests {
  private static let rows = [
    ["0", "The tin mill"], ["1", "a tin of MINT"], ["0", "the mill, the mint"],
    ["1", "  tin\ttins "],
  ]
  private static let valid = [["0", "the zebra of 2020"], ["1", "ZEBRA zebra"]]

  private func build(
    _ rows: [[String]] = rows, valid: [[String]] = valid,
    _ change: (inout TextOptions) -> Void = { _ in }
  ) throws -> Dataset {
    var options = TextOptions(tokens: "subword", vocabularySize: 300)
    change(&options)
    let tables = SplitKind.tables(
      valid: try Table(columns: ["label", "text"], rows: valid), test: nil, main: nil)
    return try DatasetBuilder(
      textColumn: "text", targetColumn: "label", options: options, split: tables
    )
    .build(from: Table(columns: ["label", "text"], rows: rows), shuffler: TestShuffler())
  }

  private func written(_ ids: some Sequence<Int32>, _ transform: TextTransform) -> String {
    var joiner = TokenJoiner(transform.options)
    return ids.reduce(into: "") { $0 += joiner.add(transform.vocabulary.decode($1)) }
      + joiner.finish()
  }

  @Test func unitsAreLearnedFromTrainingRowsOnly() throws {
    let data = try build()
    let units = try #require(data.transform.options.subwords)
    #expect(units.id(of: "▁tin") != nil && units.id(of: "z") == nil)
    #expect(try data.transform.vocabulary.words == units.allSpellings)
    #expect(try build(valid: [["0", "mint"]]).transform == data.transform)
    #expect(data.summary.parts.allSatisfy { $0.unknown.unknown == 0 })
    #expect(data.summary.vocabularySize == units.count)
    let tin = Int(try #require(units.id(of: "▁tin")))
    #expect(try data.transform.vocabulary.counts[tin] == 4)
  }

  @Test func rowsAreReadBack() throws {
    let data = try build()
    let expected = [
      "the tin mill", "a tin of mint", "the mill, the mint", "tin tins", "the zebra of 2020",
      "zebra zebra",
    ]
    for (row, text) in expected.enumerated() {
      #expect(try written(data.tokens[row], data.transform) == text)
      #expect(try data.transform.encode(data.texts[row]) == Array(data.tokens[row]))
    }
    let kept = try build { ($0.lower, $0.framing) = (false, .rows) }
    for row in kept.texts.indices {
      #expect(try written(kept.tokens[row], kept.transform) == kept.texts[row])
    }
    #expect(try kept.transform.vocabulary.words[1] == Vocabulary.mark)
    #expect(try kept.transform.vocabulary.counts[1] == 4)
  }

  @Test func aTransformIsSavedWithItsUnits() throws {
    for framing in [TextOptions.Framing.none, .rows] {
      let transform = try build { $0.framing = framing }.transform
      let saved = try CanonicalJSON.bytes(of: transform)
      let loaded = try JSONDecoder().decode(TextTransform.self, from: Data(saved))
      #expect(loaded == transform && loaded.vocabulary.words == transform.vocabulary.words)
      #expect(loaded.encode("a zebra\n ran") == transform.encode("a zebra\n ran"))
      #expect(saved.count < 1000)
    }
    #expect(!(try CanonicalJSON.text(of: TextOptions())).contains("subwords"))
  }

  @Test func otherPartsHaveOtherUnits() throws {
    let data = try build()
    var splits = SplitRows()
    (splits.train, splits.valid, splits.test) = ([4, 5], [0, 1], [2, 3])
    let other = try data.resplit(splits)
    let units = try #require(other.transform.options.subwords)
    #expect(try units.id(of: "z") != nil && units != data.transform.options.subwords)
    #expect(try written(other.tokens[1], other.transform) == "a tin of mint")
  }

  @Test func spellingsAreThoseOfTheText() throws {
    let transform = try build { $0.digits = .fold }.transform
    var spellings: [String] = []
    transform.pipeline.forEachSpelling(in: " The TIN 20é") { spellings.append($0.text) }
    let tokens = transform.tokens(in: " The TIN 20é")
    #expect(spellings.count == tokens.count)
    #expect(Array(tokens.prefix(2)) == ["▁the", "▁tin"] && spellings.prefix(2) == ["The", " TIN"])
    #expect(tokens.suffix(2) == ["<0xC3>", "<0xA9>"] && spellings.suffix(2) == ["é", "é"])
  }

  @Test func textsAreCutAtTheLargestLength() throws {
    let data = try build { $0.maxLength = 2 }
    #expect((0..<data.rowCount).allSatisfy { data.tokens.length(of: $0) <= 2 })
    #expect(data.summary.cutShare > 0.5)
  }

  @Test func aTextWithoutTokensIsUnknown() throws {
    let data = try build([["0", " \n"], ["1", "tin tin"]])
    #expect(Array(data.tokens[0]) == [0] && data.summary.emptyTexts == 1)
  }
}
