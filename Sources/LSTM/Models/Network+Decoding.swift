// SPDX-License-Identifier: Apache-2.0

extension Network {
  /// Reads the sources of a batch for a decoder, whose first tokens are fed already.
  func encode(_ batch: Batch) {
    guard let handover = stages.handover else { return }
    _ = stages.forward(pass(batch), to: handover.stage + 1)
    forEachPartner { $0.encode(batch) }
  }

  /// The scores for the tokens after those that are fed, a row each; valid until the next pass.
  ///
  /// The states go on from what the encoder handed over, or from the last call. Of several networks they are the
  /// means of their probabilities, as `decodesProbabilities` says.
  func decode(_ batch: Batch) -> Matrix {
    guard let handover = stages.handover else { return .empty }
    let pass = pass(batch, state: .goOn)
    let scores = heads.scores(stages.forward(pass, from: handover.stage + 1), pass)
    if !partners.isEmpty { join([scores], asProbabilities: true) { [$0.decode(batch)] } }
    return scores
  }

  /// Whether what `decode` gives are probabilities, not scores.
  var decodesProbabilities: Bool { !partners.isEmpty }

  /// The same scores of some of the rows alone.
  ///
  /// - Parameter room: where the features of these rows stand.
  func decode(_ batch: Batch, rows: [Int], _ room: Buffer) -> Matrix {
    guard let handover = stages.handover else { return .empty }
    let pass = pass(batch, state: .goOn)
    let features = stages.forward(pass, from: handover.stage + 1)
    guard !rows.isEmpty else { return .empty }
    let own = room.matrix(rows.count, features.columns)
    own.gather(rows, of: features)
    return heads.scores(own, pass)
  }

  /// Goes on with the states of some rows of a decoder in the place of all; they may repeat.
  func keepDecoded(_ chosen: [Int], of rows: Int) {
    stages.handover?.value.states.keep(chosen, of: rows)
    forEachPartner { $0.keepDecoded(chosen, of: rows) }
  }

  /// The last layer of the decoder that looks at what was read; nil where none does.
  var attention: MemoryAttentionStage? {
    stages.stages.last(where: { $0.attention != nil })?.attention
  }

  /// How many tokens that were read a step is that a decoder looks at: more than 1 after `segment`.
  var tokensAStep: Int {
    (stages.handover?.value.flow.axis).map { model.steps(toOneOf: $0) } ?? 1
  }

  /// Whether a word that is not known can be copied from what was read: where a decoder looks at one token
  /// at a time.
  var copies: Bool { attention != nil && tokensAStep == 1 }
}

extension [CarriedState] {
  /// Puts the states of some of so many rows in the place of all; they may repeat.
  func keep(_ chosen: [Int], of rows: Int) {
    guard chosen != [Int](0..<rows) else { return }
    for part in self {
      let columns = part.columns
      let old = part.buffer.matrix(rows, columns).contents
      let new = part.buffer.matrix(chosen.count, columns)
      old.withUnsafeBufferPointer { values in
        guard let base = values.baseAddress else { return }
        for (to, from) in chosen.enumerated() {
          new.row(to).update(from: base + from * columns, count: columns)
        }
      }
    }
  }
}
