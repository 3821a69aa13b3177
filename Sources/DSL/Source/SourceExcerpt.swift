// SPDX-License-Identifier: Apache-2.0

/// The line under a span as a terminal shows it, with the columns of the caret.
struct SourceExcerpt {
  /// The line: tabs expanded, control characters replaced, cut to the width.
  let text: String
  /// How many columns stand before the first caret.
  let caretColumn: Int
  /// How many carets there are, at least one.
  let caretWidth: Int

  /// The first line of a span in at most `width` columns.
  init(source: SourceText, span: Span, width: Int) {
    let line = source.position(of: span.start).line
    let lineStart = source.offset(ofLine: line)
    let lineEnd = lineStart + source.line(line).utf8.count
    let start = min(max(span.start, lineStart), lineEnd)
    let end = min(max(span.end, start), lineEnd)
    var cells = Cells()
    cells.append(source.written(Span(lineStart, start)))
    var first = cells.columns
    cells.append(source.written(Span(start, end)))
    var last = max(cells.columns, first + 1)
    cells.append(source.written(Span(end, lineEnd)))

    if cells.columns > width {
      let shift = cells.cut(to: width, around: first)
      first -= shift
      last -= shift
    }
    text = cells.text
    caretColumn = first
    caretWidth = max(1, min(last, max(cells.columns, first + 1)) - first)
  }

  /// The character as it may be shown: none that moves the cursor, or the text after it.
  static func visible(_ character: Character) -> Character {
    guard let scalar = character.unicodeScalars.first else { return character }
    switch scalar.properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator: return "\u{FFFD}"
    case .format: return DisplayWidth.of(character) == 0 ? "\u{FFFD}" : character
    default: return character
    }
  }
}

/// Characters with their columns, as they stand on a terminal's line.
private struct Cells {
  private var characters: [(character: Character, width: Int)] = []
  private(set) var columns = 0

  private static let tabStop = 4

  var text: String { String(characters.map(\.character)) }

  /// Adds a part of a line.
  mutating func append(_ part: String) {
    for character in part {
      if character == "\t" {
        let blanks = Cells.tabStop - columns % Cells.tabStop
        characters += Array(repeating: (" ", 1), count: blanks)
        columns += blanks
      } else {
        let shown = SourceExcerpt.visible(character)
        characters.append((shown, DisplayWidth.of(shown)))
        columns += DisplayWidth.of(shown)
      }
    }
  }

  /// Keeps about `width` columns around one of them, with `…` at each cut; returns how many columns
  /// everything moved to the left.
  mutating func cut(to width: Int, around column: Int) -> Int {
    let wanted = max(0, min(column - width / 2, columns - width + 2))
    var skipped = 0
    var kept = characters[...]
    while skipped < wanted, let next = kept.popFirst() { skipped += next.width }
    var result: [(character: Character, width: Int)] = skipped > 0 ? [("…", 1)] : []
    var used = result.count
    while let next = kept.first, used + next.width < width {
      result.append(next)
      used += next.width
      kept.removeFirst()
    }
    if !kept.isEmpty {
      result.append(("…", 1))
      used += 1
    }
    characters = result
    columns = used
    return skipped > 0 ? skipped - 1 : 0
  }
}
