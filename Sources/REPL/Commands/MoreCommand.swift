// SPDX-License-Identifier: Apache-2.0

import DSL

extension Command {
  /// `:more`: the next screenful of what was cut.
  static let more = Command(
    name: "more", argument: "", summary: "show the next screenful of what was cut"
  ) { _, conversation in
    if !conversation.showMore() { conversation.complain("there is nothing more to show") }
    return .goOn(.success)
  }
}
