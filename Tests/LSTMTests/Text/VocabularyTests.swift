// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

@testable import LSTM

@Suite struct VocabularyTests {
  private let lists = [["b", "a", "c", "c"], ["é", "z", "b", "<unk>"]]

  @Test func isOrderedByCountThenBytes() {
    let vocabulary = Vocabulary(fitting: lists)
    #expect(vocabulary.words == ["<unk>", "b", "c", "a", "z", "é"])
    #expect(vocabulary.counts == [1, 2, 2, 1, 1, 1])
    let reversed = Vocabulary(fitting: lists.reversed().map { $0.reversed() })
    #expect(reversed == vocabulary)
  }

  @Test func leavesOutRareWords() {
    let frequent = Vocabulary(fitting: lists, minCount: 2)
    #expect(frequent.words == ["<unk>", "b", "c"] && frequent.counts == [4, 2, 2])
    #expect(Vocabulary(fitting: lists, limit: 2).words == ["<unk>", "b"])
    #expect(Vocabulary(fitting: lists, limit: -5).words == ["<unk>"])
    #expect(Vocabulary(fitting: lists, minCount: -1).count == 6)
    #expect(Vocabulary(fitting: []).words == ["<unk>"])
  }

  @Test func encodesAndDecodes() {
    let vocabulary = Vocabulary(fitting: lists)
    #expect(vocabulary.encode(["c", "new", "<unk>"]) == [2, 0, 0])
    #expect(vocabulary.decode([2, 0, 99, -1]) == ["c", "<unk>", "<unk>", "<unk>"])
  }

  @Test func isSavedAsItsWords() throws {
    let vocabulary = Vocabulary(fitting: lists, minCount: 2)
    let saved = try JSONEncoder().encode(vocabulary)
    #expect(String(decoding: saved, as: UTF8.self) == #"["<unk>","b","c"]"#)
    let loaded = try JSONDecoder().decode(Vocabulary.self, from: saved)
    #expect(loaded == vocabulary && loaded.encode("c") == 2)
  }

  @Test(arguments: [#"[]"#, #"["a"]"#, #"["<unk>","a","a"]"#])
  func aDamagedListIsRefused(saved: String) {
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(Vocabulary.self, from: Data(saved.utf8))
    }
  }
}
