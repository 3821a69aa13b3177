// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

@Suite struct BaselineTests {
  /// Five rows to learn from, three to measure on.
  private func data() throws -> Dataset {
    let table = try Table(
      columns: ["text", "label", "part"],
      rows: [
        ["good good room", "good", "train"], ["good bed", "good", "train"],
        ["fine bed", "good", "train"], ["bad room", "bad", "train"], ["bad", "bad", "train"],
        ["good", "good", "test"], ["bad bed", "bad", "test"], ["fine", "good", "test"],
      ])
    return try DatasetBuilder(
      textColumn: "text", targetColumn: "label", split: .column("part")
    ).build(from: table, shuffler: RandomSource(seed: 0))
  }

  @Test func theConstantIsTheMostFrequentClass() throws {
    let data = try data()
    let naives = BaselineCatalog.naives(for: data)
    let naive = try #require(naives.first)
    #expect(naives.count == 1)
    #expect(naive.name == "constant" && naive.suits(data) && naive.coversAll(of: data))
    let found = naive.evaluate(data, .test)
    #expect(found.chosen == [[1], [1], [1]])
    #expect(found.probabilities[0] == [0.4, 0.6])
    #expect(abs(found.loss + (2 * naturalLogarithm(0.6) + naturalLogarithm(0.4)) / 3) < 1e-6)
  }

  @Test func bayesCountsWords() throws {
    let found = try data().baseline("bayes", .test)
    #expect(found.chosen == [[1], [0], [1]] && found.confusion.accuracy == 1)
    // Six words are known, <unk> among them. Of `good`: 7 of 7 + 6; of `bad`: 3 of 3 + 6.
    let good = 3.0 / 5 * (3 + 1) / 13
    let bad = 2.0 / 5 * 1 / 9
    #expect(abs(Double(found.probabilities[0][1]) - good / (good + bad)) < 1e-6)
  }

  /// Many classes with a few words each do not cost classes × words, and come out as if they did.
  @Test func bayesKeepsTheWordsOfEachClassOnly() throws {
    var random = RandomValues("bayes")
    let rows = (0..<400).map { row in
      let words = random.integers(4, below: 300).map { "w\($0)" }.joined(separator: " ")
      return [words, "c\(row % 40)", row < 320 ? "train" : "test"]
    }
    let data = try DatasetBuilder(
      textColumn: "text", targetColumn: "label", split: .column("part")
    ).build(
      from: try Table(columns: ["text", "label", "part"], rows: rows),
      shuffler: RandomSource(seed: 0))
    let bayes = NaiveBayes(data, data.target)
    #expect(bayes.wordCount <= 320 * 4 && bayes.wordCount > 40)
    let size = try data.transform.vocabulary.count
    for row in data.splits.test {
      let scores = (0..<40).map { number in
        let members = data.splits.train.filter { Int(data.classes[$0]) == number }
        var counts = [Int](repeating: 1, count: size)
        for word in members.flatMap({ Array(data.tokens[$0]) }) { counts[Int(word)] += 1 }
        let sum = naturalLogarithm(Double(counts.reduce(0, +)))
        return data.tokens[row].reduce(naturalLogarithm(Double(members.count) / 320)) {
          $0 + (naturalLogarithm(Double(counts[Int($1)])) - sum)
        }
      }
      let shares = scores.map { exponential($0 - (scores.max() ?? 0)) }
      let total = shares.reduce(0, +)
      expectSameBits(
        bayes.probabilities(data.tokens[row]), shares.map { Float($0 / total) }, "row \(row)")
    }
  }

  @Test func theRandomGuessIsAsOftenRightAsChance() throws {
    let rows = (0..<4000).map { ["w", $0 % 4 == 0 ? "a" : "b", $0 < 2000 ? "train" : "test"] }
    let data = try DatasetBuilder(
      textColumn: "text", targetColumn: "label", split: .column("part")
    ).build(
      from: try Table(columns: ["text", "label", "part"], rows: rows),
      shuffler: RandomSource(seed: 0))
    let found = try data.baseline("random", .test)
    #expect(abs(found.confusion.accuracy - 0.625) < 0.03)
    #expect(try data.baseline("random", .test).chosen == found.chosen)
  }
}
