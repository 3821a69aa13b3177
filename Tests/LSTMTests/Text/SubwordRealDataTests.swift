// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import LSTM

/// On real texts, where they are beside the repository.
@Suite struct SubwordRealDataTests {
  /// The texts of a column of a file with TABs.
  private func texts(_ path: String, column: Int = 0) throws -> [String] {
    var texts: [String] = []
    try LineReader.forEachLine(of: path) { (line, _) throws(DataError) in
      let cells = line.text.split(separator: "\t", omittingEmptySubsequences: false)
      texts.append(String(cells[column]).composed)
      return true
    }
    return texts
  }

  /// How many units texts have; they must be read back as they were, from saved units too.
  private func count(_ texts: [String], _ units: SubwordVocabulary) throws -> Int {
    let encoder = SubwordEncoder(units)
    var (count, wrong) = (0, 0)
    for text in texts {
      let ids = encoder.encode(text)
      count += ids.count
      if !units.decode(ids).utf8.elementsEqual(text.utf8) { wrong += 1 }
    }
    #expect(wrong == 0)
    return count
  }

  /// SentencePiece 0.2 (BPE, 8,000 units, bytes below, digits apart) has 393,501 units of the English
  /// and 406,933 of the German sentences.
  @Test(arguments: [("en", 393_501), ("de", 406_933)])
  func sentencesAreAsLongAsSentencePieceMakesThem(language: String, expected: Int) throws {
    guard let path = realData("multi30k/train.\(language)") else { return }
    let texts = try texts(path)
    let units = try learnUnits(texts, 8000, coverage: SubwordLearner.usualCoverage)
    #expect(units.count == 8000)
    let found = try count(texts, units)
    #expect(abs(found - expected) * 1000 < expected, "\(found)")
  }

  @Test func twoLanguagesShareUnits() throws {
    guard let path = realData("tatoeba_en_zh/cmn.txt") else { return }
    let (english, chinese) = try (texts(path), texts(path, column: 1))
    let units = try learnUnits(english + chinese, 8000, coverage: SubwordLearner.usualCoverage)
    #expect(try count(english, units) < english.reduce(0) { $0 + $1.unicodeScalars.count } / 3)
    #expect(try count(chinese, units) < chinese.reduce(0) { $0 + $1.unicodeScalars.count } * 2 / 3)
    #expect(units.spelled("我喜欢 tea.").joined() == "我喜欢▁tea.")
  }

  @Test func chineseTitlesHaveTerms() throws {
    guard let path = realData("zh_csl/category_train.tsv") else { return }
    let texts = try texts(path, column: 1)
    let units = try learnUnits(texts, 8000, coverage: SubwordLearner.usualCoverage)
    #expect(try count(texts, units) < texts.reduce(0) { $0 + $1.unicodeScalars.count } * 2 / 3)
    #expect(units.id(of: "研究") != nil && units.id(of: "影响") != nil)
    let saved = try CanonicalJSON.bytes(of: units)
    #expect(saved.count < 80_000)
  }
}
