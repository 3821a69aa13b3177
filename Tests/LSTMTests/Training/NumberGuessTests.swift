// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

/// Numbers that are guessed without a network.
@Suite struct NumberGuessTests {
  /// Eight rows, of which the first six train: y = 2x + 1, and z is 7 for "p" and 3 for "q".
  private func guess(_ target: [String], inputs: [NumberRole.Column]) throws -> NumberGuess {
    let rows = (0..<8).map {
      "\($0),\($0 % 2 == 0 ? "p" : "q"),\(2 * $0 + 1),\($0 % 2 == 0 ? 7 : 3)"
    }
    let table = try table("x,k,y,z\n" + rows.joined(separator: "\n") + "\n")
    let data = try DatasetBuilder(
      textColumn: nil, numbers: NumberRole(columns: inputs),
      targets: [TargetRole(columns: target, NumberTask.entry)],
      split: .inOrder(try SplitRatio(train: 75, valid: 0, test: 25))
    ).build(from: table, shuffler: RandomSource(seed: 1))
    return NumberGuess(data, data.targets[0], .test)
  }

  @Test func constantsAreThoseOfTheTrainingRows() throws {
    let guess = try guess(["y", "z"], inputs: [NumberRole.Column("x")])
    #expect(guess.mean().values == [[6, 5], [6, 5]])
    #expect(guess.median().values == [[6, 5], [6, 5]])
  }

  @Test func theLastNumberIsThatOfTheInput() throws {
    #expect(try guess(["y"], inputs: [NumberRole.Column("x")]).last().values == [[6], [7]])
    // Categories are no numbers.
    let category = try guess(["y"], inputs: [NumberRole.Column("k")])
    #expect(category.last().values == [[6], [6]])
  }

  @Test func aLineIsDrawnThroughNumbersAndCategories() throws {
    let inputs = [NumberRole.Column("x"), NumberRole.Column("k", embed: 3)]
    let found = try guess(["y", "z"], inputs: inputs).linear().values
    for (row, truth) in zip(found, [[13.0, 7], [15, 3]]) {
      #expect(abs(row[0] - truth[0]) < 0.05 && abs(row[1] - truth[1]) < 0.05)
    }
  }

  @Test func momentsOfLargeNumbersLoseNoDigits() {
    let moments = Moments([1e9 + 1, 1e9 + 2, 1e9 + 3].map { $0 * 1000 })
    #expect(moments.mean == 1e12 + 2000)
    #expect(abs(moments.deviation - 1000 * (2.0 / 3).squareRoot()) < 1e-9)
    #expect(Moments([]).mean == 0 && Moments([]).deviation == 0)
  }
}
