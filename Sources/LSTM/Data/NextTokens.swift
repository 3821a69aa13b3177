// SPDX-License-Identifier: Apache-2.0

/// Tokens with the one behind each: what a language model reads, and what it should say.
struct NextTokens {
  /// The tokens that are read.
  private(set) var inputs = TokenColumn()
  /// The token behind each of them.
  private(set) var outputs = TokenColumn()

  /// The outputs as what is to be predicted.
  var target: Target { Target(.next, labels: .none, values: outputs) }

  /// Texts with an end each: a mark is read before the first token, and follows the last one.
  ///
  /// - Parameter cut: the rows that were cut off, behind which comes no end.
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

extension Examples {
  /// Texts as a language model reads them; of streams, the texts of each.
  public init(_ texts: [String], _ transform: TextTransform) {
    let isStream = transform.options.framing == .stream
    let encoded = texts.map { transform.encode($0) }
    var column = TokenColumn()
    for tokens in encoded { column.append(tokens) }
    let next =
      isStream
      ? NextTokens(streams: encoded)
      : NextTokens(of: column, cut: [], in: transform.vocabulary)
    self.init(next.inputs, next.target, isStream: isStream)
  }
}
