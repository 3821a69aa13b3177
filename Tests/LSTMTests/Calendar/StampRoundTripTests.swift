// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

@Suite struct StampRoundTripTests {
  /// Stamps of an example at random times, with the seconds since 1970 that they say.
  private func column(
    _ example: StampExample, count: Int, seed: UInt64
  ) -> [(text: String, seconds: Double)] {
    var numbers = SeededNumbers(seed: seed)
    let days = NaiveDay.days(in: example.years)
    return (0..<count).map { index in
      let place = Int.random(in: days.indices, using: &numbers)
      var day = days[place]
      var micros =
        index % 5 == 0 ? 0 : Int.random(in: 0..<86_400_000_000, using: &numbers)
      micros -= micros % example.micros
      let seconds = micros / 1_000_000
      let clock = (seconds / 3600, seconds / 60 % 60, seconds % 60, micros % 1_000_000)
      let text = example.text(day, clock)
      if example.months > 0 {
        let month = (day.month - 1) / example.months * example.months + 1
        day = days[...place].last { $0.month == month && $0.day == 1 } ?? day
      }
      let whole = Double(day.number * 86_400 + seconds - example.zone)
      return (text, whole + Double(micros % 1_000_000) / 1_000_000)
    }
  }

  @Test(arguments: StampExample.all)
  func stampsAreReadAndWrittenBack(example: StampExample) throws {
    let column = column(example, count: 120, seed: 7)
    let form = try StampForm(fitting: column.map(\.text))
    #expect(!form.isAmbiguous && !form.isIndex)
    // And others of the same kind, which the form was not made from.
    let others = self.column(example, count: 120, seed: 8)
    let wrong = (column + others).first { form.read($0.text) != $0.seconds }
    #expect(wrong == nil)
    let unlike = (column + others).first { form.write($0.seconds) != $0.text }
    #expect(unlike == nil)
    #expect(form.hasZone == (example.zone != 0 || column[0].text.contains { "ZU".contains($0) }))
  }

  /// A column of few stamps, which may not show all widths, is written back all the same.
  @Test(arguments: StampExample.all)
  func shortColumnsAreWrittenBack(example: StampExample) throws {
    for seed in 0..<20 {
      let column = column(example, count: 1 + seed % 3, seed: UInt64(100 + seed))
      let form = try StampForm(fitting: column.map(\.text))
      let unlike = column.first { form.read($0.text).map(form.write) != $0.text }
      #expect(unlike == nil)
    }
  }

  @Test(arguments: [0, 1, 2, 5])
  func numbersAreWrittenBack(decimals: Int) throws {
    var numbers = SeededNumbers(seed: 3)
    let texts = (0..<200).map { _ in
      let number = Int.random(in: -9_999_999...9_999_999, using: &numbers)
      let digits = String(String(100_000 + abs(number) % 100_000).dropFirst())
      let whole = (number < 0 ? "-" : "") + "\(abs(number) / 1000)"
      return decimals == 0 ? "\(number)" : "\(whole).\(digits.suffix(decimals))"
    }
    let form = try StampForm(fitting: texts)
    #expect(form.isIndex && form.decimals == decimals)
    for text in texts where text != "-0.\(String(repeating: "0", count: decimals))" {
      let number = try #require(form.read(text))
      #expect(number == Double(text) && form.write(number) == text)
    }
  }

  @Test(arguments: [
    ["1", "2.5", "10"], ["001", "002", "123"], ["-1.50", "2.25"],
    ["1467331200000", "1467331260000"],
    ["1234567890123456", "1234567890123457"],
  ])
  func unevenNumbersAreWrittenBack(texts: [String]) throws {
    let form = try StampForm(fitting: texts)
    for text in texts { #expect(form.read(text).map(form.write) == text) }
  }
}
