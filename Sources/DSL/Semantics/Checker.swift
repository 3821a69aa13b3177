// SPDX-License-Identifier: Apache-2.0

import LSTM

/// Stages 2 and 3: reads the data, resolves names and options, and runs types along every stack.
///
/// What is left is a plan that can only fail for reasons outside of the script.
struct Checker {
  /// What a script is checked against.
  struct Context {
    /// Where relative paths start.
    var baseDirectory: String
    /// The values of `-p`.
    var parameters: [(name: String, value: String)]
    /// The seed of `--seed`, which overrides the script's own.
    var seed: Int?
    /// Whether definitions may replace earlier ones: at the prompt.
    var allowsRedefinition: Bool
    /// What loads a model's weights.
    var compute: () -> Compute
  }

  let source: SourceText
  let context: Context
  var evaluator: Evaluator
  private(set) var history: History
  private(set) var steps: [Step] = []
  private(set) var diagnostics: [Diagnostic] = []
  /// The files that earlier statements of this source write.
  var written: [String: RunObject] = [:]
  /// The files that would be written if the runs that go there had checked.
  var unknownFiles: Set<String> = []
  private var definedHere: Set<String> = []
  /// What the statement at hand stands on beside the names that it reads: itself, and perhaps the
  /// seed.
  private var ownRecipe = Recipe()
  /// What the statement at hand has defined.
  private var definitions: [String: Definition] = [:]

  init(_ source: SourceText, context: Context, scope: Scope, history: History) {
    self.source = source
    self.context = context
    self.history = history
    evaluator = Evaluator(scope)
  }

  /// The most problems reported for one source.
  private static let limit = 20

  /// Checks all statements of a parsed source.
  mutating func check(_ parsed: ParseResult) {
    for name in parsed.unparsedNames { poison(name, at: Span(0, 0)) }
    for statement in parsed.script.statements { check(statement) }
    checkParameters(parsed)
    let problems = parsed.diagnostics + diagnostics
    if !context.allowsRedefinition, !problems.contains(where: { $0.severity == .error }) {
      warnOfUnusedNames()
    }
  }

  /// Whether a statement could be planned; else its problems were reported and its name stands for
  /// anything.
  private mutating func check(_ statement: Statement) {
    history.begin()
    evaluator.scope.forgetReads()
    definitions = [:]
    ownRecipe = Recipe(Formatter.format(statement), number: history.count)
    do {
      try plan(statement)
    } catch {
      report(error)
      if let name = statement.definedName { poison(name.text, at: name.span) }
      if statement.hasResult { remember(.unknown(.anything), at: statement.span) }
    }
  }

  private mutating func plan(_ statement: Statement) throws(Diagnostic) {
    switch statement.kind {
    case .edition: break  // The parser knows which editions there are.
    case .seed(let value): try checkSeed(value)
    case .param(let name, let value): try checkParam(name, value)
    case .binding(let name, let value): try checkBinding(name, value)
    case .data(let data): try checkData(data)
    case .model(let name, let parameters, let data, let stack):
      try checkModel(name, parameters, data, stack)
    case .train(let name, let model, let arguments, let data, let options):
      try checkTrain(name, model, arguments, data, options)
    case .eval(let name, let run, let data, let options):
      try checkEval(name, run, data, options, statement)
    case .baseline(let name, let kind, let data, let options):
      try checkBaseline(name, kind, data, options)
    case .predict(let run, let input, let options):
      try checkPredict(run, input, options, statement)
    case .assertion(let conditions): try checkAssertion(conditions)
    case .print(let values): try checkPrint(values)
    case .show(let name, let facets): try checkShow(name, facets)
    case .save(let run, let path): try checkSave(run, path)
    case .load(let name, let path): try checkLoad(name, path)
    case .expression(let expression):
      remember(try evaluator.evaluate(expression), at: expression.span)
      add(.expression(expression))
    }
  }

  // MARK: Recipes

  /// Where randomness starts; the statement at hand then stands on the seed too.
  mutating func randomSeed() -> UInt64 {
    ownRecipe.formUnion(history.seedRecipe)
    return history.seed
  }

  /// A `seed` statement; a seed of the command line wins over it.
  mutating func setSeed(_ seed: UInt64) {
    if context.seed == nil { history.setSeed(seed) }
  }

  /// Lets another statement stand for the one at hand in scripts that are written.
  mutating func writeInstead(_ statement: String) {
    ownRecipe = Recipe(statement, number: history.count)
  }

  /// The statement at hand and all that it stands on.
  var recipe: Recipe {
    var recipe = evaluator.scope.reads
    recipe.formUnion(ownRecipe)
    return recipe
  }

  // MARK: Collecting

  /// Plans what the statement at hand does, with the names that it has defined.
  mutating func add(_ action: Action) {
    steps.append(Step(action: action, definitions: definitions))
  }

  mutating func report(_ diagnostic: Diagnostic) {
    guard diagnostics.count < Self.limit else { return }
    var placed = diagnostic
    placed.source = placed.source ?? source
    if !diagnostics.contains(placed) { diagnostics.append(placed) }
  }

  /// Throws a diagnostic that says no more than what has been reported: the statement cannot be
  /// planned.
  func abandon(_ diagnostics: [Diagnostic]) throws(Diagnostic) {
    if let first = diagnostics.first { throw first }
  }

  // MARK: Names

  /// Defines a name; in a file only once.
  mutating func define(_ name: Name, _ value: Evaluated) throws(Diagnostic) {
    if let earlier = evaluator.scope[name.text], !context.allowsRedefinition {
      throw .redefined(name, first: source.position(of: earlier.place.start).line)
    }
    let definition = Definition(value: value, place: name.span, recipe: recipe)
    evaluator.scope[name.text] = definition
    definitions[name.text] = definition
    definedHere.insert(name.text)
  }

  /// Gives the last result its name, `_`.
  mutating func remember(_ value: Evaluated, at span: Span) {
    let definition = Definition(value: value, place: span, recipe: recipe, isUsed: true)
    evaluator.scope["_"] = definition
    definitions["_"] = definition
  }

  /// Lets a name stand for anything, after its statement failed.
  private mutating func poison(_ name: String, at span: Span) {
    guard evaluator.scope[name] == nil || context.allowsRedefinition else { return }
    evaluator.scope[name] = Definition(value: .unknown(.anything), place: span, isUsed: true)
  }

  /// The object that a name stands for; nil when its own statement failed and was reported.
  mutating func object<Object: ScriptObject>(
    _ name: Name, _ kind: ObjectKind, as _: Object.Type
  ) throws(Diagnostic) -> Object? {
    let candidates = evaluator.scope.names(of: kind)
    guard let symbol = evaluator.scope[name.text] else {
      throw .undefinedObject(
        name, wanted: kind, candidates: candidates, all: evaluator.scope.names)
    }
    evaluator.scope.use(name.text)
    if case .known(.object(let object)) = symbol.value, let wanted = object as? Object {
      return wanted
    }
    if symbol.value.type == .anything { return nil }
    throw .wrongKind(name, found: symbol.value.type, wanted: kind, candidates: candidates)
  }

  /// A path of the script, as the system finds it.
  func resolve(_ path: String) -> String {
    path.hasPrefix("/") || context.baseDirectory == "." || context.baseDirectory.isEmpty
      ? path : context.baseDirectory + "/" + path
  }

  /// The text of a path's expression; nil when it stands on something that failed.
  mutating func path(_ expression: Expression) throws(Diagnostic) -> String? {
    guard case .text(let text)? = try evaluator.known(expression, .text) else { return nil }
    return text
  }

  private mutating func warnOfUnusedNames() {
    let kinds: Set<ValueType> = [.number, .text, .boolean, .list, .object(.data), .object(.model)]
    for (name, symbol) in evaluator.scope.unused
    where kinds.contains(symbol.value.type) && definedHere.contains(name) {
      report(.unusedName(name, at: symbol.place))
    }
  }
}

extension Statement {
  /// The name that a statement defines.
  fileprivate var definedName: Name? {
    switch kind {
    case .param(let name, _), .binding(let name, _), .load(let name, _): name
    case .data(let data): data.name
    case .model(let name, _, _, _): name
    case .train(let name, _, _, _, _): name
    case .baseline(let name, _, _, _): name
    case .eval(let name, _, _, _): name
    default: nil
    }
  }

  /// Whether it has a result, which `_` then is.
  fileprivate var hasResult: Bool {
    switch kind {
    case .eval, .baseline, .expression: true
    default: false
    }
  }
}
