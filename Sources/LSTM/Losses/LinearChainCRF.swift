// SPDX-License-Identifier: Apache-2.0

/// A linear-chain conditional random field over tags (Lafferty and others 2001; above a recurrent
/// network Lample and others 2016): p(path) ∝ exp(start + Σ scores + Σ transitions + end).
///
/// Probabilities of prefixes are scaled to sum 1 at each step, so a step is a product with e^transitions
/// and needs one exponential a tag. Where transitions or ends are too far apart for that,
/// `LogChain` computes the same with logarithms, slowly.
final class LinearChainCRF {
  /// How many tags there are.
  let tags: Int
  /// `[total, tags]`: the probability of each tag at the end of the prefix.
  private let prefixBuffer = Buffer()
  /// `[total, tags]`: what a prefix before the step would gain from each tag.
  private let flowBuffer = Buffer()
  /// `[rows, tags]`: how much likelier each tag makes what follows.
  private let suffixBuffer = Buffer()
  /// `[total]`: what the prefixes were divided by.
  private let normBuffer = Buffer()
  /// `[tags, tags]`: e^(transition - the largest), and the sum that their gradient is made of.
  private let factorBuffer = Buffer()
  private let pairBuffer = Buffer()
  /// `[1, tags]`: e^(end - the largest).
  private let endBuffer = Buffer()
  /// `[total, tags]` in double precision.
  private let wide = WideBuffer()
  /// The weights with what is not legal at -infinity.
  private let maskedBuffer = Buffer()
  private let panels = Panels()
  private let transposedPanels = Panels()

  init(tags: Int) {
    self.tags = tags
  }

  /// Makes room for all passes up to a size: those allocate nothing then.
  func plan(_ size: PassSize, _ memory: MemoryPlan) {
    memory.reserve(prefixBuffer, size.total * tags)
    memory.reserve(flowBuffer, size.total * tags)
    memory.reserve(suffixBuffer, size.rows * tags)
    memory.reserve(normBuffer, size.total)
    memory.reserve(factorBuffer, tags * tags)
    memory.reserve(endBuffer, tags)
    memory.reserve(maskedBuffer, (tags + 2) * tags)
    if size.isTraining { memory.reserve(pairBuffer, tags * tags) }
    wide.plan(size.total * tags, memory)
    panels.plan(tags, tags, memory)
    transposedPanels.plan(tags, tags, memory)
  }

  /// Writes the loss of each sequence, -ln of the probability of its tags, and turns its scores into
  /// the probability of each tag at each step (the marginals).
  func measure(_ sequences: ScoredSequences, _ weights: ChainWeights, _ compute: Compute) {
    run(sequences, weights, 1, nil, compute)
  }

  /// Writes the loss of each sequence, turns its scores into the gradient of `scale` times the sum of
  /// the losses, and adds the gradients of the weights to `gradients`.
  func differentiate(
    _ sequences: ScoredSequences, _ weights: ChainWeights, scale: Float,
    into gradients: ChainWeights, _ compute: Compute
  ) {
    run(sequences, weights, scale, gradients, compute)
  }

  /// Writes the best path of each sequence to `paths`, in its layout, and its score to `totals`; of
  /// paths of one score that with the lower tags, seen from the end.
  ///
  /// - Parameter legal: the only paths that count, if not all; without any path the score is
  ///   -infinity.
  func decode(
    _ layout: BatchLayout, scores: Matrix, _ weights: ChainWeights,
    legal: LegalTransitions? = nil, paths: UnsafeMutablePointer<Int32>,
    totals: UnsafeMutablePointer<Double>, _ compute: Compute
  ) {
    let parts = parts(of: layout, compute)
    compute.pool.run(
      parts,
      ViterbiRows(
        layout: layout, scores: scores, weights: legal.map { masked(weights, $0) } ?? weights,
        best: wide.matrix(layout.total, tags), paths: paths, totals: totals, parts: parts))
  }

  private func run(
    _ sequences: ScoredSequences, _ weights: ChainWeights, _ scale: Float,
    _ gradients: ChainWeights?, _ compute: Compute
  ) {
    guard sequences.layout.rows > 0 else { return }
    if weights.isNarrow {
      runScaled(sequences, weights, scale, gradients, compute)
    } else {
      runInLogarithms(sequences, weights, scale, gradients, compute)
    }
    if let gradients { addEnds(sequences, scale, to: gradients, compute) }
  }

  private func runScaled(
    _ sequences: ScoredSequences, _ weights: ChainWeights, _ scale: Float,
    _ gradients: ChainWeights?, _ compute: Compute
  ) {
    let layout = sequences.layout
    let factors = factorBuffer.matrix(tags, tags)
    let ends = endBuffer.matrix(1, tags)
    let largest = (transitions: weights.transitions.largest, end: weights.end.largest)
    exponentials(of: weights.transitions, less: largest.transitions, into: factors, compute)
    exponentials(of: weights.end, less: largest.end, into: ends, compute)
    panels.pack(factors, for: compute)
    transposedPanels.pack(factors, transposed: true, for: compute)
    let chain = ScaledChain(
      sequences: sequences, weights: weights, scale: scale, isGradient: gradients != nil,
      prefixes: prefixBuffer.matrix(layout.total, tags),
      flows: flowBuffer.matrix(layout.total, tags),
      suffixes: suffixBuffer.matrix(layout.rows, tags),
      norms: normBuffer.matrix(1, layout.total).base, ends: ends, largest: largest,
      panels: panels, transposedPanels: transposedPanels, kernels: compute.kernels,
      parts: parts(of: layout, compute))
    compute.pool.run(chain.parts, chain)
    guard let gradients else { return }
    let pairs = pairBuffer.matrix(tags, tags)
    pairs.fill(0)
    for step in 1..<max(layout.steps, 1) {
      let live = layout.live[step]
      compute.addProductOfTransposed(
        chain.prefixes.rows(layout.offsets[step - 1], live),
        chain.flows.rows(layout.offsets[step], live), into: pairs)
    }
    for tag in 0..<tags {
      let (sums, pair) = (gradients.transitions.row(tag), pairs.row(tag))
      let factor = factors.row(tag)
      for next in 0..<tags { sums[next] += scale * (factor[next] * pair[next]) }
    }
  }

  private func runInLogarithms(
    _ sequences: ScoredSequences, _ weights: ChainWeights, _ scale: Float,
    _ gradients: ChainWeights?, _ compute: Compute
  ) {
    let layout = sequences.layout
    let chain = LogChain(
      sequences: sequences, weights: weights,
      prefixes: wide.matrix(layout.total, tags),
      shares: prefixBuffer.matrix(layout.total, tags),
      parts: parts(of: layout, compute), kernels: compute.kernels)
    compute.pool.run(chain.parts, chain)
    if let gradients {
      let pairs = LogChainPairs(
        chain: chain, sums: gradients.transitions, scale: scale, parts: compute.threads)
      compute.pool.run(pairs.parts, pairs)
    }
    for at in 0..<layout.total {
      let (to, from) = (sequences.scores.row(at), chain.shares.row(at))
      for tag in 0..<tags { to[tag] = scale * from[tag] }
      if gradients != nil { to[Int(sequences.targets[at])] -= scale }
    }
  }

  /// Adds the gradients of starts and ends, which are those of the scores at the first and last
  /// steps, and takes off the transitions of the targets, row by row.
  private func addEnds(
    _ sequences: ScoredSequences, _ scale: Float, to gradients: ChainWeights, _ compute: Compute
  ) {
    let layout = sequences.layout
    compute.addColumnSums(sequences.scores.rows(0, layout.rows), to: gradients.start)
    for row in 0..<layout.rows {
      let last = sequences.scores.row(layout.last(of: row))
      for tag in 0..<tags { gradients.end.base[tag] += last[tag] }
      var before = Int(sequences.targets[row])
      for step in 1..<max(layout.lengths[row], 1) {
        let tag = Int(sequences.targets[layout.offsets[step] + row])
        gradients.transitions.row(before)[tag] -= scale
        before = tag
      }
    }
  }

  private func exponentials(
    of weights: Matrix, less largest: Float, into factors: Matrix, _ compute: Compute
  ) {
    for row in 0..<weights.rows {
      let (from, to) = (weights.row(row), factors.row(row))
      for tag in 0..<tags { to[tag] = from[tag] - largest }
      compute.kernels.exp(tags, to, to)
    }
  }

  private func masked(_ weights: ChainWeights, _ legal: LegalTransitions) -> ChainWeights {
    let all = maskedBuffer.matrix(tags + 2, tags)
    let masked = ChainWeights(
      transitions: all.rows(0, tags), start: all.rows(tags, 1), end: all.rows(tags + 1, 1))
    for tag in 0..<tags {
      masked.start.base[tag] = legal.canStart[tag] ? weights.start.base[tag] : -.infinity
      masked.end.base[tag] = legal.canEnd[tag] ? weights.end.base[tag] : -.infinity
      for next in 0..<tags {
        masked.transitions.row(tag)[next] =
          legal.allows(tag, before: next) ? weights.transitions.row(tag)[next] : -.infinity
      }
    }
    return masked
  }

  /// In how many parts the sequences are shared: more than threads, since the first are the longest.
  private func parts(of layout: BatchLayout, _ compute: Compute) -> Int {
    let threads = compute.parts(of: layout.total * tags * tags, worth: 1 << 15)
    return threads > 1 ? max(1, min(4 * threads, layout.rows)) : 1
  }
}
