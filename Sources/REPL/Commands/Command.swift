// SPDX-License-Identifier: Apache-2.0

import DSL

/// A command of the prompt, such as `:quit`.
///
/// Commands never change a result, so a script never needs one.
struct Command: Sendable {
  /// What happens after a command.
  enum Outcome: Equatable {
    /// The conversation goes on; anything but `.success` ends it where no person is typing.
    case goOn(ExitStatus)
    /// The conversation is over.
    case leave
  }

  /// The name without the colon.
  let name: String
  /// What stands after the name, such as `FILE`; empty for nothing.
  let argument: String
  /// One line of help.
  let summary: String
  /// Does it, given what stands after the name.
  let run: @Sendable (_ argument: String, _ conversation: Conversation) -> Outcome
}
