// SPDX-License-Identifier: Apache-2.0

/// The probabilities of the classes of rows, and the class that is predicted of each.
public struct ClassAnswers: Answers {
  /// The probability of every class, a row each.
  public private(set) var probabilities: [[Float]]
  /// The class of each row.
  public private(set) var choices: [Int32]
  /// The loss of each row; 0 where nobody knew what is right.
  public private(set) var losses: [Double]
  /// Whether the only probability of a row is that of the second of two classes.
  private let isOfTwo: Bool

  init(rows: Int, shape: TargetShape) {
    probabilities = [[Float]](repeating: [], count: rows)
    choices = [Int32](repeating: 0, count: rows)
    losses = [Double](repeating: 0, count: rows)
    isOfTwo = shape.values == .choice(2)
  }

  /// Answers that were made without a network.
  public init(probabilities: [[Float]], choices: [Int32], losses: [Double]) {
    self.probabilities = probabilities
    self.choices = choices
    self.losses = losses
    isOfTwo = false
  }

  /// Takes what a head has answered for a batch.
  public mutating func take(
    _ answer: Block, against aim: Block?, _ layout: BatchLayout, at places: [Int]
  ) {
    for (row, place) in places.enumerated() {
      let own = answer.values.contents(ofRow: row)
      probabilities[place] = isOfTwo && own.count == 1 ? [1 - own[0], own[0]] : own
      losses[place] = answer.ownLosses[row]
      choices[place] = answer.ids[row]
    }
  }

  /// Those of the rows at some places, in the order of these.
  public func picking(_ places: [Int]) -> ClassAnswers {
    var picked = self
    picked.losses = losses(at: places, of: choices.count)
    picked.probabilities = places.map { probabilities[$0] }
    picked.choices = places.map { choices[$0] }
    return picked
  }

  /// The index of the largest of some probabilities; the first of equals.
  public static func mostProbable(_ probabilities: [Float]) -> Int {
    ClassScores.mostProbable(probabilities)
  }
}

extension Matrix {
  /// The numbers of a row.
  func contents(ofRow row: Int) -> [Float] {
    Array(UnsafeBufferPointer(start: self.row(row), count: columns))
  }
}
