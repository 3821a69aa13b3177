// SPDX-License-Identifier: Apache-2.0

import DSL

/// Help on a name of the language, at the prompt and on the command line.
enum HelpTopic {
  /// Shows what the reference says on a name, and the overview for an empty one.
  ///
  /// For an unknown name it says which are near, and returns `.usage`.
  static func explain(_ name: String, on console: Console) -> ExitStatus {
    guard !name.isEmpty else {
      console.result(Reference.overview())
      return .success
    }
    if let text = Reference.help(for: name) {
      console.result(text)
      return .success
    }
    let near = Reference.suggestions(for: name)
    let shown = TextFitting.singleLine(TextFitting.cut(name, to: 40))
    console.remark(
      near.isEmpty
        ? "there is no help on \(shown); ? alone lists what there is"
        : "there is no help on \(shown); did you mean \(near.joined(separator: ", "))?")
    return .usage
  }
}
