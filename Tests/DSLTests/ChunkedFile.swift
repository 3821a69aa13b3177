import Testing

// SPDX-License-Identifier: Apache-2.0
@testable import DSL

/// A file of small wrong programs with the mistakes that are to be found in each.
///
/// Programs are separated by lines of `---`. A mistake is announced by a comment
/// `### CODE @COLUMN "part of the message" -> "part of the help"` on its line, several if there are
/// several; column and help may be absent. Lines with nothing but announcements speak for the line
/// above them.
struct ChunkedFile {
  /// A mistake that a program is to have.
  struct Expectation {
    let line: Int
    let code: String
    let column: Int?
    let part: String
    let help: String
  }

  /// One program; its text begins with so many empty lines that its lines count as in the file.
  struct Chunk {
    let source: SourceText
    let expectations: [Expectation]
  }

  let chunks: [Chunk]

  /// The chunks of a file in `Tests/DSLTests/Chunks`.
  init(named name: String) throws {
    self.init(name: name, text: try TestFiles.text("Tests/DSLTests/Chunks/" + name))
  }

  /// The chunks of a text.
  init(name: String, text: String) {
    var chunks: [Chunk] = []
    var lines: [Substring] = []
    var firstLine = 0
    let allLines = (text + "\n---").split(separator: "\n", omittingEmptySubsequences: false)
    for (index, line) in allLines.enumerated() {
      guard line == "---" else {
        lines.append(line)
        continue
      }
      chunks.append(ChunkedFile.chunk(lines, after: firstLine, name: name))
      lines = []
      firstLine = index + 1
    }
    self.chunks = chunks
  }

  /// Runs all programs through a checker and records what is missing and what is too much.
  func check(_ diagnose: (SourceText) -> [Diagnostic]) {
    for chunk in chunks {
      var found = diagnose(chunk.source)
      for expectation in chunk.expectations {
        let match = found.firstIndex { expectation.isMet(by: $0, in: chunk.source) }
        if let match {
          found.remove(at: match)
        } else {
          Issue.record(
            """
            \(chunk.source.name):\(expectation.line): \
            no \(expectation.code)\(expectation.column.map { " @\($0)" } ?? "") \
            "\(expectation.part)" -> "\(expectation.help)"
            """)
        }
      }
      for diagnostic in found {
        Issue.record("not announced:\n\(DiagnosticRenderer().render(diagnostic))")
      }
    }
  }

  private static func chunk(_ lines: [Substring], after count: Int, name: String) -> Chunk {
    var expectations: [Expectation] = []
    var lineAbove = count
    for (index, line) in lines.enumerated() {
      let speaksForLineAbove = line.hasPrefix("###")
      if !speaksForLineAbove { lineAbove = count + index + 1 }
      for announcement in line.split(separator: "### ").dropFirst(speaksForLineAbove ? 0 : 1) {
        expectations += expectation(announcement, line: lineAbove).map { [$0] } ?? []
      }
    }
    let padding = String(repeating: "\n", count: count)
    let text = padding + lines.map { $0 + "\n" }.joined()
    return Chunk(source: SourceText(name: name, text: text), expectations: expectations)
  }
}

extension ChunkedFile {
  /// Reads `CODE @COLUMN "part" -> "help"`.
  private static func expectation(_ text: Substring, line: Int) -> Expectation? {
    let quoted = text.split(separator: "\"", omittingEmptySubsequences: false)
    let head = (quoted.first ?? "").split(separator: " ")
    guard let code = head.first, quoted.count > 1 else { return nil }
    let column = head.dropFirst().first { $0.hasPrefix("@") }.flatMap { Int($0.dropFirst()) }
    return Expectation(
      line: line, code: String(code), column: column, part: String(quoted[1]),
      help: quoted.count > 3 ? String(quoted[3]) : "")
  }
}

extension ChunkedFile.Expectation {
  func isMet(by diagnostic: Diagnostic, in source: SourceText) -> Bool {
    guard let span = diagnostic.span else { return false }
    let place = source.position(of: span.start)
    return place.line == line && (column ?? place.column) == place.column
      && diagnostic.code.rawValue == code
      && (part.isEmpty || diagnostic.message.contains(part))
      && (help.isEmpty || diagnostic.help?.contains(help) == true)
  }
}
