// SPDX-License-Identifier: Apache-2.0

/// The texts of a column, and how they are to be cut.
struct UncutTexts: Sendable {
  /// The text of each row.
  let texts: [String]
  /// How they become tokens; subword units are learned.
  var options: TextOptions
  /// Which rows train.
  var lengths = LengthFilter()
  /// The words that are known whether training has them or not.
  var knownWords: [String] = []
}

/// A target whose texts a decoder writes: they are cut and numbered beside those that are read.
protocol WrittenReading: TargetReading {
  /// The texts.
  var texts: UncutTexts { get }
  /// How many times longer one side of a pair that trains may be; nil for any.
  var mostRatio: Double? { get }
  /// Whether rows without a token to write train.
  var takesEmpty: Bool { get }
}

extension WrittenReading {
  /// Any number of times.
  var mostRatio: Double? { nil }
  /// They do not.
  var takesEmpty: Bool { false }
}

/// Cuts and numbers the texts of a data set: those that are read, and those that a decoder writes.
///
/// Subword units are learned from all rows of the training part. Then the rows are left out whose tokens are
/// too many or too few, and vocabularies are fitted on those that remain.
struct TextFitting {
  /// The texts that are read; nil where there are none.
  var read: UncutTexts?
  /// The texts that are written; nil where there are none.
  var written: UncutTexts?
  /// How many times longer one side of a pair that trains may be; nil for any.
  var mostRatio: Double?
  /// Whether rows without a token to write train.
  var takesEmpty = false
  /// The row whose tokens a row has that is read; an earlier one for a row that is not cut.
  var lender: (Int) -> Int = { $0 }
  /// Whether only a sample of the rows is cut, so that nobody knows which of the others train.
  var isSample = false
  /// Asked now and then; when it says so, `interrupted` is thrown.
  var shouldStop: () -> Bool = { false }

  /// What was fitted.
  struct Outcome {
    /// The texts that are read.
    var read: FittedText?
    /// The texts that are written.
    var written: FittedText?
    /// Who trains, without those that were left out.
    var splits: SplitRows
    /// Those that were left out.
    var skipped: SkippedRows
  }

  init(_ read: UncutTexts?, for target: (any TargetReading)?) {
    self.read = read
    guard let target = target as? any WrittenReading else { return }
    (written, mostRatio, takesEmpty) = (target.texts, target.mostRatio, target.takesEmpty)
    guard let read, written?.options.isShared == true else {
      written?.options.isShared = false
      return
    }
    written?.options.takeVocabularySettings(of: read.options)
  }

  /// Whether both sides have one vocabulary.
  private var isShared: Bool { written?.options.isShared ?? false }

  /// Fits the texts on the rows that train.
  ///
  /// Throws `allSkipped`, `interrupted`, `unknownTokenizer` and `unknownStemmer`.
  func fit(_ splits: SplitRows) throws(DataError) -> Outcome {
    var (read, written) = (read, written)
    try learnUnits(&read, &written, splits)
    let readCorpus = try read.map { side throws(DataError) in
      try TokenizedCorpus(
        side.texts, with: TokenPipeline(side.options), lender: lender, shouldStop: shouldStop)
    }
    let writtenCorpus = try written.map { side throws(DataError) in
      try TokenizedCorpus(
        side.texts, with: TokenPipeline(side.options), shouldStop: shouldStop)
    }
    let skipped = skipped(readCorpus, writtenCorpus, splits)
    var left = splits
    if !skipped.rows.isEmpty {
      let rows = Set(skipped.rows)
      left.train.removeAll { rows.contains($0) }
      if left.train.isEmpty, !isSample { throw DataError(.allSkipped(skipped), path: nil) }
    }
    var joined: Vocabulary?
    if isShared, let readCorpus, let writtenCorpus, let options = written?.options {
      joined = TokenizedCorpus.vocabulary(
        of: [readCorpus, writtenCorpus], fitting: left.fitted, options: options)
    }
    return Outcome(
      read: try fitted(read, readCorpus, joined, left),
      written: try fitted(written, writtenCorpus, joined, left), splits: left, skipped: skipped)
  }

  /// Learns subword units, of both sides together where they share them.
  private func learnUnits(
    _ read: inout UncutTexts?, _ written: inout UncutTexts?, _ splits: SplitRows
  ) throws(DataError) {
    let own = (read?.texts ?? []).isEmpty ? [] : splits.fitted.filter { lender($0) == $0 }
    let reads = own.lazy.map { [texts = read?.texts ?? []] in texts[$0] }
    let writes = splits.fitted.lazy.map { [texts = written?.texts ?? []] in texts[$0] }
    if isShared, let options = read?.options {
      try written?.options.learnSubwords(
        from: writes, beside: (options, reads), shouldStop: shouldStop)
      read?.options.subwords = written?.options.subwords
      return
    }
    try read?.options.learnSubwords(from: reads, shouldStop: shouldStop)
    try written?.options.learnSubwords(from: writes, shouldStop: shouldStop)
  }

  private func fitted(
    _ side: UncutTexts?, _ corpus: TokenizedCorpus?, _ shared: Vocabulary?, _ splits: SplitRows
  ) throws(DataError) -> FittedText? {
    guard let side, let corpus else { return nil }
    let vocabulary =
      shared
      ?? corpus.vocabulary(fitting: splits.fitted, options: side.options, adding: side.knownWords)
    return FittedText(
      tokens: try corpus.column(in: vocabulary, shouldStop: shouldStop), corpus: corpus,
      pipeline: try TokenPipeline(side.options),
      transform: try TextTransform(options: side.options, vocabulary: vocabulary),
      texts: side.texts)
  }

  /// The rows of the training part that do not train; of those that were not cut nobody knows.
  private func skipped(
    _ read: TokenizedCorpus?, _ written: TokenizedCorpus?, _ splits: SplitRows
  ) -> SkippedRows {
    let lengths = { (corpus: TokenizedCorpus?) in corpus?.lengths ?? [] }
    let (reads, writes) = (lengths(read), lengths(written))
    var rules: [(rule: SkippedRows.Rule, fails: (Int) -> Bool)] = []
    if read != nil, written != nil, !takesEmpty {
      rules += [(.empty(.read), { reads[$0] == 0 }), (.empty(.written), { writes[$0] == 0 })]
    }
    for (filter, side, counts) in [
      (self.read?.lengths, SkippedRows.Side.read, reads),
      (self.written?.lengths, .written, writes),
    ] {
      guard let filter else { continue }
      if filter.under > 0 {
        rules.append((.under(filter.under, side), { counts[$0] < filter.under }))
      }
      if let most = filter.over { rules.append((.over(most, side), { counts[$0] > most })) }
    }
    if let mostRatio, read != nil, written != nil {
      rules.append(
        (
          .ratio(mostRatio),
          { row in
            let (one, other) = (Double(reads[row]), Double(writes[row]))
            return max(one, other) > mostRatio * min(one, other)
          }
        ))
    }
    guard !rules.isEmpty else { return SkippedRows() }
    return SkippedRows(of: splits.train.filter { read?.isCut($0) ?? true }, rules)
  }
}

extension TextOptions {
  /// Takes what a vocabulary is learned by from options that share it.
  fileprivate mutating func takeVocabularySettings(of other: TextOptions) {
    (tokens, minCount, vocabularySize) = (other.tokens, other.minCount, other.vocabularySize)
  }
}
