// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import REPL

/// Holds `docs/log.md` and what the program logs against each other.
@Suite(.serialized, .enabled(if: BuiltProgram.path != nil, "lstm was not built beside the tests"))
struct JSONLogTests {
  private let folder: TemporaryFolder
  private let program: String
  private let schema: LogSchema

  init() throws {
    folder = try TemporaryFolder()
    program = try #require(BuiltProgram.path)
    schema = try LogSchema.ofDocument()
  }

  /// All that there is to log: one of each.
  private static let everything =
    SmallRun.model + """
      train r = m epochs=2 batch=2 lr=0.05
      train w = m from=r epochs=1
      train p = m epochs=9 lr=1 average=mean average_patience=1
      resume r epochs=3
      train s = m seeds=2 epochs=1
      grid g = train m(units=[2, 4]) epochs=1
      search h = train m epochs=1 lr=1e-3..1e-1 log trials=2
      crossval c = m folds=2 epochs=1 valid=30%
      eval t = r
      eval u = s
      baseline b = constant on d.test
      predict r from "new.csv" to "answers.csv"
      save r "r.model"
      load l = "r.model"
      plot r to "r.svg"
      vectors v = "v.txt"
      data q = chars "new.csv" { split 50/50/0 }
      model lm for q = embed 2 | lstm 2 | output
      train k = lm epochs=1 batch=1 bptt=2
      eval x = k
      generate k "g" length=3
      data z = rows [a, y] [[1, 2], [2, 4], [3, 6], [4, 8], [5, 10], [6, 12], [7, 14], [8, 16]] {
        input a; target y number; split 50/25/25
      }
      model nm for z = lstm 2 | output
      train nr = nm epochs=1
      eval ne = nr
      data wd = rows [en, de] [["a", "b c"], ["d", "e"], ["a d", "b"], ["d a", "c"]] {
        text en; target de text; split 50/25/25 shuffle=no
      }
      model wm for wd = embed 2 | lstm 2 => embed 2 | lstm 2 | output
      train wr = wm epochs=1 average=3
      eval wt = wr
      compare wt, wt
      data gd = rows [text, label, who] [
        ["a b", "x", "ann"], ["b", "y", "ann"], ["c", "x", "bob"], ["d a", "y", "bob"]
      ] { group who; split 100/0/0 }
      model gm for gd = embed 2 | mean | output
      crossval gc = gm folds=groups epochs=1 valid=0
      assert t.accuracy >= 0, t.accuracy > 2

      """

  /// A mistake with all that a message can have, and a warning.
  private static let mistakes =
    SmallRun.model + """
      model n for d = embed 4 | max | lstm 4 | output
      train r = m epoch=2
      let unused = 1

      """

  /// What is logged of everything, and of mistakes.
  private func logs() throws -> [JSONObject] {
    _ = try folder.write("text\ngood\ngood\n", to: "new.csv")
    _ = try folder.write("good 1 0\nbad -1 0.5\n", to: "v.txt")
    _ = try folder.write(Self.everything, to: "everything.lstm")
    _ = try folder.write(Self.mistakes, to: "mistakes.lstm")
    let everything = try BuiltProgram.run(
      program, ["run", "everything.lstm", "--log", "json"], in: folder.path)
    #expect(everything.status == 3, "\(everything.errors)")
    let mistakes = try BuiltProgram.run(
      program, ["run", "mistakes.lstm", "--log", "json"], in: folder.path)
    #expect(mistakes.status == 4)
    return everything.log + mistakes.log
  }

  @Test func whatIsLoggedIsDocumented() throws {
    for object in try logs() {
      #expect(object["v"] == .whole(JSONLog.version))
      #expect(schema.problems(of: object) == [])
    }
  }

  @Test func whatIsDocumentedIsLogged() throws {
    var missing = schema.allFields
    for object in try logs() {
      let section = LogSchema.section(of: object)
      for field in object.fields.keys { missing.remove("\(section): \(field)") }
    }
    #expect(missing.filter { !$0.hasPrefix("estimate") } == [])
  }

  @Test func theExamplesAreOfTheirSections() {
    #expect(schema.examples.count == schema.sections.count + 1)
    for (section, object) in schema.examples {
      let fields = section == "diagnostic" ? "warn and error" : section
      #expect(LogSchema.section(of: object) == fields)
      #expect(schema.problems(of: object) == [])
    }
  }

  @Test func aCheckWritesWhatIsDocumented() throws {
    _ = try folder.write(SmallRun.script(epochs: 1), to: "fine.lstm")
    _ = try folder.write(Self.mistakes, to: "mistakes.lstm")
    let result = try BuiltProgram.run(
      program, ["check", "fine.lstm", "mistakes.lstm", "none.lstm", "--format", "json"],
      in: folder.path)
    #expect(result.status == 4 && result.errors.isEmpty)
    let objects = JSONObject.lines(of: result.output)
    for object in objects { #expect(schema.problems(of: object) == []) }
    #expect(objects.filter { $0.event == "estimate" }.map { $0["run"] } == [.text("r")])
    let found = objects.filter { $0.event == "diagnostic" }
    #expect(found.map { $0["code"] }.contains(.text("E0301")))
    let epoch = found.first { $0["code"] == .text("E0301") }
    let line = Self.mistakes.split(separator: "\n").firstIndex { $0.contains("epoch=2") }
    #expect(epoch?["file"] == .text("mistakes.lstm"))
    #expect(epoch?["line"] == line.map { .whole($0 + 1) })
    #expect(epoch?["column"] == .whole(13) && epoch?["end_column"] == .whole(18))
    #expect(epoch?["help"] == .text("did you mean `epochs`?"))
  }

  @Test func theRunsOfASweepStandWithinIt() throws {
    _ = try folder.write(
      SmallRun.model + "grid g = train m(units=[2, 4]) epochs=2 lr=[0.01]\n", to: "grid.lstm")
    let log = try BuiltProgram.run(
      program, ["run", "grid.lstm", "--log", "json"], in: folder.path
    ).log.drop { $0["sweep"] == nil }
    #expect(
      log.map { $0.event }
        == ["start"] + ["start", "epoch", "epoch", "end", "start", "epoch", "epoch", "end"]
        + ["end", "end"])
    let starts = log.filter { $0.event == "start" && $0["run"] != nil }
    #expect(starts.map { $0["run"] } == [.text("g[1]"), .text("g[2]")])
    #expect(
      starts.map { $0["settings"] }
        == [2, 4].map { .object(["units": .whole($0), "lr": .number(0.01)]) })
  }

  @Test func aScriptThatCannotBeReadHasABeginningAndAnEnd() throws {
    let log = try BuiltProgram.run(
      program, ["run", "none.lstm", "--log", "json"], in: folder.path
    ).log
    #expect(log.map(\.event) == ["start", "error", "end"])
    #expect(log.last?["exit"] == .whole(2))
  }
}
