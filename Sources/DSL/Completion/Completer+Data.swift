// SPDX-License-Identifier: Apache-2.0

import LSTM

/// Data statements: sources, the options of formats, roles and columns.
extension Completer {
  mutating func data() {
    guard passSource() else { return }
    if let end = tokens[index...].firstIndex(where: { $0.isSymbol(.openBrace) }) {
      index = end + 1
      if closing(of: end) == nil { roles() }
      return
    }
    if tokens.last?.isSymbol(.tilde) == true {
      let target = tokens.dropLast().last.flatMap(\.cell).map { [$0] } ?? []
      return offerColumns(columns(), without: Set(target), detail: "column with the texts")
    }
    let sourceEnd = tokens[index - 1].span.end
    let columns = columns()
    if !isAtCursor, tokens.last?.word.map({ columns.contains($0) }) == true {
      return offer("~", "and the column with the texts")
    }
    let format = head(upTo: sourceEnd).flatMap { checker.format(of: $0, cache) }
    var place = ArgumentPlace((format?.options ?? []).map { CompletionOption($0) })
    place.keywords = [Candidate("{", detail: "what the columns mean")]
    if arguments(place) == .open {
      offerColumns(columns, detail: "column; short form: TARGET ~ TEXT")
    }
  }

  /// Reads `[FORMAT] FILE` or `rows [columns] [rows]`; false when the cursor stands in it.
  private mutating func passSource() -> Bool {
    if isAtCursor {
      offerPaths()
      for format in DataFormats.all { offer(format.name, format.help) }
      offer("rows", "rows that stand in the script: rows [COLUMN, …] [[VALUE, …], …]")
      offerNames { $0 == .text }
      return false
    }
    guard let word = token()?.word else { return passPath() }
    if word == "rows", token(1)?.isSymbol(.openBracket) == true {
      index += 1
      return passList() && passList()
    }
    guard DataFormats.named(word) != nil else {
      if word == "rows", token(1) == nil {
        offer(Candidate("[", detail: "the names of the columns", continuation: false))
        return false
      }
      return passPath()
    }
    index += 1
    return passPath()
  }

  private mutating func passList() -> Bool {
    guard token()?.isSymbol(.openBracket) == true, let end = closing(of: index) else {
      return false
    }
    index = end + 1
    return true
  }

  /// The statement up to an offset, if that much of it parses.
  private func head(upTo end: Int) -> DataStatement? {
    let text = place.source[Span(place.statementStart, end)]
    let parsed = Parser.parse(SourceText(name: "<prompt>", text: text))
    guard case .data(let statement)? = parsed.script.statements.first?.kind else { return nil }
    return statement
  }

  /// The columns of the data that the statement reads.
  mutating func columns() -> [String] {
    let opening = tokens.first { $0.isSymbol(.openBrace) }?.span.start
    let end = opening ?? tokens[endOfOptions - 1].span.end
    return head(upTo: end).map { checker.columns(of: $0, cache) } ?? []
  }

  /// The index after the last option of the format that is whole.
  private var endOfOptions: Int {
    var end = tokens.count
    guard end > 2 else { return max(end, 1) }
    // The target of `TARGET ~ TEXT`, and `name=` without a value, are none.
    if tokens.last?.isSymbol(.tilde) == true || tokens.last?.isSymbol(.assign) == true { end -= 1 }
    if end < tokens.count || tokens[end - 1].word != nil && !tokens[end - 2].isSymbol(.assign) {
      end -= 1
    }
    return max(end, index, 1)
  }

  // MARK: Roles

  private mutating func roles() {
    var clauses: [[Token]] = [[]]
    var depth = 0
    var start = index
    for place in index..<tokens.count {
      if case .symbol(let symbol) = tokens[place].kind {
        if symbol.closing != nil { depth += 1 }
        if symbol.isClosing { depth -= 1 }
      }
      if depth == 0, tokens[place].endsStatement {
        clauses.append([])
        start = place + 1
      } else {
        clauses[clauses.count - 1].append(tokens[place])
      }
    }
    index = start
    let others = clauses.dropLast()
    let roles = Set(others.compactMap { $0.first?.word })
    guard let name = takeWord() else {
      let leading = TaskCatalog.entries.filter(\.canLead).map(\.name)
      let canHaveOthers = others.contains { $0.contains { leading.contains($0.word ?? "") } }
      for entry in RoleCatalog.entries
      where !roles.contains(entry.name)
        || RoleCatalog.repeated.contains(entry.name) && (entry.name != "target" || canHaveOthers)
      {
        offer(entry.name, "\(entry.summary): \(entry.form)")
      }
      if others.contains(where: { !$0.isEmpty }) { offer("}", "the end of the roles") }
      return
    }
    guard let entry = RoleCatalog.entries.first(where: { $0.name == name }) else { return }
    let all = columns()
    let used = Set((others + [clauses.last ?? []]).flatMap { $0.dropFirst().compactMap(\.cell) })
    role(entry, columns: all.filter { !used.contains($0) })
  }

  private mutating func role(_ entry: RoleEntry, columns: [String]) {
    var arguments = ArgumentPlace(entry.options)
    arguments.last = [
      Candidate(";", detail: "another role"), Candidate("}", detail: "the end of the roles"),
    ]
    if entry.name == "split" { return split(arguments, columns: columns) }
    let form = entry.form.split(separator: " ").dropFirst()
    if form.first?.hasPrefix("COLUMN") == true {
      if isAtCursor { return offerColumns(columns, detail: "column for `\(entry.name)`") }
      guard token()?.cell != nil else { return }
      index += 1
      while form.contains("…"), token()?.cell != nil || token()?.isSymbol(.comma) == true,
        token(1)?.isSymbol(.assign) != true
      {
        index += 1
      }
      if form.contains("…"), isAtCursor { offerColumns(columns, detail: "column") }
    }
    if entry.name == "target" {
      arguments.families = [TaskCatalog.entries.map { Candidate($0.name, detail: $0.summary) }]
    }
    self.arguments(arguments)
  }

  /// `80/10/10`, `train=90% test="FILE"`, `by COLUMN`, with `shuffle=no`.
  private mutating func split(_ place: ArgumentPlace, columns: [String]) {
    var place = place
    if isAtCursor {
      offer("80/10/10", "percent that train, choose the weights, and measure")
      place.keywords = [Candidate("by", detail: "a column that says train, valid or test")]
    }
    if take(keyword: "by"), isAtCursor {
      return offerColumns(columns, detail: "column that says train, valid or test")
    }
    let parts = SplitName.allCases.map {
      CompletionOption(
        $0.rawValue,
        detail: "its share, such as 10%"
          + ($0 == .train ? "" : ", or a file of its own"), $0 == .train ? .number : .path([]))
    }
    let hasRatio = tokens[index...].contains { $0.isSymbol(.slash) }
    if !hasRatio { place.options = parts + place.options }
    arguments(place)
  }
}

extension Token {
  /// The name of a column that it may be: a word, or a text.
  fileprivate var cell: String? {
    switch kind {
    case .word(let text), .text(let text): text
    default: nil
    }
  }
}
