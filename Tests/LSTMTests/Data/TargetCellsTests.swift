// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

@Suite struct TargetCellsTests {
  @Test(arguments: [
    ("a, b,a", ",", ["a", "b"]), ("", ",", []), (" , ,", ",", []),
    ("deep learning_net", "_", ["deep learning", "net"]), ("a::b:c", "::", ["a", "b:c"]),
    ("a  b\tc", " ", ["a", "b", "c"]), ("a||b", "|", ["a", "b"]),
    (#"["x, y", 2, true]"#, ",", ["x, y", "2", "true"]), ("[]", ",", []),
    ("[draft], b", ",", ["[draft]", "b"]), ("\u{1E}[\"a\"]", ",", ["a"]),
  ])
  func holdsEachOnce(cell: String, separator: String, values: [String]) {
    #expect(TargetCells(separator: separator).values(in: cell) == values)
  }

  @Test(arguments: ["\u{1E}[[1]]", "\u{1E}[{}]", "\u{1E}[1", "\u{1E}[1] 2"])
  func aListOfListsIsNone(cell: String) {
    #expect(TargetCells().values(in: cell) == nil)
  }
}
