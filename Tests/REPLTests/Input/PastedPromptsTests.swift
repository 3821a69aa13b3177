// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import REPL

@Suite struct PastedPromptsTests {
  @Test func promptsGoAndSoDoesOutput() {
    let copied = "lstm> model m {\n  ...>   dense 1\n  ...> }\nm: 3 layers\nlstm>\nlstm> show m"
    #expect(PastedPrompts.strip(copied) == "model m {\n  dense 1\n}\n\nshow m")
  }

  @Test func aContinuationAloneIsStripped() {
    #expect(PastedPrompts.strip("  ...> | output") == "| output")
  }

  @Test(arguments: ["seed 7\nlstm> seed 8", "", "lstm 1", "lstm>x", "  indented"])
  func otherTextStaysAsItIs(text: String) {
    #expect(PastedPrompts.strip(text) == text)
  }
}
