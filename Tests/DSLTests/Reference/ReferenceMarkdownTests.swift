// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import DSL

@Suite struct ReferenceMarkdownTests {
  /// `RECORD=1` writes the file anew, and fails once so that nobody records without noticing.
  @Test func theFileIsWhatTheProgramWrites() throws {
    let path = "docs/reference.md"
    let written = Reference.markdown()
    if ProcessInfo.processInfo.environment["RECORD"] == "1" {
      try Data(written.utf8).write(to: URL(fileURLWithPath: TestFiles.root + path))
      Issue.record("recorded \(path)")
    }
    #expect(try TestFiles.text(path) == written, "`make docs` writes it anew")
  }

  @Test func everythingIsInIt() {
    let text = Reference.markdown()
    for topic in Reference.topics {
      #expect(text.contains("### `\(topic.name)`"))
      #expect(text.contains("```\n\(topic.form)\n```"))
      for setting in topic.settings { #expect(text.contains("| `\(setting.name)` |")) }
    }
    for kind in ObjectKind.allCases {
      for field in kind.type.fields { #expect(text.contains("| `\(field.name)` |")) }
      for facet in kind.type.facets { #expect(text.contains("| `\(facet.name)` |")) }
      for plot in kind.type.plots { #expect(text.contains("| `\(plot.name)` | \(plot.summary)")) }
    }
    for code in DiagnosticCode.allCases { #expect(text.contains("| `\(code.rawValue)` |")) }
    for status in ExitStatus.allCases { #expect(text.contains("| \(status.rawValue) |")) }
  }

  @Test func everyLineOfATableHasTheColumnsOfItsHead() {
    var columns: Int?
    for line in Reference.markdown().split(separator: "\n", omittingEmptySubsequences: false) {
      guard line.hasPrefix("| ") else {
        columns = nil
        continue
      }
      let count = line.replacing("\\|", with: "").count { $0 == "|" }
      #expect(count == columns ?? count, "\(line)")
      columns = count
    }
  }

  @Test func everyLinkOfTheContentsLeadsToAHeading() {
    let lines = Reference.markdown().split(separator: "\n")
    let links = lines.filter { $0.hasPrefix("- [") }
    #expect(links.count == Reference.kinds.count + 3)
    for link in links {
      let title = link.dropFirst(3).prefix { $0 != "]" }
      #expect(lines.contains("## \(title)"))
    }
  }
}
