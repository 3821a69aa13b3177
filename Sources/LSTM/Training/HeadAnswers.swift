// SPDX-License-Identifier: Apache-2.0

/// What a head answers for rows, in their order.
public struct HeadAnswers: Sendable {
  private let shape: TargetShape
  /// The probability of every choice, of heads of rows; of steps there are none.
  public private(set) var probabilities: [[Float]]
  /// What is predicted of each row: its class, its labels, or the tag of each of its steps.
  public private(set) var choices: [[Int32]]
  /// The loss of each row, that of all its steps together; 0 where nobody knew what is right.
  public private(set) var losses: [Double]

  init(_ shape: TargetShape, rows: Int) {
    self.shape = shape
    probabilities = [[Float]](repeating: [], count: rows)
    choices = [[Int32]](repeating: [], count: rows)
    losses = [Double](repeating: 0, count: rows)
  }

  /// Takes what a head has answered for a batch.
  ///
  /// - Parameter places: the place of each row of the batch.
  mutating func take(_ answer: Block, _ layout: BatchLayout, at places: [Int]) {
    switch shape.places {
    case .rows: takeRows(answer, at: places)
    case .steps: takeSteps(answer, layout, at: places)
    }
  }

  private mutating func takeRows(_ answer: Block, at places: [Int]) {
    let width = shape.aimWidth
    for (row, place) in places.enumerated() {
      probabilities[place] = probabilities(answer.values, row)
      losses[place] = answer.ownLosses[row]
      choices[place] =
        switch shape.values {
        case .choice: [answer.ids[row]]
        case .choices:
          (0..<width).filter { answer.ids[row * width + $0] == 1 }
            .map { Int32(truncatingIfNeeded: $0) }
        }
    }
  }

  /// The probability of every choice; one that stands alone is that of the second of two.
  private func probabilities(_ values: Matrix, _ row: Int) -> [Float] {
    let own = values.row(row)
    if case .choice(2) = shape.values, values.columns == 1 { return [1 - own[0], own[0]] }
    return Array(UnsafeBufferPointer(start: own, count: values.columns))
  }

  private mutating func takeSteps(_ answer: Block, _ layout: BatchLayout, at places: [Int]) {
    let found = answer.ownLosses
    for (row, place) in places.enumerated() {
      choices[place] = layout.steps(of: row, answer.ids)
      losses[place] =
        switch found.count {
        case 0: 0
        case layout.rows: found[row]
        default: (0..<layout.lengths[row]).reduce(0) { $0 + found[layout.offsets[$1] + row] }
        }
    }
  }
}

extension HeadAnswers {
  /// What the answers of the leading head come to.
  func evaluation(_ task: TargetTask, of examples: Examples, rows: [Int]) -> Evaluation {
    switch task.kind {
    case .class: classes(rows: rows, of: examples.targets, named: "")
    case .labels:
      Evaluation(
        labels: choices, probabilities: probabilities, losses: losses, of: examples, rows: rows,
        classes: task.classes)
    case .tags, .phrases, .next:
      Evaluation(
        tags: choices, losses: losses, of: examples, rows: rows, classes: task.classes)
    }
  }

  /// What they come to for a target with a class a row.
  func classes(rows: [Int], of targets: TokenColumn, named name: String) -> Evaluation {
    var result = Evaluation(
      rows: rows, losses: losses, probabilities: probabilities,
      predictions: choices.map { Int($0.first ?? 0) }, of: targets, classes: shape.count)
    result.name = name
    return result
  }
}

extension Network {
  /// The index of the largest of some probabilities; the first of equals.
  public static func mostProbable(_ probabilities: [Float]) -> Int {
    var best = 0
    for index in probabilities.indices where probabilities[index] > probabilities[best] {
      best = index
    }
    return best
  }
}
