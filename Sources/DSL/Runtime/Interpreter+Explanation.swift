// SPDX-License-Identifier: Apache-2.0

import LSTM

extension Interpreter {
  /// Shows why a run says what it says.
  mutating func explain(
    _ run: RunObject, _ plan: ExplanationPlan, at span: Span
  ) throws(Diagnostic) -> ExitStatus {
    guard let network = run.outcome?.network else { throw .noResult(run.name, at: span) }
    let texts = try evaluator.textsNow(plan.texts)
    try run.checkExplained(texts)
    for one in texts {
      if let task = run.task as? any Transcribing {
        try explainTranscript(run, network, task, one.text, plan, at: span)
        continue
      }
      if let task = run.task as? any Decoding {
        try explainWriting(run, network, task, one.text, plan, at: span)
        continue
      }
      // Several targets may have a class of the name.
      let heads =
        plan.label.map { label in
          run.explainedClasses.filter { $0.labels.number(of: label) != nil }.map(\.head)
        } ?? [0]
      var explanations: [Explanation] = []
      for head in heads {
        explanations.append(
          Explanation(
            run, network, one.text, label: plan.label, head: head, parts: plan.parts))
        if session.shouldStop { return .interrupted }
      }
      try show(explanations, plan, of: run, at: span)
    }
    return .success
  }

  /// Shows why a run says what it says of a text: as tables, or as a picture here or in a file.
  private func show(
    _ explanations: [Explanation], _ plan: ExplanationPlan, of run: RunObject, at span: Span
  ) throws(Diagnostic) {
    guard plan.file != nil || plan.isDrawn else {
      for table in explanations.flatMap(\.tables) { session.tell(.table(table)) }
      return
    }
    guard let chart = Explanation.chart(explanations) else { return }
    try show(chart, plan, plot: "explanation", of: run, at: span)
  }

  /// Shows a picture here, or writes it to the file that is asked for.
  func show(
    _ chart: Chart, _ plan: ExplanationPlan, plot: String, of run: RunObject, at span: Span
  ) throws(Diagnostic) {
    guard let file = plan.file else {
      session.tell(.chart(chart))
      return
    }
    try write(chart, of: run.name, plot: plot, to: file, at: span)
  }
}
