// SPDX-License-Identifier: Apache-2.0

import DSL

/// Help on a name of the language, at the prompt and on the command line.
enum HelpTopic {
  /// Shows what is known of a name, what fits some words, and the overview for an empty text.
  ///
  /// Words are what stands in quotes, or has a blank in it. For an unknown name it says which are
  /// near, and returns `.usage`.
  static func explain(
    _ text: String, in session: Session? = nil, on console: Console
  ) -> ExitStatus {
    let width = console.outputTerminal.width()
    let show = { (text: String) in console.drawing(TextWrapping.wrap(text, to: width)) }
    guard !text.isEmpty else {
      show(Reference.overview())
      return .success
    }
    let isQuoted = text.hasPrefix("\"")
    let words = text.filter { $0 != "\"" }.trimmingBlanks()
    if isQuoted || words.contains(where: \.isWhitespace) {
      guard let found = Reference.search(words) else {
        return complain(words, near: [], on: console)
      }
      show(found)
      return .success
    }
    if let help = session?.help(for: text) ?? Reference.help(for: text) {
      show(help)
      return .success
    }
    let near = session?.suggestions(for: text) ?? Reference.suggestions(for: text)
    return complain(text, near: near, on: console)
  }

  private static func complain(
    _ text: String, near: [String], on console: Console
  ) -> ExitStatus {
    let shown = TextFitting.singleLine(TextFitting.cut(text, to: 40))
    console.remark(
      near.isEmpty
        ? "there is no help on \(shown); ? alone lists what there is"
        : "there is no help on \(shown); did you mean \(near.joined(separator: ", "))?")
    return .usage
  }
}
