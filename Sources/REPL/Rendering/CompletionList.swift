// SPDX-License-Identifier: Apache-2.0

import DSL

/// What Tab shows: a candidate a line with what there is to say about it, or all side by side.
struct CompletionList {
  private static let gap = 2
  /// The rows of the screen that are left for the line that is being typed.
  private static let rowsForLine = 3
  /// The candidates get no more than this share of the width while there are details.
  private static let widestShare = 0.4

  /// The colours to use.
  var palette: Palette
  /// The size of the screen.
  var rows: Int
  var columns: Int

  /// The candidates as lines, each ended by a line feed; nil for none.
  func render(_ candidates: [Completions.Candidate]) -> String? {
    guard !candidates.isEmpty else { return nil }
    let lines =
      candidates.contains { !$0.detail.isEmpty }
      ? described(candidates) : sideBySide(candidates.map(\.text))
    let room = max(rows - Self.rowsForLine, 4)
    guard lines.count > room else { return lines.map { $0.text + "\n" }.joined() }
    let shown = lines.prefix(room - 1)
    let left = candidates.dropFirst(shown.reduce(0) { $0 + $1.count })
    let names = left.map { TextFitting.singleLine($0.text) }.joined(separator: " ")
    let rest = TextFitting.cut("… \(left.count) more: \(names)", to: columns - 1)
    return shown.map { $0.text + "\n" }.joined() + palette.paint(rest, .faint) + "\n"
  }

  private typealias Line = (text: String, count: Int)

  private func described(_ candidates: [Completions.Candidate]) -> [Line] {
    let texts = candidates.map { TextFitting.singleLine($0.text) }
    let widest = texts.map { DisplayWidth.of($0) }.max() ?? 0
    let width = min(widest, max(Int(Double(columns) * Self.widestShare), 8))
    return zip(texts, candidates).map { text, candidate in
      let name = TextFitting.pad(TextFitting.cut(text, to: width), to: width + Self.gap)
      let detail = TextFitting.cut(
        TextFitting.singleLine(candidate.detail), to: columns - 1 - width - Self.gap)
      guard !detail.isEmpty else { return (name.trimmingBlanks(), 1) }
      return (name + palette.paint(detail, .faint), 1)
    }
  }

  /// In columns, read from left to right.
  private func sideBySide(_ names: [String]) -> [Line] {
    let names = names.map { TextFitting.cut(TextFitting.singleLine($0), to: columns - 1) }
    let width = (names.map { DisplayWidth.of($0) }.max() ?? 0) + Self.gap
    let perRow = max(1, (columns - 1 + Self.gap) / max(width, 1))
    return stride(from: 0, to: names.count, by: perRow).map { first in
      let cells = names[first..<min(first + perRow, names.count)]
      let padded = cells.dropLast().map { TextFitting.pad($0, to: width) } + cells.suffix(1)
      return (padded.joined(), cells.count)
    }
  }
}
