// SPDX-License-Identifier: Apache-2.0

import LSTM

/// Vectors of words: the file is read, and an embedding takes its length from them.
extension Checker {
  mutating func checkVectors(
    _ name: Name, _ expression: Expression, _ options: [Argument]
  ) throws(Diagnostic) {
    let reader = ArgumentReader(owner: "`vectors`", specs: VectorsObject.options)
    var problems: [Diagnostic] = []
    let values = reader.read(options, &evaluator) { problems.append($0) }
    for problem in problems { report(problem) }
    try abandon(problems)
    guard let path = try path(expression) else {
      try define(name, .unknown(.anything))
      return
    }
    let settings = Arguments(values, for: VectorsObject.options)
    let limit = settings[VectorsObject.limit]
    let object: VectorsObject
    do {
      object = VectorsObject(
        name: name.text,
        vectors: try WordVectors(
          reading: resolve(path), limit: limit > 0 ? limit : .max,
          skipsBroken: settings[VectorsObject.skipBroken], shouldStop: context.shouldStop))
    } catch {
      throw .data(error.renamed(path), at: expression.span)
    }
    try define(name, .known(.object(object)))
    add(.vectors(object))
  }

  /// What is wrong with a model of data whose words are known from vectors: an error when none of its
  /// embeddings begins with them, a warning for one beside.
  static func strangersToVectors(
    of model: Model, _ data: DataObject, _ stack: Stack
  ) -> [Diagnostic] {
    guard let known = data.knownName, let vocabulary = data.dataset.text?.transform.vocabulary,
      vocabulary.addedCount > 0
    else { return [] }
    let missing = model.addedWithoutVector(in: vocabulary)
    // Those over the characters of tokens are none of these.
    let calls = stack.layers.flatMap { [$0] + $0.joined }.filter { $0.name.text == "embed" }
    let call = { (index: Int) in calls.indices.contains(index) ? calls[index] : nil }
    guard let least = missing.min(), let first = missing.firstIndex(of: least) else { return [] }
    if least > 0 {
      return [
        .knownWithoutVectors(
          least, of: vocabulary.addedCount, known: known, call(first), stack)
      ]
    }
    return missing.enumerated().filter { $0.element > 0 }.map { index, count in
      .knownStaysRandom(count, known: known, call(index), stack)
    }
  }

  /// `show glove like "city"`: the words with the nearest vectors.
  mutating func checkNeighbours(
    of object: VectorsObject, _ facets: [Argument], at span: Span
  ) throws(Diagnostic) {
    var problems: [Diagnostic] = []
    let reader = ArgumentReader(owner: "`like`", specs: VectorsObject.neighbourOptions)
    let values = reader.read(facets.filter { $0.label != nil }, &evaluator) { problems.append($0) }
    let words = facets.dropFirst().filter { $0.label == nil }.map(\.value)
    for word in words {
      do throws(Diagnostic) {
        if case .name("full") = word.kind { throw .likeStandsAlone(at: word.span) }
        for one in try evaluator.texts([word]) ?? [] {
          try object.requireVector(of: one.text, at: one.span)
        }
      } catch {
        problems.append(error)
      }
    }
    if words.isEmpty { problems.append(.likeNeedsWord(object, at: facets.first?.span ?? span)) }
    for problem in problems { report(problem) }
    try abandon(problems)
    let settings = Arguments(values, for: VectorsObject.neighbourOptions)
    add(.neighbours(object, words: words, count: settings[VectorsObject.neighbours]))
  }

  /// The arguments of a layer, with the length of its vectors in the place of their name, and the
  /// vectors; nil for a layer that names none.
  mutating func withVectors(_ call: LayerCall) -> (arguments: [Argument], vectors: VectorsObject?) {
    guard call.name.text == "embed",
      let at = call.arguments.firstIndex(where: { $0.label == nil || $0.label?.text == "units" }),
      case .name(let name) = call.arguments[at].value.kind, evaluator.scope.locals[name] == nil,
      case .known(.object(let object))? = evaluator.scope[name]?.value,
      let vectors = object as? VectorsObject
    else { return (call.arguments, nil) }
    evaluator.scope.use(name)
    var arguments = call.arguments
    let length = Expression(
      .number(Double(vectors.vectors.dimension)), arguments[at].value.span)
    arguments[at] = Argument(label: arguments[at].label, value: length)
    return (arguments, vectors)
  }
}
