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
      try check(found, for: run, at: argument.value.span)
    }
    var problems: [Diagnostic] = []
    let values = ArgumentReader(owner: owner, specs: specs)
      .read(own.filter { !isLanguage($0) }, &evaluator) { problems.append($0) }
    for problem in problems { report(problem) }
    try abandon(problems)
    if language == nil {
      for name in [SearchOptions.weightKey.name, SearchOptions.bonusKey.name] {
        if let span = place(name) { throw .languageMissing(name, at: span) }
      }
    }
    let search = TextSearch(values, language)
    if !search.weights.isEmpty, !tunes {
      throw .weightIsTunedElsewhere(at: place(SearchOptions.weightKey.name))
    }
    try search.options.check(run, at: place)
    return search
  }

  /// A language model knows the symbols of a run's transcripts.
  private mutating func check(
    _ language: RunObject, for run: RunObject, at span: Span
  ) throws(Diagnostic) {
    guard language.task is any SelfSupervised, let transform = language.text,
      let task = run.task as? any Writing
    else { throw .noLanguageModel(language.name, at: span) }
    guard let unknown = SymbolLanguage.unknown(to: transform, of: task.transform) else {
      throw .languageOfOtherTokens(
        language.name, transform.options.tokens, run.name, task.transform.options.tokens, at: span)
    }
    if !unknown.isEmpty { report(.symbolsUnknown(language.name, unknown, at: span)) }
  }
}
