// SPDX-License-Identifier: Apache-2.0

import DSL

/// The manual page `lstm.1`: from the descriptions of the commands and the tables of the language.
enum ManualPage {
  /// The page in roff, for the macros of `man`; no date is in it, so that it is the same each time.
  static var text: String {
    let program = CommandDescription.ofProgram()
    var page = Roff()
    page.request("TH", ["LSTM", "1", "", "lstm \(Reference.version)", "User Commands"])
    page.section("Name")
    page.line("lstm - workbench for LSTM networks")
    page.section("Synopsis")
    page.verbatim(CommandLineTool.usage)
    page.section("Description")
    page.paragraph(program?.abstract ?? "")
    page.paragraph(CommandLineTool.introduction)
    page.section("Options")
    for option in program?.options ?? [] { add(option, to: &page) }
    page.item("--version", "Show the version.")
    page.item("-h, --help", "Show help; after a command, on that command.")
    page.section("Commands")
    // ArgumentParser adds a `help` of its own after ours, which takes its place.
    var seen: Set<String> = []
    for command in program?.subcommands ?? []
    where command.shouldDisplay && seen.insert(command.commandName).inserted {
      add(command, of: program, to: &page)
    }
    addLanguage(to: &page)
    page.section("Exit status")
    for status in ExitStatus.allCases { page.item(String(status.rawValue), status.meaning) }
    page.section("Environment")
    for variable in Environment.documented { page.item(variable.name, variable.meaning) }
    page.section("Files")
    page.item("~/.local/state/lstm/history", "what was typed at the prompt")
    page.section("Examples")
    for example in examples {
      page.paragraph(example.purpose)
      page.verbatim(example.lines)
    }
    return page.text
  }

  private static let examples: [(purpose: String, lines: [String])] = [
    (
      "Run a script with another data file and more epochs:",
      ["lstm run trec.lstm -p data=\"trec/train.txt\" -p epochs=20"]
    ),
    (
      "Hold all scripts against the language and their data, without running them:",
      ["lstm check scripts/*.lstm"]
    ),
    (
      "Classify a file, and keep the texts that the model is not sure of:",
      ["lstm predict requests.model < new.txt | awk -F '\\t' '$2 < 0.6' | cut -f3-"]
    ),
    ("Run a few statements:", ["lstm -c 'let n = 6 * 7; print n, sqrt(n)'"]),
    (
      "See what a code means, and what an option does:",
      ["lstm explain E0402", "lstm help dropout"]
    ),
  ]

  private static func addLanguage(to page: inout Roff) {
    page.section("Statements")
    page.paragraph(
      "A script has a statement a line. Words in capitals stand for names and values, brackets for "
        + "what may be left out. `lstm help NAME` says more of a name, and of the layers, options, "
        + "formats and functions there are.")
    for statement in Reference.statements { page.item(statement.form, statement.summary) }
  }

  private static func add(
    _ command: CommandDescription, of program: CommandDescription?, to page: inout Roff
  ) {
    let values = command.positionals.map { argument in
      let name = (argument.valueName ?? "").uppercased() + (argument.isRepeating ? " ..." : "")
      return argument.isOptional ? "[\(name)]" : name
    }
    let shared = Set((program?.options ?? []).compactMap { $0.names?.first?.spelling })
    let own = command.options.filter { !shared.contains($0.names?.first?.spelling ?? "") }
    let same = command.options.compactMap { $0.names?.first?.spelling }.filter(shared.contains)
    page.subsection(
      (["lstm", command.commandName] + values + (command.options.isEmpty ? [] : ["[options]"]))
        .joined(separator: " "))
    page.paragraph(command.abstract ?? "")
    if let discussion = command.discussion, !discussion.isEmpty { page.paragraph(discussion) }
    for argument in command.positionals { add(argument, to: &page) }
    for option in own { add(option, to: &page) }
    if let last = same.last {
      let list = [same.dropLast().joined(separator: ", "), last].filter { !$0.isEmpty }
      page.paragraph("It takes \(list.joined(separator: " and ")) as well, as said above.")
    }
  }

  private static func add(_ argument: CommandDescription.Argument, to page: inout Roff) {
    let value = (argument.valueName ?? "").uppercased()
    let names = (argument.names ?? []).map(\.spelling).joined(separator: ", ")
    let head =
      switch argument.kind {
      case "positional": value
      case "flag": names
      default: "\(names) \(value)"
      }
    var parts = [argument.abstract ?? "", argument.discussion ?? ""].filter { !$0.isEmpty }
    if let value = argument.defaultValue { parts.append("The default is \(value).") }
    page.item(head, parts.joined(separator: " "))
  }
}
