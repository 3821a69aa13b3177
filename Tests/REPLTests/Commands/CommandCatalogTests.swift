// SPDX-License-Identifier: Apache-2.0

import DSL
import Testing

@testable import REPL

@Suite struct CommandCatalogTests {
  static let all = CommandCatalog.all.map { ":\($0.name)" }.joined(separator: " ")

  private func answer(_ name: String) -> String {
    switch CommandCatalog.find(name) {
    case .found(let command): command.name
    case .none(let message): message
    }
  }

  @Test(arguments: [
    ("quit", "quit"), ("q", "quit"), ("hi", "history"), ("he", "help"),
    ("h", ":h may mean :help :history"),
    ("hlep", "there is no command :hlep; did you mean :help?"),
    ("zzz", "there is no command :zzz; there are \(CommandCatalogTests.all)"),
    ("", "a command's name stands after the colon: \(CommandCatalogTests.all)"),
  ])
  func namesAndTheirBeginnings(name: String, expected: String) {
    #expect(answer(name) == expected)
  }

  @Test func commandsAreSortedAndExplained() {
    let names = CommandCatalog.all.map(\.name)
    #expect(names == names.sorted())
    #expect(CommandCatalog.all.allSatisfy { !$0.summary.isEmpty })
  }

  @Test(
    arguments: [
      (":load a b.lstm ", .command(name: "load", argument: "a b.lstm")),
      (":", .command(name: "", argument: "")), (": x", .command(name: "", argument: "")),
      ("?", .help("")), ("? lstm", .help("lstm")), ("lstm?", .help("lstm")),
      ("print \"why?\"", nil), ("print 1 # why?", nil), ("", nil), ("a b?", nil),
    ] as [(String, Directive?)])
  func directives(entry: String, expected: Directive?) {
    #expect(Directive(entry) == expected)
  }
}
