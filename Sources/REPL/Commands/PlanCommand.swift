// SPDX-License-Identifier: Apache-2.0

import DSL

extension Command {
  /// `:plan [STATEMENT]`: what the engine would be asked to do.
  static let plan = Command(
    name: "plan", argument: "[STATEMENT]",
    summary: "print the engine calls of a statement, or of what is stale, and run nothing"
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
