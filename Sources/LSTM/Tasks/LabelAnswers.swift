// SPDX-License-Identifier: Apache-2.0

/// The probability of each label for rows, and the labels that are predicted of each.
public struct LabelAnswers: Answers {
  /// The probability of every label, a row each.
  public private(set) var probabilities: [[Float]]
  /// The numbers of the labels of each row.
  public private(set) var choices: [[Int32]]
  /// The loss of each row; 0 where nobody knew what is right.
  public private(set) var losses: [Double]

  init(rows: Int) {
    probabilities = [[Float]](repeating: [], count: rows)
    choices = [[Int32]](repeating: [], count: rows)
    losses = [Double](repeating: 0, count: rows)
  }

  /// Answers that were made without a network.
  public init(probabilities: [[Float]], choices: [[Int32]], losses: [Double]) {
    self.probabilities = probabilities
    self.choices = choices
    self.losses = losses
  }

  /// Those of the rows at some places, in the order of these.
  public func picking(_ places: [Int]) -> LabelAnswers {
    LabelAnswers(
      probabilities: places.map { probabilities[$0] }, choices: places.map { choices[$0] },
      losses: losses(at: places, of: choices.count))
  }

  /// Takes what a head has answered for a batch.
  public mutating func take(
    _ answer: Block, against aim: Block?, _ layout: BatchLayout, at places: [Int]
  ) {
    for (row, place) in places.enumerated() {
      let own = answer.values.contents(ofRow: row)
      probabilities[place] = own
      losses[place] = answer.ownLosses[row]
      choices[place] = own.indices.filter { answer.ids[row * own.count + $0] == 1 }
        .map { Int32(truncatingIfNeeded: $0) }
    }
  }
}
