// SPDX-License-Identifier: Apache-2.0

/// The tags that are predicted of the tokens of rows.
public struct TagAnswers: Answers {
  /// The number of the tag of each token, a sequence a row.
  public private(set) var tags: [[Int32]]
  /// The loss of each row; 0 where nobody knew what is right.
  public private(set) var losses: [Double]
  /// The places of the phrases of each row, where it is not the tags that tell them.
  var ranges: [[Range<Int>]]?

  init(rows: Int) {
    tags = [[Int32]](repeating: [], count: rows)
    losses = [Double](repeating: 0, count: rows)
  }

  /// Answers that were made without a network.
  public init(tags: [[Int32]], losses: [Double]) {
    self.tags = tags
    self.losses = losses
  }

  /// Those of the rows at some places, in the order of these.
  public func picking(_ places: [Int]) -> TagAnswers {
    var picked = self
    picked.losses = losses(at: places, of: tags.count)
    picked.tags = places.map { tags[$0] }
    picked.ranges = ranges.map { own in places.map { own[$0] } }
    return picked
  }

  /// Takes what a head has answered for a batch.
  public mutating func take(
    _ answer: Block, against aim: Block?, _ layout: BatchLayout, at places: [Int]
  ) {
    for (row, place) in places.enumerated() {
      tags[place] = layout.steps(of: row, answer.ids)
      losses[place] = answer.lossSum(of: row, layout)
    }
  }
}

extension Block {
  /// The losses of a row together: its own, or those of its steps; 0 where there are none.
  func lossSum(of row: Int, _ layout: BatchLayout) -> Double {
    let found = ownLosses
    return switch found.count {
    case 0: 0
    case layout.rows: found[row]
    default: (0..<layout.lengths[row]).reduce(0) { $0 + found[layout.offsets[$1] + row] }
    }
  }
}
