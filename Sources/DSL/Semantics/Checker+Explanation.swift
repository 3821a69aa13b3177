// SPDX-License-Identifier: Apache-2.0

import LSTM

extension Checker {
  mutating func checkExplain(
    _ reference: Expression, _ texts: [Expression], _ arguments: [Argument], to path: Expression?,
    _ statement: Statement
  ) throws(Diagnostic) {
    var problems: [Diagnostic] = []
    let values = ArgumentReader(owner: "`explain`", specs: ExplanationPlan.options)
      .read(arguments, &evaluator) { problems.append($0) }
    for problem in problems { report(problem) }
    let known = try evaluator.texts(texts) ?? []
    let run = try object(reference, .run, as: RunObject.self)
    let file = try path.map { expression throws(Diagnostic) in try plotFile(expression) } ?? nil
    try abandon(problems)
    guard let run else { return }
    if run.numbers != nil || run.windows != nil, run.plan == nil {
      throw .runReadsNumbers(run.name, "explain", at: reference.span)
    }
    try run.checkExplained(known)
    if let path {
      if run.task is any Decoding, !run.model.looksBackAtSource {
        throw .nothingToAlign(run.name, at: path.span)
      }
      guard texts.count == 1 else { throw .severalAlignments(at: texts[1].span) }
      if file == nil { return }
    }
    let settings = Arguments(values, for: ExplanationPlan.options)
    let named = settings[ExplanationPlan.named]
    let label = named.isEmpty ? nil : named
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
        run,
        ExplanationPlan(
          texts: texts, label: label, parts: settings[ExplanationPlan.steps],
          isDrawn: settings[ExplanationPlan.drawn], file: file),
        at: statement.span))
  }
}

extension RunObject {
  /// Throws unless each text names a row, or a window, where these are explained.
  func checkExplained(_ texts: [PlacedText]) throws(Diagnostic) {
    if let windows = plan?.data.dataset.windows {
      for one in texts where windows.row(called: one.text) == nil {
        throw .noSuchWindow(
          one.text, name, last: windows.title(of: windows.windows.count - 1), at: one.span)
      }
      return
    }
    guard numbers != nil, let data = plan?.data.dataset else { return }
    for one in texts where rowNumber(one.text) == nil {
      if let files = data.numbers?.recordings?.names {
        throw .noSuchRecording(one.text, files, of: "the data of `\(name)`", at: one.span)
      }
      throw .noSuchRow(one.text, name, rows: data.rowCount, at: one.span)
    }
  }
}
