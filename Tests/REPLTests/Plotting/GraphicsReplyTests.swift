// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import REPL

@Suite struct GraphicsReplyTests {
  private func reply(_ text: String, pieces: Int = 1) -> GraphicsReply {
    var reply = GraphicsReply()
    let bytes = Array(text.utf8)
    for start in stride(from: 0, to: bytes.count, by: pieces) {
      reply.take(Array(bytes[start..<min(start + pieces, bytes.count)]))
    }
    return reply
  }

  @Test(arguments: [
    ("\u{1B}_Gi=31;OK\u{1B}\\\u{1B}[?62;c", TerminalGraphics.kitty),
    ("\u{1B}_Gi=31;ENOTSUPPORTED:no\u{1B}\\\u{1B}[?62;4c", .sixel),
    ("\u{1B}[?63;1;2;4;6c", .sixel), ("\u{1B}[?4c", .charactersOnly),
    ("\u{1B}[?62;22c", .charactersOnly), ("\u{1B}[?6c", .charactersOnly),
  ])
  func whatATerminalSays(text: String, expected: TerminalGraphics) {
    for pieces in [1, 2, 3, 100] {
      let reply = reply(text, pieces: pieces)
      #expect(reply.isComplete && reply.graphics == expected && reply.typed.isEmpty)
    }
  }

  @Test(arguments: [1, 2, 5, 100])
  func whatIsTypedMeanwhileIsKeptInItsOrder(pieces: Int) {
    let text = "pri\u{1B}[A\u{1B}_Gi=31;OK\u{1B}\\nt\u{1B}OB好\u{1B}[?62;4cd\u{1B}[200~x"
    var reply = reply(text, pieces: pieces)
    reply.end()
    #expect(String(decoding: reply.typed, as: UTF8.self) == "pri\u{1B}[Ant\u{1B}OB好d\u{1B}[200~x")
    #expect(reply.isComplete && reply.graphics == .kitty)
  }

  @Test func anAnswerThatNeverEndsIsGivenBack() {
    var reply = reply("a\u{1B}[?62;4")
    #expect(!reply.isComplete)
    reply.end()
    #expect(reply.typed == Array("a\u{1B}[?62;4".utf8))
    var long = self.reply("\u{1B}_G" + String(repeating: "x", count: 1000))
    long.end()
    #expect(long.typed.count == 1003)
  }

  @Test(arguments: [
    ("xterm-kitty", false, true, true), ("xterm", false, true, true),
    ("tmux-256color", false, false, true),
    ("xterm-256color", true, false, true), ("screen", false, false, true),
    ("dumb", false, false, false), ("", false, false, false), ("linux", false, false, false),
  ])
  func whomToAsk(term: String, isInTmux: Bool, asksKitty: Bool, asks: Bool) {
    let question = TerminalQuery.question(term: term, isInTmux: isInTmux)
    #expect((question != nil) == asks)
    #expect((question?.contains(GraphicsReply.kittyQuestion) ?? false) == asksKitty)
  }
}
