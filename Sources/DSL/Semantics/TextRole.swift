// SPDX-License-Identifier: Apache-2.0

import LSTM

/// Reads the settings of the `text` role, whose defaults depend on the format and on the target.
struct TextRole {
  /// The clause; one without arguments where there is none.
  let clause: RoleClause
  /// What stands in it after the column.
  let arguments: [Argument]
  /// The format of the file; nil for rows of the script.
  let format: DataFormat?
  /// Whether the text is its own target.
  let isOwnTarget: Bool
  /// The target that has one vocabulary with the text; nil for none.
  let sharing: TargetClause?
  /// Finds a file.
  let resolve: (String) -> String
  let shouldStop: @Sendable () -> Bool

  /// What the format says of columns.
  private var use: ColumnUse { format?.use ?? .unsaid }

  /// What it says of the text.
  struct Outcome {
    /// How a text becomes tokens.
    var options: TextOptions
    /// Which rows do not train for the number of their tokens.
    var lengths = LengthFilter()
    /// The vectors whose words are known too; nil for none.
    var known: KnownVectors?
  }

  /// What it says of the text; nil when problems were reported.
  func read(
    _ evaluator: inout Evaluator, report: (Diagnostic) -> Void
  ) throws(Diagnostic) -> Outcome? {
    let named = arguments.filter { $0.label?.text == RoleCatalog.known.name }
    if named.count > 1 {
      throw .givenTwice(RoleCatalog.known.name, of: "`text`", at: named[1].span)
    }
    let vectors =
      try named.first.map { argument throws(Diagnostic) in
        try KnownVectors.named(by: argument.value, &evaluator)
      } ?? nil
    let rest = arguments.filter { $0.label?.text != RoleCatalog.known.name }
    var isSound = true
    var given = ArgumentReader(owner: "`text`", specs: RoleCatalog.textOptions)
      .read(rest, &evaluator) {
        isSound = false
        report($0)
      }
    guard isSound else { return nil }
    if use.isStream { try checkStream(rest) }
    given["tokens"] = given["tokens"] ?? use.tokens.map { .word($0) }
    // What is written is what is to be written again.
    if isOwnTarget { given["lower"] = given["lower"] ?? .boolean(false) }
    if let sharing {
      given["lower"] = given["lower"] ?? sharing.given["lower"] ?? .boolean(false)
      if let place = named.first?.span { throw .knownNeedsOwnVocabulary(at: place) }
      if let dictionary = rest.first(where: { $0.label?.text == RoleCatalog.dictionary.name }) {
        throw .dictionaryNeedsOwnVocabulary(at: dictionary.span)
      }
    }
    let settings = Arguments(given, for: RoleCatalog.textOptions)
    try TextSettings(settings, specs: RoleCatalog.textOptions, given: rest, at: clause.span).check()
    if let place = named.first?.span, settings[TextOptions.Setting.tokens] == "subword" {
      throw .idleForSubwords(RoleCatalog.known.name, at: place)
    }
    var options = try TextReader(clause, settings, given: rest, resolve: resolve).read()
    if isOwnTarget { options.framing = use.isStream ? .stream : .rows }
    var found = Outcome(options: options, lengths: LengthFilter(settings))
    guard let place = named.first?.value.span else { return found }
    if isOwnTarget { throw .knownNeedsTargets(at: place) }
    guard let vectors else { return found }
    found.options.findsSmall = !options.lower
    found.known = try KnownVectors(
      vectors, found.options, shouldStop: shouldStop, at: place)
    return found
  }

  /// A stream is read as it stands.
  private func checkStream(_ arguments: [Argument]) throws(Diagnostic) {
    for argument in arguments {
      guard let label = argument.label?.text else { continue }
      if ["max_length", "stopwords", "keep_pos", "skip_under", "skip_over"].contains(label) {
        throw .streamKeepsText(label, at: argument.span)
      }
      if label == "tokens", (use.tokens == "char") != (argument.value.bareWord?.text == "char") {
        throw .streamTokens(format?.name ?? "", at: argument.span)
      }
    }
  }
}
