// SPDX-License-Identifier: Apache-2.0

extension Statement {
  /// The names that it seems to define.
  var definedNames: Set<String> {
    if case .seed = kind { return [StatementRecord.seed] }
    return Set([definedName?.text, hasResult ? "_" : nil].compactMap { $0 })
  }

  /// The name that a statement defines.
  var definedName: Name? {
    switch kind {
    case .param(let name, _), .binding(let name, _), .load(let name, _): name
    case .data(let data): data.name
    case .vectors(let name, _, _): name
    case .model(let name, _, _, _): name
    case .train(let name, _), .grid(let name, _, _), .search(let name, _, _),
      .crossval(let name, _):
      name
    case .baseline(let name, _, _, _): name
    case .eval(let name, _, _, _), .compare(let name, _): name
    case .ensemble(let name, _): name
    case .edition, .seed, .include, .resume, .predict, .forecast, .explain, .generate, .assertion,
      .print,
      .show, .plot, .save, .report, .record, .expression:
      nil
    }
  }

  /// Whether it has a result, which `_` then is.
  var hasResult: Bool {
    switch kind {
    case .eval, .baseline, .compare, .expression, .grid, .search, .crossval: true
    case .edition, .seed, .param, .binding, .include, .data, .vectors, .model, .train, .ensemble,
      .resume, .predict, .forecast, .explain, .generate, .assertion, .print, .show, .plot, .save,
      .report, .load, .record:
      false
    }
  }
}
