// SPDX-License-Identifier: Apache-2.0

import DSL

extension Command {
  /// `:history [N]`: the last entries, numbered from the oldest that is kept.
  static let history = Command(
    name: "history", argument: "[N]", summary: "show the last N entries, 20 if not said"
  ) { argument, conversation in
    guard let count = argument.isEmpty ? 20 : Int(argument), count > 0 else {
      conversation.complain(":history needs a whole number above 0, such as :history 20")
      return .goOn(.usage)
    }
    let entries = conversation.remembered
    let width = String(entries.count).count
    let shown = entries.enumerated().suffix(count).map { index, entry in
      let number = TextFitting.pad(String(index + 1), to: width, alignment: .right)
      let indent = "\n" + String(repeating: " ", count: width + 2)
      let lines = entry.split(separator: "\n", omittingEmptySubsequences: false)
      return "\(number)  \(lines.joined(separator: indent))"
    }
    if !shown.isEmpty { conversation.show(.text(shown.joined(separator: "\n"))) }
    return .goOn(.success)
  }
}
