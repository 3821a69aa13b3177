// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

@Suite struct LabelSetsTests {
  private let sets = LabelSets([["b", "a"], ["a"], [], ["c", "a"], ["d"]])

  @Test func labelsAreThoseOfTheTrainingRows() throws {
    let target = try #require(sets.target(fitting: [0, 1, 2, 3], minCount: 1))
    #expect(target.kind == .labels && target.labels.names == ["a", "b", "c"])
    #expect(target.labels.counts == [3, 1, 1])
    #expect((0..<5).map { Array(target.values[$0]) } == [[0, 1], [0], [], [0, 2], []])
    #expect(target.leftOut == 1)
  }

  @Test func rareLabelsAreLeftOut() throws {
    let many = LabelSets([["a", "b"], ["a", "b"], ["a", "c"]])
    let target = try #require(many.target(fitting: [0, 1, 2], minCount: 2))
    #expect(target.labels.names == ["a", "b"] && target.leftOut == 1)
    #expect(many.target(fitting: [0, 1, 2], minCount: 3) == nil)
  }

  @Test func rowsAreAlikeByTheirRarestLabel() {
    #expect(sets.strata == [2, 1, 0, 3, 4])
    let target = sets.target(fitting: [0, 1, 3, 4], minCount: 1)
    #expect(target?.strata == [1, 0, 0, 2, 3])
  }

  @Test func aDataSetSharesOutEveryLabel() throws {
    let rows = (0..<40).map {
      ["text \($0)", $0 % 10 == 0 ? "rare,often" : $0 % 3 == 0 ? "" : "often"]
    }
    var builder = DatasetBuilder(
      textColumn: "text", targetColumn: "label", targetKind: .labels,
      split: .stratified(try SplitRatio(train: 50, valid: 25, test: 25)))
    builder.targetCells.minCount = 2
    let data = try builder.build(
      from: Table(columns: ["text", "label"], rows: rows), shuffler: RandomSource(seed: 1))
    #expect(data.labels.names == ["often", "rare"])
    let rare = data.summary.parts.map { $0.classCounts[1] }
    #expect(rare == [2, 1, 1])
    // The rare label has three rows outside of test, and that is no reason against four folds.
    let folds = try Folds(data, count: 4, shuffler: RandomSource(seed: 1))
    #expect(folds.rows.joined().sorted() == (data.splits.train + data.splits.valid).sorted())
    let again = try data.resplit(data.splits)
    #expect(again.target.values == data.target.values)
    #expect(again.fingerprint == data.fingerprint)
    builder.targetCells.minCount = 50
    #expect(
      fact {
        try builder.build(
          from: Table(columns: ["text", "label"], rows: rows), shuffler: RandomSource(seed: 1))
      } == .fewLabels(minCount: 50))
  }

  /// Which row a label is of counts, not only the labels in their order.
  @Test func fingerprintsTellRowsApart() throws {
    let data = try [["a", "b,a"], ["a,b", "a"]].map { cells in
      try DatasetBuilder(
        textColumn: "text", targetColumn: "label", targetKind: .labels,
        split: .inOrder(SplitRatio(train: 100, valid: 0, test: 0))
      ).build(
        from: Table(columns: ["text", "label"], rows: cells.map { ["same", $0] }),
        shuffler: TestShuffler())
    }
    #expect(data[0].target.values.values.count == data[1].target.values.values.count)
    #expect(data[0].trainingFingerprint != data[1].trainingFingerprint)
    #expect(data[0].fingerprint != data[1].fingerprint)
  }
}
