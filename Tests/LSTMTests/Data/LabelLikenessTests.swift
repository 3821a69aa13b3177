// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

@Suite struct LabelLikenessTests {
  @Test(arguments: [
    (["True", "true", "x"], [["True", "true"]]),
    (["1", "true", "0"], [["1", "true"]]),
    (["1", "1.0", "2"], [["1", "1.0"]]),
    (["good one", "good_one", "Ａ", "a"], [["a", "Ａ"], ["good one", "good_one"]]),
    (["0", "1"], []), (["yes", "no"], []), (["true", "false"], []),
  ])
  func namesThatDifferByFormAreAlike(names: [String], alike: [[String]]) {
    let target = Target(ClassTask(Labels(fitting: names)), values: TokenColumn())
    #expect(target.lookalikes == alike)
  }

  @Test(arguments: [
    (" a\u{A0}", "a"), ("\u{200B}a b\u{3000}", "a b"), ("\u{FEFF}é", "é"), ("e\u{301}", "é"),
    ("\u{200B} \u{A0}", ""), ("🏴\u{E0067}\u{E007F}", "🏴\u{E0067}\u{E007F}"),
    ("a\u{200D}b", "a\u{200D}b"),
  ])
  func whatCannotBeSeenIsNoPartOfALabel(cell: String, label: String) {
    #expect(Array(cell.label.utf8) == Array(label.utf8))
  }
}
