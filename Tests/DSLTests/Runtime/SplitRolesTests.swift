// SPDX-License-Identifier: Apache-2.0

import LSTM
import Testing

@testable import DSL

/// The roles that say who may stand beside whom: `group`, `time` and `ignore`.
@Suite struct SplitRolesTests {
  private func data(_ rows: [[String]], _ columns: String, _ roles: String) -> String {
    let lists = rows.map { "[" + $0.map { "\"\($0)\"" }.joined(separator: ", ") + "]" }
    return "data d = rows [\(columns)] [\(lists.joined(separator: ", "))] { \(roles) }"
  }

  private func dataset(_ script: String) throws -> Dataset {
    let recorder = Recorder()
    #expect(recorder.run(script) == .success, "\(recorder.problems)")
    return try #require(recorder.object("d") as? DataObject).dataset
  }

  private static let authored = (0..<80).map {
    ["text \($0)", $0 % 4 == 0 ? "rare" : "usual", "author \($0 * 7 % 20)"]
  }

  @Test(arguments: ["80/10/10", "60/20/20", "90/0/10", "train=75% test=25%"])
  func aGroupIsInOneSplitAndClassesKeepTheirShares(split: String) throws {
    let found = try dataset(data(Self.authored, "text, label, who", "group who; split \(split)"))
    var place: [Int32: SplitName] = [:]
    var rows = 0
    for name in SplitName.allCases {
      let part = found.splits[name]
      rows += part.count
      for row in part {
        #expect(place[found.groups[row], default: name] == name)
        place[found.groups[row]] = name
      }
    }
    #expect(rows == 80 && place.count == 20)
    let rare = found.splits.train.count { found.labels.decode(found.classes[$0]) == "rare" }
    #expect(abs(Double(rare) / Double(found.splits.train.count) - 0.25) < 0.1)
  }

  @Test func groupsAreSharedOutBySeed() throws {
    let script = data(Self.authored, "text, label, who", "group who; split 60/20/20")
    let first = try dataset("seed 1\n" + script).splits
    #expect(first == (try dataset("seed 1\n" + script).splits))
    #expect(first != (try dataset("seed 2\n" + script).splits))
  }

  @Test func oneGroupCannotBeShared() {
    let rows = (0..<10).map { ["text \($0)", "\($0 % 2)", "same"] }
    let found = Recorder().check(
      data(rows, "text, label, who", "group who; split 80/10/10") + "\nshow d")
    #expect(found == ["E0505 valid gets none of the 10 rows"], "\(found)")
  }

  @Test func aGroupInTwoPartsOfAColumnIsRefused() {
    let rows = [
      ["a", "x", "anna", "train"], ["b", "y", "ben", "train"], ["c", "x", "anna", "test"],
    ]
    #expect(
      Recorder().check(
        data(rows, "text, label, who, part", "group who; split by part") + "\nshow d")
        == ["E0505 row 3: the group \"anna\" has rows in train and test"])
  }

  @Test func theEarliestRowsTrain() throws {
    for (name, times) in [
      ("numbers", ["30", "-4", "7.5", "1e3", "8", "0"]),
      (
        "dates",
        ["2024-03-01", "1999-12-31", "2000-01-01", "2024-12-01", "2000/1/2", "1999-12-31T23:00"]
      ),
      (
        "clocks",
        [
          "2024-01-01T12:30", "2024-01-01T02:00:01", "2024-01-01 09:00", "2024-01-02",
          "2024-01-01 12:29:59.5", "2024-01-01T02:00",
        ]
      ),
    ] {
      let rows = times.enumerated().map { ["text \($0)", "\($0 % 2)", $1] }
      let script = data(rows, "text, label, when", "time when; split 50/0/50")
      let found = try dataset(script)
      let expected =
        name == "numbers" ? [1, 5, 2] : name == "dates" ? [1, 5, 2] : [5, 1, 2]
      #expect(Set(found.splits.train) == Set(expected), "\(name): \(found.splits)")
      #expect(found.splits == (try dataset("seed 9\n" + script).splits))
    }
  }

  @Test func whatIsNoTimeIsRefusedAtItsRow() {
    for bad in ["yesterday", "", "2024-02-30", "2024-13-01", "12:30", "2024-01-01T25:00", "nan"] {
      let rows = [["a", "x", "1"], ["b", "y", bad], ["c", "x", "2"]]
      let found = Recorder().check(
        data(rows, "text, label, when", "time when; split 67/0/33") + "\nshow d")
      #expect(found == ["E0503 row 2: \"\(bad)\" is no time"], "\(bad): \(found)")
    }
  }

  @Test func ignoredColumnsAreNotUsed() throws {
    let rows = (0..<10).map { ["text \($0)", "\($0 % 2)", "id \($0)"] }
    let plain = try dataset(data(rows, "text, label, id", "split 60/20/20"))
    let ignoring = try dataset(data(rows, "text, label, id", "ignore id; split 60/20/20"))
    #expect(plain.splits == ignoring.splits && plain.tokens == ignoring.tokens)
  }

  @Test func foldsOfACrossValidationKeepGroupsTogether() throws {
    let recorder = Recorder()
    let script =
      data(Self.authored, "text, label, who", "group who; split 80/0/20") + """

        model m for d = embed 2 | output
        crossval c = m folds=4 epochs=1
        """
    #expect(recorder.run(script) == .success, "\(recorder.problems)")
    let object = try #require(recorder.object("c") as? CrossValidationObject)
    for fold in object.folds.rows.indices {
      let found = try object.data(of: fold).dataset
      let parts = SplitName.allCases.map { name in
        Set(found.splits[name].map { found.groups[$0] })
      }
      for (first, second) in [(0, 1), (0, 2), (1, 2)] {
        #expect(parts[first].isDisjoint(with: parts[second]))
      }
    }
  }
}
