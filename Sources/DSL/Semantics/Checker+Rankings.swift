// SPDX-License-Identifier: Apache-2.0

import LSTM

/// Baselines that rank the words of a text, and what can be set of them.
extension Checker {
  /// The ranking that some options ask for; nil when problems were found.
  mutating func ranking(
    _ method: KeywordRanking.Method, _ kind: Name, _ arguments: [Argument], _ data: DataObject
  ) throws(Diagnostic) -> KeywordRanking? {
    let specs = RoleCatalog.rankingOptions(method)
    var problems: [Diagnostic] = []
    let values = ArgumentReader(owner: "`\(kind.text)`", specs: specs)
      .read(arguments, &evaluator) { problems.append($0) }
    for problem in problems { report(problem) }
    guard problems.isEmpty else { return nil }
    let settings = Arguments(values, for: specs)
    var ranking = KeywordRanking(method)
    ranking.count = settings[RoleCatalog.rankedCount]
    ranking.idf = try idf(settings, arguments)
    ranking.words = try words(values, kind, arguments)
    let own = data.dataset.text?.transform.options.tokens
    if ranking.words == nil, own == "char" { throw .baselineNeedsWords(kind, data.name) }
    return ranking
  }

  private mutating func idf(
    _ settings: Arguments, _ arguments: [Argument]
  ) throws(Diagnostic) -> InverseDocumentFrequency? {
    guard let path = settings[RoleCatalog.idf] else { return nil }
    let place = arguments.first { $0.label?.text == RoleCatalog.idf.name }?.value.span
    do throws(DataError) {
      return try InverseDocumentFrequency(reading: resolve(path))
    } catch {
      throw .data(error.renamed(path), at: place ?? Span(0, 0))
    }
  }

  /// How the words are cut; nil where nothing is said of it.
  private func words(
    _ values: [String: ArgumentValue], _ kind: Name, _ arguments: [Argument]
  ) throws(Diagnostic) -> TextOptions? {
    let names = Set(RoleCatalog.rankedWords.map(\.name))
    let given = arguments.filter { names.contains($0.label?.text ?? "") }
    guard let last = given.last else { return nil }
    let role = RoleClause(role: kind, arguments: given, span: kind.span.union(last.span))
    let settings = Arguments(
      values.filter { names.contains($0.key) }, for: RoleCatalog.textOptions)
    return try TextReader(role, settings, given: given, resolve: { resolve($0) }).read()
  }
}

extension BaselineEntry {
  /// What can be set.
  var allOptions: [ArgumentSpec] {
    ranking.map { RoleCatalog.rankingOptions($0.method) } ?? options
  }
}

extension RoleCatalog {
  /// What says how a baseline cuts texts into the words that it ranks.
  static let rankedWords = [
    stopwords.spec, dictionary.spec, userDictionary.spec, keptTags.spec,
  ]

  /// All settings of rankings that may name a file.
  static let rankedFiles = [idf.spec] + rankedWords

  static let idf = ArgumentKey.path(
    "idf", help: "a file of idf values, `word idf` a line; those of the training rows when absent")

  static let rankedCount = ArgumentKey.integer(
    "top", 1...1000, default: 5, help: "how many words are taken a row")

  /// What can be set of a ranking.
  static func rankingOptions(_ method: KeywordRanking.Method) -> [ArgumentSpec] {
    [rankedCount.spec] + (method == .frequency ? [idf.spec] : []) + rankedWords
  }
}
