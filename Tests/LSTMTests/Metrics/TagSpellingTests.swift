// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

@Suite struct TagSpellingTests {
  @Test(arguments: [
    (["PER-B", "PER-I", "O"], ["B-PER", "I-PER", "O"]),
    (["B_PER", "I_PER", "O"], ["B-PER", "I-PER", "O"]),
    (["b-per", "i-per", "o"], ["B-per", "I-per", "O"]),
    (["per_b", "per_e", "o"], ["B-per", "E-per", "O"]),
    (["first_name-B", "O"], ["B-first_name", "O"]),
  ])
  func otherSpellingsAreRead(names: [String], standard: [String]) {
    let spelling = TagSpelling(of: names)
    #expect(names.map { spelling?.standard($0) ?? "" } == standard)
  }

  @Test(arguments: [
    ["B-PER", "O"], ["NN", "VB"], ["PER", "O"], ["a-b", "c-d"], ["O"], ["b", "o"], ["X_A", "B_A"],
    ["S_A", "O"], [],
  ])
  func othersAreNone(names: [String]) {
    #expect(TagSpelling(of: names) == nil)
  }
}
