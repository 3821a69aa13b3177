// SPDX-License-Identifier: Apache-2.0

import DSL

/// What stands after the names of commands.
extension Command {
  /// Complains about an argument.
  static func needs(
    _ what: String, _ example: String, _ conversation: Conversation
  ) -> Outcome {
    let name = example.prefix { $0 != " " }
    conversation.complain("\(name) takes \(what): \(example)")
    return .goOn(.usage)
  }

  /// The entries of `3`, `3 5` or `3..7`; nil after a complaint.
  static func entries(
    _ argument: String, _ name: String, _ conversation: Conversation
  ) -> Set<Int>? {
    var numbers: Set<Int> = []
    let words = argument.split { $0 == " " || $0 == "," }
    for word in words {
      let ends = word.split(separator: "..", omittingEmptySubsequences: false).map { Int($0) }
      switch (ends.count, ends.first ?? nil, ends.last ?? nil) {
      case (1, let number?, _): numbers.insert(number)
      case (2, let first?, let last?) where first <= last && last - first < 100_000:
        numbers.formUnion(first...last)
      default:
        conversation.complain(":\(name) takes numbers of entries: :\(name) 3, :\(name) 3..5")
        return nil
      }
    }
    let known = Set(conversation.session.entries.map(\.number))
    let found = numbers.intersection(known)
    // A range may have holes: entries that others have replaced.
    let isRange = argument.contains("..")
    guard !found.isEmpty, isRange || found == numbers else {
      let missing = numbers.subtracting(known).sorted().map(String.init).joined(separator: ", ")
      conversation.complain(
        words.isEmpty
          ? ":\(name) takes numbers of entries: :\(name) 3, :\(name) 3..5"
          : "there is no entry \(missing); :cells lists them")
      return nil
    }
    return found
  }
}

extension String {
  /// A path without the quotes that scripts put round one; `~/` is the home folder, as in a shell.
  var unquoted: String {
    let isQuoted = count >= 2 && hasPrefix("\"") && hasSuffix("\"")
    let path = isQuoted ? String(dropFirst().dropLast()) : self
    guard path.hasPrefix("~/"), let home = Environment["HOME"] else { return path }
    return home + path.dropFirst()
  }
}
