// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

@Suite struct LabelGuessTests {
  private func data() throws -> Dataset {
    let rows = [
      ["x", "a,b", "train"], ["x", "a", "train"], ["x", "a,c", "train"], ["x", "a,b", "test"],
      ["x", "", "test"],
    ]
    return try DatasetBuilder(
      textColumn: "text", targetColumn: "label", task: LabelsTask.entry, split: .column("part")
    ).build(
      from: Table(columns: ["text", "label", "part"], rows: rows), shuffler: TestShuffler())
  }

  @Test func theConstantIsTheMostFrequentLabels() throws {
    let found = try data().baseline("constant", .test)
    // Five labels in three rows: two of them, a and the first of b and c.
    #expect(found.chosen == [[0, 1], [0, 1]])
    #expect(found.accuracy == 0.5 && found.f1 == 2.0 * 2 / (4 + 2))
    // Shares of 4/5, 2/5 and 2/5, with one row more on each side.
    let mean = -(naturalLogarithm(0.8 * 0.4 * 0.6) + naturalLogarithm(0.2 * 0.6 * 0.6)) / 6
    #expect(abs(found.loss - mean) < 1e-6)
  }

  @Test func theRandomOneIsTheSameEachTime() throws {
    let data = try data()
    let guesses = try (0..<2).map { _ in try data.baseline("random", .test).chosen }
    #expect(guesses[0] == guesses[1] && guesses[0].count == 2)
  }
}
