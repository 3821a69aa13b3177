// SPDX-License-Identifier: Apache-2.0

/// All texts of a data set cut into tokens once.
///
/// A vocabulary is fitted on some of the rows, then the tokens of all rows are renumbered by it.
struct TokenizedCorpus {
  /// The distinct tokens of all rows.
  private var tokens = TokenIndex()
  /// The tokens of the rows that were cut, as numbers in `tokens`.
  private var ids = TokenColumn()
  /// The row whose tokens each row has: its own, or an earlier one for a row that was not cut.
  private var lenders: [Int] = []
  /// The rows whose texts were cut off at the largest length, in order.
  private(set) var cutRows: [Int] = []
  /// The rows without any token, in order.
  private(set) var emptyRows: [Int] = []

  /// Cuts the texts.
  ///
  /// - Parameters:
  ///   - lender: the row whose tokens a row has; an earlier one for a row that is not cut.
  ///   - shouldStop: asked now and then; when it says so, `interrupted` is thrown.
  init(
    _ texts: [String], with pipeline: TokenPipeline, lender: (Int) -> Int = { $0 },
    shouldStop: () -> Bool = { false }
  ) throws(DataError) {
    var cut: [Int32] = []
    let memory = GrowingData(path: nil)
    var bytes = 0
    try memory.require(rows: texts.count, tokens: 0)
    for (row, text) in texts.enumerated() {
      if row % Table.rowsPerQuestion == 0, shouldStop() {
        throw DataError(.interrupted, path: nil)
      }
      bytes += text.utf8.count
      try memory.require(
        after: bytes,
        growth: 2 * (ids.values.count + text.utf8.count) * MemoryLayout<Int32>.stride
          + tokens.count * Self.bytesOfDistinctToken)
      let lender = lender(row)
      lenders.append(lender)
      guard lender == row else {
        ids.appendRow(like: lender)
        continue
      }
      cut.removeAll(keepingCapacity: true)
      let outcome = pipeline.forEachToken(in: text) { cut.append(tokens.insert($0)) }
      if outcome.isCut { cutRows.append(row) }
      if outcome.kept == 0 { emptyRows.append(row) }
      ids.append(cut)
    }
  }

  /// What a distinct token takes, spelling and table included, in bytes.
  private static let bytesOfDistinctToken = 100

  /// Fits a vocabulary on the tokens of `rows`, and adds words that are known without them.
  func vocabulary(
    fitting rows: [Int], options: TextOptions, adding words: [String] = []
  ) -> Vocabulary {
    if let subwords = options.subwords {
      return Vocabulary(subwords, tokens, counts: counts(in: rows), marks: rows.count)
    }
    var vocabulary = Vocabulary(
      tokens, counts: counts(in: rows), minCount: options.minCount, limit: options.vocabularySize,
      marks: options.framing == .rows ? rows.count : nil, adding: words)
    vocabulary.findsSmall = options.findsSmall
    return vocabulary
  }

  /// The vocabulary that some texts have together, fitted on the tokens of `rows` of all of them.
  static func vocabulary(
    of corpora: [TokenizedCorpus], fitting rows: [Int], options: TextOptions
  ) -> Vocabulary {
    var tokens = TokenIndex()
    var counts: [Int] = []
    for corpus in corpora {
      for (id, count) in corpus.counts(in: rows).enumerated() {
        let number = Int(tokens.insert(corpus.tokens.bytes(of: id).span))
        if number == counts.count { counts.append(0) }
        counts[number] += count
      }
    }
    if let subwords = options.subwords {
      return Vocabulary(subwords, tokens, counts: counts, marks: rows.count)
    }
    return Vocabulary(
      tokens, counts: counts, minCount: options.minCount, limit: options.vocabularySize,
      marks: rows.count)
  }

  /// How many tokens each row has; of one that was cut off at the largest length one more than that.
  var lengths: [Int] {
    var lengths = (0..<lenders.count).map { ids.length(of: $0) }
    for row in cutRows { lengths[row] += 1 }
    return lengths
  }

  /// All rows as numbers of the vocabulary; a row without tokens is one `<unk>`.
  ///
  /// - Parameter shouldStop: asked now and then; when it says so, `interrupted` is thrown.
  func column(
    in vocabulary: Vocabulary, shouldStop: () -> Bool = { false }
  ) throws(DataError) -> TokenColumn {
    try GrowingData(path: nil).require(rows: lenders.count, tokens: ids.values.count)
    let renumbered = (0..<tokens.count).map { vocabulary.encode(tokens.word($0)) }
    var column = TokenColumn()
    for (row, lender) in lenders.enumerated() {
      if row % Table.rowsPerQuestion == 0, shouldStop() {
        throw DataError(.interrupted, path: nil)
      }
      guard lender == row else {
        column.appendRow(like: lender)
        continue
      }
      let own = ids[row]
      column.append(own.isEmpty ? [0] : own.map { renumbered[Int($0)] })
    }
    return column
  }

  /// Whether the tokens of a row are its own.
  func isCut(_ row: Int) -> Bool { lenders[row] == row }

  /// The tokens of a row as numbers of their spellings.
  func words(of row: Int) -> ArraySlice<Int32> { ids[row] }

  /// The tokens of another text in these numbers; nil when it has none, or one that no row has.
  func numbers(of text: String, _ pipeline: TokenPipeline) -> [Int32]? {
    var numbers: [Int32] = []
    var isKnown = true
    _ = pipeline.forEachToken(in: text) { token in
      if let number = tokens.find(token) { numbers.append(number) } else { isKnown = false }
    }
    return isKnown && !numbers.isEmpty ? numbers : nil
  }

  /// How much of `rows` the vocabulary does not know.
  func unknownReport(of rows: [Int], in vocabulary: Vocabulary) -> UnknownReport {
    let counts = counts(in: rows)
    let unknown = counts.indices.lazy
      .filter { counts[$0] > 0 }
      .map { UnknownReport.Word(word: tokens.word($0), count: counts[$0]) }
      .filter { vocabulary.encode($0.word) == 0 }
    return UnknownReport(tokens: counts.reduce(0, +), unknown: Array(unknown))
  }

  /// How often each distinct token occurs in `rows`.
  private func counts(in rows: [Int]) -> [Int] {
    var counts = [Int](repeating: 0, count: tokens.count)
    for row in rows {
      for id in ids[row] { counts[Int(id)] += 1 }
    }
    return counts
  }
}
