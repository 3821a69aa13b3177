// SPDX-License-Identifier: Apache-2.0

import DSL
import Testing

@testable import REPL

@Suite struct PlainGlyphsTests {
  @Test(arguments: [
    ("────", "----"), ("━━──", "==--"), ("█▓▒░ ▏▌▇▁", "#%+- |##."), ("a → b", "a -> b"),
    ("… 3 more lines", "... 3 more lines"), ("NAME=…, …", "NAME=..., ..."),
    ("a long wor…", "a long wor~"),
    ("0.81 ± 0.02", "0.81 +- 0.02"), ("plain", "plain"), ("中文 é “x”", "中文 é “x”"), ("", ""),
    ("⠁⡀⣿⠀", "'.: "),
  ])
  func whatIsDrawnBecomesASCII(drawn: String, plain: String) {
    #expect(PlainGlyphs.of(drawn) == plain)
  }

  @Test func sparksAndBarsHaveOneCharacterOfASCIIEach() {
    let drawn = "▁▂▃▄▅▆▇█▏▎▍▌▋▊▉"
    let plain = PlainGlyphs.of(drawn)
    #expect(plain.count == drawn.count)
    #expect(plain.utf8.count == plain.count)
    // What is highest is told from what is lowest.
    #expect(PlainGlyphs.of("▁") != PlainGlyphs.of("█"))
  }

  @Test func columnsKeepTheirPlaces() {
    #expect(PlainGlyphs.of("a → b     c\naaaaa     c") == "a -> b    c\naaaaa     c")
    #expect(PlainGlyphs.of("0.8 ± 0.1   x\n") == "0.8 +- 0.1  x\n")
    #expect(PlainGlyphs.of("  | …cut\n  | ^^^^") == "  | ~cut\n  | ^^^^")
  }

  /// A console whose terminal has ASCII only.
  private func plainConsole() -> (console: Console, output: MemorySink, errors: MemorySink) {
    var terminal = Terminal(isTerminal: true, hasColour: false, canRedraw: true) { 80 }
    terminal.isUnicode = false
    let (output, errors) = (MemorySink(), MemorySink())
    let console = Console(
      output: output, outputTerminal: terminal, errors: errors, errorTerminal: terminal)
    return (console, output, errors)
  }

  @Test func tablesPlotsAndProgressAreDrawnInASCII() {
    let (console, output, errors) = plainConsole()
    let renderer = Renderer(console: console)
    renderer.receive(.table(ResultTable(columns: ["a", "b"], alignments: [], rows: [["1", "2"]])))
    renderer.receive(.note("a → b"))
    #expect(output.text.contains("----") && output.text.allSatisfy(\.isASCII))
    #expect(errors.text == "a -> b\n")
  }

  @Test func whatIsDataStaysAsItIs() {
    let (console, output, errors) = plainConsole()
    let renderer = Renderer(console: console)
    renderer.receive(.text("text → …"))
    renderer.receive(.piece("─"))
    JSONLog(console: console).write("note", [("text", JSONString.encode("…"))])
    #expect(output.text == "text → …\n─")
    #expect(errors.text.contains("…"))
  }
}
