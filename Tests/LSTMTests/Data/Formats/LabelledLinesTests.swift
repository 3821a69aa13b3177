// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import LSTM

@Suite struct LabelledLinesTests {
  @Test func theFirstBlankEndsTheLabel() throws {
    let rows = try table("0 How did it end ? \n \n1\tTAB too\n2 \n", .labelled)
    #expect(rows.columns == ["label", "text"])
    #expect(try rows.column("label") == ["0", "1", "2"])
    #expect(try rows.column("text") == ["How did it end ?", "TAB too", ""])
    #expect(rows.lines == [1, 3, 4])
  }

  @Test func labelsOfFastTextAreASet() throws {
    let text = "__label__a one\n__label__a __label__b\"c  two three\n"
    let rows = try table(text, .labelled)
    #expect(try rows.column("text") == ["one", "two three"])
    let cells = try rows.column("label", allowsLists: true)
    #expect(cells[0] == "a" && TargetCells().values(in: cells[1]) == ["a", "b\"c"])
    #expect(
      fact { try table("__label__a x\nb y\n", .labelled) } == .labelMissing(line: 2))
    #expect(fact { try table("__label__a x\n__label__b\n", .labelled) } == .textMissing(line: 2))
  }

  @Test func complainsWithTheLine() {
    #expect(fact { try table("0 a\nalone\n", .labelled) } == .textMissing(line: 2))
    #expect(fact { try table("0 a\n text\n", .labelled) } == .labelMissing(line: 2))
    #expect(fact { try table("\n\n", .labelled) } == .noRows)
  }
}
