// SPDX-License-Identifier: Apache-2.0

import ArgumentParser
import DSL

/// `lstm explain [CODE]`: says what the code of a message means, and how to mend the mistake.
struct ExplainCommand: WorkbenchCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain", abstract: "Explain the code of a message, such as E0301, or list them.")

  @Argument(
    help: ArgumentHelp("The code.", valueName: "code"),
    completion: .list(Reference.codeNames))
  var code: String?

  func execute(on console: Console) -> ExitStatus {
    guard let code else {
      console.result(Reference.codes())
      return .success
    }
    if let text = Reference.explanation(ofCode: code) {
      console.result(text)
      return .success
    }
    let shown = TextFitting.singleLine(TextFitting.cut(code, to: 40))
    if Reference.help(for: code) != nil {
      console.remark("there is no code \(shown); of the name, say: lstm help \(shown)")
    } else {
      let near = Reference.codeSuggestions(for: code)
      console.remark(
        "there is no code \(shown); "
          + (near.isEmpty
            ? "`lstm explain` lists them" : "did you mean \(near.joined(separator: ", "))?"))
    }
    return .usage
  }
}
