// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import LSTM

@Suite struct SegmentedTests {
  @Test func eachCharacterHasATag() throws {
    let rows = try table("  迈向/v  充满/v 的/u\n\n中华人民 iPad 1/2\n", .segmented)
    #expect(rows.columns == ["text", "tags", "pos"])
    #expect(try rows.column("text") == ["迈向充满的", "中华人民iPad1"])
    #expect(try rows.column("tags") == ["B E B E S", "B M M E B M M E S"])
    #expect(
      try rows.column("pos") == ["B-v E-v B-v E-v S-u", "B M M E B M M E S-2"])
    #expect(rows.lines == [1, 3])
  }

  @Test func aSlashMayBeAWord() throws {
    let rows = try table("//w a\n/ b/c/n\n", .segmented)
    #expect(try rows.column("text") == ["/a", "/b/c"])
    #expect(try rows.column("pos") == ["S-w S", "S B-n M-n E-n"])
    #expect(
      fact { try table("a\nb/\n", .segmented) }
        == .badWord(line: 2, reason: "`b/` has nothing after its `/`"))
  }

  /// Names of several words, as the People's Daily has them.
  @Test func bracketsHoldNamesTogether() throws {
    let text = "[中央/n 人民/n 电台/n]nt 在/p [北京/ns]x\n[/w a/n ]/w [b/n\n"
    let rows = try table(text, .segmented)
    #expect(try rows.column("text") == ["中央人民电台在北京", "[a][b"])
    #expect(
      try rows.column("pos") == [
        "B-n E-n B-n E-n B-n E-n S-p B-ns E-ns", "S-w S-n S-w B-n E-n",
      ])
  }

  /// What the format counts is what the text is cut into.
  @Test func tagsAreAsManyAsTokens() throws {
    let table = try table("１２月/t  e\u{301}tudes/n  👩‍👩‍👧/x\n好 的\n", .segmented)
    let data = try DatasetBuilder(
      textColumn: "text", targetColumn: "tags", task: TagsTask.entry,
      options: TextOptions(tokens: "char"),
      split: .inOrder(SplitRatio(train: 100, valid: 0, test: 0))
    ).build(from: table, shuffler: TestShuffler())
    #expect(data.tokens.length(of: 0) == 10 && data.tokens.length(of: 1) == 2)
  }
}
