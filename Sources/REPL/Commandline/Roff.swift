// SPDX-License-Identifier: Apache-2.0

/// Text with the macros of `man`, so written that none of it is taken for a request.
struct Roff {
  private var lines: [String] = [#".\" SPDX-License-Identifier: Apache-2.0"#]

  /// The text so far.
  var text: String { lines.map { $0 + "\n" }.joined() }

  /// A request with its arguments.
  mutating func request(_ name: String, _ arguments: [String] = []) {
    let quoted = arguments.map { "\"\(Self.escaped($0))\"" }
    lines.append(([".\(name)"] + quoted).joined(separator: " "))
  }

  /// Begins a section; headings are in capitals.
  mutating func section(_ title: String) { request("SH", [title.uppercased()]) }

  /// Begins a part of a section.
  mutating func subsection(_ title: String) { request("SS", [title]) }

  /// A paragraph that is filled, or several with empty lines between; what stands between backticks
  /// becomes bold.
  mutating func paragraph(_ text: String) {
    for paragraph in text.split(separator: "\n\n") {
      request("PP")
      line(String(paragraph))
    }
  }

  /// A term, and what it means under it.
  mutating func item(_ term: String, _ meaning: String) {
    request("TP")
    lines.append(#"\fB"# + Self.escaped(term) + #"\fR"#)
    line(meaning)
  }

  /// Lines that stay as they are, indented.
  mutating func verbatim(_ content: [String]) {
    request("PP")
    request("RS", ["4"])
    request("nf")
    for line in content { lines.append(Self.guarded(Self.escaped(line))) }
    request("fi")
    request("RE")
  }

  /// Text that goes on from what stands before it.
  mutating func line(_ text: String) {
    for part in text.split(separator: "\n") {
      let words = part.split(separator: "`", omittingEmptySubsequences: false).map(String.init)
      let styled = words.enumerated().map { index, word in
        index % 2 == 1 && index < words.count - 1
          ? #"\fB"# + Self.escaped(word) + #"\fR"# : Self.escaped(word)
      }
      lines.append(Self.guarded(styled.joined()))
    }
  }

  /// A line that a point or a quote at its beginning would make a request.
  private static func guarded(_ line: String) -> String {
    line.hasPrefix(".") || line.hasPrefix("\\(aq") ? "\\&" + line : line
  }

  /// Characters that roff would take for something else, or show as another one.
  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": result += #"\e"#
      case "-": result += #"\-"#
      case "'": result += #"\(aq"#
      case "`": result += #"\(ga"#
      case "\"": result += #"\(dq"#
      case "^": result += #"\(ha"#
      case "~": result += #"\(ti"#
      case _ where !scalar.isASCII:
        let digits = String(scalar.value, radix: 16, uppercase: true)
        result += #"\[u"# + String(repeating: "0", count: max(0, 4 - digits.count)) + digits + "]"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
