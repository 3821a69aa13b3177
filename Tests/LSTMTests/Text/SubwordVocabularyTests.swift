// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

@testable import LSTM

@Suite struct SubwordVocabularyTests {
  private let tins = ["tin tins tin", "mint tin tins"]

  @Test func specialUnitsComeFirstThenBytes() throws {
    let units = try learnUnits(tins, 300, special: ["<unk>", "</s>", "<s>"])
    let spellings = units.allSpellings
    #expect(Array(spellings[..<4]) == ["<unk>", "</s>", "<s>", "<0x00>"])
    #expect(spellings[3 + 0xE4] == "<0xE4>" && spellings[258...260] == ["<0xFF>", "▁", "i"])
    for (number, spelling) in spellings.enumerated() {
      #expect(
        units.id(of: spelling) == Int32(number) && units.spelling(of: Int32(number)) == spelling)
    }
    #expect(units.id(of: "tin") == nil && units.spelling(of: -1) == "<unk>")
    #expect(units.spelling(of: .max) == "<unk>" && Set(spellings).count == units.count)
    #expect(SubwordVocabulary().count == SubwordVocabulary.smallestCount(special: 1))
  }

  /// Special units may be spelt like others of a text, which they are never taken for.
  @Test func specialUnitsAreNeverRead() throws {
    let special = ["<unk>", "▁tin", "m", "<unk>", "<0x01>", ""]
    let units = try learnUnits(tins, 300, special: special)
    #expect(units.special == ["<unk>", "▁tin", "m", ""])
    #expect(units.merged == ["in", "▁t", "ins", "▁tins"])
    #expect(units.spelled("tin mins") == ["▁t", "in", "▁", "<0x6D>", "ins"])
    let text = "tin <unk> m▁tin <0x01> tins"
    let ids = SubwordEncoder(units).encode(text)
    #expect(ids.allSatisfy { $0 >= 4 && $0 < units.count } && units.decode(ids) == text)
    let loaded = try JSONDecoder().decode(SubwordVocabulary.self, from: JSONEncoder().encode(units))
    #expect(loaded == units && SubwordEncoder(loaded).encode(text) == ids)
  }

  @Test func isSavedAsItsUnits() throws {
    let units = try learnUnits(tins, 300, special: ["<unk>", "</s>"])
    let saved = try CanonicalJSON.text(of: units)
    #expect(
      saved
        == #"{"special":["<unk>","</s>"],"units":["▁","i","n","t","s","m","in","▁t","▁tin","▁tins"]}"#
    )
    let loaded = try JSONDecoder().decode(SubwordVocabulary.self, from: Data(saved.utf8))
    #expect(loaded == units && loaded.hashValue == units.hashValue)
    #expect(loaded.spelled("mint tins") == units.spelled("mint tins"))
  }

  /// Which two units make another is told by its spelling.
  @Test(arguments: ["ab", "a b", "aaab!", "我们的 a"])
  func whatIsLoadedCutsAlike(characters: String) throws {
    var random = RandomTexts(seed: 4)
    for _ in 0..<20 {
      let texts = (0..<20).map { _ in random.text(of: Array(characters.unicodeScalars), count: 40) }
      let units = try learnUnits(texts, 257 + 150)
      let saved = try JSONEncoder().encode(units)
      let loaded = try JSONDecoder().decode(SubwordVocabulary.self, from: saved)
      #expect(loaded == units && loaded.firstMerge == units.firstMerge)
      for left in 0..<Int32(units.count) {
        for right in Int32(units.firstCharacter)..<Int32(units.count)
        where left >= units.firstCharacter {
          #expect(loaded.merges.find(left, right) == units.merges.find(left, right))
        }
      }
    }
  }

  @Test(arguments: [
    #"[]"#, #"{"special":[],"units":[]}"#, #"{"special":["<unk>"],"units":["a"]}"#,
    #"{"special":["<unk>","<unk>"],"units":["▁"]}"#, #"{"special":["<0x00>"],"units":["▁"]}"#,
    #"{"special":["<unk>"],"units":["▁","a","a"]}"#, #"{"special":["<unk>"],"units":["▁","a",""]}"#,
    #"{"special":["<unk>"],"units":["▁","a","ab"]}"#,
    #"{"special":["<unk>"],"units":["▁","a","b","aab"]}"#,
    #"{"special":["<unk>"],"units":["▁","a","aa","a"]}"#,
    #"{"special":["<unk>"],"units":["▁","a","aa","aa"]}"#,
    #"{"special":["<unk>"],"units":["▁","a","<0x41>"]}"#,
    #"{"special":["<unk>"],"units":["▁"," "]}"#,
  ])
  func damagedListsAreRefused(saved: String) {
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(SubwordVocabulary.self, from: Data(saved.utf8))
    }
  }

  @Test func equalityIsThatOfNumbers() throws {
    let units = try learnUnits(tins, 300)
    #expect(try learnUnits(tins, 265) != units)
    #expect(try learnUnits(tins, 300, special: ["<s>"]) != units)
    #expect(try learnUnits(["tin tins tin", "mint tin tons"], 300) != units)
  }
}
