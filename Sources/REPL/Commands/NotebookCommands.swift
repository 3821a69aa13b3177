// SPDX-License-Identifier: Apache-2.0

import DSL

extension Command {
  /// `:cells`: the entries that are in force.
  static let cells = Command(
    name: "cells", argument: "", summary: "list the entries; * marks those that are stale"
  ) { argument, conversation in
    guard argument.isEmpty else { return needs("no argument", ":cells", conversation) }
    show(conversation.session.entries, in: conversation)
    return .goOn(.success)
  }

  /// `:stale`: the entries that would run again.
  static let stale = Command(
    name: "stale", argument: "", summary: "list the entries that :rerun would run"
  ) { argument, conversation in
    guard argument.isEmpty else { return needs("no argument", ":stale", conversation) }
    let session = conversation.session
    let numbers = session.staleEntries
    let entries = session.entries
    show(numbers.compactMap { number in entries.first { $0.number == number } }, in: conversation)
    return .goOn(.success)
  }

  /// `:rerun [N …]`: runs what is stale, or some entries with what they stand on.
  static let rerun = Command(
    name: "rerun", argument: "[N …]", summary: "run what is stale, or entry N again"
  ) { argument, conversation in
    guard !argument.isEmpty else { return .goOn(conversation.rerun(nil)) }
    guard let numbers = entries(argument, "rerun", conversation) else { return .goOn(.usage) }
    return .goOn(conversation.rerun(numbers))
  }

  /// `:run N..M`: runs entries again, stale or not.
  static let run = Command(
    name: "run", argument: "N..M", summary: "run the entries N to M again, stale or not"
  ) { argument, conversation in
    guard let numbers = entries(argument, "run", conversation) else { return .goOn(.usage) }
    return .goOn(conversation.rerun(numbers))
  }

  /// `:undo`: takes the last entry back.
  static let undo = Command(
    name: "undo", argument: "", summary: "take the last entry, or change of the notebook, back"
  ) { argument, conversation in
    guard argument.isEmpty else { return needs("no argument", ":undo", conversation) }
    guard let title = conversation.session.undo() else {
      conversation.complain("there is nothing to take back")
      return .goOn(.usage)
    }
    conversation.show(.note("took back \(title)"))
    return .goOn(.success)
  }

  /// `:delete N …`: takes entries out of the notebook.
  static let delete = Command(
    name: "delete", argument: "N …", summary: "take entries out of the notebook"
  ) { argument, conversation in
    guard let numbers = entries(argument, "delete", conversation) else { return .goOn(.usage) }
    do throws(Diagnostic) {
      try conversation.session.delete(entries: numbers)
    } catch {
      conversation.show(.diagnostic(error))
      return .goOn(.usage)
    }
    conversation.show(
      .note("took out \(numbers.sorted().map(String.init).joined(separator: ", "))"))
    return .goOn(.success)
  }

  /// `:edit [N | new]`: opens an entry in the user's editor; what is saved there replaces it.
  static let edit = Command(
    name: "edit", argument: "[N | new]",
    summary: "change entry N, the last one if not said, in $EDITOR"
  ) { argument, conversation in
    let session = conversation.session
    if argument == "new" { return .goOn(conversation.edit("", entry: nil)) }
    guard let last = session.entries.map(\.number).max() else {
      conversation.complain("there is no entry yet; :edit new writes one")
      return .goOn(.usage)
    }
    guard let numbers = entries(argument.isEmpty ? String(last) : argument, "edit", conversation),
      let number = numbers.first, numbers.count == 1,
      let entry = session.entries.first(where: { $0.number == number })
    else { return .goOn(.usage) }
    return .goOn(conversation.edit(entry.text, entry: number))
  }

  // MARK: Listing

  /// A row an entry: number, mark, first line and time.
  private static func show(_ entries: [NotebookEntry], in conversation: Conversation) {
    guard !entries.isEmpty else {
      conversation.show(.note("none"))
      return
    }
    var rows: [[String]] = []
    var title: String?
    for entry in entries {
      if entry.title != title, let name = entry.title { rows.append(["", "", "#%% \(name)", ""]) }
      title = entry.title
      let lines = entry.text.split(separator: "\n")
      let more = lines.count > 1 ? " … (\(lines.count) lines)" : ""
      let time = entry.seconds.map { $0 < 0.05 ? "" : Quantity.duration($0) } ?? ""
      rows.append(
        [String(entry.number), sign(entry.mark), (lines.first.map(String.init) ?? "") + more, time])
    }
    conversation.show(
      .table(
        ResultTable(
          columns: ["", "", "", ""], alignments: [.right, .left, .left, .right], rows: rows,
          footnotes: legend(entries))))
  }

  private static func sign(_ mark: NotebookEntry.Mark) -> String {
    switch mark {
    case .fresh: ""
    case .stale: "*"
    case .waiting: "-"
    case .failed: "!"
    case .interrupted: "~"
    }
  }

  /// What the marks mean that are there.
  private static func legend(_ entries: [NotebookEntry]) -> [String] {
    let meanings: [(NotebookEntry.Mark, String)] = [
      (.stale, "* stale: something it stands on has changed"), (.waiting, "- has not run"),
      (.interrupted, "~ broken off"), (.failed, "! failed"),
    ]
    let found = meanings.filter { mark, _ in entries.contains { $0.mark == mark } }.map(\.1)
    return found.isEmpty ? [] : [found.joined(separator: "   ")]
  }
}
