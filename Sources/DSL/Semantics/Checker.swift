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
    /// Where files that are written go instead; nil for there too.
    var outputDirectory: String?
    /// The values of `-p`.
    var parameters: [(name: String, value: String)]
    /// The seed of `--seed`, which overrides the script's own.
    var seed: Int?
    /// Whether a sample of the texts is enough, as nothing is to run.
    var samplesTexts = false
    /// Whether definitions may replace earlier ones: at the prompt.
    var allowsRedefinition: Bool
    /// Asked while data is read whether to leave off.
    var shouldStop: @Sendable () -> Bool = { false }
    /// The folder of the record; nil for none.
    var record: String?
    /// What loads a model's weights.
    var compute: () -> Compute
    /// What keeps the features of recordings; nil where they are heard anew.
    var sounds: (any SoundKeeper)?
  }

  /// The source of the statement at hand: the script, or a file that it includes.
  private(set) var source: SourceText
  let context: Context
  var evaluator: Evaluator
  private(set) var history: History
  private(set) var steps: [Step] = []
  private(set) var diagnostics: [Diagnostic] = []
  /// The files that earlier statements of this source read, itself among them.
  var inputs: Set<String> = []
  /// The files that earlier statements of this source write.
  var written: [String: RunObject] = [:]
  /// The files that earlier statements of this source write, with the lines that say so.
  var outputs: [String: Int] = [:]
  /// The files that would be written if the runs that go there had checked.
  var unknownFiles: Set<String> = []
  /// The data sets whose uneven classes were told already.
  var warnedOfImbalance: Set<String> = []
  private var definedHere: Set<String> = []
  /// The `param`s that were declared, in order.
  private(set) var declared: [String] = []
  /// The files that the statement at hand stands in, the script first, as the system finds them.
  var including: [String] = []
  /// How many files were included so far.
  var includedFiles = 0
  /// Where relative paths of the source start.
  private(set) var directory: String
  /// What the statement at hand stands on beside the names that it reads: itself, and perhaps the
  /// seed.
  private var ownRecipe = Recipe()
  /// The first seed that was set, and the first line that drew random numbers.
  private var firstSeed: (value: UInt64, line: Int)?
  private var firstDraw: Int?
  /// What the statement at hand has defined.
  private var definitions: [String: Definition] = [:]
  /// What was found out about each statement, those of included files left out.
  private(set) var records: [StatementRecord] = []
  /// Whether reading data was broken off.
  private(set) var wasStopped = false
  /// What is being found out about the one at hand.
  private var record: StatementRecord?

  init(_ source: SourceText, context: Context, scope: Scope, history: History) {
    self.source = source
    self.context = context
    self.history = history
    directory = context.baseDirectory
    let own = source.name.split(separator: "/").last.map(String.init) ?? source.name
    inputs = [Self.path(own, in: context.baseDirectory)]
    including = [PlainFile.identity(of: source.name)]
    evaluator = Evaluator(scope)
  }

  /// The most problems reported for one source.
  private static let limit = 20

  /// Checks all statements of a parsed source.
  mutating func check(_ parsed: ParseResult) {
    checkAll(parsed)
    checkParameters(parsed)
    let problems = parsed.diagnostics + diagnostics
    if !context.allowsRedefinition, !problems.contains(where: { $0.severity == .error }) {
      warnOfUnusedNames()
    }
  }

  /// Checks the statements of another source, whose relative paths start from its own folder.
  mutating func checkAll(_ parsed: ParseResult, of included: SourceText, in folder: String) {
    let outer = (source, directory)
    (source, directory) = (included, folder)
    for problem in parsed.diagnostics { report(problem) }
    checkAll(parsed)
    (source, directory) = outer
  }

  private mutating func checkAll(_ parsed: ParseResult) {
    for name in parsed.unparsedNames { poison(name, at: Span(0, 0)) }
    for statement in parsed.script.statements {
      if case .param(let name, _) = statement.kind { declared.append(name.text) }
      if record == nil { checkAndRecord(statement) } else { check(statement) }
    }
  }

  /// Checks a statement of any source, whose relative paths start from a folder.
  mutating func check(_ statement: Statement, in source: SourceText, directory: String) {
    (self.source, self.directory) = (source, directory)
    if case .param(let name, _) = statement.kind { declared.append(name.text) }
    checkAndRecord(statement)
  }

  /// Passes over a statement that was carried out before: its names are what they are.
  mutating func adopt(_ statement: Statement, _ names: Set<String>, from scope: Scope) {
    history.begin()
    if case .param(let name, _) = statement.kind { declared.append(name.text) }
    if case .seed(let value) = statement.kind { try? checkSeed(value) }
    evaluator.scope = evaluator.scope.adopting(names, from: scope)
    definedHere.formUnion(names)
  }

  /// Checks a statement that no other includes, and notes what it reads and defines.
  private mutating func checkAndRecord(_ statement: Statement) {
    if case .edition = statement.kind { return check(statement) }
    record = StatementRecord(statement: statement, source: source, directory: directory)
    _ = evaluator.scope.takeNamesRead()
    check(statement)
    guard var found = record else { return }
    found.reads.formUnion(evaluator.scope.takeNamesRead())
    // What an included file reads of itself is its own affair.
    if case .include = statement.kind { found.reads.subtract(found.defines) }
    let paths = StatementPaths(statement)
    found.filesRead = paths.read.compactMap { known($0) }.map { resolve($0) }
    found.filesWritten = paths.written.compactMap { known($0) }.map { resolveOutput($0) }
    records.append(found)
    record = nil
  }

  /// The path that an expression evaluates to; nil when it is not known.
  func known(_ path: Expression) -> String? {
    var evaluator = evaluator
    guard case .known(.text(let text))? = try? evaluator.evaluate(path) else { return nil }
    return text
  }

  /// Whether a statement could be planned; else its problems were reported and its name stands for
  /// anything.
  private mutating func check(_ statement: Statement) {
    history.begin()
    evaluator.scope.forgetReads()
    definitions = [:]
    ownRecipe = Recipe(statement, number: history.count)
    defer { noteInputs(of: statement) }
    do {
      try requireFinishedInputs(of: statement)
      try plan(statement)
    } catch {
      report(error)
      if context.shouldStop() { wasStopped = true }
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
    case .include(let path): try checkInclude(path)
    case .data(let data): try checkData(data)
    case .vectors(let name, let path, let options): try checkVectors(name, path, options)
    case .model(let name, let parameters, let data, let stack):
      try checkModel(name, parameters, data, stack)
    case .train(let name, let clause): try checkTrain(name, clause)
    case .resume(let run, let options): try checkResume(run, options, statement)
    case .grid(let name, let clause, let metric):
      try checkGrid(name, clause, by: metric, at: statement.span)
    case .search(let name, let clause, let metric):
      try checkSearch(name, clause, by: metric, at: statement.span)
    case .crossval(let name, let clause):
      try checkCrossval(name, clause, at: statement.span)
    case .eval(let name, let run, let data, let options):
      try checkEval(name, run, data, options, statement)
    case .baseline(let name, let kind, let data, let options):
      try checkBaseline(name, kind, data, options)
    case .ensemble(let name, let runs): try checkEnsemble(name, runs, at: statement.span)
    case .compare(let name, let clause): try checkCompare(name, clause, statement)
    case .predict(let run, let input, let options):
      try checkPredict(run, input, options, statement)
    case .forecast(let clause): try checkForecast(clause, statement)
    case .generate(let run, let primers, let options):
      try checkGenerate(run, primers, options, statement)
    case .explain(let run, let texts, let options, let path):
      try checkExplain(run, texts, options, to: path, statement)
    case .assertion(let conditions): try checkAssertion(conditions)
    case .print(let values): try checkPrint(values)
    case .show(let object, let facets): try checkShow(object, facets)
    case .plot(let clause): try checkPlot(clause, statement)
    case .save(let run, let path): try checkSave(run, path)
    case .report(let path): try checkReport(path)
    case .load(let name, let path): try checkLoad(name, path)
    case .record(let clause): try checkRecord(clause, at: statement.span)
    case .expression(let expression):
      remember(try evaluator.evaluate(expression), at: expression.span)
      add(.expression(expression))
    }
  }

  // MARK: Recipes

  /// Where randomness starts; the statement at hand then stands on the seed too.
  mutating func randomSeed() -> UInt64 {
    ownRecipe.formUnion(history.seedRecipe)
    record?.reads.insert(StatementRecord.seed)
    if firstDraw == nil { firstDraw = source.position(of: record?.statement.span.start ?? 0).line }
    return history.seed
  }

  /// A `seed` statement; a seed of the command line wins over it.
  ///
  /// In a file there is one, before all that draws random numbers.
  mutating func setSeed(_ seed: UInt64, at span: Span) throws(Diagnostic) {
    record?.defines.insert(StatementRecord.seed)
    if !context.allowsRedefinition {
      if let firstSeed, firstSeed.value != seed {
        throw .lateSeed("the seed is set twice", line: firstSeed.line, at: span)
      }
      if let firstDraw, firstSeed == nil, seed != 0 {
        throw .lateSeed("the seed is set too late", line: firstDraw, at: span)
      }
    }
    firstSeed = firstSeed ?? (seed, source.position(of: span.start).line)
    if context.seed == nil { history.setSeed(seed) }
  }

  /// Lets another statement stand for the one at hand in scripts that are written.
  mutating func writeInstead(_ statement: Statement) {
    ownRecipe = Recipe(statement, number: history.count)
  }

  /// Takes another recipe for that of the statement at hand, and gives that back.
  mutating func exchangeRecipe(_ recipe: Recipe) -> Recipe {
    defer { ownRecipe = recipe }
    return ownRecipe
  }

  /// Lets what a reference names stand on the statement at hand too.
  mutating func extendRecipe(of reference: Expression) {
    var base = reference
    while case .field(let inner, _) = base.kind { base = inner }
    guard case .name(let name) = base.kind, var definition = evaluator.scope[name] else { return }
    definition.recipe.formUnion(ownRecipe)
    evaluator.scope[name] = definition
    definitions[name] = definition
    record?.defines.insert(name)
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
    steps.append(
      Step(
        action: action, source: source, definitions: definitions, statement: records.count))
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
      let file = earlier.source ?? source
      throw .redefined(
        name, first: file.position(of: earlier.place.start).line,
        in: file.name == source.name ? nil : file.name)
    }
    let definition = Definition(
      value: value, place: name.span, source: source, recipe: recipe)
    evaluator.scope[name.text] = definition
    definitions[name.text] = definition
    definedHere.insert(name.text)
    record?.defines.insert(name.text)
  }

  /// Gives the last result its name, `_`.
  mutating func remember(_ value: Evaluated, at span: Span) {
    let definition = Definition(
      value: value, place: span, source: source, recipe: recipe, isUsed: true)
    evaluator.scope["_"] = definition
    definitions["_"] = definition
    record?.defines.insert("_")
  }

  /// Lets a name stand for anything, after its statement failed.
  private mutating func poison(_ name: String, at span: Span) {
    guard evaluator.scope[name] == nil || context.allowsRedefinition else { return }
    evaluator.scope[name] = Definition(value: .unknown(.anything), place: span, isUsed: true)
  }

  private mutating func warnOfUnusedNames() {
    let kinds: Set<ValueType> = [.number, .text, .boolean, .list, .object(.data), .object(.model)]
    for (name, symbol) in evaluator.scope.unused
    where kinds.contains(symbol.value.type) && definedHere.contains(name) {
      var warning = Diagnostic.unusedName(name, at: symbol.place)
      warning.source = symbol.source
      report(warning)
    }
  }
}
