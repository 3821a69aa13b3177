// SPDX-License-Identifier: Apache-2.0

/// Texts whose tokens are subword units.
extension TextOptions {
  /// Whether tokens are units that are learned.
  public var areSubwords: Bool { tokens == SubwordTokenizer.entry.name }

  /// How many units are learned where nothing is said.
  public static let usualSubwordCount = 8000

  /// How texts are cut before units are joined.
  var splitter: SubwordSplitter {
    SubwordSplitter(lower: lower, foldsDigits: digits == .fold, keepsSpace: framing != .none)
  }

  /// The units that no text leads to; their numbers are those that they have in a `Vocabulary`.
  var specialUnits: [String] {
    framing == .rows ? [Vocabulary.unknown, Vocabulary.mark] : [Vocabulary.unknown]
  }

  /// Learns the units of texts, those of the training rows; the options have them from now on.
  ///
  /// Does nothing where tokens are no units. Throws `interrupted` when `shouldStop`
  /// says so.
  ///
  /// - Parameter coverage: the share of all characters that are units of their own.
  mutating func learnSubwords(
    from texts: some Sequence<String>, coverage: Double = SubwordLearner.usualCoverage,
    shouldStop: () -> Bool = { false }
  ) throws(DataError) {
    try learnSubwords(
      from: texts, beside: (self, EmptyCollection<String>()), coverage: coverage,
      shouldStop: shouldStop)
  }

  /// The same from the texts of two columns, which are to have the same units; each is cut by its options.
  mutating func learnSubwords(
    from texts: some Sequence<String>,
    beside other: (options: TextOptions, texts: some Sequence<String>),
    coverage: Double = SubwordLearner.usualCoverage, shouldStop: () -> Bool = { false }
  ) throws(DataError) {
    guard areSubwords else { return }
    var learner = SubwordLearner(splitter)
    try learner.add(texts, self, shouldStop)
    try learner.add(other.texts, other.options, shouldStop)
    subwords = try learner.learn(
      vocabularySize ?? Self.usualSubwordCount, coverage: coverage, special: specialUnits,
      shouldStop: shouldStop)
  }
}

extension SubwordLearner {
  /// Reads texts as options have them; throws `interrupted` when `shouldStop` says so.
  fileprivate mutating func add(
    _ texts: some Sequence<String>, _ options: TextOptions, _ shouldStop: () -> Bool
  ) throws(DataError) {
    for (row, text) in texts.enumerated() {
      if row % Table.rowsPerQuestion == 0, shouldStop() {
        throw DataError(.interrupted, path: nil)
      }
      add(options.normalization.applied(to: text), by: options.splitter)
    }
  }
}
