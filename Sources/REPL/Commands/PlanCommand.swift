// SPDX-License-Identifier: Apache-2.0

import DSL

extension Command {
  /// `:plan [STATEMENT]`: the values that would run.
  static let plan = Command(
    name: "plan", argument: "[STATEMENT]",
    summary: "print the values that a statement, or what is stale, would run with, and run nothing"
  ) { argument, conversation in
    let session = conversation.session
    let lines =
      argument.isEmpty
      ? session.planOfStale() : session.plan(SourceText(name: "<prompt>", text: argument))
    guard let lines else { return .goOn(.invalidScript) }
    conversation.show(.text(lines.isEmpty ? "nothing to do" : lines.joined(separator: "\n")))
    return .goOn(.success)
  }
}
