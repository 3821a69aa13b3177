// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import DSL

@Suite struct MistakesTests {
  private static let folder = TestFiles.root + "Tests/DSLTests/Chunks"

  @Test func everyMistakeIsFoundWhereItIsBeforeAnythingTrains() throws {
    let file = try ChunkedFile(named: "mistakes.chunks")
    let count = file.chunks.reduce(0) { $0 + $1.expectations.count }
    print("mistakes.chunks: \(count) mistakes in \(file.chunks.count) scripts")
    #expect(count >= 300)
    #expect(file.chunks.flatMap(\.expectations).allSatisfy { $0.column != nil })
    file.check { Recorder(in: Self.folder).session.check($0) }
  }

  @Test func nothingRunsWhileAMistakeIsLeft() throws {
    for chunk in try ChunkedFile(named: "mistakes.chunks").chunks
    where chunk.expectations.contains(where: { $0.code.hasPrefix("E") }) {
      let recorder = Recorder(in: Self.folder)
      #expect(recorder.session.run(chunk.source) == .invalidScript)
      #expect(recorder.problems.count == recorder.happenings)
    }
  }

  /// What a message tells to write is a statement that parses.
  @Test func everyStatementThatHelpShowsParses() throws {
    var shown: Set<String> = []
    for chunk in try ChunkedFile(named: "mistakes.chunks").chunks {
      for problem in Recorder(in: Self.folder).session.check(chunk.source) {
        let parts = (problem.help ?? "").split(separator: "`", omittingEmptySubsequences: false)
        for (index, part) in parts.enumerated() where index % 2 == 1 {
          let verb = part.prefix { $0 != " " }
          guard StatementVerb(rawValue: String(verb)) != nil, part.contains(" "),
            !part.contains("…"), !part.hasPrefix("lstm ")
          else { continue }
          shown.insert(String(part))
        }
      }
    }
    #expect(shown.count >= 10)
    for statement in shown {
      let found = Parser.parse(SourceText(name: "help", text: statement)).diagnostics
      #expect(found == [], "\(statement)")
    }
  }

  @Test func twentyProblemsAreReportedAtMost() {
    let text = (0..<50).map { "print unknown\($0)" }.joined(separator: "\n")
    #expect(Recorder().check(text).count == 20)
  }

  @Test func unusedNamesAreWarnedOfInScriptsThatCheck() {
    let text = """
      let unused = 1
      let used = 2
      print used
      """ + "\n" + Samples.data
    #expect(
      Recorder().check(text) == ["W0201 `unused` is never used", "W0201 `d` is never used"])
    #expect(Recorder().check(text + "\nprint nothing") == ["E0201 `nothing` is not defined"])
  }

  @Test func anUnusedParameterOfAModelIsWarnedOf() {
    let text = Samples.data + "\nmodel m(units=3, spare=4) for d = embed 8 | lstm units | output"
    #expect(
      Recorder().check(text) == [
        "W0201 `m` is never used", "W0201 the parameter `spare` is never used in the stack",
      ])
  }
}
