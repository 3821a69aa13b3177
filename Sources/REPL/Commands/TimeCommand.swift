// SPDX-License-Identifier: Apache-2.0

import DSL

extension Command {
  /// `:time STATEMENT`: how long a statement takes.
  static let time = Command(
    name: "time", argument: "STATEMENT", summary: "enter a statement and say how long it took"
  ) { argument, conversation in
    guard !argument.isEmpty else {
      return needs("a statement", ":time train r = m epochs=1", conversation)
    }
    let start = Clock.seconds()
    let status = conversation.enter(SourceText(name: "<prompt>", text: argument))
    let seconds = Clock.seconds() - start
    let text =
      seconds < 1
      ? "\(FixedDecimal.string(seconds * 1000, decimals: 1)) ms" : Quantity.duration(seconds)
    conversation.show(.note("that took \(text)"))
    return .goOn(status)
  }
}
