// SPDX-License-Identifier: Apache-2.0

/// The best paths through chains (Viterbi 1967), shared by sequences.
struct ViterbiRows: SharedWork {
  let layout: BatchLayout
  let scores: Matrix
  let weights: ChainWeights
  /// The score of the best prefix that ends with a tag: `[total, tags]`.
  let best: WideMatrix
  let paths: UnsafeMutablePointer<Int32>
  let totals: UnsafeMutablePointer<Double>
  let parts: Int

  private var tags: Int { best.columns }

  func run(_ part: Int) {
    for row in Compute.part(part, of: parts, in: layout.rows) {
      goOn(row)
      goBack(row)
    }
  }

  private func goOn(_ row: Int) {
    for tag in 0..<tags {
      best.row(row)[tag] = Double(weights.start.base[tag]) + Double(scores.row(row)[tag])
    }
    for step in 1..<max(layout.lengths[row], 1) {
      let at = layout.offsets[step] + row
      let (before, now) = (best.row(layout.offsets[step - 1] + row), best.row(at))
      now.update(repeating: -.infinity, count: tags)
      for tag in 0..<tags {
        let (score, transitions) = (before[tag], weights.transitions.row(tag))
        for next in 0..<tags {
          let sum = score + Double(transitions[next])
          now[next] = sum > now[next] ? sum : now[next]
        }
      }
      for tag in 0..<tags { now[tag] += Double(scores.row(at)[tag]) }
    }
  }

  /// Takes the tag of each step from the same sums that its score came from.
  private func goBack(_ row: Int) {
    var at = layout.last(of: row)
    var (tag, total) = bestTag { best.row(at)[$0] + Double(weights.end.base[$0]) }
    totals[row] = total
    paths[at] = Int32(tag)
    for step in stride(from: layout.lengths[row] - 1, to: 0, by: -1) {
      at = layout.offsets[step - 1] + row
      (tag, _) = bestTag { best.row(at)[$0] + Double(weights.transitions.row($0)[tag]) }
      paths[at] = Int32(tag)
    }
  }

  private func bestTag(_ score: (_ tag: Int) -> Double) -> (tag: Int, score: Double) {
    var (found, largest) = (0, -Double.infinity)
    for tag in 0..<tags where score(tag) > largest { (found, largest) = (tag, score(tag)) }
    return (found, largest)
  }
}
