// SPDX-License-Identifier: Apache-2.0

/// Which words can be tokens of a text at all.
extension TextOptions {
  /// The words that a text can have as tokens under these options, in their order.
  ///
  /// A word that is cut, left out or changed is none: no text leads to it. Where a dictionary cuts
  /// Chinese, a word may be cut in one way by itself and in another beside others; it is left out only
  /// if it is changed. Throws `unknownTokenizer`, `unknownStemmer`, and `interrupted` when
  /// `shouldStop` says so.
  public func possibleTokens(
    among words: [String], shouldStop: () -> Bool = { false }
  ) throws(DataError) -> [String] {
    var whole = self
    whole.maxLength = nil
    let pipeline = try TokenPipeline(whole)
    var possible: [String] = []
    var (joined, count): ([UInt8], Int) = ([], 0)
    for (number, word) in words.enumerated() {
      if number % Table.rowsPerQuestion == 0, shouldStop() {
        throw DataError(.interrupted, path: nil)
      }
      joined.removeAll(keepingCapacity: true)
      count = 0
      _ = pipeline.forEachToken(in: word) { token in
        count += 1
        for at in 0..<token.count { joined.append(token[at]) }
      }
      let isWhole = count == 1 || count > 1 && dictionary != nil
      if isWhole, joined.elementsEqual(word.utf8) { possible.append(word) }
    }
    return possible
  }
}
