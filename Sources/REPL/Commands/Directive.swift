// SPDX-License-Identifier: Apache-2.0

import DSL

/// An entry that is for the prompt itself and not part of the language.
enum Directive: Equatable {
  /// `:name argument`.
  case command(name: String, argument: String)
  /// `?name`, `name?`, or `?` alone with an empty name.
  case help(String)

  /// The directive that an entry is; nil for statements.
  init?(_ entry: String) {
    let text = entry.trimmingBlanks()
    if text.hasPrefix(":") {
      let words = text.dropFirst().split(maxSplits: 1, whereSeparator: \.isWhitespace)
      let hasName = text.dropFirst().first.map { !$0.isWhitespace } ?? false
      self = .command(
        name: hasName ? String(words.first ?? "") : "",
        argument: words.count > 1 && hasName ? String(words[1]).trimmingBlanks() : "")
    } else if text.hasPrefix("?") {
      self = .help(String(text.dropFirst()).trimmingBlanks())
    } else if text.hasSuffix("?"),
      !text.contains(where: { $0.isWhitespace || $0 == "\"" || $0 == "#" })
    {
      self = .help(String(text.dropLast()))
    } else {
      return nil
    }
  }
}
