// SPDX-License-Identifier: Apache-2.0
@testable import DSL
import Testing

/// A file of small wrong programs with the mistakes that are to be found in each.
///
/// Programs are separated by lines of `---`. A mistake is announced by a comment
/// `### CODE "part of the message"` on its line, several if there are several. A line with nothing
/// but announcements speaks for the line above, for lines that end inside a text.
struct ChunkedFile {
  /// A mistake that a program is to have.
  struct Expectation {
    let line: Int
    let code: String
    let part: String
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
            no \(expectation.code) "\(expectation.part)"
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
    for (index, line) in lines.enumerated() {
      let speaksForLineAbove = line.hasPrefix("###")
      for announcement in line.split(separator: "### ").dropFirst(speaksForLineAbove ? 0 : 1) {
        let parts = announcement.split(separator: " ", maxSplits: 1)
        guard parts.count == 2 else { continue }
        let message = parts[1].drop { $0 != "\"" }.dropFirst().prefix { $0 != "\"" }
        expectations.append(
          Expectation(
            line: count + index + (speaksForLineAbove ? 0 : 1), code: String(parts[0]),
            part: String(message)))
      }
    }
    let padding = String(repeating: "\n", count: count)
    let text = padding + lines.map { $0 + "\n" }.joined()
    return Chunk(source: SourceText(name: name, text: text), expectations: expectations)
  }
}

extension ChunkedFile.Expectation {
  func isMet(by diagnostic: Diagnostic, in source: SourceText) -> Bool {
    guard let span = diagnostic.span else { return false }
    return source.position(of: span.start).line == line && diagnostic.code.rawValue == code
      && (part.isEmpty || diagnostic.message.contains(part))
  }
}
