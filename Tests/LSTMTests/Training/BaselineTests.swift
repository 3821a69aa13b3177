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
    let found = BaselineCatalog.constant(try data(), .test)
    #expect(found.predictions == [1, 1, 1])
    #expect(found.probabilities[0] == [0.4, 0.6])
    #expect(abs(found.loss + (2 * naturalLogarithm(0.6) + naturalLogarithm(0.4)) / 3) < 1e-6)
  }

  @Test func bayesCountsWords() throws {
    let data = try data()
    let found = NaiveBayes.evaluate(data, .test)
    #expect(found.predictions == [1, 0, 1] && found.confusion.accuracy == 1)
    // Six words are known, <unk> among them. Of `good`: 7 of 7 + 6; of `bad`: 3 of 3 + 6.
    let good = 3.0 / 5 * (3 + 1) / 13
    let bad = 2.0 / 5 * 1 / 9
    #expect(abs(Double(found.probabilities[0][1]) - good / (good + bad)) < 1e-6)
  }

  @Test func theRandomGuessIsAsOftenRightAsChance() throws {
    let rows = (0..<4000).map { ["w", $0 % 4 == 0 ? "a" : "b", $0 < 2000 ? "train" : "test"] }
    let data = try DatasetBuilder(
      textColumn: "text", targetColumn: "label", split: .column("part")
    ).build(
      from: try Table(columns: ["text", "label", "part"], rows: rows),
      shuffler: RandomSource(seed: 0))
    let entry = try #require(BaselineCatalog.entry("random"))
    let found = entry.evaluate(data, .test)
    #expect(abs(found.confusion.accuracy - 0.625) < 0.03)
    #expect(found.predictions == entry.evaluate(data, .test).predictions)
  }
}
