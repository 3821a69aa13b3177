// SPDX-License-Identifier: Apache-2.0

@testable import LSTM

extension Network {
  /// One way forward and back over a batch: its losses.
  ///
  /// - Parameter others: the classes of all rows for the other targets.
  func train(
    _ batch: Batch, targets: [Int32], dropout: RandomSource?, step: UInt32,
    state: StateCarry = .none, emphasis: TargetEmphasis = .none,
    window: LossCounts? = nil, isFirst: Bool = true, others: [TokenColumn] = []
  ) -> LossSums {
    let aims = [Block(targets)] + others.map { _ in Block() }
    for (aim, column) in zip(aims.dropFirst(), others) {
      batch.gather(column, at: .rows, into: &aim.ids)
    }
    return train(
      batch, aims: aims, dropout: dropout, step: step, state: state, emphasis: emphasis,
      window: window, isFirst: isFirst)
  }

  /// The losses of a batch for the leading target, and the probabilities.
  func evaluate(
    _ batch: Batch, targets: [Int32]
  ) -> (losses: ArraySlice<Double>, probabilities: Matrix) {
    let answers = model.answers()
    let rows = batch.rows.count
    let aims = model.heads.enumerated().map { index, head in
      index == 0 ? Block(targets) : Block([Int32](repeating: 0, count: rows * head.shape.aimWidth))
    }
    answer(batch, aims: aims, chooses: false, into: answers)
    return (answers[0].ownLosses, answers[0].values)
  }

  /// The choices of the leading head at the places of a batch.
  func choices(_ batch: Batch) -> [Int32] {
    let answers = model.answers()
    answer(batch, aims: [], chooses: true, into: answers)
    return answers[0].ids
  }

  /// What the heads are given in a batch, and the scores of the leading one.
  func featuresAndScores(_ batch: Batch, state: StateCarry) -> (features: Matrix, scores: Matrix) {
    let features = answer(batch, aims: [], chooses: false, state: state, into: model.answers())
    return (features, heads.scores(features, pass(batch, state: state)))
  }
}
