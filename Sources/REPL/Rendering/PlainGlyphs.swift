// SPDX-License-Identifier: Apache-2.0

import DSL

/// ASCII in the place of what the program draws with, for terminals whose locale has no more.
///
/// Texts of the user are not touched: what is not listed here stays.
enum PlainGlyphs {
  /// The text in ASCII.
  ///
  /// What grows by that takes the columns from the next gap of several blanks, so that columns keep
  /// their places.
  static func of(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 > 0x7F }) else { return text }
    var result = ""
    result.reserveCapacity(text.utf8.count)
    var (owed, blanks, last) = (0, 0, Character("\n"))
    for character in text {
      if character == " " {
        blanks += 1
        last = character
        continue
      }
      if character == "\n" { owed = 0 }
      result += gap(blanks, owed: &owed)
      blanks = 0
      if let plain = glyph(character, after: last, result) {
        owed += plain.count - DisplayWidth.of(character)
        result += plain
      } else {
        result.append(character)
      }
      last = character
    }
    return result + gap(blanks, owed: &owed)
  }

  private static func gap(_ blanks: Int, owed: inout Int) -> String {
    guard blanks > 1, owed > 0 else { return String(repeating: " ", count: blanks) }
    let paid = min(owed, blanks - 1)
    owed -= paid
    return String(repeating: " ", count: blanks - paid)
  }

  /// What stands for a character; nil for one that stays.
  private static func glyph(
    _ character: Character, after last: Character, _ before: String
  ) -> String? {
    guard let scalar = character.unicodeScalars.first, !character.isASCII else { return nil }
    if character == "…" {
      // At the end of a word, and at the edge of an excerpt, something was cut off.
      let isCut = last.isLetter || last.isNumber || last == " " && before.hasSuffix("| ")
      return isCut ? "~" : "..."
    }
    if (0x2800...0x28FF).contains(scalar.value) { return braille(scalar.value - 0x2800) }
    return table[character]
  }

  /// A cell of dots, by which half of it has some.
  private static func braille(_ dots: UInt32) -> String {
    let (upper, lower) = (dots & 0b0001_1011 != 0, dots & 0b1110_0100 != 0)
    return upper && lower ? ":" : upper ? "'" : lower ? "." : " "
  }

  private static let table: [Character: String] = [
    "─": "-", "━": "=", "│": "|", "┊": "|", "┤": "+", "└": "+", "┬": "+", "→": "->", "↓": "v",
    "█": "#", "▓": "%", "▒": "+", "░": "-", "▉": "#", "▊": "#", "▋": "#", "▌": "#", "▍": "|",
    "▎": "|", "▏": "|", "▁": ".", "▂": ".", "▃": ":", "▄": ":", "▅": "+", "▆": "+", "▇": "#",
    "●": "*", "○": "o", "◆": "#", "◇": "+", "▲": "A", "△": "^", "·": ".", "±": "+-", "×": "x",
    "–": "-", "⏎": "$", "␤": "$", "␣": "_", "Σ": "sum ", "²": "^2", "√": "sqrt", "π": "pi",
  ]
}
