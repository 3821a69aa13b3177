// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

@Suite struct ChunkTagTests {
  @Test func readsPositionAndType() {
    #expect(ChunkTag("O") == .outside)
    #expect(ChunkTag("B-PER") == ChunkTag(.begin, "PER"))
    #expect(ChunkTag("I-ORG") == ChunkTag(.inside, "ORG"))
    #expect(ChunkTag("M-NAME") == ChunkTag(.inside, "NAME"))
    #expect(ChunkTag("E-NAME") == ChunkTag(.end, "NAME"))
    #expect(ChunkTag("S-NAME") == ChunkTag(.single, "NAME"))
    #expect(ChunkTag("B-fromloc.city_name")?.type == "fromloc.city_name")
    #expect(ChunkTag("I-a-b")?.type == "a-b")
    #expect(ChunkTag("B-地名")?.type == "地名")
    #expect(ChunkTag("B-\u{301}x")?.type.utf8.count == 3)
    #expect(ChunkTag("E") == ChunkTag(.end, ""))
    #expect(ChunkTag("L-PER") == ChunkTag(.end, "PER") && ChunkTag("L") == nil)
    #expect(ChunkTag("U-PER") == ChunkTag(.single, "PER") && ChunkTag("U") == nil)
  }

  @Test(arguments: ["", "o", "NN", "B-", "BPER", "X-PER", "O-PER", "-", "B PER", "é", "OO"])
  func otherTextsAreNoTags(text: String) {
    #expect(ChunkTag(text) == nil)
  }

  @Test func entitiesOfLegalTags() {
    #expect(entities("B-A I-A O B-B B-B") == [of("A", 0, 2), of("B", 3, 4), of("B", 4, 5)])
    #expect(entities("B-A M-A E-A S-B O S-A") == [of("A", 0, 3), of("B", 3, 4), of("A", 5, 6)])
    #expect(entities("O O") == [] && entities("") == [])
    #expect(entities("B M E S") == [of("", 0, 3), of("", 3, 4)])
  }

  @Test func entitiesOfTagsThatBreakTheRules() {
    #expect(entities("O I-A I-A") == [of("A", 1, 3)])
    #expect(entities("B-A I-B I-B") == [of("A", 0, 1), of("B", 1, 3)])
    #expect(entities("E-A E-A I-A") == [of("A", 0, 1), of("A", 1, 2), of("A", 2, 3)])
    #expect(entities("B-A S-A I-A O") == [of("A", 0, 1), of("A", 1, 2), of("A", 2, 3)])
    #expect(entities("I-A B-A") == [of("A", 0, 1), of("A", 1, 2)])
  }

  private func entities(_ text: String) -> [Entity] {
    Entity.all(in: text.split(separator: " ").compactMap { ChunkTag(String($0)) })
  }

  private func of(_ type: String, _ start: Int, _ end: Int) -> Entity {
    Entity(type: type, range: start..<end)
  }
}
