// SPDX-License-Identifier: Apache-2.0

import DSL

extension Command {
  /// `:load FILE`: enters what stands in a file, as if it were typed.
  static let load = Command(
    name: "load", argument: "FILE", summary: "enter the statements of a file"
  ) { argument, conversation in
    guard !argument.isEmpty else {
      conversation.complain(":load needs a file, such as :load hotel.lstm")
      return .goOn(.usage)
    }
    do throws(ScriptFile.Failure) {
      return .goOn(conversation.enter(try ScriptFile.read(unquoted(argument))))
    } catch {
      conversation.show(.diagnostic(error.diagnostic))
      return .goOn(error.status)
    }
  }

  /// The path without the quotes that scripts put round one.
  private static func unquoted(_ path: String) -> String {
    path.count >= 2 && path.hasPrefix("\"") && path.hasSuffix("\"")
      ? String(path.dropFirst().dropLast()) : path
  }
}
