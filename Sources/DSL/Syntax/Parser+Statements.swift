// SPDX-License-Identifier: Apache-2.0

import LSTM

extension Parser {
  // statement = edition | seed | param | let | include | data | vectors | model | train | ensemble | resume
  //   | grid | search | crossval | eval | baseline | compare | predict | forecast | generate | explain | assert | print | show | plot | save | report
  //   | load | runs | show_run | compare_runs | rerun | note | tag | expression ;
  mutating func statement() throws(Diagnostic) -> Statement.Kind {
    guard case .word(let word) = token.kind, !continuesExpression(next) else {
      return try bareExpression()
    }
    if let verb = StatementVerb(rawValue: word) {
      self.verb = verb
      advance()
      return try statement(verb)
    }
    if StatementCatalog.planned.contains(word) {
      throw .notInThisVersion("`\(word)`", at: token.span)
    }
    return try bareExpression()
  }

  private mutating func statement(_ verb: StatementVerb) throws(Diagnostic) -> Statement.Kind {
    switch verb {
    case .lstm: try edition()
    case .seed: .seed(try value())
    case .param: try param()
    case .let: try binding()
    case .include: .include(try path("a file name in quotes"))
    case .data: .data(try data())
    case .vectors: try vectors()
    case .model: try model()
    case .train: try train()
    case .ensemble: try ensemble()
    case .resume:
      .resume(run: try reference("the name of a run"), options: try options(try arguments()))
    case .grid: try sweep()
    case .search: try sweep()
    case .crossval: try crossval()
    case .eval: try eval()
    case .baseline: try baseline()
    case .compare: if let clause = try comparedRuns() { .record(clause) } else { try compare() }
    case .predict: try predict()
    case .forecast: try forecast()
    case .generate: try generate()
    case .explain: try explain()
    case .assert: .assertion(try expressions("a condition"))
    case .print: .print(try expressions("a value"))
    case .show:
      if let clause = try shownRun() {
        .record(clause)
      } else {
        .show(try reference("a name"), facets: try arguments())
      }
    case .plot: try plot()
    case .save:
      .save(run: try reference("the name of a run"), path: try path("a file name in quotes"))
    case .report: .report(try path("a file name in quotes"))
    case .load: try load()
    case .runs: .record(try runs())
    case .rerun: .record(.rerun(try recordedRun()))
    case .note: .record(try note())
    case .tag: .record(try tag())
    }
  }

  /// Nothing but a line end or `;` may follow a statement.
  func endOfStatement() throws(Diagnostic) {
    if token.endsStatement { return }
    if token.isSymbol(.assign), verb == .assert || verb == .print || verb == .let || verb == nil {
      throw .comparisonNeedsTwoEquals(at: token.span)
    }
    if let path = pathWithoutQuotes { throw .pathNeedsQuotes(source[path], at: path) }
    if let found = binaryOperator, found.precedence > BinaryOperator.and.precedence {
      throw .calculationNeedsParentheses(found.rawValue, at: token.span)
    }
    if token.isSymbol(.openBrace), verb == .data {
      throw expected("nothing more", help: "the roles in braces stand last, once")
    }
    throw expected("the end of the statement", help: endOfStatementHelp)
  }

  /// Where a file name stands whose quotes were forgotten, as in `include common.lstm`.
  private var pathWithoutQuotes: Span? {
    let verbs: [StatementVerb?] = [
      .include, .data, .plot, .save, .report, .load, .predict, .forecast,
    ]
    guard verbs.contains(verb), token.isSymbol(.dot) || token.isSymbol(.slash), touchesPrevious,
      var span = previous?.span
    else { return nil }
    for part in tokens[index...] {
      guard part.span.start == span.end, !part.endsStatement else { break }
      span = span.union(part.span)
    }
    return span
  }

  private var endOfStatementHelp: String {
    switch verb {
    case .assert, .print, .let: "values are separated by commas, and joined by operators"
    default: "a second statement goes on the next line, or after `;`"
    }
  }

  // edition = "lstm" "1" ;
  private mutating func edition() throws(Diagnostic) -> Statement.Kind {
    guard case .number(let number) = token.kind else { throw expected("the edition, which is 1") }
    guard next.endsStatement else { throw .strayStack(at: previous?.span ?? token.span) }
    guard number == 1 else { throw .unknownEdition(source[token.span], at: token.span) }
    guard statementIndex == 0 else { throw .lateEdition(at: previous?.span ?? token.span) }
    advance()
    return .edition(1)
  }

  // seed = "seed" value ;
  // param = "param" name "=" value ;
  private mutating func param() throws(Diagnostic) -> Statement.Kind {
    let name = try newName("a name")
    try expect(.assign)
    return .param(name, try value())
  }

  // let = "let" name "=" expression ;
  private mutating func binding() throws(Diagnostic) -> Statement.Kind {
    let name = try newName("a name")
    try expect(.assign)
    return .binding(name, try expression())
  }

  // assert = "assert" expressions ;
  // print = "print" expressions ;
  // expressions = expression { "," expression } ;
  private mutating func expressions(_ what: String) throws(Diagnostic) -> [Expression] {
    var result: [Expression] = []
    repeat {
      if !result.isEmpty { advanceContinuing() }
      guard startsExpression else { throw expected(what) }
      result.append(try expression())
    } while token.isSymbol(.comma)
    return result
  }

  // include = "include" path ;
  // show = "show" reference arguments ;
  // plot = "plot" reference { "," reference } [ name ] [ text ] { name "=" value } [ "to" path ] ;
  private mutating func plot() throws(Diagnostic) -> Statement.Kind {
    var objects = [try reference("the name of what to draw")]
    while token.isSymbol(.comma) {
      advanceContinuing()
      objects.append(try reference("the name of what to draw beside it"))
    }
    var facet: Name?
    if case .word(let word) = token.kind, word != "to", !next.isSymbol(.assign) {
      facet = Name(word, token.span)
      advance()
    }
    var item: Expression?
    if case .text = token.kind { item = try expression() }
    var options: [Argument] = []
    while case .word = token.kind, next.isSymbol(.assign) { options.append(try argument()) }
    let path = accept(word: "to") ? try path("a file name in quotes") : nil
    return .plot(
      PlotClause(objects: objects, facet: facet, item: item, options: options, path: path))
  }

  // save = "save" reference path ;
  // report = "report" path ;
  // load = "load" name "=" path ;
  private mutating func load() throws(Diagnostic) -> Statement.Kind {
    let name = try newName("a name")
    try expect(.assign)
    return .load(name: name, path: try path("a file name in quotes"))
  }

  // vectors = "vectors" name ( "=" path arguments | "like" arguments ) ;
  private mutating func vectors() throws(Diagnostic) -> Statement.Kind {
    let name = try newName("a name")
    if token.isWord(StatementCatalog.likeWord) {
      // What is asked of vectors is a form of `show`.
      let object = Expression(.name(name.text), name.span)
      return .show(object, facets: try arguments())
    }
    try expect(.assign)
    let path = try path("a file name in quotes")
    return .vectors(name: name, path: path, options: try options(try arguments()))
  }

  // path = text | name | "(" expression ")" ;
  mutating func path(_ what: String) throws(Diagnostic) -> Expression {
    switch token.kind {
    case .text, .word, .symbol(.openParenthesis): return try primary(callsTouch: true)
    default: throw expected(what)
    }
  }

  /// The verb that the right side of a definition without one asks for: that of data for a file,
  /// `model` for a stack, another one where it stands after the `=`.
  private func definingVerb(at place: Int) -> StatementVerb {
    guard tokens.indices.contains(place + 1) else { return .let }
    let (first, second) = (tokens[place], tokens[place + 1])
    switch (first.kind, second.kind) {
    case (.word(let word), _) where StatementVerb(rawValue: word)?.definesName == true:
      return StatementVerb(rawValue: word) ?? .let
    case (.word(let word), .text) where DataFormats.named(word) != nil: return .data
    case (.word("rows"), .symbol(.openBracket)): return .data
    case (.text(let path), _)
    where DataFormats.all.contains { $0.extensions.contains { path.hasSuffix(".\($0)") } }:
      return .data
    case (.word(let word), .number), (.word(let word), .symbol(.pipe)):
      return LayerCatalog.entry(word) == nil ? .let : .model
    default: return .let
    }
  }

  /// What stands from a token to the end of its line, as written, without a comment.
  private func restOfLine(from place: Int) -> String {
    guard tokens.indices.contains(place) else { return "" }
    let own = tokens[place...].prefix { !$0.endsStatement }
    guard let first = own.first, let last = own.last else { return "" }
    return source[Span(first.span.start, last.span.end)]
  }

  /// A line without a verb is an expression, or a mistake that has a better name.
  private mutating func bareExpression() throws(Diagnostic) -> Statement.Kind {
    if case .word(let word) = token.kind, word != UnaryOperator.not.rawValue {
      switch next.kind {
      case .symbol(.assign):
        throw .definitionNeedsVerb(
          word, definingVerb(at: index + 2), rest: restOfLine(from: index + 2), at: token.span)
      case .symbol(.pipe): throw .strayStack(at: token.span)
      case .word, .number, .duration, .text, .symbol(.openBracket), .symbol(.openBrace):
        if !continuesExpression(next) {
          throw .unknownStatement(
            word, verbs: StatementVerb.allCases.map(\.rawValue), at: token.span)
        }
      default: break
      }
    }
    guard startsExpression else {
      throw expected(
        "a statement", help: "a statement begins with a verb such as `data`, `model` or `train`")
    }
    return .expression(try expression())
  }

  /// True when a word before this token can only be the beginning of an expression.
  func continuesExpression(_ token: Token) -> Bool {
    switch token.kind {
    case .symbol(let symbol):
      symbol == .dot || BinaryOperator(rawValue: symbol.rawValue).map { $0 != .subtract } ?? false
    case .word(let word): BinaryOperator(rawValue: word) != nil
    default: false
    }
  }
}
