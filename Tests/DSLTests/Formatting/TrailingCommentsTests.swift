// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import DSL

@Suite struct TrailingCommentsTests {
  private func joined(_ lines: (String, String?)...) -> [String] {
    TrailingComments.joined(lines.map { OutputLine(code: $0.0, comment: $0.1) })
  }

  @Test func neighboursShareAColumn() {
    #expect(joined(("a", "# 1"), ("bbb", "# 2")) == ["a    # 1", "bbb  # 2"])
    #expect(joined(("a", "# 1"), ("评论", "# 2")) == ["a     # 1", "评论  # 2"])
    #expect(joined(("a", "# 1"), ("", nil), ("bbb", "# 2")) == ["a  # 1", "", "bbb  # 2"])
    #expect(joined(("a", "# 1"), ("bbb", nil), ("cc", "# 2")) == ["a  # 1", "bbb", "cc  # 2"])
  }

  @Test func aColumnFarAwayIsNone() {
    let (near, far) = (String(repeating: "x", count: 41), String(repeating: "x", count: 42))
    let padded = "a" + String(repeating: " ", count: 42) + "# 1"
    #expect(joined(("a", "# 1"), (near, "# 2")) == [padded, near + "  # 2"])
    #expect(joined(("a", "# 1"), (far, "# 2")) == ["a  # 1", far + "  # 2"])
  }

  @Test func noLineBecomesTooLongForAColumn() {
    let (short, long) = (
      "# " + String(repeating: "y", count: 93), "# " + String(repeating: "y", count: 94)
    )
    #expect(joined(("a", short), ("bbb", "# 2")) == ["a    " + short, "bbb  # 2"])
    #expect(joined(("a", long), ("bbb", "# 2")) == ["a  " + long, "bbb  # 2"])
  }
}
