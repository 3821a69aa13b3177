// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import DSL

/// `include`: statements of other files, their paths, their places and their parameters.
@Suite struct IncludeTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.makeFolder("parts")
  }

  private func recorder(_ parameters: [(name: String, value: String)] = []) -> Recorder {
    Recorder(in: folder.path, parameters: parameters)
  }

  @Test func statementsOfAnotherFileStandInItsPlace() throws {
    try folder.write("let a = 2\n", to: "a.lstm")
    let recorder = recorder()
    #expect(recorder.run("let b = 1\ninclude \"a.lstm\"\nprint a + b") == .success)
    #expect(recorder.texts() == ["3"])
    #expect(
      recorder.check("let a = 1\ninclude \"a.lstm\"\nprint a")
        == ["E0202 `a` is defined twice"])
  }

  @Test func pathsAreRelativeToTheIncludedFile() throws {
    try folder.write("text,label\ngood,1\nbad,0\n", to: "parts/rows.csv")
    try folder.write("bad\n", to: "parts/words.txt")
    try folder.write("include \"data.lstm\"\n", to: "parts/all.lstm")
    try folder.write(
      """
      data d = "rows.csv" {
        text "text" stopwords="words.txt"
        split test="rows.csv"
      }
      """, to: "parts/data.lstm")
    let recorder = recorder()
    let script = "include \"parts/all.lstm\"\nprint d.rows"
    #expect(recorder.run(script) == .success, "\(recorder.problems)")
    #expect(recorder.texts() == ["4"])
    #expect(
      self.recorder().check(
        "include \"parts/all.lstm\"\ndata e = \"rows.csv\"\nprint d.rows, e.rows")
        == ["E0601 rows.csv: there is no such file"])
  }

  @Test func mistakesStandInTheFileThatHasThem() throws {
    try folder.write("let a = 1\nlet b = missing\nprint )\n", to: "parts/wrong.lstm")
    let script = SourceText(name: "main.lstm", text: "\n\ninclude \"parts/wrong.lstm\"\nprint a")
    let found = recorder().session.check(script)
    let places = found.map { problem -> String in
      guard let source = problem.source, let span = problem.span else { return "nowhere" }
      let place = source.position(of: span.start)
      return "\(source.name):\(place.line):\(place.column) \(problem.code.rawValue)"
    }
    #expect(
      Set(places) == ["parts/wrong.lstm:2:9 E0201", "parts/wrong.lstm:3:7 E0105"], "\(places)")
  }

  @Test func aFailureWhileRunningStandsInTheFileThatHasIt() throws {
    try folder.write("let a = 1\nassert a > 1\n", to: "parts/wrong.lstm")
    let recorder = recorder()
    #expect(recorder.run("include \"parts/wrong.lstm\"\nprint a") == .assertionFailed)
    let problem = try #require(recorder.diagnostics.last)
    #expect(problem.source?.name == "parts/wrong.lstm")
    #expect(recorder.assertions.map(\.condition) == ["a > 1"])
  }

  @Test func cyclesAreRefused() throws {
    try folder.write("include \"parts/b.lstm\"\nlet a = 1\n", to: "a.lstm")
    try folder.write("include \"../a.lstm\"\n", to: "parts/b.lstm")
    try folder.write("include \"self.lstm\"\n", to: "self.lstm")
    for name in ["a.lstm", "self.lstm"] {
      let found = recorder().check("include \"\(name)\"")
      #expect(found.count == 1 && found[0].hasSuffix("includes itself"), "\(found)")
      #expect(found[0].hasPrefix("E0306"))
    }
  }

  @Test func aFileCannotIncludeTheScriptThatIncludesIt() throws {
    let path = folder.path + "/main.lstm"
    try folder.write("include \"parts/a.lstm\"\nlet z = 1\n", to: "main.lstm")
    try folder.write("include \"../main.lstm\"\n", to: "parts/a.lstm")
    let found = recorder().session.check(
      SourceText(name: path, text: try folder.text(of: "main.lstm")))
    #expect(found.map(\.line) == ["E0306 `../main.lstm` includes itself"])
    #expect(found.first?.source?.name == "parts/a.lstm")
  }

  @Test func theSameFileTwiceIsADoubleDefinition() throws {
    try folder.write("let a = 1\n", to: "a.lstm")
    #expect(
      recorder().check("include \"a.lstm\"\ninclude \"a.lstm\"\nprint a")
        == ["E0202 `a` is defined twice"])
  }

  @Test func parametersReachFilesInside() throws {
    try folder.write("param size = 3\nlet twice = size * 2\n", to: "parts/a.lstm")
    let recorder = recorder([("size", "5")])
    #expect(recorder.run("include \"parts/a.lstm\"\nprint twice") == .success)
    #expect(recorder.texts() == ["10"])
    #expect(
      self.recorder([("siez", "5")]).check("include \"parts/a.lstm\"\nprint twice")
        == ["E0206 `-p siez=…` sets no `param` of this script"])
  }

  @Test func theSavedScriptNeedsNoOtherFile() throws {
    try folder.write("param units = 3\n" + Samples.data + "\n", to: "parts/a.lstm")
    let recorder = recorder([("units", "5")])
    let script = """
      include "parts/a.lstm"
      model m for d = embed 4 | lstm units | output
      train r = m epochs=1
      save r "a.model"
      """
    #expect(recorder.run(script) == .success, "\(recorder.problems)")
    let saved = try SavedRun(path: folder.path + "/a.model", threads: 1).script
    #expect(!saved.contains("include") && saved.contains("param units = 5"))
    let other = try TemporaryFolder()
    let again = Recorder(in: other.path)
    #expect(again.run(saved + "save r \"b.model\"") == .success, "\(again.problems)")
    #expect(try other.bytes(of: "b.model") == (try folder.bytes(of: "a.model")))
  }

  @Test func whatCannotBeIncluded() throws {
    try folder.write(bytes: [0x61, 0xFF, 0x0A], to: "latin.lstm")
    try folder.write("", to: "empty.lstm")
    #expect(
      recorder().check("include \"none.lstm\"") == ["E0601 none.lstm: there is no such file"])
    #expect(
      recorder().check("include \"parts\"") == ["E0602 parts: this is a folder, not a file"])
    #expect(recorder().check("include \"latin.lstm\"").first?.hasPrefix("E0109") == true)
    #expect(recorder().run("include \"empty.lstm\"\nprint 1") == .success)
  }
}
