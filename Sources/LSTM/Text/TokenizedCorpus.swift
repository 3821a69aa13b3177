// SPDX-License-Identifier: Apache-2.0

/// All texts of a data set cut into tokens once.
///
/// A vocabulary is fitted on some of the rows, then the tokens of all rows are renumbered by it.
struct TokenizedCorpus {
  /// The distinct tokens of all rows.
  private var tokens = TokenIndex()
  /// The tokens of all rows, one row after the other, as numbers in `tokens`.
  private var ids: [Int32] = []
  private var offsets = [0]
  /// The rows whose texts were cut off at the largest length.
  private(set) var cutRows = 0
  /// The rows without any token, in order.
  private(set) var emptyRows: [Int] = []

  /// Cuts the texts.
  ///
  /// - Parameter lenders: the row whose tokens a row has; an earlier one for a row that is not cut.
  init(_ texts: [String], with pipeline: TokenPipeline, lenders: ((Int) -> Int)? = nil) {
    offsets.reserveCapacity(texts.count + 1)
    for (row, text) in texts.enumerated() {
      if let lender = lenders?(row), lender < row {
        // One by one: a slice would be a second owner, and all of it copied.
        for at in offsets[lender]..<offsets[lender + 1] { ids.append(ids[at]) }
        offsets.append(ids.count)
        continue
      }
      let outcome = pipeline.forEachToken(in: text) { ids.append(tokens.insert($0)) }
      if outcome.isCut { cutRows += 1 }
      if outcome.kept == 0 { emptyRows.append(row) }
      offsets.append(ids.count)
    }
  }

  /// Fits a vocabulary on the tokens of `rows`.
  func vocabulary(fitting rows: [Int], options: TextOptions) -> Vocabulary {
    Vocabulary(
      tokens, counts: counts(in: rows), minCount: options.minCount, limit: options.vocabularySize)
  }

  /// All rows as numbers of the vocabulary; a row without tokens is one `<unk>`.
  func column(in vocabulary: Vocabulary) -> TokenColumn {
    let renumbered = (0..<tokens.count).map { vocabulary.encode(tokens.word($0)) }
    var column = TokenColumn()
    for row in 0..<offsets.count - 1 {
      let range = offsets[row]..<offsets[row + 1]
      column.append(range.isEmpty ? [0] : ids[range].map { renumbered[Int($0)] })
    }
    return column
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
      for id in ids[offsets[row]..<offsets[row + 1]] { counts[Int(id)] += 1 }
    }
    return counts
  }
}
