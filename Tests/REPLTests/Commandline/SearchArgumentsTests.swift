// SPDX-License-Identifier: Apache-2.0

import DSL
import Foundation
import Testing

@testable import REPL

/// `lstm predict` on a model that writes texts.
@Suite struct SearchArgumentsTests {
  private let bench: SavedModelBench

  init() throws {
    bench = try SavedModelBench(
      """
      data d = rows [en, de] [
        ["a red car", "ein rotes Auto"], ["a red house", "ein rotes Haus"],
        ["a new car", "ein neues Auto"], ["a new house", "ein neues Haus"]
      ] { text en max_length=6; target de text; split 100/0/0 }
      model m for d = embed 12 | lstm 12 => embed 12 | lstm 12 | attend | output
      train r = m epochs=60 batch=2 lr=0.02
      save r "r.model"
      """)
  }

  private func predict(
    _ text: String, _ arguments: String...
  ) throws -> (status: DSL.ExitStatus, output: String, errors: String) {
    try bench.predict(Array(text.utf8), arguments)
  }

  @Test func eachSettingOfTheLanguageIsAnOption() throws {
    let written = AnswerStream.searchSettings.map(\.name)
    let arguments = written.flatMap { ["--" + $0.replacing("_", with: "-"), "1"] }
    #expect(try bench.command(arguments).search.given.map(\.name) == written)
  }

  @Test func aLineIsAnsweredWithALine() throws {
    let all = try predict("a red car\n\na new house\r\na red house")
    #expect(all.status == .success && all.errors == "")
    #expect(all.output == "ein rotes Auto\n\nein neues Haus\nein rotes Haus\n")
    let one = try predict("a red car\n", "--beam", "1")
    #expect(one.output == "ein rotes Auto\n")
  }

  @Test func severalTextsNameTheirLine() throws {
    let found = try predict("\na red car\n", "--beam", "3", "--best", "2")
    let lines = found.output.split(separator: "\n")
    #expect(lines.count == 3 && lines[0] == "1\t\t")
    #expect(lines[1].hasPrefix("2\t-0.") && lines[1].hasSuffix("\tein rotes Auto"))
  }

  @Test func tooLongIsCutAndCounted() throws {
    let found = try predict("a red car a red car a red car\na red car\n", "--max-length", "2")
    #expect(found.output.split(separator: "\n").count == 2)
    #expect(found.errors.contains("1 of 2 texts is longer than the 6 tokens"))
    #expect(found.errors.contains("2 of 2 texts that `model` wrote were cut"))
  }

  @Test(arguments: [
    (["--beam", "0"], "`beam` of `predict` is a whole number from 1 to 100"),
    (["--coverage", "much"], "`coverage` of `predict` is a number"),
    (["--best", "9"], "`best=9` wants more texts"),
    (["--prefix", "Zebra"], "cannot write \"Zebra\""),
    (["--format", "csv", "--best", "2"], "a table has one text for each row"),
  ])
  func whatCannotBeIsSaid(arguments: [String], problem: String) throws {
    let found = try bench.predict(Array("a\n".utf8), arguments)
    #expect(found.status == .usage && found.errors.contains(problem), "\(found.errors)")
  }
}
