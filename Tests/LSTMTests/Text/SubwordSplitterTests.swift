// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import LSTM

@Suite struct SubwordSplitterTests {
  private func runs(_ text: String, _ splitter: SubwordSplitter = SubwordSplitter()) -> [String] {
    var (run, runs) = (SubwordRun(), [String]())
    splitter.forEachRun(in: text, &run) { runs.append($0.bytes.span.text) }
    return runs
  }

  @Test(arguments: [
    ("Don't pay 20 %!", [" Don", "'", "t", " pay", " 2", "0", " %!"]),
    ("well-made_up", [" well", "-", "made_up"]),
    ("a  b ", [" a", " ", " b", " "]), ("  a", ["  ", " a"]), (" ", ["  "]), ("", []),
    ("a \n\r\n\tb", [" a", " ", "\n", "\r", "\n", "\t", "b"]),
    ("a \tb", [" a", " \t", "b"]), ("\n b", ["\n", " ", " b"]), ("\nb", ["\n", " b"]),
    ("\t", ["\t"]),
    ("我在Berlin住了3年。", ["我在", "Berlin", "住了", "3", "年", "。"]),
    (" 我 们", [" ", " 我", " 们"]), ("“好”", [" “", "好", "”"]), ("《好》", ["《", "好", "》"]),
    ("ひらカナ漢字", ["ひらカナ漢字"]), ("Привет, мир", [" Привет", ",", " мир"]),
    ("cafe\u{301}s", [" cafe\u{301}s"]), ("\u{301}a", [" \u{301}", "a"]),
    ("ok!👩🏽‍🚀🎉", [" ok", "!", "👩🏽‍🚀🎉"]), ("1\u{FE0F}\u{20E3}2", [" 1\u{FE0F}\u{20E3}", "2"]),
  ])
  func textsAreCutIntoRuns(text: String, expected: [String]) {
    let found = runs(text)
    #expect(found.map { Array($0.utf8) } == expected.map { Array($0.utf8) }, "\(found)")
  }

  @Test func whiteSpaceIsOneBlankWhereItDoesNotCount() {
    let splitter = SubwordSplitter(keepsSpace: false)
    #expect(runs(" \n a \t\n b,  c \r\n", splitter) == [" a", " b", ",", " c"])
    #expect(runs(" \n 我 \u{3000}们 ", splitter) == ["我", " 们"])
    #expect(runs(" \n\t ", splitter) == [])
  }

  @Test func lettersAreMadeSmallAndDigitsFolded() {
    let small = SubwordSplitter(lower: true)
    #expect(runs("ΟΔΟΣ ΣΑΣ ÄB İ", small) == [" οδος", " σας", " äb", " i\u{307}"])
    let folded = SubwordSplitter(foldsDigits: true)
    #expect(runs("A7 ٣½", folded) == [" A", "0", " 0", "½"])
  }

  @Test func longRunsAreCut() {
    for (character, blank) in [("a", 1), ("我", 0), ("!", 1), ("🎉", 1), ("\u{301}", 1), ("\t", 0)] {
      let lengths = runs(String(repeating: character, count: 150)).map(\.unicodeScalars.count)
      #expect(lengths.allSatisfy { $0 <= SubwordSplitter.longest }, "\(lengths)")
      #expect(lengths == [64, 64, 22 + blank])
    }
  }

  @Test func nothingIsLost() {
    var texts = RandomTexts(seed: 1)
    for _ in 0..<2000 {
      let text = texts.anyText(count: 30)
      var expected: [UInt8] = []
      var isAtStart = true
      for scalar in text.unicodeScalars {
        if isAtStart, SubwordSplitter.wantsBlank(scalar) { expected.append(0x20) }
        expected.append(scalar, lower: false)
        isAtStart = scalar == "\n"
      }
      #expect(runs(text).flatMap { Array($0.utf8) } == expected, "\(text.debugDescription)")
    }
  }

  @Test func bytesSayWhereTheyComeFrom() {
    let text = "  İx\n我 B"
    var run = SubwordRun(isTracked: true)
    var found: [[Range<Int>]] = []
    SubwordSplitter(lower: true, keepsSpace: false).forEachRun(in: text, &run) {
      found.append($0.places)
    }
    #expect(
      found == [
        [2..<2, 2..<4, 2..<4, 2..<4, 4..<5], [5..<6, 6..<9, 6..<9, 6..<9], [9..<10, 10..<11],
      ])
  }
}
