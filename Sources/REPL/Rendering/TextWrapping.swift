// SPDX-License-Identifier: Apache-2.0

import DSL

/// Text broken between words where a terminal would break it within one.
enum TextWrapping {
  /// A hanging indent goes no further than this share of the width.
  private static let deepest = 0.5

  /// The text in lines of at most `columns`; the lines that a longer one becomes hang below its second
  /// column, or below its beginning where it has none.
  static func wrap(_ text: String, to columns: Int) -> String {
    guard columns < Int.max else { return text }
    return text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { wrapLine(String($0), to: columns, indent: indent(of: $0)) }.joined(separator: "\n")
  }

  /// A diagnostic whose message and remarks are wrapped; the lines of the source stay as they are.
  static func wrapDiagnostic(_ text: String, to columns: Int) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    return lines.enumerated().map { number, line in
      if number == 0 { return wrapLine(line, to: columns, indent: 2) }
      let plain = withoutEscapes(line)
      guard let kind = ["= note: ", "= help: "].first(where: { plain.contains($0) }),
        let start = plain.firstRange(of: kind), plain[..<start.lowerBound].allSatisfy({ $0 == " " })
      else { return line }
      let indent = plain.distance(from: plain.startIndex, to: start.upperBound)
      return wrapLine(line, to: columns, indent: indent)
    }.joined(separator: "\n")
  }

  /// A line as lines of at most `columns`, all but the first after `indent` blanks.
  ///
  /// What is between escapes of colour takes room, they themselves take none.
  static func wrapLine(_ line: String, to columns: Int, indent: Int) -> String {
    guard columns < Int.max, width(of: line) > columns else { return line }
    let indent = min(indent, Int(Double(columns) * deepest))
    let margin = line.prefix { $0 == " " }
    var lines: [String] = []
    var current = String(margin)
    for (number, word) in pieces(of: line.dropFirst(margin.count)).enumerated() {
      let trimmed = word.drop { $0 == " " }
      if number > 0, width(of: current) + width(of: word) > columns {
        lines.append(current)
        current = String(repeating: " ", count: indent) + trimmed
      } else {
        current += word
      }
    }
    return (lines + [current]).joined(separator: "\n")
  }

  /// The columns of a line, its escapes left out.
  static func width(of line: some StringProtocol) -> Int {
    DisplayWidth.of(withoutEscapes(line))
  }

  /// The text without the sequences that switch colours.
  private static func withoutEscapes(_ text: some StringProtocol) -> String {
    var plain = ""
    var isInEscape = false
    for character in text {
      if isInEscape {
        isInEscape = !character.isLetter
      } else if character == "\u{1B}" {
        isInEscape = true
      } else {
        plain.append(character)
      }
    }
    return plain
  }

  /// Words, each with the blanks before it.
  private static func pieces(of line: Substring) -> [Substring] {
    var pieces: [Substring] = []
    var rest = line
    while !rest.isEmpty {
      let word = rest.drop { $0 == " " }
      let end = word.firstIndex(of: " ") ?? word.endIndex
      pieces.append(rest[rest.startIndex..<end])
      rest = rest[end...]
    }
    return pieces
  }

  /// Where the second column of a line begins: after the first run of two blanks within it.
  private static func indent(of line: Substring) -> Int {
    let margin = line.prefix { $0 == " " }.count
    let body = line.dropFirst(margin)
    guard let gap = body.firstRange(of: "  ") else { return margin + 2 }
    let head = line[..<gap.lowerBound]
    let blanks = line[gap.lowerBound...].prefix { $0 == " " }.count
    return DisplayWidth.of(head) + blanks
  }
}
