// SPDX-License-Identifier: Apache-2.0

import LSTM
import Testing

@testable import DSL

@Suite struct SummaryPartsTests {
  @Test(arguments: [
    ([0, 1, 2, 3, 4, 5, 6, 7], "▁▂▃▄▅▆▇█"), ([5, 0, 0, 1], "█▁▁▃"), ([1], "█"), ([0, 0], ""),
    ([], ""),
    ([1, 1_000_000], "▂█"),
  ])
  func countsBecomeEightHeights(counts: [Int], spark: String) {
    #expect(Spark.of(counts) == spark)
  }

  @Test func onlyAnEmptyBinIsLowest() {
    for most in 1...50 {
      for count in 1...most { #expect(Spark.of([count, most]).first != "▁") }
    }
  }

  @Test(
    arguments: [
      (1.0, "██████████"), (0.5, "█████"), (0.05, "▌"), (0, ""), (0.0001, "▏"), (7, "██████████"),
    ] as [(Double, String)])
  func sharesBecomeBars(share: Double, bar: String) { #expect(Spark.bar(share) == bar) }

  @Test(arguments: [
    ("a short text", 20, "a short text"), ("a rather long text", 10, "a rather…"),
    ("unbreakablewords", 8, "unbreak…"), ("很好的房间我喜欢", 9, "很好的房…"), ("很好的房间", 10, "很好的房间"),
    ("很好 good room", 9, "很好…"), ("one\ntwo\tthree", 20, "one two three"), ("", 5, ""),
    ("ends with blank   ", 12, "ends with…"), ("👍👍👍👍", 6, "👍👍…"),
  ])
  func textsAreCutAfterWholeWords(text: String, columns: Int, cut: String) {
    #expect(Excerpt.of(text, columns: columns) == cut)
    #expect(DisplayWidth.of(Excerpt.of(text, columns: columns)) <= columns)
  }

  @Test(
    arguments: [
      (0.0, "1970-01-01"), (951_782_400, "2000-02-29"), (951_868_800, "2000-03-01"),
      (1_704_067_199, "2023-12-31 23:59:59"), (-86_400, "1969-12-31"), (-1, "1969-12-31 23:59:59"),
      (1_709_251_200, "2024-03-01"), (-2_208_988_800, "1900-01-01"), (25_200, "1970-01-01 07:00"),
    ] as [(Double, String)])
  func secondsBecomeDates(seconds: Double, text: String) { #expect(TimeText.of(seconds) == text) }

  @Test func manyNumbersLeaveAnEvenSample() {
    var sample = EvenSample()
    let count = 3 * EvenSample.usual
    for number in 0..<count { sample.take(Double(number)) }
    #expect(sample.isPart)
    #expect(sample.numbers.count <= EvenSample.usual)
    #expect(sample.least == 0)
    #expect(sample.largest == Double(count - 1))
    #expect(abs(sample.quantile(0.5) - Double(count) / 2) < 10)
    let gaps = Set(zip(sample.numbers, sample.numbers.dropFirst()).map { $1 - $0 })
    #expect(gaps.count == 1)
  }

  @Test func quantilesAreNumbersThatAreThere() {
    let numbers = [1.0, 2, 3, 4, 100]
    #expect(
      [0, 0.2, 0.5, 0.8, 0.99, 1].map { EvenSample.quantile($0, of: numbers) } == [
        1, 1, 3, 4, 100, 100,
      ])
    #expect(EvenSample.quantile(0.5, of: []) == 0)
  }

  @Test func wholeNumbersKeepTheirDigits() {
    var column = ColumnProfile("id")
    for id in [1_000_001, 1_000_002, 1_234_567] { column.take(.number(Double(id))) }
    #expect(column.kind == .whole)
    #expect(column.range == ["1000001", "1000002", "1234567"])
    #expect(column.shape == "1000001 33 %, 1000002 33 %, 1234567 33 %")
  }

  @Test func rareNamesAreNotSaidToBeNone() {
    var column = ColumnProfile("name")
    for row in 0..<1000 { column.take(.text(row == 0 ? "rare" : "usual")) }
    #expect(column.kind == .category)
    #expect(column.shape == "usual 100 %, rare < 1 %")
  }

  @Test func soManyValuesAreToldApartAndNoMore() {
    var distinct = DistinctCount()
    for number in 0..<DistinctCount.usual { distinct.take(UInt64(number)) }
    distinct.take(3)
    #expect(distinct.text == "100,000")
    distinct.take(UInt64(DistinctCount.usual))
    #expect(distinct.text == "over 100,000")
  }

  @Test(arguments: [
    ("12", CellMeaning.number(12)), (" -1.5e3 ", .number(-1500)), ("", .missing), ("NA", .missing),
    ("2024-01-02", .time(seconds: 1_704_153_600)), ("2024-13-02", .text("2024-13-02")),
    ("abc", .text("abc")), ("1 apple", .text("1 apple")),
  ])
  func cellsAreReadByThemselves(cell: String, meaning: CellMeaning) {
    #expect(CellMeaning(cell) == meaning)
  }
}
