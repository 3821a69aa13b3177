// SPDX-License-Identifier: Apache-2.0

import LSTM

/// Finds what could stand in the place of the word before the cursor.
///
/// It walks along the statement as the parser does, and where it meets the cursor it offers what the
/// checker would look for there. What it meets and does not understand it passes over.
struct Completer {
  typealias Candidate = Completions.Candidate

  let place: CompletionPlace
  /// The one that would check the statement: its names, its folder, its way to read files.
  var checker: Checker
  let cache: ColumnCache
  /// The token that is looked at.
  var index = 0
  /// The model that the statement trains, once the walk has passed it.
  var trainedModel: ModelObject?
  private var found: [Candidate] = []
  private var seen: Set<String> = []

  init(_ place: CompletionPlace, checker: Checker, cache: ColumnCache) {
    self.place = place
    self.checker = checker
    self.cache = cache
    for (verb, name) in place.pending where scope[name] == nil {
      let value = Evaluated.unknown(verb.defined.map { .object($0) } ?? .anything)
      self.checker.evaluator.scope[name] = Definition(value: value, place: Span(0, 0))
    }
  }

  /// The candidates that begin like the word.
  mutating func candidates() -> [Candidate] {
    statement()
    return found
  }

  var scope: Scope { checker.evaluator.scope }

  // MARK: Tokens

  var tokens: [Token] { place.tokens }
  var isAtCursor: Bool { index >= tokens.count }

  /// The token at a distance from the one that is looked at.
  func token(_ distance: Int = 0) -> Token? {
    tokens.indices.contains(index + distance) ? tokens[index + distance] : nil
  }

  /// Consumes a word and returns it.
  mutating func takeWord() -> String? {
    guard case .word(let word)? = token()?.kind else { return nil }
    index += 1
    return word
  }

  /// Consumes a symbol if it stands here.
  mutating func take(_ symbol: Symbol) -> Bool {
    guard token()?.isSymbol(symbol) == true else { return false }
    index += 1
    return true
  }

  /// Consumes a word if it stands here as a keyword.
  mutating func take(keyword: String) -> Bool {
    guard token()?.isWord(keyword) == true, token(1)?.isSymbol(.assign) != true else {
      return false
    }
    index += 1
    return true
  }

  // MARK: Offers

  /// Offers a word, a name or a sign; nothing of that stands in quotes.
  mutating func offer(_ candidate: Candidate) {
    guard !place.isInText else { return }
    add(candidate)
  }

  mutating func offer(_ candidates: [Candidate]) {
    for candidate in candidates { offer(candidate) }
  }

  mutating func offer(_ text: String, _ detail: String) {
    offer(Candidate(text, detail: detail))
  }

  private mutating func add(_ candidate: Candidate) {
    guard candidate.text.utf8.starts(with: place.word.utf8), seen.insert(candidate.text).inserted
    else { return }
    found.append(candidate)
  }

  /// Offers the files that a path in quotes could go on to, or the quote that begins one.
  mutating func offerPaths() {
    guard place.isInText else {
      return offer(Candidate("\"", detail: "the name of a file", continuation: false))
    }
    let part = place.word.utf8.reversed().prefix { $0 != UInt8(ascii: "/") }.count
    let typed = Array(place.word.utf8).suffix(part)
    let directory = checker.context.baseDirectory
    let plain = place.word.replacing("\\\"", with: "\"").replacing("\\\\", with: "\\")
    for path in FolderListing.paths(beginning: plain, in: directory) {
      let text = String(Token.quoted(path.text).dropFirst().dropLast())
      guard text.utf8.starts(with: typed) else { continue }
      found.append(Candidate(text, continuation: path.continuation))
    }
  }

  /// Offers a text, with its quotes where none is open.
  mutating func offerText(_ text: String, detail: String) {
    let quoted = Token.quoted(text)
    add(Candidate(place.isInText ? String(quoted.dropFirst().dropLast()) : quoted, detail: detail))
  }

  /// Offers columns, in quotes where their names need them.
  mutating func offerColumns(_ columns: [String], without used: Set<String> = [], detail: String) {
    for column in columns where !used.contains(column) {
      let quoted = Token.quoted(column)
      if place.isInText {
        let word = String(quoted.dropFirst().dropLast())
        // A path's last part is all that is replaced; a column has no parts.
        guard word.utf8.starts(with: place.word.utf8), !place.word.contains("/") else { continue }
        add(Candidate(word, detail: detail))
      } else {
        add(Candidate(Lexer.isName(column) ? column : quoted, detail: detail))
      }
    }
  }
}

extension StatementVerb {
  /// What kind of thing the name stands for that the statement defines; nil for a plain value.
  fileprivate var defined: ObjectKind? {
    switch self {
    case .data: .data
    case .vectors: .vectors
    case .model: .model
    case .train, .load: .run
    case .grid, .search: .sweep
    case .crossval: .crossValidation
    case .eval, .baseline: .evaluation
    case .ensemble: .ensemble
    case .compare: .comparison
    case .lstm, .seed, .param, .let, .include, .resume, .predict, .forecast, .generate, .explain,
      .assert,
      .print, .show, .plot, .save, .report, .runs, .rerun, .note, .tag:
      nil
    }
  }
}
