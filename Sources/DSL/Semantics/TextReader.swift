// SPDX-License-Identifier: Apache-2.0

import LSTM

/// Makes of the settings of a `text` role what the engine takes: reads the files that they name,
/// and finds what does not go together.
struct TextReader {
  private let role: RoleClause
  private let settings: Arguments
  private let given: [Argument]
  private let resolve: (String) -> String

  init(
    _ role: RoleClause, _ settings: Arguments, given: [Argument],
    resolve: @escaping (String) -> String
  ) {
    self.role = role
    self.settings = settings
    self.given = given
    self.resolve = resolve
  }

  /// The options.
  func read() throws(Diagnostic) -> TextOptions {
    var options = RoleCatalog.textOptions(settings)
    if let list = settings[RoleCatalog.stopwords] {
      options = options.leavingOut(
        try stopwords(list, at: place(of: RoleCatalog.stopwords.name)))
    }
    options.dictionary = try dictionary(options.normalization)
    let tags = settings[RoleCatalog.keptTags]
    if !tags.isEmpty {
      let option = RoleCatalog.keptTags.name
      guard let dictionary = options.dictionary else { throw needsDictionary(option) }
      let known = dictionary.knownTags
      for (index, tag) in tags.enumerated() {
        guard !tag.isEmpty, known.contains(where: { $0.utf8.starts(with: tag.utf8) }) else {
          throw .unknownTag(tag, known, at: place(ofItem: index, of: option))
        }
      }
      options.keptTags = tags
    }
    return options
  }

  private func dictionary(
    _ form: TextOptions.Normalization
  ) throws(Diagnostic) -> WordDictionary? {
    let (main, user) = (RoleCatalog.dictionary, RoleCatalog.userDictionary)
    guard let path = settings[main] else {
      if settings[user] != nil { throw needsDictionary(user.name) }
      return nil
    }
    guard settings[TextOptions.Setting.tokens] == "word" else {
      throw .dictionaryNeedsWords(at: place(of: main.name))
    }
    let dictionary = try reading(path, at: place(of: main.name)) { found throws(DataError) in
      try WordDictionary(reading: found, form: form)
    }
    guard let added = settings[user] else { return dictionary }
    return try reading(added, at: place(of: user.name)) { found throws(DataError) in
      try dictionary.adding(found, form: form)
    }
  }

  private func needsDictionary(_ option: String) -> Diagnostic {
    .needsDictionary(option, at: place(of: option))
  }

  private func reading<Result>(
    _ path: String, at span: Span, _ body: (String) throws(DataError) -> Result
  ) throws(Diagnostic) -> Result {
    do {
      return try body(resolve(path))
    } catch {
      throw .data(error.renamed(path), at: span)
    }
  }

  private func stopwords(_ list: String, at span: Span) throws(Diagnostic) -> [String] {
    if let words = StopwordList.builtin[list] { return words }
    do {
      return try StopwordList.read(resolve(list))
    } catch {
      throw .stopwords(error.renamed(list), builtin: StopwordList.builtin.keys.sorted(), at: span)
    }
  }

  private func place(of option: String) -> Span {
    given.first { $0.label?.text == option }?.value.span ?? role.span
  }

  private func place(ofItem index: Int, of option: String) -> Span {
    given.first { $0.label?.text == option }?.value.span(ofItem: index) ?? role.span
  }
}

extension Diagnostic {
  static func dictionaryNeedsWords(at span: Span) -> Diagnostic {
    Diagnostic(
      .conflictingOptions, "a dictionary is for words, and tokens here are none", at: span,
      help: "write `tokens=word`, or leave the dictionary out")
  }

  static func unknownTag(_ tag: String, _ known: [String], at span: Span) -> Diagnostic {
    let shown = known.sorted().prefix(30).joined(separator: ", ")
    return Diagnostic(
      .unknownChoice,
      "no word of the dictionary has a tag that begins with \(Token.quoted(tag))",
      at: span,
      notes: [
        known.isEmpty
          ? "its lines have no tags: `word count tag`"
          : "its tags are \(shown)\(known.count > 30 ? " and \(known.count - 30) more" : "")"
      ],
      help: NearestNames.suggestion(for: tag, among: known))
  }

  static func needsDictionary(_ option: String, at span: Span) -> Diagnostic {
    Diagnostic(
      .missingValue, "`\(option)` needs a dictionary", at: span,
      help: "name the file with `dictionary=\"FILE\"`")
  }
}
