// SPDX-License-Identifier: Apache-2.0

import DSL

/// Cuts long texts to the screen and keeps the rest for `:more`.
struct Pager {
  /// The lines that are still to be shown.
  private(set) var rest: [String] = []
  private var isNewEntry = true
  private let ellipsis: String

  /// A pager of a terminal.
  init(isUnicode: Bool = true) { ellipsis = isUnicode ? "…" : "..." }

  /// The lines of a screen that a text leaves free: for the entry, the note and the next prompt.
  private static let free = 3

  /// Another entry begins: what it leaves replaces what was left before.
  mutating func beginEntry() { isNewEntry = true }

  /// As much of a text as a screen of that size has room for, with a note when that is not all.
  mutating func cut(_ text: String, width: Int, height: Int) -> String {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if lines.last == "" { lines.removeLast() }
    let count = Self.fitting(lines, width: width, height: height)
    guard count < lines.count else { return text }
    if isNewEntry { rest = [] }
    isNewEntry = false
    rest += lines[count...]
    return (lines[..<count] + [note]).joined(separator: "\n")
  }

  /// The next screenful; nil when nothing is left.
  mutating func more(width: Int, height: Int) -> String? {
    guard !rest.isEmpty else { return nil }
    let count = Self.fitting(rest, width: width, height: height)
    let shown = rest.prefix(count)
    rest.removeFirst(count)
    return (shown + (rest.isEmpty ? [] : [note])).joined(separator: "\n")
  }

  private var note: String {
    "\(ellipsis) \(rest.count) more \(rest.count == 1 ? "line" : "lines"); :more shows them"
  }

  /// How many of the lines a screen has room for, the rows counted that a long line takes; at least
  /// one.
  private static func fitting(_ lines: [String], width: Int, height: Int) -> Int {
    guard height < .max else { return lines.count }
    let room = max(height - free, 1)
    let rows = { (line: String) in
      width > 0 && width < .max ? max((visible(line) + width - 1) / width, 1) : 1
    }
    var (used, count) = (0, 0)
    for line in lines {
      used += rows(line)
      if used > room { break }
      count += 1
    }
    // One line more needs no more room than the note that would stand for it.
    if count == lines.count - 1, rows(lines[count]) == 1, used <= room + 1 { count += 1 }
    return max(count, 1)
  }

  /// The columns of a line, the codes of colours not counted.
  private static func visible(_ line: String) -> Int {
    guard line.contains("\u{1B}") else { return DisplayWidth.of(line) }
    var (plain, isCode) = ("", false)
    for character in line {
      if character == "\u{1B}" {
        isCode = true
      } else if isCode {
        isCode = !character.isLetter
      } else {
        plain.append(character)
      }
    }
    return DisplayWidth.of(plain)
  }
}
