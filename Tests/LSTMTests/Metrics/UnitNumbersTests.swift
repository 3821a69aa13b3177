// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

@Suite struct UnitNumbersTests {
  /// More units than the table has places at first, in several texts.
  @Test func equalBytesHaveEqualNumbers() {
    var random = RandomValues("units")
    var numbers = UnitNumbers()
    var known: [String: UInt32] = [:]
    for length in [0, 3, 200, 1000] {
      let units = random.integers(length, below: 600).map { "w\($0)" }
      let found = numbers.numbers(of: units)
      #expect(found.count == length)
      for (unit, number) in zip(units, found) {
        #expect(known.updateValue(number, forKey: unit) ?? number == number)
      }
    }
    #expect(Set(known.values).count == known.count && known.count > 300)
  }

  @Test func unitsOfTextsAndTextsAreTheSame() {
    var numbers = UnitNumbers()
    let text = TextUnits(words: Array("one two \u{3000} one".utf8))
    #expect(numbers.numbers(of: text) == [0, 1, 0])
    #expect(numbers.numbers(of: ["two", "tw", "", "one"]) == [1, 2, 3, 0])
  }
}
