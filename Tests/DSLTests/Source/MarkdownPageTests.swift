// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import DSL

@Suite struct MarkdownPageTests {
  /// The statements of the fences of a page, and the lines that they begin on.
  private func fences(_ text: String) -> [String] {
    let source = SourceText(name: "f.lstm.md", text: text, isPage: true)
    return (source.page?.fences ?? []).map { fence in
      "\(source.position(of: fence.code.start).line) \(fence.statements(in: source))"
    }
  }

  @Test(arguments: [
    ("```lstm\nprint 1\n```\n", ["2 print 1\n"]),
    (
      "prose\n~~~ lstm\nprint 1\n~~~\nprose\n```lstm\nprint 2\n```", ["3 print 1\n", "7 print 2\n"]
    ),
    ("````lstm\nprint 1\n```\n````\n", ["2 print 1\n```\n"]),
    // Fences of other languages hide what stands in them.
    ("````markdown\n```lstm\nprint 1\n```\n````\n", []), ("```python\nprint(1)\n```\n", []),
    ("```lstms\nprint 1\n```\n", []), ("``lstm\nprint 1\n``\n", []),
    // Lists.
    ("1. item\n\n   ```lstm\n   print 1\n   ```\n2. item\n", ["4 print 1\n"]),
    ("- ```lstm\n  print 1\n  ```\n", ["2 print 1\n"]),
    ("- a\n  - b\n\n    ```lstm\n    print [\n      1]\n    ```\n", ["5 print [\n  1]\n"]),
    ("- ```lstm\n  print 1\nleft of it\n", ["2 print 1\n"]),
    // Indented by four it is code, and no fence.
    ("    ```lstm\n    print 1\n    ```\n", []),
    ("   ```lstm\n   print 1\n   ```\n", ["2 print 1\n"]),
    // What is commented out does not run.
    ("<!--\n```lstm\nprint 1\n```\n-->\n```lstm\nprint 2\n```\n", ["7 print 2\n"]),
    ("---\ntitle: a\n---\n```lstm\nprint 1\n```\n", ["5 print 1\n"]),
    ("```lstm\r\nprint 1\r\n```\r\n", ["2 print 1\n"]), ("```lstm\n```\n", ["2 "]),
    ("```lstm\nprint 1", ["2 print 1"]), ("", []), ("no fence", []), ("```lstm", ["1 "]),
  ])
  func fencesAreFound(text: String, expected: [String]) { #expect(fences(text) == expected) }

  @Test(arguments: [
    ("# One\n", "One"), ("## One ##\n", "One"), ("One\n===\n", "One"), ("One\n---\n", "One"),
    ("#One\n", nil), ("# One\n\n### Two\n", "Two"), ("text\n\n---\n", nil), ("####### One\n", nil),
    ("- # One\n", "One"), ("```\n# One\n```\n", nil), ("# C# \n", "C#"),
  ])
  func headingsNameTheFencesBelowThem(text: String, heading: String?) {
    let source = SourceText(name: "f.md", text: text + "\n```lstm\nprint 1\n```\n", isPage: true)
    #expect(source.page?.fences.map(\.heading) == [heading])
  }

  @Test func statementsKeepTheirPlaces() {
    let text =
      "# Überschrift 中文\n\n```lstm\nprint 1\n```\n\nprose print 2\n\n~~~lstm\nprint nothing\n~~~\n"
    let source = SourceText(name: "f.md", text: text, isPage: true)
    #expect(source.bytes.count == text.utf8.count)
    #expect(source.lineCount == 11)
    let problems = Recorder().session.check(source)
    #expect(problems.map(\.line) == ["E0201 `nothing` is not defined"])
    let span = problems.first?.span
    #expect(span.map { source.position(of: $0.start).line } == 10)
    #expect(span.map { source.position(of: $0.start).column } == 7)
    let shown = problems.first.map { DiagnosticRenderer().render($0) } ?? ""
    #expect(
      shown.contains(" --> f.md:10:7\n   |\n10 | print nothing\n   |       ^^^^^^^"), "\(shown)")
  }

  @Test func noStatementGoesOnInTheNextFence() {
    let text = "```lstm\nprint [1,\n```\n\n```lstm\n2]\n```\n"
    let source = SourceText(name: "f.md", text: text, isPage: true)
    let found = Recorder().session.check(source)
    #expect(
      found.first.map { source.position(of: $0.start).line } == 2
        || found.first.map { source.position(of: $0.start).line } == 3)
    #expect(found.count == 2)
  }

  @Test func aFenceWithoutAnEndIsAMistake() {
    let source = SourceText(name: "f.md", text: "a\n```lstm\nprint 1\n", isPage: true)
    let found = Recorder().session.check(source)
    #expect(found.map(\.line) == ["E0106 the fence that begins here has no end"])
    #expect(DiagnosticRenderer().render(found[0]).contains("2 | ```lstm\n  | ^^^^^^^"))
  }

  @Test func onlyFilesOfMarkdownArePages() throws {
    let bytes = Array("```lstm\nprint 1\n```\n".utf8)
    #expect(try SourceText(name: "a/f.lstm.md", utf8: bytes).isPage)
    #expect(try SourceText(name: "README.MD", utf8: bytes).isPage)
    #expect(try !SourceText(name: "f.lstm", utf8: bytes).isPage)
    #expect(!SourceText(name: "f.lstm.md", text: "print 1").isPage)
  }

  @Test func outputsBelowAFenceAreItsOwn() {
    let fence = "```lstm\nprint 1\n```\n"
    for (below, length) in [
      ("\n```output\n1\n```\n", 17), ("\n```output\n1\n```\n\nprose", 17),
      ("\nprose\n\n```output\n1\n```\n", 0),
      ("\n````output\n```\n````\n\n![a](f.md.files/1.svg)\n\n![b](other/1.svg)\n", 45), ("\n\n", 0),
      ("\n![a](f.md.files/1.svg)\n", 24), ("\n```text\n1\n```\n", 0), ("", 0),
    ] {
      let source = SourceText(name: "x/f.md", text: fence + below, isPage: true)
      let outputs = source.page?.fences.first?.outputs
      #expect(outputs.map { $0.end - $0.start } == length, "\(below)")
      #expect(outputs?.start == fence.utf8.count)
    }
  }

  @Test func hostileBytesDoNotStopIt() {
    var state: UInt64 = 1
    let pieces = [
      "```", "~~~", "lstm", "\n", "\r\n", "- ", "1. ", " ", "\t", "#", "<!--", "-->", "中", "`",
      "output", "---",
    ]
    for _ in 0..<2000 {
      var text = ""
      for _ in 0..<20 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        text += pieces[Int(state >> 40) % pieces.count]
      }
      let source = SourceText(name: "f.md", text: text, isPage: true)
      #expect(source.bytes.count == text.utf8.count)
      for fence in source.page?.fences ?? [] {
        #expect(fence.start <= fence.code.start && fence.code.start <= fence.code.end)
        #expect(fence.code.end <= fence.end && fence.end <= fence.outputs.end)
      }
      _ = Parser.parse(source)
    }
  }
}
