// SPDX-License-Identifier: Apache-2.0

import DSL

/// Answers Tab and Alt-H: for statements the session, for commands and help the prompt itself.
struct PromptAssistant {
  /// The session whose names are known.
  let session: Session

  /// What could stand in the place of the word before the cursor.
  func completions(of entry: String, at offset: Int) -> Completions {
    let before = String(decoding: entry.utf8.prefix(offset), as: UTF8.self)
    let text = before.drop { $0.isWhitespace }
    if text.hasPrefix(":") { return command(text.dropFirst(), end: offset) }
    if text.hasPrefix("?") {
      let word = text.dropFirst().drop { $0.isWhitespace }
      return Completions(
        start: offset - word.utf8.count, candidates: session.topics(beginning: String(word)))
    }
    return session.completions(of: entry, at: offset)
  }

  /// What there is to say about the word at the cursor; nil for nothing.
  func explanation(in entry: String, at offset: Int) -> String? {
    let text = entry.drop { $0.isWhitespace }
    if text.hasPrefix(":") || text.hasPrefix("?") { return nil }
    return session.explanation(in: entry, at: offset)
  }

  /// The name of a command, or the file after it.
  private func command(_ text: Substring, end: Int) -> Completions {
    guard let blank = text.firstIndex(where: \.isWhitespace) else {
      let commands = CommandCatalog.all.filter { $0.name.hasPrefix(text) }
      return Completions(
        start: end - text.utf8.count,
        candidates: commands.map {
          Completions.Candidate($0.name, detail: $0.summary, continuation: !$0.argument.isEmpty)
        })
    }
    guard case .found(let command) = CommandCatalog.find(String(text[..<blank])) else {
      return Completions(start: end, candidates: [])
    }
    var argument = text[blank...].drop { $0.isWhitespace }
    if command.argument.contains("FILE") {
      if argument.hasPrefix("\"") { argument = argument.dropFirst() }
      let part = argument.split(separator: "/", omittingEmptySubsequences: false).last ?? ""
      return Completions(
        start: end - part.utf8.count, candidates: session.paths(beginning: String(argument)))
    }
    if command.argument.contains("STATEMENT") {
      let statement = String(argument)
      let found = session.completions(of: statement, at: statement.utf8.count)
      return Completions(
        start: end - statement.utf8.count + found.start, candidates: found.candidates)
    }
    if command.name == "set" {
      let words = argument.split(separator: " ", omittingEmptySubsequences: false)
      let word = words.last ?? ""
      let setting = words.count > 1 ? Setting.all.first { $0.name == words[0] } : nil
      let candidates =
        words.count > 1
        ? (setting?.words ?? []).map { Completions.Candidate($0) }
        : Setting.all.map { Completions.Candidate($0.name, detail: $0.summary) }
      return Completions(
        start: end - word.utf8.count, candidates: candidates.filter { $0.text.hasPrefix(word) })
    }
    if command.argument.hasPrefix("N ") || command.argument.hasPrefix("[N") {
      let word = argument.split(separator: " ", omittingEmptySubsequences: false).last ?? ""
      let entries = command.name == "history" ? [] : session.entries
      return Completions(
        start: end - word.utf8.count,
        candidates: entries.filter { String($0.number).hasPrefix(word) }.map {
          Completions.Candidate(String($0.number), detail: $0.text)
        })
    }
    guard command.argument.contains("NAME") else { return Completions(start: end, candidates: []) }
    return Completions(
      start: end - argument.utf8.count, candidates: session.topics(beginning: String(argument)))
  }
}
