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
  /// The targets whose classes can be explained by name: the leading one, as nil, or those beside tags.
  var explainedClasses: [(head: Int?, labels: Labels)] {
    let leading: [(head: Int?, labels: Labels)] =
      [.class, .labels].contains(model.task.kind) ? [(nil, labels)] : []
    return leading
      + model.classTasks.enumerated().compactMap { index, task in
        labels(of: task.name).map { (index, $0) }
      }
  }
}
