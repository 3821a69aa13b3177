// SPDX-License-Identifier: Apache-2.0

/// Help that knows the names of the session.
extension Session {
  /// What is known of a name: what it stands for here, else what the language means by it; nil for
  /// nothing.
  public func help(for name: String) -> String? {
    let own = scope[name].map { text(of: $0.value, name) }
    let parts = [own, Reference.help(for: name)].compactMap(\.self)
    return parts.isEmpty ? nil : parts.joined(separator: "\n\n")
  }

  /// The names that a mistyped one may have been meant to be, those of the session among them.
  public func suggestions(for name: String) -> [String] {
    let own = NearestNames.nearest(to: name, among: names)
    return own + Reference.suggestions(for: name).filter { !own.contains($0) }
  }

  /// What help could be asked for that begins so.
  public func topics(beginning word: String) -> [Completions.Candidate] {
    var details: [String: String] = [:]
    for entry in Reference.entries where entry.name.utf8.starts(with: word.utf8) {
      details[entry.name] = details[entry.name] ?? "\(entry.kind): \(entry.summary)"
    }
    for name in scope.names where name != ReservedWord.last.rawValue {
      guard name.utf8.starts(with: word.utf8), let definition = scope[name] else { continue }
      details[name] = definition.value.title
    }
    return details.sorted { $0.key < $1.key }.map {
      Completions.Candidate($0.key, detail: $0.value)
    }
  }

  /// What there is to say about the word at the cursor of an entry, or else about its statement; nil
  /// for nothing.
  public func explanation(in text: String, at offset: Int) -> String? {
    let source = SourceText(name: "<prompt>", text: text)
    let tokens = Lexer.tokenize(source).tokens
    let reached = tokens.prefix { $0.span.start < offset || $0.span.start == 0 && offset == 0 }
    // The word that begins right at the cursor is the one under it.
    let under = tokens.firstIndex { $0.span.start == offset && $0.word != nil }
    let start = (reached.lastIndex { $0.endsStatement } ?? -1) + 1
    let last = under ?? reached.lastIndex { $0.word != nil }
    guard let last, last >= start || under != nil, let word = tokens[last].word else { return nil }
    let before = Set(tokens[..<last].compactMap(\.word))
    if tokens[last + 1].isSymbol(.assign), last > start + 1,
      let help = Reference.help(option: word, of: before)
    {
      return help
    }
    if last > 0, tokens[last - 1].isSymbol(.dot), let help = Reference.help(member: word) {
      return help
    }
    return help(for: word) ?? tokens[start].word.flatMap { Reference.help(for: $0) }
  }

  /// The entries that a name comes from.
  private func origin(of name: String) -> String {
    let items = notebook.definers(of: name)
    guard !items.isEmpty else { return "" }
    let stale = Set(notebook.stale.map(\.id))
    let lines = items.map { item in
      let mark = stale.contains(item.id) ? "  (stale)" : ""
      let first = item.record.source[item.extent].split(separator: "\n").first ?? ""
      return "  entry \(item.entry): \(first)\(mark)"
    }
    return "\n\ndefined by\n" + lines.joined(separator: "\n")
  }

  private func text(of value: Evaluated, _ name: String) -> String {
    guard case .known(.object(let object)) = value else {
      let title = value.title
      let kind = value.type.description
      return "\(name) is \(kind)\(title == kind ? "" : ": \(title)")\(origin(of: name))"
        + "\n\nexample\n  print \(name)"
    }
    let kind = object.kind
    var parts = ["\(name) is \(kind.description)\n\n  \(object.title)\(origin(of: name))"]
    if let model = object as? ModelObject, !model.parameters.isEmpty {
      let list = model.parameters.map { "  \($0.name)=\($0.value.description)" }
      parts.append("parameters, with their defaults\n" + list.joined(separator: "\n"))
    }
    parts.append(
      "fields, such as `print \(name).\(object.fields.first?.name ?? "")`\n"
        + Reference.aligned(object.fields.map { ($0.name, $0.summary) }))
    if let first = object.facets.first {
      parts.append(
        "facets, such as `show \(name) \(first.name)`\n" + Reference.aligned(object.facets))
    }
    if let first = object.plots.first {
      parts.append(
        "plots, such as `plot \(name) \(first.name)`\n" + Reference.aligned(object.plots))
    }
    parts.append("example\n" + kind.uses(name).map { "  \($0)" }.joined(separator: "\n"))
    return parts.joined(separator: "\n\n")
  }
}
