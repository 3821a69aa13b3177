// SPDX-License-Identifier: Apache-2.0

/// What was read at the steps of a row: its plain transcript, and how probable its symbols were when.
public struct TranscriptTrace: Sendable {
  /// The symbols, in order.
  public let tokens: [Int32]
  /// Where each begins, among the steps of `shares`.
  public let starts: [Int]
  /// How probable each was at most before the next one began.
  public let probabilities: [Double]
  /// The different symbols, in the order in which they appear.
  public let symbols: [Int32]
  /// How probable each of these is at each step, and after them that there is none.
  public let shares: [[Float]]
  /// The steps that were read which each of these is: one, unless the network joins some.
  public let steps: [Range<Int>]
}

extension Network {
  /// What is read at the steps of a row.
  public func transcript(of columns: [any Column], row: Int) -> TranscriptTrace {
    let batch = Batch(PassSize(columns, rows: [row], batch: 1, isTraining: false), for: model)
    batch.fill(columns, rows: [row])
    let answer = Block()
    return holdingWeights {
      self.answer(batch, aims: [], chooses: false, into: [answer])
      let axis = model.features.axis ?? .leading
      let steps = TranscriptSteps(answer.values, batch.layouts[axis.number], 0)
      var blanks = StepShare()
      let text = steps.plain(blanks: &blanks)
      let starts = text.origins.map { Int($0) }
      let ends = starts.dropFirst() + [steps.count]
      var symbols: [Int32] = []
      for token in text.tokens where !symbols.contains(token) { symbols.append(token) }
      return TranscriptTrace(
        tokens: text.tokens, starts: starts,
        probabilities: zip(text.tokens, zip(starts, ends)).map { token, span in
          Double((span.0..<span.1).reduce(0) { max($0, steps[$1][Int(token)]) })
        },
        symbols: symbols,
        shares: (symbols.map { Int($0) } + [steps.symbols]).map { symbol in
          (0..<steps.count).map { steps[$0][symbol] }
        },
        steps: Self.joinedSteps(batch.layout.lengths[0], each: model.steps(toOneOf: axis)))
    }
  }
}
