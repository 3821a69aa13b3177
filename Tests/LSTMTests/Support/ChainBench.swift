// SPDX-License-Identifier: Apache-2.0

import CAllocations

@testable import LSTM

/// Sequences of scores with tags and chain weights, on which a `LinearChainCRF` works.
final class ChainBench {
  let tags: Int
  let layout: BatchLayout
  let targets: [Int32]
  let scores: Buffer
  /// Transitions, then start, then end.
  let weights: Buffer
  private let crf: LinearChainCRF
  /// How often the last pass allocated memory.
  private(set) var allocations = 0

  /// What a pass gave.
  struct Result: Equatable {
    var losses: [Double]
    var scores: [Float]
    var gradients: [Float]
  }

  /// Numbers drawn at random for a name.
  convenience init(
    _ name: String, tags: Int, lengths: [Int], bound: Float = 2, weightBound: Float = 1
  ) {
    var random = RandomValues(name)
    let total = lengths.reduce(0, +)
    self.init(
      tags: tags, lengths: lengths, targets: random.classes(total, below: tags),
      scores: random.floats(total * tags, bound: bound),
      weights: random.floats((tags + 2) * tags, bound: weightBound))
  }

  /// Given numbers, laid out for rows of some falling lengths.
  init(tags: Int, lengths: [Int], targets: [Int32], scores: [Float], weights: [Float]) {
    self.tags = tags
    layout = BatchLayout(sortedLengths: lengths)
    self.targets = targets
    (self.scores, self.weights) = (Buffer(), Buffer())
    self.scores.copy(from: scores)
    self.weights.copy(from: weights)
    crf = LinearChainCRF(tags: tags)
    plan()
  }

  var chain: ChainWeights { Self.chain(weights, tags) }

  /// Whether the weights take the scaled way.
  var isNarrow: Bool { withExtendedLifetime(self) { chain.isNarrow } }

  static func chain(_ buffer: Buffer, _ tags: Int) -> ChainWeights {
    let all = buffer.matrix(tags + 2, tags)
    return ChainWeights(
      transitions: all.rows(0, tags), start: all.rows(tags, 1), end: all.rows(tags + 1, 1))
  }

  /// Where the step of a row stands.
  func place(_ row: Int, _ step: Int) -> Int { layout.offsets[step] + row }

  func plan(isTraining: Bool = true) {
    crf.plan(
      PassSize(
        rows: layout.rows, steps: layout.steps, total: layout.total, isTraining: isTraining),
      MemoryPlan(panelWidth: MemoryPlan.widestPanel, isEstimate: false))
  }

  /// The losses and the marginals.
  func measure(_ compute: Compute = Compute(threads: 1)) -> Result {
    run { crf.measure($0, chain, compute) }
  }

  /// The losses and the gradients.
  func differentiate(scale: Float = 1, _ compute: Compute = Compute(threads: 1)) -> Result {
    let gradients = Buffer(count: (tags + 2) * tags)
    var result = run {
      crf.differentiate(
        $0, chain, scale: scale, into: Self.chain(gradients, tags), compute)
    }
    result.gradients = Array(gradients.contents.prefix((tags + 2) * tags))
    return result
  }

  /// The sum of the losses.
  func loss() -> Double { measure().losses.reduce(0, +) }

  /// The best path and its score for each row.
  func decode(
    legal: LegalTransitions? = nil, _ compute: Compute = Compute(threads: 1)
  ) -> [(path: [Int], score: Double)] {
    var paths = [Int32](repeating: -1, count: layout.total)
    var totals = [Double](repeating: 0, count: layout.rows)
    paths.withUnsafeMutableBufferPointer { paths in
      totals.withUnsafeMutableBufferPointer { totals in
        guard let paths = paths.baseAddress, let totals = totals.baseAddress else { return }
        let (all, weights) = (scores.matrix(layout.total, tags), chain)
        count {
          crf.decode(
            layout, scores: all, weights, legal: legal, paths: paths, totals: totals, compute)
        }
      }
    }
    return (0..<layout.rows).map { row in
      ((0..<layout.lengths[row]).map { Int(paths[place(row, $0)]) }, totals[row])
    }
  }

  private func run(_ body: (ScoredSequences) -> Void) -> Result {
    let copy = Buffer()
    copy.copy(from: Array(scores.contents.prefix(layout.total * tags)))
    var losses = [Double](repeating: 0, count: layout.rows)
    losses.withUnsafeMutableBufferPointer { losses in
      targets.withUnsafeBufferPointer { targets in
        guard let losses = losses.baseAddress, let targets = targets.baseAddress else { return }
        let sequences = ScoredSequences(
          layout: layout, scores: copy.matrix(layout.total, tags), targets: targets,
          losses: losses)
        count { body(sequences) }
      }
    }
    return Result(
      losses: losses, scores: Array(copy.contents.prefix(layout.total * tags)), gradients: [])
  }

  private func count(_ body: () -> Void) {
    let before = callocations_of_this_thread()
    body()
    allocations = callocations_of_this_thread() - before
  }

  /// Every path of a row with its score, by enumeration.
  func paths(of row: Int) -> [(path: [Int], score: Double)] {
    var paths = (0..<tags).map { tag in
      (path: [tag], score: Double(chain.start.base[tag]) + score(row, 0, tag))
    }
    for step in 1..<max(layout.lengths[row], 1) {
      paths = paths.flatMap { known in
        (0..<tags).map { tag in
          let before = known.path[step - 1]
          return (
            known.path + [tag],
            known.score + Double(chain.transitions.row(before)[tag]) + score(row, step, tag)
          )
        }
      }
    }
    return paths.map { ($0.path, $0.score + Double(chain.end.base[$0.path[$0.path.count - 1]])) }
  }

  private func score(_ row: Int, _ step: Int, _ tag: Int) -> Double {
    Double(scores.base[place(row, step) * tags + tag])
  }
}
