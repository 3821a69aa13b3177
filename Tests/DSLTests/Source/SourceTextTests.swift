import Testing

// SPDX-License-Identifier: Apache-2.0
@testable import DSL

@Suite struct SourceTextTests {
  @Test func positionsCountCharacters() {
    let source = SourceText(name: "t", text: "评论\nab\r\n")
    #expect(source.position(of: 0) == (1, 1))
    #expect(source.position(of: 3) == (1, 2))
    #expect(source.position(of: 7) == (2, 1))
    #expect(source.position(of: 9) == (2, 3))
    #expect(source.lineCount == 2)
    #expect(source.line(2) == "ab")
    #expect(source.offset(ofLine: 2) == 7)
  }

  @Test func placesOutsideAreHarmless() {
    let source = SourceText(name: "t", text: "ab")
    #expect(source[Span(1, 99)] == "b")
    #expect(source[Span(50, 99)] == "")
    #expect(source[Span(2, 1)] == "")
    #expect(source.line(0) == "")
    #expect(source.line(9) == "")
    #expect(source.position(of: 99) == (1, 3))
    #expect(SourceText(name: "t", text: "").lineCount == 1)
  }

  @Test func byteOrderMarkIsLeftOut() {
    let source = SourceText(name: "t", text: "\u{FEFF}ab")
    #expect(source.text == "ab")
    #expect(source.position(of: 1) == (1, 2))
  }

  @Test func bytesMustBeUTF8() throws {
    let source = try SourceText(name: "t", utf8: Array("评论".utf8))
    #expect(source.text == "评论")
    let error = #expect(throws: Diagnostic.self) {
      try SourceText(name: "old.lstm", utf8: [0x61, 0x0A, 0x62, 0xC4, 0x0A])
    }
    #expect(error?.code == .notUTF8)
    #expect(error?.message.contains("line 2") == true)
  }
}
