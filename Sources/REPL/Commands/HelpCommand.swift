// SPDX-License-Identifier: Apache-2.0

import DSL

extension Command {
  /// `:help`: what can be typed that is not a statement.
  static let help = Command(
    name: "help", argument: "[NAME]", summary: "list the commands, or explain a name"
  ) { argument, conversation in
    guard argument.isEmpty else { return .goOn(conversation.explain(argument)) }
    let rows = CommandCatalog.all.map { command in
      [":\(command.name) \(command.argument)".trimmingBlanks(), command.summary]
    }
    let keys = [
      ["?", "the statements, layers and options there are"],
      ["?NAME or NAME?", "explain a name, of the language or of your own"],
      ["?\"WORDS\"", "search for words"],
      ["Tab", "what may stand here"],
      ["Alt-H", "explain the word at the cursor"],
      ["Up, Down", "earlier entries that begin like the line"],
      ["Ctrl-C", "drop the line; stop a training run after its batch"],
      ["Ctrl-D", "leave"],
    ]
    conversation.show(
      .table(ResultTable(columns: ["", ""], alignments: [.left, .left], rows: rows + keys)))
    return .goOn(.success)
  }
}
