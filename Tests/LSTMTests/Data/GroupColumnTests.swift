// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

/// Groups of rows, those that are put into parts by name, and the rows of a group by themselves.
@Suite struct GroupColumnTests {
  /// Forty rows of eight authors, five each.
  private func dataset(
    _ ratio: [Double] = [80, 10, 10], valid: [String] = [], test: [String] = []
  ) throws -> Dataset {
    let rows = (0..<40).map { ["text \($0)", "\($0 % 2)", "author \($0 % 8)"] }
    var builder = try DatasetBuilder(
      textColumn: "text", targetColumn: "label",
      split: .stratified(SplitRatio(train: ratio[0], valid: ratio[1], test: ratio[2])),
      groupColumn: "who")
    builder.namedGroups.valid = valid
    builder.namedGroups.test = test
    let table = try Table(columns: ["text", "label", "who"], rows: rows)
    return try builder.build(from: table, shuffler: TestShuffler())
  }

  private func names(_ data: Dataset, _ part: SplitName) -> [String] {
    data.groups.parted(data.splits[part]).map(\.name)
  }

  @Test func rowsArePartedByTheirGroups() throws {
    let groups = try dataset().groups
    #expect(groups.column == "who" && groups.names.count == 8)
    let parts = groups.parted([9, 3, 1, 11])
    #expect(parts.map(\.name) == ["author 1", "author 3"])
    #expect(parts.map(\.places) == [[0, 2], [1, 3]])
    #expect(GroupColumn().parted([0, 1]).isEmpty)
  }

  @Test func aNamedPartHasItsGroupsAlone() throws {
    let both = try dataset(valid: ["author 6"], test: ["author 3", "author 5"])
    #expect(names(both, .valid) == ["author 6"])
    #expect(names(both, .test) == ["author 3", "author 5"])
    #expect(both.splits.train.count == 25)
  }

  /// 80 to 10 of seven groups is six to one.
  @Test func theOthersAreSharedOutInProportion() throws {
    let one = try dataset(test: ["author 3"])
    #expect(names(one, .test) == ["author 3"] && one.splits.test.count == 5)
    #expect(names(one, .train).count == 6 && names(one, .valid).count == 1)
    let said = try dataset([50, 50, 0], test: ["author 3"])
    #expect(said.splits.train.count + said.splits.valid.count == 35)
    #expect(names(said, .valid).count >= 3)
  }

  @Test func namesThatNoRowHasAreRefused() throws {
    let found = #expect(throws: DataError.self) { try dataset(test: ["author 9"]) }
    guard case .unknownGroup("author 9", "who", let known)? = found?.fact else {
      Issue.record("\(String(describing: found))")
      return
    }
    #expect(known.count == 8)
    let all = (0..<8).map { "author \($0)" }
    let empty = #expect(throws: DataError.self) {
      try dataset(valid: Array(all[..<4]), test: Array(all[4...]))
    }
    #expect(empty?.fact == .emptySplit(name: .train, rows: 40))
  }

  @Test func aFoldForEachGroupLeavesItOut() throws {
    let data = try dataset([80, 0, 20])
    let count = Folds.groupCount(of: data)
    #expect(count == names(data, .train).count)
    let folds = try Folds(data, count: count, shuffler: TestShuffler())
    let leftOut = (0..<count).map { folds.groups(leftOutBy: $0) }
    #expect(leftOut.allSatisfy { $0.count == 1 })
    #expect(Set(leftOut.joined()) == Set(names(data, .train)))
  }

  /// What was answered for some rows counts as if they had been measured alone.
  @Test(arguments: try TaskCase.all())
  func pickedRowsCountLikeThemAlone(one: TaskCase) throws {
    let network = one.network()
    let search: SearchOptions? = one.name.hasPrefix("text") ? .greedy : nil
    let whole = try #require(
      network.evaluate(one.examples, rows: one.rows, writing: search))
    for places in [[2, 5, 11], [14], [7, 0]] {
      let picked = whole.picking(places)
      let alone = try #require(
        network.evaluate(one.examples, rows: places.map { one.rows[$0] }, writing: search))
      #expect(picked.rows == alone.rows)
      for (own, theirs) in zip(picked.parts, alone.parts) {
        #expect(!own.tallies.isEmpty)
        for metric in own.task.metrics {
          #expect(own.figure(metric.name) == theirs.figure(metric.name), "\(metric.name)")
        }
      }
    }
  }

  @Test func numbersArePickedWithTheirLosses() {
    let answers = NumberAnswers(values: [[1], [2], [3]])
    let picked = answers.picking([2, 0])
    #expect(picked.values == [[3], [1]] && picked.losses.count == 1 && picked.losses[0].isNaN)
    let forecasts = ForecastAnswers(values: [[1, 2], [3, 4]]).picking([1])
    #expect(forecasts.losses.count == 1)
    #expect(ForecastAnswers(rows: 3, numbers: 2).picking([0, 2]).losses == [0, 0])
  }
}
