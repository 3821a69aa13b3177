// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

@Suite struct PhrasesTests {
  private func data(_ rows: [[String]], tokens: String = "char") throws -> Dataset {
    try DatasetBuilder(
      textColumn: "text", targetColumn: "keys", task: PhrasesTask.entry,
      ["separator": .word("_")], options: TextOptions(tokens: tokens),
      split: .inOrder(SplitRatio(train: 100, valid: 0, test: 0))
    ).build(from: Table(columns: ["text", "keys"], rows: rows), shuffler: TestShuffler())
  }

  private func tags(_ data: Dataset, _ row: Int) -> String {
    data.target.values[row].map { data.labels.names[Int($0)] }.joined()
  }

  @Test func marksEveryPlaceOfAPhrase() throws {
    let data = try data([["abcab", "ab_c_zz"], ["xyz", ""], ["ABx", "ab"], ["", "a"]])
    #expect((0..<4).map { tags(data, $0) } == ["BIBBI", "OOO", "BIO", "O"])
    let phrases = try #require(data.target.facts as? Phrases)
    #expect(phrases.missing == [1, 0, 0, 1] && phrases.foundCount == 3)
    #expect(phrases.missingCount == 2)
    // A random field keeps to the rules of these tags.
    #expect((data.task as? any Tagged)?.scheme == .bio && data.task.shape.legal != nil)
  }

  @Test func theLongerPhraseIsTagged() throws {
    let data = try data([["网络安全网络", "网络_网络安全"], ["一", ""]])
    #expect(tags(data, 0) == "BIIIBI")
  }

  @Test func setsAreCountedOnce() throws {
    let data = try data([["abcab", "ab_c_zz"], ["xyz", "y"]])
    let phrases = try #require(data.target.facts as? Phrases)
    // Both places of `ab`, a wrong one, and no place at all.
    #expect(
      phrases.count([0..<2, 3..<5, 1..<2], of: 0)
        == EntityCounts.Count(correct: 1, predicted: 2, actual: 3))
    #expect(phrases.count([], of: 1) == EntityCounts.Count(correct: 0, predicted: 0, actual: 1))
    #expect(phrases.count([4..<9], of: 0).predicted == 0)
  }

  @Test func wordsOfAPhraseStandSideBySide() throws {
    let data = try data(
      [["Deep nets learn deep things", "deep nets_deep learn"], ["a b", "b"]], tokens: "word")
    #expect(tags(data, 0) == "BIOOO" && tags(data, 1) == "OB")
  }

  @Test func aTextWithoutAnyPhraseIsSaid() {
    #expect(fact { try data([["abc", "x y"], ["d", ""]]) } == .noPhrase)
  }

  /// What a row should say counts, also where it is not in the text.
  @Test func fingerprintsSeeWhatIsMissing() throws {
    let prints = try ["ab", "ab_zz", "ab_b"].map {
      try data([["abc", $0], ["c", "c"]]).trainingFingerprint
    }
    #expect(Set(prints).count == 3)
  }
}
