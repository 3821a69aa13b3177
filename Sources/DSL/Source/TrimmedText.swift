// SPDX-License-Identifier: Apache-2.0

extension String {
  /// The text without blanks and line ends at both ends.
  public func trimmingBlanks() -> String {
    guard let first = firstIndex(where: { !$0.isWhitespace }),
      let last = lastIndex(where: { !$0.isWhitespace })
    else { return "" }
    return String(self[first...last])
  }
}
