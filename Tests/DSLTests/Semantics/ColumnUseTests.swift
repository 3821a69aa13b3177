// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import DSL

/// What a data statement means that leaves out what the format says.
@Suite struct ColumnUseTests {
  private static let sentences = (0..<12).map { index in
    ["Ada": "B-PER", "U.S.": "B-LOC"].map { "\($0) N \($1)\n" }.sorted().joined()
      + "sleeps V O\n" + (index % 2 == 0 ? "\n" : "well R O\n\n")
  }.joined()
  private static let words = (0..<12).map { "他/r  来到/v  北京\($0 % 2 == 0 ? "" : "城")/ns\n" }
    .joined()
  private static let trips = (0..<12).map {
    "BOS fly to rome EOS\tO O O B-city \($0 % 2 == 0 ? "book" : "ask")\n"
  }.joined()

  private func shown(_ text: String, _ file: String, _ clause: String) throws -> [String] {
    let folder = try TemporaryFolder()
    try folder.write(text, to: file)
    let recorder = Recorder(in: folder.path)
    recorder.run("data d = \(clause)\nshow d\nprint d.classes, d.vocabulary")
    let table = recorder.tables.first { $0.columns.first == "class" }
    let classes = (table?.rows ?? []).map { $0[0] }.filter { $0 != "all" }
    return recorder.problems.filter { $0.hasPrefix("E") } + classes
  }

  @Test(arguments: [
    ("conll \"a.conll\"", ["B-LOC", "B-PER", "O"]),
    ("conll \"a.conll\" { target tag }", ["B-LOC", "B-PER", "O"]),
    ("conll \"a.conll\" { text word; target column2 }", ["N", "R", "V"]),
    ("conll \"a.conll\" tag ~ word", ["B-LOC", "B-PER", "O"]),
    (
      "conll \"a.conll\" { target tag class }",
      ["B-PER B-LOC O", "B-PER B-LOC O O"]
    ),
    ("\"a.conll\"", ["B-LOC", "B-PER", "O"]),
  ])
  func aLineATokenHasTags(clause: String, classes: [String]) throws {
    #expect(try shown(Self.sentences, "a.conll", clause) == classes)
  }

  @Test func wordsAndSlotsHaveTagsToo() throws {
    #expect(try shown(Self.words, "a.seg", "\"a.seg\"") == ["B", "E", "M", "S"])
    #expect(
      try shown(Self.words, "a.seg", "\"a.seg\" { target pos }") == [
        "B-ns", "B-v", "E-ns", "E-v", "M-ns", "S-r",
      ])
    #expect(try shown(Self.trips, "a.txt", "slots \"a.txt\"") == ["B-city", "O"])
    #expect(try shown(Self.trips, "a.txt", "slots \"a.txt\" { target intent }") == ["ask", "book"])
  }

  @Test func theShortFormSaysWhatItStandsFor() throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.sentences, to: "a.conll")
    let recorder = Recorder(in: folder.path)
    recorder.run("data d = \"a.conll\" tag ~ word\nshow d")
    let said = recorder.notes.first { $0.contains("that is") } ?? ""
    #expect(said.contains("tokens=blank") && said.contains("target tag tags;"), "\(recorder.notes)")
  }
}
