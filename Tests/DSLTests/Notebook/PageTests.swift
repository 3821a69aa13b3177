// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import DSL

/// Pages of Markdown as scripts.
@Suite struct PageTests {
  private static let text = """
    # Numbers

    Some prose, with `code` and "quotes".

    ```lstm
    let a   = 2
    print a
    ```

    ## More

    ```lstm
    print  a*3   # three times
    ```

    """

  private func page(_ text: String = text) -> SourceText {
    SourceText(name: "f.lstm.md", text: text, isPage: true)
  }

  @Test func aPageRunsAsAScript() {
    let recorder = Recorder()
    #expect(recorder.session.run(page()) == .success)
    #expect(recorder.texts() == ["2", "6"])
  }

  @Test func aFenceIsACell() {
    #expect(Session.cells(of: page()) == ["Numbers", "More"])
    let recorder = Recorder()
    #expect(recorder.session.run(page(), cell: 2) == .success)
    #expect(recorder.texts() == ["6"])
  }

  @Test func aLoadedFenceIsAnEntry() {
    let recorder = Recorder()
    #expect(recorder.session.load(page(), in: ".") == .success)
    #expect(
      recorder.session.entries.map(\.text) == [
        "let a   = 2\nprint a", "print  a*3   # three times",
      ])
    #expect(recorder.session.entries.map(\.title) == ["Numbers", "More"])
    // Of the prose a script keeps the headings.
    #expect(
      recorder.session.script()
        == "lstm 1\n\n#%% Numbers\nlet a   = 2\nprint a\n\n#%% More\nprint  a*3   # three times\n")
  }

  @Test func proseMakesNothingRunAgain() {
    let recorder = Recorder()
    #expect(recorder.session.update(page()) == .success)
    _ = recorder.texts()
    #expect(
      recorder.session.update(
        page(Self.text.replacing("Some prose", with: "Other words\nand more"))) == .success)
    #expect(recorder.texts() == [])
    #expect(recorder.session.update(page(Self.text.replacing("a*3", with: "a*4"))) == .success)
    #expect(recorder.texts() == ["8"])
  }

  @Test func aScriptMayIncludeAPage() throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.text, to: "f.lstm.md")
    let recorder = Recorder(in: folder.path)
    #expect(recorder.run("include \"f.lstm.md\"\nprint a + 1") == .success, "\(recorder.problems)")
    #expect(recorder.texts() == ["2", "6", "3"])
  }

  @Test func onlyTheFencesAreFormatted() throws {
    let formatted = try CanonicalScript(of: page())
    #expect(formatted.isChanged)
    #expect(
      formatted.text
        == Self.text.replacing("let a   = 2", with: "let a = 2").replacing(
          "print  a*3   #", with: "print a * 3  #"))
    #expect(try !CanonicalScript(of: page(formatted.text)).isChanged)
  }

  @Test func indentsLineEndsAndTheMarkAtTheBeginningStay() throws {
    let text =
      "\u{FEFF}1. item\r\n\r\n   ```lstm\r\n   data d=rows [a]   [\r\n     [1] ] { input a }\r\n   print  1\r\n   ```\r\nend"
    let formatted = try CanonicalScript(of: page(text))
    #expect(formatted.text.hasPrefix("\u{FEFF}1. item\r\n\r\n   ```lstm\r\n   data d"))
    #expect(formatted.text.hasSuffix("\r\n   print 1\r\n   ```\r\nend"))
    #expect(try CanonicalScript(of: page(formatted.text)).text == formatted.text)
    #expect(throws: CanonicalScript.Mistakes.self) {
      try CanonicalScript(of: page("```lstm\nprint (\n```\n"))
    }
  }

  @Test func aSavedRunKnowsNothingOfTheProse() {
    let prose = "Words.\n\n```lstm\n" + Samples.run + "\n```\n\nMore words.\n"
    let (one, other) = (Recorder(), Recorder())
    #expect(one.session.run(page(prose)) == .success)
    #expect(other.run(Samples.run) == .success)
    #expect(one.session.scope["r"]?.recipe.script == other.session.scope["r"]?.recipe.script)
  }
}
