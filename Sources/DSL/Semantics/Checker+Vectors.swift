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
    try requireFinished(path, at: expression.span)
    var limit = Int.max
    if case .integer(let number)? = values["limit"], number > 0 { limit = number }
    let object: VectorsObject
    do {
      object = VectorsObject(
        name: name.text,
        vectors: try WordVectors(
          reading: resolve(path), limit: limit, shouldStop: context.shouldStop))
    } catch {
      throw .data(error.renamed(path), at: expression.span)
    }
    inputs.insert(resolve(path))
    try define(name, .known(.object(object)))
    add(.vectors(object))
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
