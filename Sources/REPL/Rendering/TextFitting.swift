// SPDX-License-Identifier: Apache-2.0

import DSL

/// Text made to take a given number of columns on the screen.
enum TextFitting {
  /// The text filled up with blanks to `columns`; longer text stays as it is.
  static func pad(
    _ text: String, to columns: Int, alignment: ResultTable.Alignment = .left
  ) -> String {
    let missing = columns - DisplayWidth.of(text)
    guard missing > 0 else { return text }
    let blanks = String(repeating: " ", count: missing)
    return alignment == .left ? text + blanks : blanks + text
  }

  /// The text cut to at most `columns`, with `…` at the end where something is missing.
  static func cut(_ text: String, to columns: Int) -> String {
    guard columns < Int.max, DisplayWidth.of(text) > columns else { return text }
    guard columns > 0 else { return "" }
    var kept = ""
    var used = 0
    for character in text {
      let width = DisplayWidth.of(character)
      if used + width > columns - 1 { break }
      kept.append(character)
      used += width
    }
    return kept + "…"
  }

  /// The text on one line: line feeds and tabs become blanks, other control characters `\u{FFFD}`,
  /// so that no cell of a data file can move the cursor.
  static func singleLine(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isControl) else { return text }
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      let isBlank = scalar == "\n" || scalar == "\t" || scalar == "\r"
      result.append(isBlank ? " " : isControl(scalar) ? "\u{FFFD}" : scalar)
    }
    return String(result)
  }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value)
  }
}
