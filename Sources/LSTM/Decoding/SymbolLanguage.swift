// SPDX-License-Identifier: Apache-2.0

/// A language model over the symbols of transcripts, which a search reads its texts with.
///
/// One thread uses it.
public final class SymbolLanguage {
  private let network: Network
  /// The token of each symbol.
  private let tokens: [Int32]
  /// The token that ends a text; nil for a model of streams.
  private let mark: Int32?
  /// What is read before a text.
  private let opening: [Int32]
  private let batch = Batch(PassSize(rows: 1, steps: 1, total: 1, isTraining: false))
  /// The state after each text that was read, part by part, and the logarithms of the probabilities of the
  /// symbols and of the end after it.
  private var states: [[Float]] = []
  private var logarithms: [[Double]] = []

  /// The symbols of some transcripts that a model of the next token has never seen; nil where its tokens are
  /// of another kind.
  public static func unknown(to transform: TextTransform, of symbols: TextTransform) -> [String]? {
    guard transform.options.tokens == symbols.options.tokens,
      transform.options.subwords == symbols.options.subwords
    else { return nil }
    return symbols.vocabulary.words.dropFirst().filter { transform.vocabulary.encode($0) == 0 }
  }

  /// A model of the next token.
  ///
  /// - Parameters:
  ///   - transform: how it reads text; symbols: how transcripts are written.
  public init(_ network: Network, _ transform: TextTransform, for symbols: TextTransform) {
    // A few texts are too little for several threads.
    self.network = network.withWeightsOnly(on: Compute(threads: 1))
    tokens = symbols.vocabulary.words.map { transform.vocabulary.encode($0) }
    mark = transform.mark
    let lineEnd = transform.vocabulary.encode(LineEnd.token)
    opening = [
      mark ?? (lineEnd > 0 ? lineEnd : min(1, Int32(transform.vocabulary.count - 1)))
    ]
  }

  /// Forgets all texts, and reads the beginning; its state.
  func begin() -> Int {
    if states.isEmpty {
      batch.fill(streams: 1, steps: opening.count) { _, step in opening[step] }
      note(network.holdingWeights { network.forward(batch, state: .begin) }, rows: 1)
    }
    states.removeSubrange(1...)
    logarithms.removeSubrange(1...)
    return 0
  }

  /// Reads a symbol after each of some texts; the states then.
  func read(_ texts: [(after: Int, symbol: Int)]) -> [Int] {
    let first = states.count
    var column = 0
    for part in network.carried {
      let matrix = part.buffer.matrix(texts.count, part.columns)
      for (row, text) in texts.enumerated() {
        for at in 0..<part.columns { matrix.row(row)[at] = states[text.after][column + at] }
      }
      column += part.columns
    }
    batch.fill(streams: texts.count, steps: 1) { row, _ in tokens[texts[row].symbol] }
    note(network.forward(batch, state: .goOn), rows: texts.count)
    return Array(first..<states.count)
  }

  private func note(_ scores: Matrix, rows: Int) {
    for row in 0..<rows {
      var state: [Float] = []
      for part in network.carried {
        let own = part.buffer.matrix(rows, part.columns).row(row)
        state += UnsafeBufferPointer(start: own, count: part.columns)
      }
      states.append(state)
      let shares = scores.row(row)
      _ = network.compute.kernels.softmax(scores.columns, shares, 1)
      let logarithm = { (token: Int32) in naturalLogarithm(Double(max(shares[Int(token)], 1e-30))) }
      logarithms.append(tokens.map(logarithm) + [mark.map(logarithm) ?? 0])
    }
  }

  /// The logarithm of the probability of a symbol after a text.
  func logarithm(of symbol: Int, after state: Int) -> Double { logarithms[state][symbol] }

  /// The same of the end; 0 for a model that knows of none.
  func logarithmOfEnd(after state: Int) -> Double { logarithms[state][tokens.count] }

  /// Does something that reads texts: the weights are packed once.
  func holding<Result>(_ body: () -> Result) -> Result { network.holdingWeights(body) }
}
