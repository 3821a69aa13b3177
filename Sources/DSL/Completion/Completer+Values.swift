// SPDX-License-Identifier: Apache-2.0

import LSTM

/// Expressions, and the values of settings.
extension Completer {
  // MARK: Expressions

  /// Goes to the cursor in expressions that are divided by commas, and offers what may stand there.
  mutating func expressions(wanting type: ValueType = .anything) {
    let last = tokens.last
    if last?.isSymbol(.dot) == true { return offerFieldsAtEnd() }
    if endsOperand(last) {
      guard type == .boolean else { return }
      let condition = tokens[index...].split { $0.isSymbol(.comma) }.last ?? []
      if condition.contains(where: { $0.isSymbol(.equal) }) {
        offer(keyword: "within", "how far the two may be apart")
      }
      offer("and", "both conditions hold")
      offer("or", "one of the conditions holds")
      return
    }
    if last?.isSymbol(.range) == true { return offerNames { $0 == .number } }
    offerOperands(wanting: type)
  }

  private func endsOperand(_ token: Token?) -> Bool {
    guard let token, tokens.count > index else { return false }
    switch token.kind {
    case .word(let word): return BinaryOperator(rawValue: word) == nil && word != "not"
    case .number, .duration, .text: return true
    case .symbol(let symbol): return symbol.isClosing
    case .lineEnd, .end: return false
    }
  }

  /// The fields of what stands before the dot at the end of the tokens.
  private mutating func offerFieldsAtEnd() {
    var start = tokens.count - 1
    while start >= 1, tokens[start].isSymbol(.dot), tokens[start - 1].word != nil { start -= 2 }
    index = start + 1
    _ = passReference(atName: { _ in })
  }

  private mutating func offerOperands(wanting type: ValueType) {
    offerNames { _ in true }
    for function in FunctionCatalog.entries {
      offer(Candidate("\(function.name)(", detail: function.summary, continuation: false))
    }
    if type == .boolean { offer("not", "turns a condition round") }
  }

  // MARK: Values

  /// Reads a value; false when the cursor stands in it.
  ///
  /// - Parameter option: the setting that it is for, nil for none.
  mutating func passValue(of option: CompletionOption?) -> Bool {
    guard passBound(of: option) else { return false }
    guard take(.range) else { return true }
    if isAtCursor {
      offerNames { $0 == .number }
      return false
    }
    guard passBound(of: option) else { return false }
    if isAtCursor { offer(keyword: "log", "chosen by its logarithm, as learning rates are") }
    _ = take(keyword: "log")
    return true
  }

  private mutating func passBound(of option: CompletionOption?) -> Bool {
    _ = take(.minus)
    guard let token = token() else { return false }
    switch token.kind {
    case .number, .duration:
      index += 1
      while take(.slash) {
        guard !isAtCursor else { return false }
        index += 1
      }
      return true
    case .text:
      index += 1
      return true
    case .word:
      return passReference(atName: { _ in }) && passCall()
    case .symbol(.openParenthesis): return passCall()
    case .symbol(.openBracket): return passList(of: option)
    default:
      index += 1
      return !isAtCursor
    }
  }

  /// Reads the arguments of a call or an expression in parentheses, if there are; false when the
  /// cursor stands in them.
  mutating func passCall() -> Bool {
    guard token()?.isSymbol(.openParenthesis) == true else { return true }
    guard let end = closing(of: index) else {
      index += 1
      expressions()
      return false
    }
    index = end + 1
    return true
  }

  private mutating func passList(of option: CompletionOption?) -> Bool {
    guard let end = closing(of: index) else {
      let last = tokens.last
      index += 1
      let isItem = last?.isSymbol(.openBracket) == true || last?.isSymbol(.comma) == true
      if let option, isItem { offerValues(of: option) } else { expressions() }
      return false
    }
    index = end + 1
    return true
  }

  /// The index of the bracket that closes the one at an index; nil when the cursor stands between.
  func closing(of opening: Int) -> Int? {
    var depth = 0
    for index in opening..<tokens.count {
      guard case .symbol(let symbol) = tokens[index].kind else { continue }
      if symbol.closing != nil { depth += 1 }
      if symbol.isClosing { depth -= 1 }
      if depth == 0 { return index }
    }
    return nil
  }

  /// Offers what may stand after `name=`.
  mutating func offerValues(of option: CompletionOption) {
    switch option.values {
    case .number: offerNumbers()
    case .duration: offerNames { $0 == .duration }
    case .list: offerNames { $0 == .list }
    case .text:
      offer(Candidate("\"", detail: "a text", continuation: false))
      offerNames { $0 == .text }
    case .path(let words):
      offer(words)
      offerPaths()
      offerNames { $0 == .text }
    case .flag:
      offer("yes", "")
      offer("no", "")
      offerNames { $0 == .boolean }
    case .words(let words):
      offer(words)
      offerNames { $0 == .text }
    case .object(.run): offerRuns()
    case .object(let kind): offerNames(of: kind)
    case .numberOrObject(let kind):
      offerNames(of: kind)
      offerNumbers()
    case .tags: offerTags()
    case .columns: offerColumns(columns(), detail: "column")
    case .layers: offerLayerNames()
    }
  }

  /// Offers the parts of speech of the dictionary that the same clause names.
  private mutating func offerTags() {
    let all = tokens + place.behind
    let named = all.indices.dropFirst(2).last {
      all[$0 - 2].isWord("dictionary") && all[$0 - 1].isSymbol(.assign)
    }
    guard let named, let path = checker.path(of: all[named]) else { return }
    let given = Set(tokens[index...].compactMap(\.writtenText))
    for tag in cache.tags(of: checker.resolve(path)) where !given.contains(tag) {
      offerText(tag, detail: "a part of speech in \(path)")
    }
  }

  /// Offers the names of numbers, those of the model's own parameters first.
  mutating func offerNumbers() {
    for (name, value) in scope.locals.sorted(by: { $0.key < $1.key }) where value.type == .number {
      offer(name, "parameter of the model, \(value.title) if not given")
    }
    offerNames { $0 == .number }
  }
}

extension Token {
  /// What a text says; nil for other tokens.
  fileprivate var writtenText: String? {
    if case .text(let text) = kind { text } else { nil }
  }
}

extension Checker {
  /// The path that a token gives, as a text or by the name of one.
  fileprivate func path(of token: Token) -> String? {
    switch token.kind {
    case .text(let text): return text
    case .word(let name):
      guard case .known(.text(let text))? = evaluator.scope[name]?.value else { return nil }
      return text
    default: return nil
    }
  }
}
