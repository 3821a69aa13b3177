// SPDX-License-Identifier: Apache-2.0

/// Tokens with the one after each: what a language model reads, and what is right.
struct NextTokens {
  /// The tokens that are read.
  private(set) var inputs = TokenColumn()
  /// The token after each of them.
  private(set) var outputs = TokenColumn()

  /// The same as what a decoder reads and writes, along steps of its own.
  func ofDecoder(tokens: Int) -> NextTokens {
    var copy = self
    copy.inputs.hasOwnSteps = true
    copy.inputs.vocabulary = tokens
    return copy
  }

  /// Texts with an end each: a mark is read before the first token, and follows the last one.
  ///
  /// - Parameter cut: the rows that were cut off, after which comes no end.
  init(of column: TokenColumn, cut: [Int], in vocabulary: Vocabulary) {
    let mark = vocabulary.encode(Vocabulary.mark)
    let cut = Set(cut)
    for row in 0..<column.rowCount {
      let isCut = cut.contains(row)
      append([mark] + column[row] + (isCut ? [] : [mark]))
    }
  }

  /// Streams without an end.
  init(streams: [[Int32]]) {
    for stream in streams { append(stream) }
  }

  private mutating func append(_ tokens: [Int32]) {
    inputs.append(tokens.dropLast())
    outputs.append(tokens.dropFirst())
  }
}
