// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import LSTM

@Suite struct SplitterTests {
  /// Rows by class, shares, and whether every class must reach train.
  static let cases: [(sizes: [Int], ratio: [Double])] = [
    ([50, 50], [80, 10, 10]), ([1162, 1250, 86, 1223, 835, 896], [90, 10, 0]),
    ([3, 3, 94], [10, 45, 45]), ([1, 1, 30], [80, 10, 10]), ([7, 5, 3, 11, 2, 9], [60, 20, 20]),
    ([33, 33, 34], [33.3, 33.3, 33.4]), ([10, 10], [100, 0, 0]),
    ([Int](repeating: 3, count: 40), [70, 15, 15]),
  ]

  @Test(arguments: cases)
  func stratifiedPartsKeepBothTotals(sizes: [Int], ratio: [Double]) throws {
    let classes = sizes.enumerated().flatMap { [Int](repeating: $0, count: $1) }
    let shares = try SplitRatio(train: ratio[0], valid: ratio[1], test: ratio[2])
    let rows = try Splitter.stratified(classes, ratio: shares, shuffler: TestShuffler())

    #expect((rows.train + rows.valid + rows.test).sorted() == Array(classes.indices))
    #expect(SplitName.allCases.map { rows[$0].count } == (try shares.sizes(of: classes.count)))
    #expect(Set(rows.train.map { classes[$0] }).count == sizes.count)
    for (index, size) in sizes.enumerated() where size > 10 {
      for (name, percentage) in zip(SplitName.allCases, ratio) {
        let count = rows[name].count { classes[$0] == index }
        #expect(abs(Double(count) - Double(size) * percentage / 100) <= 2)
      }
    }
    for name in SplitName.allCases { #expect(rows[name] == rows[name].sorted()) }
  }

  @Test func dependsOnTheShufflerAlone() throws {
    let classes = (0..<100).map { $0 % 2 }
    let ratio = try SplitRatio(train: 80, valid: 10, test: 10)
    let first = try Splitter.stratified(classes, ratio: ratio, shuffler: TestShuffler(seed: 1))
    let again = try Splitter.stratified(classes, ratio: ratio, shuffler: TestShuffler(seed: 1))
    let other = try Splitter.stratified(classes, ratio: ratio, shuffler: TestShuffler(seed: 2))
    #expect(first == again && first != other)
  }

  @Test func keepsTheOrderOfTheFile() throws {
    let rows = try Splitter.inOrder(10, ratio: SplitRatio(train: 70, valid: 20, test: 10))
    #expect(rows.train == Array(0..<7) && rows.valid == [7, 8] && rows.test == [9])
  }

  @Test func refusesAPartWithoutRows() throws {
    let ratio = try SplitRatio(train: 80, valid: 10, test: 10)
    #expect(fact { try inOrder(3, ratio) } == .emptySplit(name: .valid, rows: 3))
    #expect(fact { try inOrder(0, ratio) } == .emptySplit(name: .train, rows: 0))
    let noTest = try SplitRatio(train: 50, valid: 50, test: 0)
    #expect(try Splitter.inOrder(2, ratio: noTest).test.isEmpty)
  }

  private func inOrder(_ count: Int, _ ratio: SplitRatio) throws -> SplitRows {
    do throws(DataError.Fact) {
      return try Splitter.inOrder(count, ratio: ratio)
    } catch {
      throw DataError(error, path: nil)
    }
  }

  @Test func goesByAColumn() throws {
    let cells = ["train", "DEV", "test", "val", " Training ", "validation"]
    let rows = try Splitter.byColumn(cells) { $0 + 2 }
    #expect(rows.train == [0, 4] && rows.valid == [1, 3, 5] && rows.test == [2])
    #expect(throws: DataError.Fact.unknownSplit(line: 3, value: "tset")) {
      try Splitter.byColumn(["train", "tset"]) { $0 + 2 }
    }
    #expect(try Splitter.byColumn(["test"]) { $0 }.test == [0])
  }
}
