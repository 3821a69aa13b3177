// SPDX-License-Identifier: Apache-2.0

/// Seeds, parameters and values with names.
extension Checker {
  mutating func checkSeed(_ value: Expression) throws(Diagnostic) {
    guard case .number(let number)? = try evaluator.known(value, .number) else { return }
    guard let whole = Int(exactly: number), History.seeds.contains(whole) else {
      throw .badSeed(at: value.span)
    }
    try setSeed(UInt64(whole), at: value.span)
  }

  mutating func checkParam(_ name: Name, _ value: Expression) throws(Diagnostic) {
    guard let original = try evaluator.known(value, .anything) else {
      try define(name, .unknown(.anything))
      return
    }
    var effective = original
    if let override = context.parameters.first(where: { $0.name == name.text }) {
      effective = try overridden(name, original, by: override.value)
    }
    try define(name, .known(effective))
    add(.define)
  }

  private mutating func overridden(
    _ name: Name, _ original: Value, by text: String
  ) throws(Diagnostic) -> Value {
    // A path given on the command line stays out of the script that a model file holds.
    if case .text = original { return .text(text) }
    let parsed = Parser.parse(SourceText(name: "-p", text: "let value = \(text)"))
    guard parsed.diagnostics.isEmpty, parsed.script.statements.count == 1,
      case .binding(_, let expression) = parsed.script.statements[0].kind
    else { throw .badParamValue(name, text: text, wanted: original.type) }
    var evaluator = Evaluator(Scope())
    guard let found = try? evaluator.evaluate(expression), case .known(let value) = found,
      value.type == original.type
    else { throw .badParamValue(name, text: text, wanted: original.type) }
    writeInstead(Statement(.param(name, expression), expression.span))
    return value
  }

  /// Every `-p` must set a `param` of the script.
  mutating func checkParameters(_ parsed: ParseResult) {
    guard !context.allowsRedefinition else { return }
    let known = Set(declared).union(parsed.unparsedNames)
    for parameter in context.parameters where !known.contains(parameter.name) {
      report(.unknownParam(parameter.name, candidates: declared))
    }
  }

  mutating func checkBinding(_ name: Name, _ value: Expression) throws(Diagnostic) {
    let found = try evaluator.evaluate(value)
    try define(name, found)
    add(.bind(name.text, value))
  }

  mutating func checkAssertion(_ conditions: [Expression]) throws(Diagnostic) {
    try checkEach(conditions, wanted: .boolean)
    add(.assertion(conditions))
  }

  mutating func checkPrint(_ values: [Expression]) throws(Diagnostic) {
    try checkEach(values, wanted: .anything)
    add(.print(values))
  }

  /// Reports what is wrong with each of some expressions.
  private mutating func checkEach(
    _ expressions: [Expression], wanted: ValueType
  ) throws(Diagnostic) {
    var problems: [Diagnostic] = []
    for expression in expressions {
      do throws(Diagnostic) {
        // On its own line, as the evaluator is copied for the call below.
        let found = try evaluator.evaluate(expression)
        try evaluator.require(found, wanted, at: expression.span)
      } catch {
        report(error)
        problems.append(error)
      }
    }
    try abandon(problems)
  }

  mutating func checkShow(_ reference: Expression, _ facets: [Argument]) throws(Diagnostic) {
    let name = Name(source[reference.span], reference.span)
    let found = try evaluator.evaluate(reference)
    guard case .known(.object(let object)) = found else {
      if found.type == .anything { return }
      throw .cannotShow(name)
    }
    if let vectors = object as? VectorsObject, facets.first?.isLike == true {
      return try checkNeighbours(of: vectors, facets, at: reference.span)
    }
    var wanted: [String] = []
    var isFull = false
    for facet in facets {
      if facet.isLike, object is VectorsObject { throw .likeStandsAlone(at: facet.span) }
      guard facet.label == nil, case .name(let word) = facet.value.kind else {
        throw .unknownFacet(Name(source[facet.span], facet.span), of: object)
      }
      if word == "full" {
        isFull = true
      } else if object.facets.contains(where: { $0.name == word }) {
        wanted.append(word)
      } else {
        throw .unknownFacet(Name(word, facet.value.span), of: object)
      }
    }
    add(.show(object, facets: wanted, full: isFull, at: name.span))
  }
}
