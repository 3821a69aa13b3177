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
  /// Finds a file.
  let resolve: (String) -> String
  let shouldStop: @Sendable () -> Bool

  /// What the format says of columns.
  private var use: ColumnUse { format?.use ?? .unsaid }

  /// How a text becomes tokens, and the vectors whose words are known too; nil when problems were
  /// reported.
  func read(
    _ evaluator: inout Evaluator, report: (Diagnostic) -> Void
  ) throws(Diagnostic) -> (options: TextOptions, known: KnownVectors?)? {
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
    let settings = Arguments(given, for: RoleCatalog.textOptions)
    var options = try TextReader(clause, settings, given: rest, resolve: resolve).read()
    if isOwnTarget { options.framing = use.isStream ? .stream : .rows }
    guard let place = named.first?.value.span else { return (options, nil) }
    if isOwnTarget { throw .knownNeedsTargets(at: place) }
    guard let vectors else { return (options, nil) }
    options.findsSmall = !options.lower
    return (options, try KnownVectors(vectors, options, shouldStop: shouldStop, at: place))
  }

  /// A stream is read as it stands.
  private func checkStream(_ arguments: [Argument]) throws(Diagnostic) {
    for argument in arguments {
      guard let label = argument.label?.text else { continue }
      if ["max_length", "stopwords", "keep_pos"].contains(label) {
        throw .streamKeepsText(label, at: argument.span)
      }
      if label == "tokens", (use.tokens == "char") != (argument.value.bareWord?.text == "char") {
        throw .streamTokens(format?.name ?? "", at: argument.span)
      }
    }
  }
}
