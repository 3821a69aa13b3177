// SPDX-License-Identifier: Apache-2.0

/// The parameters of a linear chain of tags, or the gradients of these.
struct ChainWeights {
  /// The score of one tag (row) before another (column): `[tags, tags]`.
  let transitions: Matrix
  /// The score of each tag at the first step: one row.
  let start: Matrix
  /// The score of each tag at the last step: one row.
  let end: Matrix

  /// Whether transitions and ends differ by so little that a probability of a prefix can be scaled
  /// in single precision: a tag whose share is lost to rounding could not win back later.
  var isNarrow: Bool {
    transitions.largest - transitions.smallest <= 30 && end.largest - end.smallest <= 30
  }
}

/// Sequences of scores with the tags they should have had, and the place for their losses.
struct ScoredSequences {
  /// How the steps stand.
  let layout: BatchLayout
  /// Scores `[layout.total, tags]`, overwritten with what becomes of them.
  let scores: Matrix
  /// The tag of each step, as `layout` says.
  let targets: UnsafePointer<Int32>
  /// The loss of each sequence.
  let losses: UnsafeMutablePointer<Double>

  /// The score of the path that the targets are.
  func targetScore(of row: Int, _ weights: ChainWeights) -> Double {
    var before = Int(targets[row])
    var sum = Double(weights.start.base[before]) + Double(scores.row(row)[before])
    for step in 1..<max(layout.lengths[row], 1) {
      let at = layout.offsets[step] + row
      let tag = Int(targets[at])
      sum += Double(weights.transitions.row(before)[tag]) + Double(scores.row(at)[tag])
      before = tag
    }
    return sum + Double(weights.end.base[before])
  }
}

extension Matrix {
  /// The largest element; what is not a number does not count.
  var largest: Float {
    var largest = -Float.infinity
    for r in 0..<rows {
      for c in 0..<columns where row(r)[c] > largest { largest = row(r)[c] }
    }
    return largest
  }

  /// The smallest element; one that is not a number is the result.
  var smallest: Float {
    var smallest = Float.infinity
    for r in 0..<rows {
      for c in 0..<columns where !(row(r)[c] >= smallest) { smallest = row(r)[c] }
    }
    return smallest
  }
}
