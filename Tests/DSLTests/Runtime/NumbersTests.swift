// SPDX-License-Identifier: Apache-2.0

import LSTM
import Testing

@testable import DSL

/// Rows of numbers and categories from the data statement to what is predicted of them.
@Suite struct NumbersTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    let shops = (0..<40).map { row in
      "\(["north", "south", "west"][row % 3]),\(row % 7),\(1_000_000_000 + 3 * (row % 7)).5"
    }
    try folder.write("store,temp,sales\n" + shops.joined(separator: "\n") + "\n", to: "shops.csv")
    let steps = (0..<24).flatMap { machine in
      (0..<3 + machine % 3).map { step in
        "m\(machine),\((machine * 5 + step * 3) % 7),\(step % 2 == 0 ? "walking fast" : "still"),"
          + "\(machine % 2 == 0 ? "a" : "b")"
      }
    }
    try folder.write(
      "machine,x,state,class\n" + steps.joined(separator: "\n") + "\n", to: "steps.csv")
  }

  private static let sales = """
    data d = csv "shops.csv" { input store embed=2; input temp scale=minmax; target sales }
    model m for d = dense 4 tanh | output
    train r = m epochs=2 lr=1e-2

    """

  private func recorder(_ script: String, is expected: DSL.ExitStatus = .success) -> Recorder {
    let recorder = Recorder(in: folder.path)
    #expect(recorder.run(script) == expected, "\(recorder.problems)")
    return recorder
  }

  @Test func cellsWithFractionsAreNumbers() throws {
    let found = recorder(Self.sales + "show d\nshow d inputs")
    let data = try #require(found.object("d") as? DataObject)
    #expect(data.dataset.task is NumberTask)
    #expect(data.title.contains("1 number, 2 inputs, 1 step a row"))
    #expect(found.tables.last?.rows.map { $0.last ?? "" } == ["3 vectors of 2", "6"])
    #expect(
      recorder(#"data d = csv "shops.csv" { input temp; target sales class }"#).problems == [
        "W0201 `d` is never used", "W0501 the 7 classes of `d` are numbers with fractions",
      ])
  }

  @Test func rowsAreAnsweredWithTheirColumns() throws {
    try folder.write("id,temp,store\n7,3,west\n8,1,moon\n", to: "new.csv")
    let found = recorder(
      Self.sales
        + #"""
        predict r from "new.csv" to "out.csv"
        predict r from "new.csv" to "out.jsonl"
        predict r from "new.csv"
        save r "r.model"
        """#)
    let lines = try folder.text(of: "out.csv").split(separator: "\n")
    #expect(lines[0] == "id,temp,store,prediction")
    #expect(lines[1].hasPrefix("7,3,west,10000000") && lines[2].hasPrefix("8,1,moon,10000000"))
    #expect(try folder.text(of: "out.jsonl").hasPrefix(#"{"id": "7", "temp": "3", "store""#))
    let warning = "W0501 `store` has a category that `r` was not trained on: \"moon\""
    #expect(found.problems == [warning, warning, warning])
    #expect(found.tables.last?.rows.map { $0[0] } == ["1", "2"])
    #expect(found.notes.contains("predicted 2 rows to out.csv"))

    // A stream of lines gives the same.
    let saved = try SavedRun(path: folder.path + "/r.model", threads: 1)
    var stream = try AnswerStream(saved, format: "csv", options: [])
    for line in ["id,temp,store", "7,3,west", "8,1,moon"] { try stream.take(line, "\n") }
    try stream.finish()
    let answers = try #require(try stream.answers(shouldStop: { false }))
    #expect(String(decoding: answers, as: UTF8.self) == (try folder.text(of: "out.csv")))
    #expect(stream.warnings.map(\.line) == [warning.replacing("`r`", with: "`model`")])
    #expect(throws: Diagnostic.self) { try AnswerStream(saved, format: nil, options: []) }
    #expect(throws: Diagnostic.self) { try saved.predict(["7"]) }
  }

  /// Also where what is answered last is no row.
  @Test func aFileMayEndWithoutARow() throws {
    let recorder = recorder(Self.sales + #"save r "r.model""#)
    #expect(recorder.notes.count > 0)
    let saved = try SavedRun(path: folder.path + "/r.model", threads: 1)
    var stream = try AnswerStream(saved, format: "csv", options: [])
    try stream.take("temp,store", "\n")
    #expect(
      try stream.answers(shouldStop: { false }).map { String(decoding: $0, as: UTF8.self) }
        == "temp,store,prediction\n")
    try stream.finish()
    #expect(try stream.answers(shouldStop: { false }) == [])
  }

  @Test func whatIsMissingOrNoNumberIsSaidWithItsLine() throws {
    try folder.write("temp,store\n3,west\nwarm,west\n", to: "bad.csv")
    let found = recorder(
      Self.sales + #"predict r from "bad.csv" to "out.csv""#, is: .runtimeFailure)
    #expect(found.problems == [#"E0503 bad.csv:3: "warm" in "temp" is no number"#])
    try folder.write("temp,store\n3,west\n,west\n", to: "gap.csv")
    let gap = recorder(Self.sales + #"predict r from "gap.csv""#, is: .runtimeFailure)
    #expect(gap.problems == [#"E0503 gap.csv:3: a value is missing in "temp""#])
    try folder.write("store\nwest\n", to: "narrow.csv")
    #expect(
      recorder(Self.sales + #"predict r from "narrow.csv" to "o.csv""#, is: .invalidScript)
        .problems == [#"E0501 narrow.csv: there is no column "temp""#])
  }

  @Test func eachStepOfASeriesHasItsTag() throws {
    try folder.write("x,machine\n1,p\n2,q\n3,p\n4,p\n", to: "new.csv")
    let script = #"""
      data d = csv "steps.csv" { series machine; input x; target state tags }
      model m for d = lstm 4 | output
      train r = m epochs=2
      predict r from "new.csv" to "out.csv"
      predict r from "new.csv"
      """#
    let found = recorder(script)
    let lines = try folder.text(of: "out.csv").split(separator: "\n").map(String.init)
    #expect(lines.map { String($0.prefix(4)) } == ["x,ma", "1,p,", "2,q,", "3,p,", "4,p,"])
    let tags = Set(lines.dropFirst().map { $0.dropFirst(4) })
    #expect(tags.isSubset(of: ["walking fast", "still"]))
    #expect(found.tables.last?.columns == ["machine", "prediction"])
    #expect(found.tables.last?.rows.map { $0[0] } == ["p", "q"])
  }

  @Test func aSeriesHasOneClass() throws {
    try folder.write("x,machine\n1,p\n2,q\n3,p\n4,p\n", to: "new.csv")
    _ = recorder(
      #"""
      data d = csv "steps.csv" { series machine; input x; target class }
      model m for d = lstm 4 | output
      train r = m epochs=2
      predict r from "new.csv" to "out.csv"
      """#)
    let lines = try folder.text(of: "out.csv").split(separator: "\n").map(String.init)
    #expect(lines[0] == "machine,prediction,probability,p(a),p(b)" && lines.count == 3)
    #expect(lines[1].hasPrefix("p,") && lines[2].hasPrefix("q,"))
  }

  @Test func explanationsAreInTheUnitsOfTheTarget() throws {
    let tables = recorder(Self.sales + #"explain r "3""#).tables.suffix(2)
    let (inputs, steps) = (try #require(tables.first), try #require(tables.last))
    #expect(inputs.columns[0] == "input" && Set(inputs.rows.map { $0[0] }) == ["store", "temp"])
    #expect(steps.columns.prefix(2) == ["step", "weight"] && steps.rows.count == 1)
    #expect(steps.footnotes.last?.contains("make the score 10000000") == true)
  }

  @Test func ofLongRowsTheStepsAreShownThatWeighMost() throws {
    let rows = (0..<12).map { row in
      "[\((0..<60).map { String(($0 * 7 + row) % 5) }.joined(separator: ", "))]"
    }
    try folder.write(
      rows.enumerated().map { "{\"x\": \($1), \"y\": \"\($0 % 2)\"}\n" }.joined(), to: "long.jsonl")
    let tables = recorder(
      #"""
      data d = jsonl "long.jsonl" { input x; target y class; split 60/20/20 }
      model m for d = lstm 3 | output
      train r = m epochs=1 bptt=20
      explain r "3"
      """#
    ).tables
    let steps = try #require(tables.first { $0.columns.first == "step" })
    #expect(steps.rows.count == 24 && steps.footnotes[0].hasPrefix("the 36 other steps weigh"))
    #expect(tables.last?.rows.count == 24)
  }
}
