// SPDX-License-Identifier: Apache-2.0

import LSTM

extension Checker {
  mutating func checkExplain(
    _ reference: Expression, _ texts: [Expression], _ arguments: [Argument],
    _ statement: Statement
  ) throws(Diagnostic) {
    var problems: [Diagnostic] = []
    let values = ArgumentReader(owner: "`explain`", specs: ExplanationPlan.options)
      .read(arguments, &evaluator) { problems.append($0) }
    for problem in problems { report(problem) }
    _ = try evaluator.texts(texts)
    let run = try object(reference, .run, as: RunObject.self)
    try abandon(problems)
    guard let run else { return }
    let settings = Arguments(values, for: ExplanationPlan.options)
    let label = settings.word("class").isEmpty ? nil : settings.word("class")
    if let label {
      let place = arguments.first { $0.label?.text == "class" }?.value.span ?? statement.span
      let known = run.explainedClasses.flatMap(\.labels.names)
      guard !known.isEmpty else { throw .explainsNoClass(run.name, at: place) }
      guard known.contains(label) else {
        throw .unknownExplained(label, run.name, known, at: place)
      }
    }
    add(
      .explain(
        run, ExplanationPlan(texts: texts, label: label, parts: settings.integer("steps")),
        at: statement.span))
  }
}

extension RunObject {
  /// The targets whose classes can be explained by name, by their heads: those of rows.
  var explainedClasses: [(head: Int, labels: Labels)] {
    model.heads.enumerated().compactMap { index, head in
      guard head.shape.places == .rows else { return nil }
      return index == 0 ? (0, labels) : labels(of: head.target).map { (index, $0) }
    }
  }
}
