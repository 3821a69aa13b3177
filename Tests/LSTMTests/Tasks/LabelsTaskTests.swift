// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

@Suite struct LabelsTaskTests {
  /// Rows with labels, of which some train and the others are measured.
  private func target(
    _ cells: [String], fitting train: [Int], minCount: Int = 1
  ) throws -> Target {
    let rows = cells.enumerated().map {
      ["text \($0.offset)", $0.element, train.contains($0.offset) ? "train" : "test"]
    }
    return try DatasetBuilder(
      textColumn: "text", targetColumn: "label", task: LabelsTask.entry,
      ["min_count": .integer(minCount)], split: .column("part")
    ).build(
      from: Table(columns: ["text", "label", "part"], rows: rows), shuffler: TestShuffler()
    ).target
  }

  private let cells = ["b,a", "a", "", "c,a", "d"]

  @Test func labelsAreThoseOfTheTrainingRows() throws {
    let target = try target(cells, fitting: [0, 1, 2, 3])
    #expect(target.task is LabelsTask && target.labels.names == ["a", "b", "c"])
    #expect(target.labels.counts == [3, 1, 1])
    #expect((0..<5).map { Array(target.values[$0]) } == [[0, 1], [0], [], [0, 2], []])
    #expect((target.facts as? LabelFacts)?.leftOut == 1)
  }

  @Test func rareLabelsAreLeftOut() throws {
    let many = ["a,b", "a,b", "a,c"]
    let target = try target(many, fitting: [0, 1, 2], minCount: 2)
    #expect(target.labels.names == ["a", "b"])
    #expect((target.facts as? LabelFacts)?.leftOut == 1)
    #expect(
      fact { try self.target(many, fitting: [0, 1, 2], minCount: 3) } == .fewLabels(minCount: 3))
  }

  @Test func rowsAreAlikeByTheirRarestLabel() throws {
    let target = try target(cells, fitting: [0, 1, 3, 4])
    #expect(target.reading?.strata(ofFirst: 5) == [2, 1, 0, 3, 4])
    #expect(target.task.strata(of: target) == [1, 0, 0, 2, 3])
    #expect(target.task.mayLackStrata)
  }

  @Test func aDataSetSharesOutEveryLabel() throws {
    let rows = (0..<40).map {
      ["text \($0)", $0 % 10 == 0 ? "rare,often" : $0 % 3 == 0 ? "" : "often"]
    }
    let build = { (minCount: Int) in
      try DatasetBuilder(
        textColumn: "text", targetColumn: "label", task: LabelsTask.entry,
        ["min_count": .integer(minCount)],
        split: .stratified(SplitRatio(train: 50, valid: 25, test: 25))
      ).build(from: Table(columns: ["text", "label"], rows: rows), shuffler: RandomSource(seed: 1))
    }
    let data = try build(2)
    #expect(data.labels.names == ["often", "rare"])
    let rare = data.summary.parts.map { $0.classCounts[1] }
    #expect(rare == [2, 1, 1])
    // The rare label has three rows outside of test, and that is no reason against four folds.
    let folds = try Folds(data, count: 4, shuffler: RandomSource(seed: 1))
    #expect(folds.rows.joined().sorted() == (data.splits.train + data.splits.valid).sorted())
    let again = try data.resplit(data.splits)
    #expect(again.target.values == data.target.values)
    #expect(again.fingerprint == data.fingerprint)
    #expect(fact { try build(50) } == .fewLabels(minCount: 50))
  }

  /// Which row a label is of counts, not only the labels in their order.
  @Test func fingerprintsTellRowsApart() throws {
    let data = try [["a", "b,a"], ["a,b", "a"]].map { cells in
      try DatasetBuilder(
        textColumn: "text", targetColumn: "label", task: LabelsTask.entry,
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
