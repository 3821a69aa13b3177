import Testing

// SPDX-License-Identifier: Apache-2.0
@testable import DSL

@Suite struct SyntaxChunksTests {
  @Test func everyMistakeIsFoundWhereItIsAnnounced() throws {
    let file = try ChunkedFile(named: "syntax.chunks")
    #expect(file.chunks.count > 20)
    #expect(
      file.chunks.allSatisfy { !$0.expectations.isEmpty || $0.source.text.contains("# fine") })
    file.check { Parser.parse($0).diagnostics }
  }

  @Test(arguments: [
    "print 1  ### E0105 \"missing\"", "print )", "print )  ### E0104 \"found\"",
    "print )  ### E0105 \"other words\"", "print )\n\n### E0105 \"found\"",
    "print ); print )  ### E0105 \"found\"", "print 1\n---\nprint )",
    "print )  ### E0105 @6 \"found\"", "print )\n### E0105 @7 \"found\" -> \"help\"",
  ])
  func whatIsMissingOrTooMuchFails(text: String) {
    let file = ChunkedFile(name: "wrong.chunks", text: text)
    withKnownIssue { file.check { Parser.parse($0).diagnostics } }
  }

  @Test(arguments: [
    "print )  ### E0105 \"found `)`\"", "print )\n### E0105 \"found\"", "print 1",
    "print ); print )  ### E0105 \"found\"  ### E0105 \"\"",
    "print 1\n---\n\nprint )  ### E0105 \"found\"",
    "print )  ### E0105 @7 \"found\"", "print ); print )\n### E0105 @7 \"\"\n### E0105 @16 \"\"",
    "modle m\n### E0107 @1 \"begins\" -> \"`model`\"",
  ])
  func whatIsAnnouncedPasses(text: String) {
    ChunkedFile(name: "right.chunks", text: text).check { Parser.parse($0).diagnostics }
  }
}
