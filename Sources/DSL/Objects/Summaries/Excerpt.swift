// SPDX-License-Identifier: Apache-2.0

/// The beginning of a text that fits into some columns of the screen.
enum Excerpt {
  /// The text on one line, cut after a whole word, and `…` where something is missing.
  ///
  /// Wide characters such as Chinese ones take two columns, and may be cut between any two.
  static func of(_ text: String, columns: Int) -> String {
    let line = String(text.map { $0.isNewline || $0 == "\t" ? " " : $0 })
    guard DisplayWidth.of(line) > columns else { return line }
    var (used, end, lastBreak) = (0, line.startIndex, line.startIndex)
    var wasWide = false
    for index in line.indices {
      let character = line[index]
      let width = DisplayWidth.of(character)
      // A word ends before a blank, and at each side of a wide character.
      if character == " " || width == 2 || wasWide { lastBreak = index }
      if used + width > columns - 1 {
        end = index
        break
      }
      used += width
      wasWide = width == 2
      end = line.index(after: index)
    }
    // A single word that does not fit is cut all the same.
    let cut = lastBreak > line.startIndex ? min(lastBreak, end) : end
    let kept = line[..<cut]
    let last = kept.lastIndex { $0 != " " }.map { kept.index(after: $0) } ?? kept.startIndex
    return kept[..<last] + "…"
  }
}
