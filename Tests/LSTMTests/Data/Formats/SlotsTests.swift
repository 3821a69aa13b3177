// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import LSTM

@Suite struct SlotsTests {
  @Test func theLastTagIsTheIntent() throws {
    let rows = try table(
      "BOS to  st. louis EOS\tO O B-city I-city go\r\n\nBOS EOS\tO stop\n", .slots)
    #expect(rows.columns == ["text", "slots", "intent"])
    #expect(try rows.column("text") == ["to st. louis", ""])
    #expect(try rows.column("slots") == ["O B-city I-city", ""])
    #expect(try rows.column("intent") == ["go", "stop"])
    #expect(rows.lines == [1, 3])
  }

  @Test func complainsWithTheLine() {
    let good = "BOS a EOS\tO O x\n"
    #expect(
      fact { try table(good + "BOS a EOS O O x\n", .slots) }
        == .badSlots(line: 2, reason: "there is no TAB"))
    for text in ["a EOS\tO x\n", "BOS a\tO x\n", "BOS\tx\n", "\tO\n"] {
      #expect(
        fact { try table(good + text, .slots) }
          == .badSlots(line: 2, reason: "the words do not stand between BOS and EOS"))
    }
    #expect(
      fact { try table(good + "\nBOS a b EOS\tO O x\n", .slots) }
        == .badSlots(line: 3, reason: "there are 4 words with BOS and EOS, and 3 tags"))
  }
}
