// SPDX-License-Identifier: Apache-2.0

/// The numbers that are predicted of rows, in the units of the file; of distributions their medians.
public struct NumberAnswers: Answers {
  /// The numbers of each row, one for each column.
  public private(set) var values: [[Double]]
  /// The loss of each row; 0 where nobody knew what is right.
  public private(set) var losses: [Double]
  private let scalings: [Scaling]

  init(rows: Int, scalings: [Scaling]) {
    values = [[Double]](repeating: [], count: rows)
    losses = [Double](repeating: 0, count: rows)
    self.scalings = scalings
  }

  /// Answers that were made without a network, and give no losses.
  public init(values: [[Double]]) {
    self.values = values
    losses = [.nan]
    scalings = []
  }

  /// Whether choices are wanted beside the values of the head.
  public static let needsChoices = false

  /// Those of the rows at some places, in the order of these.
  public func picking(_ places: [Int]) -> NumberAnswers {
    var picked = self
    picked.losses = losses(at: places, of: values.count)
    picked.values = places.map { values[$0] }
    return picked
  }

  /// Takes what a head has answered for a batch.
  public mutating func take(
    _ answer: Block, against aim: Block?, _ layout: BatchLayout, at places: [Int]
  ) {
    let found = answer.ownLosses
    let (form, count) = (answer.form, answer.form.parameters)
    for (row, place) in places.enumerated() {
      let own = answer.values.row(row)
      values[place] = scalings.enumerated().map { at, scaling in
        let parameters = UnsafeBufferPointer(start: own + at * count, count: count)
        return form.center(parameters) * scaling.unit + scaling.center
      }
      if found.indices.contains(row) { losses[place] = found[row] }
    }
  }
}
