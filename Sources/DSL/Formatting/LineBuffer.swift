// SPDX-License-Identifier: Apache-2.0

/// A line of a formatted script.
struct OutputLine: Hashable, Sendable {
  /// What stands on it, with the blanks before it; a comment when that is all there is.
  var code = ""
  /// The comment after the code.
  var comment: String?
}

/// Lines that are being written.
struct LineBuffer {
  /// The lines so far; the last one may grow.
  private(set) var lines = [OutputLine()]
  /// The columns of the last line.
  private(set) var column = 0
  /// The indentation of the last line.
  private(set) var indentation = 0

  /// Writes after what stands on the line.
  mutating func append(_ text: String, spacing: Int = 0) {
    lines[lines.count - 1].code += String(repeating: " ", count: spacing) + text
    column += spacing + DisplayWidth.of(text)
  }

  /// Ends the line and indents the next.
  mutating func endLine(indentation: Int) {
    lines.append(OutputLine(code: String(repeating: " ", count: indentation)))
    column = indentation
    self.indentation = indentation
  }

  /// Ends the line with the comments that stand before the next, which begin at an indentation.
  ///
  /// The first one goes after the code if it stood so; the others get lines of their own.
  mutating func end(with comments: [Comment], indentation: Int, keepingBlankLines: Bool) {
    for (index, comment) in comments.enumerated() {
      if index == 0, comment.isTrailing {
        lines[lines.count - 1].comment = comment.text
        continue
      }
      if keepingBlankLines, comment.followsBlankLine { appendBlankLine() }
      endLine(indentation: comment.beginsCell ? 0 : indentation)
      append(comment.text)
    }
  }

  /// Puts a blank line below this one.
  mutating func appendBlankLine() {
    lines.append(OutputLine())
  }
}
