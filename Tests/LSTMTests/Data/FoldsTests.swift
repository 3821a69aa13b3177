// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

@Suite struct FoldsTests {
  private func dataset(
    _ classes: [Int], groups: [String]? = nil, _ ratio: [Double] = [80, 0, 20]
  ) throws -> Dataset {
    let rows = classes.enumerated().map { row, number in
      ["text \(row)", "\(number)", groups?[row] ?? ""]
    }
    let table = try Table(columns: ["text", "label", "group"], rows: rows)
    return try DatasetBuilder(
      textColumn: "text", targetColumn: "label",
      split: .stratified(SplitRatio(train: ratio[0], valid: ratio[1], test: ratio[2])),
      groupColumn: groups == nil ? nil : "group"
    ).build(from: table, shuffler: TestShuffler())
  }

  @Test(arguments: [2, 3, 5, 8])
  func everyRowIsInOneFoldAndClassesKeepTheirShares(count: Int) throws {
    let classes = (0..<100).map { $0 % 10 < 3 ? 1 : 0 }
    let data = try dataset(classes, [70, 10, 20])
    let folds = try Folds(data, count: count, shuffler: TestShuffler()).rows
    #expect(folds.count == count)
    #expect(folds.joined().sorted() == (data.splits.train + data.splits.valid).sorted())
    let sizes = folds.map(\.count)
    #expect((sizes.max() ?? 0) - (sizes.min() ?? 0) <= 1)
    for fold in folds {
      #expect(fold == fold.sorted())
      let ones = fold.count { data.classes[$0] == 1 }
      #expect(abs(Double(ones) - 0.3 * Double(fold.count)) <= 1)
    }
  }

  @Test func aTurnMeasuresItsFoldAndTrainsOnTheOthers() throws {
    let data = try dataset((0..<60).map { $0 % 2 })
    let folds = try Folds(data, count: 4, shuffler: TestShuffler())
    for valid in [0, 0.1, 0.25] {
      for fold in 0..<4 {
        let splits = try folds.splits(fold, valid: valid, shuffler: TestShuffler())
        #expect(splits.test == folds.rows[fold])
        #expect((splits.train + splits.valid + splits.test).sorted() == data.splits.train)
        #expect(splits.valid.count == Int((36 * valid).rounded()))
      }
    }
  }

  @Test func groupsStayTogetherInEveryTurn() throws {
    let groups = (0..<60).map { "g\($0 / 3)" }
    let data = try dataset((0..<60).map { $0 % 2 }, groups: groups)
    let folds = try Folds(data, count: 4, shuffler: TestShuffler())
    #expect(folds.rows.joined().sorted() == data.splits.train)
    for fold in 0..<4 {
      let splits = try folds.splits(fold, valid: 0.2, shuffler: TestShuffler())
      let parts = [splits.train, splits.valid, splits.test].map { Set($0.map { groups[$0] }) }
      #expect(parts[0].isDisjoint(with: parts[1]) && parts[0].isDisjoint(with: parts[2]))
      #expect(parts[1].isDisjoint(with: parts[2]) && !parts[1].isEmpty)
    }
  }

  @Test func moreFoldsThanRowsOfTheRarestClassAreRefused() throws {
    let data = try dataset((0..<50).map { $0 % 10 == 0 ? 1 : 0 }, [100, 0, 0])
    #expect(
      fact { try Folds(data, count: 6, shuffler: TestShuffler()) }
        == .tooManyFolds(folds: 6, largest: 5, areGroups: false))
    _ = try Folds(data, count: 5, shuffler: TestShuffler())
    let grouped = try dataset(
      (0..<20).map { $0 % 2 }, groups: (0..<20).map { "g\($0 / 5)" }, [100, 0, 0])
    #expect(
      fact { try Folds(grouped, count: 5, shuffler: TestShuffler()) }
        == .tooManyFolds(folds: 5, largest: 4, areGroups: true))
  }

  @Test(arguments: [2, 3, 5, 7])
  func noGroupedFoldIsEmpty(count: Int) throws {
    let groups = (0..<80).map { "g\($0 / 4)" }
    let data = try dataset((0..<80).map { $0 / 4 % 10 }, groups: groups, [100, 0, 0])
    let folds = try Folds(data, count: count, shuffler: TestShuffler()).rows
    for fold in folds { #expect(abs(fold.count - 80 / count) <= 4) }
    let members = folds.map { Set($0.map { groups[$0] }) }
    #expect(members.reduce(0) { $0 + $1.count } == 20)
  }

  /// A class whose rows are all of one group is measured without having been seen: as wrong.
  @Test func everyTurnCanBeTaken() throws {
    let groups = (0..<60).map { "g\($0 / 5)" }
    // The third class has one group in `lone`, several in `shared`.
    let lone = try dataset((0..<60).map { $0 < 5 ? 2 : $0 % 2 }, groups: groups, [100, 0, 0])
    let shared = try dataset((0..<60).map { $0 % 3 }, groups: groups, [100, 0, 0])
    for valid in [0, 0.2] {
      let whole = try Folds(shared, count: 4, shuffler: TestShuffler())
      try whole.checkTurns(of: shared, valid: valid, shuffler: TestShuffler())
      for fold in 0..<4 {
        _ = try shared.resplit(try whole.splits(fold, valid: valid, shuffler: TestShuffler()))
      }
      let folds = try Folds(lone, count: 4, shuffler: TestShuffler())
      try folds.checkTurns(of: lone, valid: valid, shuffler: TestShuffler())
      let turns = try (0..<4).map { fold in
        try lone.resplit(try folds.splits(fold, valid: valid, shuffler: TestShuffler()))
      }
      #expect(turns.map(\.target.unseen).contains(["2"]))
    }
  }

  @Test func aTurnThatWouldFailIsKnownBefore() throws {
    let groups = (0..<20).map { "g\($0 / 5)" }
    // The second class has one group: without it there is nothing to tell apart.
    let data = try dataset((0..<20).map { $0 < 5 ? 1 : 0 }, groups: groups, [100, 0, 0])
    let folds = try Folds(data, count: 4, shuffler: TestShuffler())
    let late = (0..<4).compactMap { fold in
      fact { try data.resplit(try folds.splits(fold, valid: 0, shuffler: TestShuffler())) }
    }
    let early = fact { try folds.checkTurns(of: data, valid: 0, shuffler: TestShuffler()) }
    guard case .unusableTurn(_, 4, .oneClass(label: "0"), let remedy)? = early else {
      Issue.record("\(String(describing: early))")
      return
    }
    #expect(late.first == .oneClass(label: "0"))
    // However the groups are shared out, nobody has seen the class that is measured.
    #expect(!remedy.isKnown && remedy.text.contains("leave `group` out"))
  }

  /// What is advised was tried; with it every turn can be taken.
  @Test(arguments: [2], [4, 5, 8])
  func whatIsAdvisedHelps(rare: Int, count: Int) throws {
    // The second class is in few groups, of which the turn of one fold sets the last aside.
    let groups = (0..<96).map { "g\($0 / 4)" }
    let classes = (0..<96).map { $0 / 4 < rare ? 1 : 0 }
    let data = try dataset(classes, groups: groups, [100, 0, 0])
    var advice: [String] = []
    for valid in [0.1, 0.2, 0.3, 0.4, 0.5, 0.6] {
      let folds = try Folds(data, count: count, shuffler: TestShuffler())
      let found = fact { try folds.checkTurns(of: data, valid: valid, shuffler: TestShuffler()) }
      guard case .unusableTurn(let fold, count, _, let remedy)? = found else { continue }
      #expect((1...count).contains(fold) && remedy.isKnown)
      advice.append(remedy.text)
      let others = try Folds(
        data, count: remedy.folds ?? count, shuffler: TestShuffler())
      try others.checkTurns(
        of: data, valid: remedy.withoutValid ? 0 : valid, shuffler: TestShuffler())
    }
    #expect(!advice.isEmpty && advice.allSatisfy { $0.hasPrefix("write ") }, "\(advice)")
  }
}
