// SPDX-License-Identifier: Apache-2.0

import LSTM

/// How texts are looked for that a run writes.
extension Checker {
  /// How texts are looked for; nil for a run that writes none.
  ///
  /// - Parameter specs: the options of the statement.
  mutating func search(
    _ options: [Argument], of run: RunObject, owner: String, specs: [ArgumentSpec],
    tunes: Bool = false
  ) throws(Diagnostic) -> TextSearch? {
    guard run.task is any Writing else { return nil }
    let names = Set(SearchOptions.arguments.map(\.name))
    let own = options.filter { names.contains($0.label?.text ?? "") }
    try SearchOptions.checkNames(own.map { ($0.label?.text ?? "", $0.span) }, run)
    let isLanguage = { (option: Argument) in option.label?.text == SearchOptions.languageKey.name }
    let place = { (name: String) in options.first { $0.label?.text == name }?.span }
    var language: RunObject?
    if let argument = own.first(where: isLanguage) {
      language = try object(argument.value, .run, as: RunObject.self)
      guard let found = language else { return TextSearch() }
      let span = argument.value.span
      let unknown = try TextSearch.unknownSymbols(
        of: run, to: found, named: found.name, at: span)
      if !unknown.isEmpty { report(.symbolsUnknown(found.name, unknown, at: span)) }
    }
    var problems: [Diagnostic] = []
    let values = ArgumentReader(owner: owner, specs: specs)
      .read(own.filter { !isLanguage($0) }, &evaluator) { problems.append($0) }
    for problem in problems { report(problem) }
    try abandon(problems)
    return try TextSearch(values, language, for: run, tunes: tunes, at: place)
  }
}
