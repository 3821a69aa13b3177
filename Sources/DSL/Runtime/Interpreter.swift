// SPDX-License-Identifier: Apache-2.0

import LSTM

/// Carries out a plan, step by step, and tells what happens as events.
struct Interpreter {
  /// The source of the statement at hand.
  private(set) var source: SourceText
  let session: Session
  var evaluator: Evaluator

  init(_ source: SourceText, session: Session, scope: Scope) {
    self.source = source
    self.session = session
    evaluator = Evaluator(scope)
  }

  /// Carries out steps until one fails.
  mutating func run(_ steps: [Step]) -> ExitStatus {
    for step in steps {
      source = step.source
      do {
        let status = try run(step)
        if status != .success { return status }
      } catch {
        var placed = error
        placed.source = placed.source ?? source
        session.tell(.diagnostic(placed))
        return placed.code == .diverged ? .diverged : .runtimeFailure
      }
      if session.isInterrupted { return .interrupted }
    }
    return .success
  }

  private mutating func run(_ step: Step) throws(Diagnostic) -> ExitStatus {
    // What a statement reads is what stood there before it: `let a = a + 1`.
    var found = Evaluated.unknown(.anything)
    if let expression = step.action.expression { found = try evaluator.evaluate(expression) }
    for (name, definition) in step.definitions { evaluator.scope[name] = definition }
    switch step.action {
    case .define: tellParameters(step.definitions)
    case .bind(let name, _): evaluator.scope[name]?.value = found
    case .expression(let expression): try show(found, at: expression.span)
    case .data(let data, let warnings):
      session.tell(.record(data.record))
      if data.isShort { session.tell(.note("  that is \(data.expansion)")) }
      for line in data.dataset.leftOut { session.tell(.note("  \(line)")) }
      for warning in warnings { session.tell(.diagnostic(warning)) }
    case .vectors(let object):
      session.tell(
        .record(
          Record(
            "vectors",
            [
              ("name", .text(object.name)), ("words", .number(Double(object.vectors.words.count))),
              ("dimension", .number(Double(object.vectors.dimension))),
              ("fingerprint", .text(object.vectors.fingerprint)),
            ], remark: object.title)))
    case .model(let model):
      session.tell(
        .record(
          Record(
            "model",
            [
              ("name", .text(model.name)), ("stack", .text(Formatter.format(model.stack))),
              ("parameters", .number(Double(model.model.layout.parameterCount))),
            ], remark: model.title)))
      if let note = model.coverageNote { session.tell(.note(note)) }
    case .train(let run): return try train(run)
    case .ensemble(let object, let place): try join(object, at: place)
    case .compare(let object, let place): return try compare(object, at: place)
    case .resume(let run, let changes, let recipe, let place):
      return try resume(run, changes, recipe: recipe, at: place)
    case .sweep(let sweep, let place): return try self.sweep(sweep, at: place)
    case .crossvalidate(let object, let place): return try crossvalidate(object, at: place)
    case .evaluate(let evaluation, let place): return try evaluate(evaluation, at: place)
    case .predict(let run, let texts, let folder, let search, let place):
      return try predict(run, texts, in: folder, search, at: place)
    case .predictFile(let run, let file, let place): return try predict(run, file, at: place)
    case .forecast(let run, let plan, let place): return try forecast(run, plan, at: place)
    case .generate(let run, let plan, let place): return try generate(run, plan, at: place)
    case .explain(let run, let plan, let place): return try explain(run, plan, at: place)
    case .assertion(let conditions): return try check(conditions)
    case .print(let values):
      var texts: [String] = []
      for value in values { texts.append(try text(of: value)) }
      session.tell(.text(texts.joined(separator: " ")))
    case .show(let object, let facets, let full, let place):
      try requireResult(object, at: place)
      for table in object.tables(facets: facets, full: full) { session.tell(.table(table)) }
      if let vectors = object as? VectorsObject { showCoverage(of: vectors) }
      if let data = object as? DataObject, full && facets.isEmpty || facets.contains("coverage") {
        showCoverage(of: data)
      }
    case .neighbours(let vectors, let words, let count):
      try showNeighbours(in: vectors, words, count)
    case .plot(let plan, let place): try plot(plan, at: place)
    case .report(let file): try report(to: file)
    case .save(let run, let path, let shown, let place): try save(run, path, shown, at: place)
    case .load(let run, let path, let place): try load(run, path, at: place)
    case .record(let deed, let place): return try record(deed, at: place)
    }
    return .success
  }

  /// Tells the values of parameters, in the order of their names.
  private func tellParameters(_ definitions: [String: Definition]) {
    for (name, definition) in definitions.sorted(by: { $0.key < $1.key }) {
      guard case .known(let value) = definition.value else { continue }
      session.tell(
        .entry(
          .parameter(name: name, value: value.description, isGiven: session.isGiven(name))))
    }
  }

  // MARK: Values

  /// Keeps a result under the name `_`.
  mutating func remember(_ value: Value) {
    evaluator.scope["_"]?.value = .known(value)
  }

  private mutating func text(of expression: Expression) throws(Diagnostic) -> String {
    guard case .known(let value) = try evaluator.evaluate(expression) else {
      throw .notComputed(at: expression.span)
    }
    return value.description
  }

  private mutating func show(_ found: Evaluated, at span: Span) throws(Diagnostic) {
    guard case .known(let value) = found else { throw .notComputed(at: span) }
    remember(value)
    if case .object(let object) = value, !object.tables(facets: [], full: false).isEmpty {
      for table in object.tables(facets: [], full: false) { session.tell(.table(table)) }
    } else {
      session.tell(.text(value.description))
    }
  }

  func requireResult(_ object: any ScriptObject, at span: Span) throws(Diagnostic) {
    if let run = object as? RunObject, run.outcome == nil { throw .noResult(run.name, at: span) }
    if let evaluation = object as? EvaluationObject, evaluation.result == nil {
      throw .noResult(evaluation.name, at: span)
    }
    if let ensemble = object as? EnsembleObject { try requireResult(ensemble.run, at: span) }
    if let comparison = object as? ComparisonObject, comparison.tests.isEmpty {
      throw .noResult(comparison.name, at: span)
    }
    if let sweep = object as? SweepObject, !sweep.isDone { throw .noResult(sweep.name, at: span) }
    if let folds = object as? CrossValidationObject, !folds.isDone {
      throw .noResult(folds.name, at: span)
    }
  }

  // MARK: Assertions

  /// All conditions are evaluated and told before the first false one ends the run.
  private mutating func check(_ conditions: [Expression]) throws(Diagnostic) -> ExitStatus {
    var failures: [Diagnostic] = []
    for condition in conditions {
      let text = source[condition.span]
      let (holds, values) = try outcome(of: condition)
      session.tell(.assertion(AssertionResult(condition: text, holds: holds, values: values)))
      if !holds { failures.append(.assertionFailed(text, values: values, at: condition.span)) }
    }
    for failure in failures {
      var placed = failure
      placed.source = source
      session.tell(.diagnostic(placed))
    }
    return failures.isEmpty ? .success : .assertionFailed
  }

  /// Whether a condition holds, and the values in it; one whose values cannot be computed does not.
  private mutating func outcome(
    of condition: Expression
  ) throws(Diagnostic) -> (holds: Bool, values: [String]) {
    do throws(Diagnostic) {
      guard case .known(.boolean(let holds)) = try evaluator.evaluate(condition) else {
        throw .notComputed(at: condition.span)
      }
      return (holds, try readings(in: condition))
    } catch {
      guard [.arithmetic, .outOfRange, .unknownField].contains(error.code) else { throw error }
      return (false, [error.message])
    }
  }

  /// `t.accuracy = 0.842` for each name, field and call in a condition.
  private mutating func readings(in expression: Expression) throws(Diagnostic) -> [String] {
    switch expression.kind {
    case .name, .field, .call:
      return ["\(source[expression.span]) = \(try text(of: expression))"]
    case .unary(_, let operand): return try readings(in: operand)
    case .binary(_, let left, let right), .within(let left, let right, _):
      let both = try readings(in: left) + readings(in: right)
      return both.enumerated().filter { both.firstIndex(of: $0.element) == $0.offset }
        .map(\.element)
    case .number, .text, .boolean, .duration, .list, .range, .ratio: return []
    }
  }

  // MARK: Files

  private func save(
    _ run: RunObject, _ path: String, _ shown: String, at span: Span
  ) throws(Diagnostic) {
    guard let outcome = run.outcome, let network = outcome.network else {
      throw .noResult(run.name, at: span)
    }
    do {
      let bytes = try ModelFile.write(
        SavedModel(description: outcome.description, network: network), to: path)
      session.recorder?.note(file: path, bytes, of: run)
      session.tell(
        .record(
          Record(
            "artefact",
            [
              ("kind", .text("model")), ("path", .text(shown)), ("run", .text(run.name)),
              ("bytes", .number(Double(bytes))),
            ], remark: "saved \(run.name) to \(shown), \(Amount.grouped(bytes)) bytes")))
    } catch let error as FileWriteError {
      throw .unwritable(shown, reason: error.reason, at: span)
    } catch {
      throw .unwritable(shown, reason: "the model cannot be encoded", at: span)
    }
  }

  private func load(_ run: RunObject, _ path: String, at span: Span) throws(Diagnostic) {
    if run.outcome == nil {
      let loaded = try Checker.loaded(
        run.name, shown: source[span], found: path, session.compute, at: span)
      run.outcome = loaded.outcome
    }
    session.tell(
      .record(
        Record(
          "model",
          [
            ("name", .text(run.name)), ("stack", .text(run.setup.stackText)),
            ("parameters", .number(Double(run.model.layout.parameterCount))),
            ("path", .text(path)),
          ], remark: run.title)))
  }
}
