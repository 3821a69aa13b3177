// SPDX-License-Identifier: Apache-2.0

import LSTM

/// Models: the layers of a stack are looked up, their settings checked, and types run along it.
extension Checker {
  mutating func checkModel(
    _ name: Name, _ parameters: [Argument], _ data: Name, _ stack: Stack
  ) throws(Diagnostic) {
    let values = try defaults(parameters)
    let object = try self.object(data, .data, as: DataObject.self)
    let used = LocalUse(stack)
    for parameter in parameters {
      if let label = parameter.label, !used.names.contains(label.text) {
        report(.unusedModelParameter(label))
      }
    }
    // Without its data the layers are still checked one by one.
    let elements = elements(of: stack, values)
    for problem in elements.problems { report(problem) }
    try abandon(elements.problems)
    let known = values.compactMap { name, value in
      if case .known(let value) = value { (name: name, value: value) } else { nil }
    }
    guard let object, known.count == values.count else {
      try define(name, .unknown(.anything))
      return
    }
    if object.dataset.splits.train.isEmpty { throw .nothingTrains(object.name, at: data.span) }
    for warning in Self.frozenAtRandom(elements.found, stack) { report(warning) }
    if object.dataset.isResampled,
      let place = elements.found.firstIndex(where: \.readsCharacters)
    {
      throw .mergeDropoutHidesCharacters("chars", at: stack.layers[place].span)
    }
    var data = object.spelled(for: elements.found)
    let model = try Self.model(elements.found, for: data, stack)
    for warning in Self.strangersToVectors(of: model, data, stack) { report(warning) }
    if data.dataset.text != nil, let numbers = data.dataset.numbers,
      !elements.found.contains(where: \.readsInputs)
    {
      report(.inputsUnread(numbers.names, data.name, at: name.span))
    }
    try checkForecasts(model, data, stack)
    if model.heads[0].form == .negativeBinomial, data.dataset.windows != nil {
      data = data.ofCounts
    }
    let defined = ModelObject(
      name: name.text, parameters: known, data: data, stack: stack, source: source,
      scope: evaluator.scope.keeping(used.names), model: model)
    try define(name, .known(.object(defined)))
    add(.model(defined))
  }

  /// Throws where what a head gives cannot be led back to the units of a series.
  private func checkForecasts(
    _ model: Model, _ data: DataObject, _ stack: Stack
  ) throws(Diagnostic) {
    guard let windows = data.dataset.windows?.transform, let output = stack.layers.last else {
      return
    }
    let form = model.heads[0].form
    if form != .point, let difference = windows.shortDifference {
      throw .intervalsOfChanges(
        difference: difference, horizon: windows.horizon, at: output.name.span)
    }
    if form == .negativeBinomial, !windows.countsAsTheyAre {
      throw .countsAreMeasured(at: output.name.span)
    }
  }

  /// The values of a model's parameters where a run does not give others.
  mutating func defaults(
    _ parameters: [Argument]
  ) throws(Diagnostic) -> [(name: String, value: Evaluated)] {
    var values: [(name: String, value: Evaluated)] = []
    for parameter in parameters {
      guard let label = parameter.label else { throw .parameterWithoutDefault(parameter) }
      if values.contains(where: { $0.name == label.text }) {
        throw .givenTwice(label.text, of: "the model", at: label.span)
      }
      let value = try evaluator.known(parameter.value, .anything)
      values.append((label.text, value.map { .known($0) } ?? .unknown(.anything)))
    }
    return values
  }

  /// The elements of a stack under some values of the model's parameters, or what is wrong with
  /// them.
  mutating func elements(
    of stack: Stack, _ locals: [(name: String, value: Evaluated)]
  ) -> (found: [StackElement], problems: [Diagnostic]) {
    evaluator.scope.locals = Dictionary(locals.map { ($0.name, $0.value) }) { $1 }
    defer { evaluator.scope.locals = [:] }
    var problems: [Diagnostic] = []
    let found = stack.layers.compactMap { element(of: $0, &problems) }
    return (found, problems)
  }

  /// A layer with those in its parentheses and beside it; nil for one that is not known.
  private mutating func element(
    of call: LayerCall, _ problems: inout [Diagnostic]
  ) -> StackElement? {
    guard let entry = LayerCatalog.entry(call.name.text) else {
      problems.append(.unknownLayer(call.name, LayerCatalog.entries.map(\.name)))
      return nil
    }
    let reader = ArgumentReader(owner: "`\(entry.name)`", specs: entry.arguments)
    let before = problems.count
    let (arguments, vectors) = withVectors(call)
    let values = reader.read(arguments, &evaluator) { problems.append($0) }
    if problems.count == before { problems += reader.missing(values, at: call.name.span) }
    if let count = call.count, count.value > 100 {
      problems.append(.tooManyRepeats(count))
    }
    var element = StackElement(
      entry, Arguments(values, for: entry.arguments), count: call.count?.value ?? 1)
    element.vectors = vectors?.vectors
    element.inner = (call.inner?.layers ?? []).compactMap { self.element(of: $0, &problems) }
    element.joined = call.joined.compactMap { self.element(of: $0, &problems) }
    return element
  }

  /// Tables of words that are not trained and come from nowhere.
  private static func frozenAtRandom(_ elements: [StackElement], _ stack: Stack) -> [Diagnostic] {
    zip(elements.flatMap(\.all), stack.calls).filter { element, _ in
      element.isFrozenAtRandom
    }.map { .frozenAtRandom(at: $1.name.span) }
  }

  /// The model that elements make for a data set.
  static func model(
    _ elements: [StackElement], for data: DataObject, _ stack: Stack
  ) throws(Diagnostic) -> Model {
    let model: Model
    do {
      model = try Model(
        elements.fitted(to: data.dataset), inputs: data.dataset.inputShapes,
        targets: data.dataset.shapes)
    } catch {
      throw .stack(error, stack, task: "`\(data.targetColumn)` of `\(data.name)`")
    }
    let problems = strangersToVectors(of: model, data, stack)
    if let problem = problems.first(where: { $0.severity == .error }) { throw problem }
    return model
  }
}

extension StackElement {
  /// It with those in its parentheses and beside it, in the order in which they are written.
  fileprivate var all: [StackElement] { [self] + inner.flatMap(\.all) + joined.flatMap(\.all) }
}

/// The names that the settings of a stack read.
private struct LocalUse {
  private(set) var names: Set<String> = []

  init(_ stack: Stack) {
    for call in stack.calls {
      for argument in call.arguments { collect(argument.value) }
    }
  }

  private mutating func collect(_ expression: Expression) {
    switch expression.kind {
    case .name(let name): names.insert(name)
    case .list(let items):
      for item in items { collect(item) }
    case .field(let base, _): collect(base)
    case .call(_, let arguments):
      for argument in arguments { collect(argument.value) }
    case .unary(_, let operand): collect(operand)
    case .within(let left, let right, let tolerance):
      for part in [left, right, tolerance] { collect(part) }
    case .binary(_, let left, let right), .range(let left, let right, _):
      collect(left)
      collect(right)
    case .number, .text, .boolean, .duration, .ratio: break
    }
  }
}
