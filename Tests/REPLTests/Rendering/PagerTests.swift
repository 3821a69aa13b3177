// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import REPL

@Suite struct PagerTests {
  private let ten = (1...10).map(String.init).joined(separator: "\n") + "\n"

  @Test func aLongTextIsCutAndTheRestComesByTheScreen() {
    var pager = Pager()
    #expect(
      pager.cut(ten, width: 80, height: 7) == "1\n2\n3\n4\n… 6 more lines; :more shows them")
    #expect(pager.more(width: 80, height: 7) == "5\n6\n7\n8\n… 2 more lines; :more shows them")
    #expect(pager.more(width: 80, height: 7) == "9\n10")
    #expect(pager.more(width: 80, height: 7) == nil)
  }

  @Test func whatFitsIsLeftAsItIs() {
    var pager = Pager()
    #expect(pager.cut(ten, width: 80, height: 13) == ten)
    #expect(pager.cut(ten, width: 80, height: 12) == ten, "the note would take the line's place")
    #expect(pager.cut(ten, width: 80, height: 11) != ten)
    #expect(pager.cut(ten, width: .max, height: .max) == ten)
    #expect(pager.cut("", width: 80, height: 1) == "")
  }

  @Test func aLongLineTakesSeveralRows() {
    var pager = Pager()
    let line = String(repeating: "\u{1B}[1mx\u{1B}[0m", count: 40)
    let text = [line, line, "end", "end"].joined(separator: "\n")
    #expect(
      pager.cut(text, width: 20, height: 6) == "\(line)\n… 3 more lines; :more shows them")
    #expect(pager.cut(text, width: 40, height: 7) == text)
  }

  @Test func anotherEntryReplacesWhatIsLeft() {
    var pager = Pager()
    _ = pager.cut(ten, width: 80, height: 7)
    _ = pager.cut(ten, width: 80, height: 7)
    #expect(pager.rest.count == 12)
    pager.beginEntry()
    #expect(pager.rest.count == 12)
    _ = pager.cut(ten, width: 80, height: 7)
    #expect(pager.rest.count == 6)
  }

  @Test func theSmallestScreenShowsALineAtATime() {
    var pager = Pager()
    #expect(pager.cut("a\nb\nc", width: 1, height: 1).hasPrefix("a\n… 2 more lines"))
    #expect(pager.more(width: 0, height: 0)?.hasPrefix("b") == true)
  }

  @Test func onlyAnInteractivePromptCuts() {
    let test = TestConsole(width: 80)
    test.console.result(ten)
    #expect(test.output.text == ten && !test.console.more())
  }
}
