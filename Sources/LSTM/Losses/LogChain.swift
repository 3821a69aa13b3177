// SPDX-License-Identifier: Apache-2.0

/// Forward and backward through chains with logarithms in double precision, for any weights; shared
/// by sequences.
///
/// The way back needs no second sum: given the tag of a step, the one before it is distributed as
/// the prefixes say, whatever follows.
struct LogChain: SharedWork {
  let sequences: ScoredSequences
  let weights: ChainWeights
  /// ln of the sum over the prefixes that end with a tag: `[total, tags]`.
  let prefixes: WideMatrix
  /// The probability of each tag at each step: `[total, tags]`.
  let shares: Matrix
  let parts: Int
  let kernels: KernelTable

  private var tags: Int { shares.columns }
  private var layout: BatchLayout { sequences.layout }

  func run(_ part: Int) {
    withUnsafeTemporaryAllocation(of: Float.self, capacity: max(tags, 1)) { scratch in
      guard let terms = scratch.baseAddress else { return }
      for row in Compute.part(part, of: parts, in: layout.rows) {
        goOn(row, terms)
        close(row, terms)
        for step in stride(from: layout.lengths[row] - 1, to: 0, by: -1) {
          goBack(row, step, terms)
        }
      }
    }
  }

  private func goOn(_ row: Int, _ terms: UnsafeMutablePointer<Float>) {
    let first = prefixes.row(row)
    for tag in 0..<tags {
      first[tag] = Double(weights.start.base[tag]) + Double(sequences.scores.row(row)[tag])
    }
    for step in 1..<max(layout.lengths[row], 1) {
      let at = layout.offsets[step] + row
      let (before, now) = (prefixes.row(layout.offsets[step - 1] + row), prefixes.row(at))
      for tag in 0..<tags {
        let column = weights.transitions.base + tag
        let sum = logarithmOfSum(terms) {
          before[$0] + Double(column[$0 * weights.transitions.stride])
        }
        now[tag] = sum + Double(sequences.scores.row(at)[tag])
      }
    }
  }

  private func close(_ row: Int, _ terms: UnsafeMutablePointer<Float>) {
    let last = layout.last(of: row)
    let (prefix, share) = (prefixes.row(last), shares.row(last))
    let sum = logarithmOfSum(terms) { prefix[$0] + Double(weights.end.base[$0]) }
    sequences.losses[row] = sum - sequences.targetScore(of: row, weights)
    for tag in 0..<tags {
      share[tag] = Float(prefix[tag] + Double(weights.end.base[tag]) - sum)
    }
    kernels.exp(tags, share, share)
  }

  private func goBack(_ row: Int, _ step: Int, _ terms: UnsafeMutablePointer<Float>) {
    let share = shares.row(layout.offsets[step - 1] + row)
    share.update(repeating: 0, count: tags)
    for tag in 0..<tags {
      guard let weight = shareOut(row, step, tag, terms) else { continue }
      for before in 0..<tags { share[before] += weight * terms[before] }
    }
  }

  /// Writes how probable each tag is before `tag` at a step, and returns the probability of that; nil
  /// where it cannot be.
  func shareOut(
    _ row: Int, _ step: Int, _ tag: Int, _ terms: UnsafeMutablePointer<Float>
  ) -> Float? {
    let at = layout.offsets[step] + row
    let prefix = prefixes.row(at)[tag]
    guard prefix > -.infinity else { return nil }
    let before = prefixes.row(layout.offsets[step - 1] + row)
    let sum = prefix - Double(sequences.scores.row(at)[tag])
    let column = weights.transitions.base + tag
    for at in 0..<tags {
      terms[at] = Float(before[at] + Double(column[at * weights.transitions.stride]) - sum)
    }
    kernels.exp(tags, terms, terms)
    return shares.row(at)[tag]
  }

  private func logarithmOfSum(
    _ terms: UnsafeMutablePointer<Float>, _ term: (_ tag: Int) -> Double
  ) -> Double {
    var largest = -Double.infinity
    for tag in 0..<tags { largest = term(tag) > largest ? term(tag) : largest }
    guard largest > -.infinity else { return largest }
    for tag in 0..<tags { terms[tag] = Float(term(tag) - largest) }
    kernels.exp(tags, terms, terms)
    var sum = 0.0
    for tag in 0..<tags { sum += Double(terms[tag]) }
    return largest + naturalLogarithm(sum)
  }
}

/// The gradient of transitions from the shares of a chain, shared by the tags they lead to: each sum
/// goes over the steps in order.
struct LogChainPairs: SharedWork {
  let chain: LogChain
  let sums: Matrix
  let scale: Float
  let parts: Int

  func run(_ part: Int) {
    let layout = chain.sequences.layout
    withUnsafeTemporaryAllocation(of: Float.self, capacity: max(sums.rows, 1)) { scratch in
      guard let terms = scratch.baseAddress else { return }
      for tag in Compute.part(part, of: parts, in: sums.columns) {
        for step in 1..<max(layout.steps, 1) {
          for row in 0..<layout.live[step] {
            guard let weight = chain.shareOut(row, step, tag, terms) else { continue }
            for before in 0..<sums.rows {
              sums.row(before)[tag] += scale * weight * terms[before]
            }
          }
        }
      }
    }
  }
}
