// SPDX-License-Identifier: Apache-2.0

import DSL

extension Command {
  /// `:set [NAME VALUE]`: settings of the program, none of which changes a result.
  static let set = Command(
    name: "set", argument: "[NAME VALUE]", summary: "list the settings of the prompt, or change one"
  ) { argument, conversation in
    guard !argument.isEmpty else {
      conversation.show(.table(Setting.table(conversation)))
      return .goOn(.success)
    }
    let words = argument.split { $0.isWhitespace || $0 == "=" }.map(String.init)
    guard let setting = Setting.all.first(where: { $0.name == words[0] }) else {
      let names = Setting.all.map(\.name)
      let near = NearestNames.suggestion(for: words[0], among: names)
      conversation.complain(
        "there is no setting \(words[0]); \(near ?? "there are \(names.joined(separator: ", "))")")
      return .goOn(.usage)
    }
    guard words.count == 2, setting.set(words[1], conversation) else {
      conversation.complain(":set \(setting.name) takes \(setting.values)")
      return .goOn(.usage)
    }
    return .goOn(.success)
  }
}

/// Something about the program that can be set at the prompt.
struct Setting: Sendable {
  /// What it is called.
  let name: String
  /// What it may be.
  let values: String
  /// The words that it may be, for completion.
  var words: [String] = []
  /// One line of help.
  let summary: String
  /// What it is.
  let get: @Sendable (Conversation) -> String
  /// Sets it; false for a value that it cannot have.
  let set: @Sendable (String, Conversation) -> Bool

  /// The settings.
  static let all: [Setting] = [
    Setting(
      name: "threads", values: "a number from 0 to 4096; 0 is one a processor",
      summary: "how many threads compute",
      get: { conversation in
        let (asked, inUse) = (conversation.session.threads, conversation.session.threadsInUse)
        return asked == inUse ? String(asked) : "\(asked) (\(inUse) in use)"
      },
      set: { word, conversation in
        guard let count = Int(word), (0...4096).contains(count) else { return false }
        conversation.session.threads = count
        return true
      }),
    Setting(
      name: "plots", values: GraphicsMode.allCases.map(\.rawValue).joined(separator: ", "),
      words: GraphicsMode.allCases.map(\.rawValue),
      summary: "how pictures are drawn", get: { $0.graphics.rawValue },
      set: { word, conversation in
        guard let mode = GraphicsMode(rawValue: word) else { return false }
        conversation.graphics = mode
        return true
      }),
    Setting(
      name: "colour", values: "yes, no", words: ["yes", "no"], summary: "whether text is coloured",
      get: { $0.hasColour ? "yes" : "no" },
      set: { word, conversation in
        guard word == "yes" || word == "no" else { return false }
        conversation.hasColour = word == "yes"
        return true
      }),
  ]

  /// All settings with their values.
  static func table(_ conversation: Conversation) -> ResultTable {
    ResultTable(
      columns: ["setting", "value", "", ""], alignments: [.left, .left, .left, .left],
      rows: all.map { [$0.name, $0.get(conversation), $0.summary, $0.values] })
  }
}
