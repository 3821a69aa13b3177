// SPDX-License-Identifier: Apache-2.0

import LSTM
import Testing

@testable import DSL

/// Figures by group, folds that leave groups out, and groups that are put into parts by name.
@Suite struct GroupsTests {
  /// Rows of which those of one author are harder than the others.
  private static let rows = (0..<48).map { row in
    let author = ["王小明", "theo", "Anna Bell", "4"][row % 4]
    let label = row / 4 % 2 == 0 ? "good" : "bad"
    let word = row % 4 == 1 ? "odd" : label
    return "[\"\(word) room\", \"\(label)\", \(row), \"\(author)\"]"
  }

  private static func data(_ roles: String) -> String {
    "data d = rows [text, label, size, who] [\(rows.joined(separator: ", "))] { \(roles) }\n"
  }

  private static let model = "model m for d = embed 4 | mean | output\n"

  private func run(_ script: String) -> Recorder {
    let recorder = Recorder()
    #expect(recorder.run(script) == .success, "\(recorder.problems)")
    return recorder
  }

  @Test func figuresStandGroupByGroup() throws {
    let recorder = run(
      Self.data("text text; target label class; group who test=[theo, \"王小明\"]; split 100/0/0")
        + Self.model
        + "train r = m epochs=20 lr=0.1 batch=4\neval t = r\nshow t groups\nshow t loss")
    let tables = recorder.tables
    let table = tables[tables.count - 2]
    #expect(table.title == "t: d.test by who")
    #expect(table.columns == ["who", "rows", "accuracy", "f1", "precision", "recall", "loss"])
    #expect(
      table.rows.map { Array($0[..<3]) } == [
        ["theo", "12", "0.5000"], ["王小明", "12", "1.0000"], ["all", "24", "0.7500"],
      ])
    #expect(table.footnotes == ["the worst accuracy first"])
    let evaluation = try #require(recorder.object("t") as? EvaluationObject)
    #expect(evaluation.tables(facets: [], full: true).contains(table))
  }

  @Test(arguments: [
    ("label class", "constant"), ("label labels", "constant"), ("size number", "mean"),
  ])
  func anyTaskHasThem(target: String, naive: String) throws {
    let recorder = run(
      Self.data("text text; target \(target); group who; split 50/25/25") + Self.model
        + "train r = m epochs=1\neval t = r\nshow t groups\nbaseline b = \(naive) on d.test\nshow b groups"
    )
    for table in recorder.tables.filter({ $0.title?.hasSuffix("by who") == true }) {
      #expect(table.rows.count == 2 && table.rows[0].dropFirst() == table.rows[1].dropFirst())
    }
  }

  @Test func groupsAreShownPartByPart() throws {
    let recorder = run(
      Self.data("text text; target label class; group who valid=4 test=[\"Anna Bell\"]")
        + "show d groups")
    let table = try #require(recorder.tables.last)
    #expect(table.title == "d: 4 groups of who")
    #expect(
      table.rows == [
        ["王小明", "12", "0", "0"], ["theo", "12", "0", "0"], ["4", "0", "12", "0"],
        ["Anna Bell", "0", "0", "12"], ["all", "24", "12", "12"],
      ])
  }

  @Test func rowsThatStandAloneHaveNone() {
    let plain = Self.data("text text; target label class") + Self.model
    #expect(
      Recorder().check(plain + "show d groups\ntrain r = m epochs=1\neval t = r\nshow t groups")
        == [
          "E0301 `show` knows no `groups` of a data set",
          "E0301 `show` knows no `groups` of an evaluation",
        ])
    #expect(
      Recorder().check(plain + "crossval c = m folds=groups") == [
        "E0305 `folds=groups` is a fold for each group, and the rows of `d` have none"
      ])
  }

  @Test func foldsNameTheGroupsThatTheyLeaveOut() throws {
    let recorder = run(
      Self.data("text text; target label class; group who; split 100/0/0") + Self.model
        + "crossval c = m folds=groups epochs=1 valid=0")
    let table = try #require(recorder.tables.last)
    #expect(table.columns.prefix(3) == ["", "who", "accuracy"])
    #expect(Set(table.rows.prefix(4).map { $0[1] }) == ["王小明", "theo", "Anna Bell", "4"])
    #expect(table.rows.suffix(2).map { $0[1] } == ["", ""])
    let names = recorder.records("eval").compactMap { record in
      record.fields.first { $0.name == "groups" }?.value
    }
    #expect(names == table.rows.prefix(4).map { .texts([$0[1]]) })
  }

  @Test func aListOfTheScriptNamesGroups() throws {
    let recorder = run(
      "let speakers = [\"theo\", \"Anna Bell\"]\n"
        + Self.data("text text; target label class; group who test=speakers; split 100/0/0"))
    let data = try #require(recorder.object("d") as? DataObject).dataset
    #expect(data.groups.parted(data.splits.test).map(\.name) == ["theo", "Anna Bell"])
  }
}
