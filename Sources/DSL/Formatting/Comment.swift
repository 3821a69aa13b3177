// SPDX-License-Identifier: Apache-2.0

/// A comment of a script and where it stands.
struct Comment: Hashable, Sendable {
  /// From the `#` to the last character that is no blank.
  let text: String
  /// True when something else stands before it on its line.
  var isTrailing: Bool
  /// True when the line before it is blank.
  var followsBlankLine: Bool

  /// True for `#%%`, which begins a cell of a notebook and stands in the first column.
  var beginsCell: Bool { text.hasPrefix("#%%") }
}

extension SourceText {
  /// A comment without the blanks at its end; a carriage return is one.
  func commentText(_ span: Span) -> String {
    var end = span.end
    while end > span.start, isBlank(bytes[end - 1]) { end -= 1 }
    return self[Span(span.start, end)]
  }

  /// How many lines end between two offsets, and whether one of these lines is blank.
  func lineEnds(from start: Int, to end: Int) -> (count: Int, holdsBlankLine: Bool) {
    var count = 0
    var isBlankSoFar = false
    var holdsBlankLine = false
    for byte in bytes[min(start, end)..<end] {
      if byte == UInt8(ascii: "\n") {
        if isBlankSoFar { holdsBlankLine = true }
        count += 1
        isBlankSoFar = true
      } else if !isBlank(byte) {
        isBlankSoFar = false
      }
    }
    return (count, holdsBlankLine)
  }

  private func isBlank(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\r")
  }
}
