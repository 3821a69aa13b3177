// SPDX-License-Identifier: Apache-2.0

import LSTM

/// Files that a script reads and those that it writes: no file is both.
extension Checker {
  /// Refuses to write over a file that the script reads, however its path is written.
  mutating func checkWritable(_ path: String, at span: Span) throws(Diagnostic) {
    guard !path.isEmpty, !path.utf8.contains(0) else {
      throw .unwritable(path, reason: "it names no file", at: span)
    }
    let output = resolveOutput(path)
    let identity = PlainFile.identity(of: output)
    guard !inputs.contains(output),
      !inputs.contains(where: { PlainFile.identity(of: $0) == identity })
    else { throw .overwritesInput(path, at: span) }
    do {
      try FileWriter.check(output)
    } catch {
      throw .unwritable(path, reason: error.reason, at: span)
    }
    outputs[output] = source.position(of: span.start).line
  }

  /// Refuses to read, before anything runs, what this source is to write.
  func requireFinished(_ path: String, at span: Span) throws(Diagnostic) {
    let found = resolve(path)
    if let line = outputs[found] { throw .readsOutput(path, line: line, at: span) }
    guard !outputs.isEmpty else { return }
    let identity = PlainFile.identity(of: found)
    if let output = outputs.first(where: { PlainFile.identity(of: $0.key) == identity }) {
      throw .readsOutput(path, line: output.value, at: span)
    }
  }

  /// The same for all files that a statement reads when it is checked: data, vectors, dictionaries,
  /// stop words and tables of idf.
  func requireFinishedInputs(of statement: Statement) throws(Diagnostic) {
    switch statement.kind {
    case .data, .vectors, .baseline:
      for expression in StatementPaths(statement).read {
        if let path = known(expression) { try requireFinished(path, at: expression.span) }
      }
    case .edition, .seed, .param, .binding, .include, .model, .train, .ensemble, .resume, .grid,
      .search,
      .crossval, .eval, .compare, .predict, .forecast, .explain, .generate, .assertion, .print,
      .show, .plot,
      .save, .report, .load, .record, .expression:
      break
    }
  }

  /// Notes the files that a statement reads; a model that is loaded may be written again.
  mutating func noteInputs(of statement: Statement) {
    switch statement.kind {
    case .data, .vectors, .baseline, .predict, .forecast:
      for expression in StatementPaths(statement).read {
        if let path = known(expression) { inputs.insert(resolve(path)) }
      }
    case .edition, .seed, .param, .binding, .include, .model, .train, .ensemble, .resume, .grid,
      .search,
      .crossval, .eval, .compare, .explain, .generate, .assertion, .print, .show, .plot, .save,
      .report, .load, .record, .expression:
      break
    }
  }
}
