// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

@testable import LSTM

@Suite struct WordDictionaryTests {
  static let lines = """
    我 100 r
    北京 50 ns
    大学 40 n
    北京大学 20 nt
    大学生 10 n
    生 5 v
    学生 30 n
    和 60 c
    研究 40 v
    研究生 10 n
    生命 30 n
    起源 20 n
    的 200 uj
    """

  static func dictionary(_ text: String = lines) throws -> WordDictionary {
    try withFile(text.utf8) { try WordDictionary(reading: $0) }
  }

  @Test func readsWordsCountsAndTags() throws {
    let dictionary = try Self.dictionary("\u{FEFF}B超\t3 n\r\n\n 北京 7\n北京 9 ns\n")
    #expect(dictionary.count == 2)
    #expect(dictionary.count(of: "北京") == 9 && dictionary.tag(of: "北京") == "ns")
    #expect(dictionary.count(of: "B超") == 3 && dictionary.count(of: "北") == nil)
    #expect(dictionary.total == 12)
  }

  @Test(arguments: [
    ("北京 7 n\n大学", 2, "the word has no count"),
    ("北京 0 n", 1, "the count is 0"),
    ("北京 7 n x", 1, "a line is a word, its count and its tag, with blanks between them"),
    ("北京 7a n", 1, "the count is not a whole number up to 4000000000"),
    ("北京 99999999999999999999 n", 1, "the count is not a whole number up to 4000000000"),
    ("北京 n 7", 1, "a line is a word, its count and its tag, with blanks between them"),
  ])
  func namesTheLineThatIsWrong(text: String, line: Int, reason: String) {
    #expect(
      fact { try Self.dictionary(text) } == .badDictionaryLine(line: line, reason: reason))
  }

  @Test func anEmptyFileIsNone() {
    #expect(fact { try Self.dictionary("\n \n") } == .empty)
    #expect(fact { try WordDictionary(reading: "/no/such/file") } == .fileNotFound)
  }

  @Test func aUserWordWinsOverItsParts() throws {
    let plain = try Self.dictionary()
    let cut = { (dictionary: WordDictionary, text: String) in
      WordTokenizer(lower: true, dictionary: dictionary).tokens(in: text)
    }
    #expect(cut(plain, "学生的生命") == ["学生", "的", "生命"])
    let mine = try withFile("学生的生命\n和 0\n北京 70\n".utf8) { try plain.adding($0) }
    #expect(cut(mine, "我和学生的生命") == ["我", "和", "学生的生命"])
    #expect(mine.count(of: "和") == nil && mine.count(of: "北京") == 70)
    #expect(mine.tag(of: "北京") == "ns")
    // The least that wins: with one less the parts would.
    let count = try #require(mine.count(of: "学生的生命"))
    let weaker = try withFile("学生的生命 \(max(count - 1, 0))\n".utf8) { try plain.adding($0) }
    #expect(count == 1 || cut(weaker, "学生的生命").count > 1)
  }

  @Test func isSavedWithAllItSays() throws {
    let dictionary = try withFile("杭研\n北京 9\nAT&T 4 nz\n的 0\n".utf8) {
      try Self.dictionary().adding($0)
    }
    let json = try CanonicalJSON.bytes(of: dictionary)
    let loaded = try decoded(WordDictionary.self, from: json)
    #expect(loaded == dictionary && loaded.total == dictionary.total)
    #expect(loaded.count(of: "的") == nil && loaded.tag(of: "AT&T") == "nz")
    let text = "我和杭研的大学生"
    #expect(
      WordTokenizer(lower: true, dictionary: loaded).tokens(in: text)
        == WordTokenizer(lower: true, dictionary: dictionary).tokens(in: text))
    #expect(try Self.dictionary() != dictionary)
  }

  @Test(arguments: ["", "AAAA", "AAP/////////////w==", "AAPlpKcBAA==AAPlpKcBAA==", "AAPlpKcB", "!"])
  func refusesDamagedRecords(words: String) {
    let json = Array(#"{"tags":[""],"words":"\#(words)"}"#.utf8)
    #expect(throws: (any Error).self) { try decoded(WordDictionary.self, from: json) }
  }

  @Test func whatIsSavedHasTheFormItSays() throws {
    let json = Array(#"{"tags":["","n"],"words":"AAPlpKcFAQMD5a2mBwA="}"#.utf8)
    let dictionary = try decoded(WordDictionary.self, from: json)
    #expect(dictionary.word(0) == "大" && dictionary.tag(of: "大") == "n")
    #expect(dictionary.count(of: "大学") == 7 && dictionary.tag(of: "大学") == nil)
    #expect(try CanonicalJSON.bytes(of: dictionary) == json)
  }
}

/// What JSON says.
func decoded<Value: Decodable>(_: Value.Type, from json: [UInt8]) throws -> Value {
  try JSONDecoder().decode(Value.self, from: Data(json))
}
