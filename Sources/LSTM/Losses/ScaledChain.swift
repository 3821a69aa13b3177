// SPDX-License-Identifier: Apache-2.0

/// Forward and backward through chains with probabilities of prefixes that sum to 1 at each step
/// (Rabiner 1989), shared by sequences.
struct ScaledChain: SharedWork {
  let sequences: ScoredSequences
  let weights: ChainWeights
  let scale: Float
  let isGradient: Bool
  let prefixes: Matrix
  let flows: Matrix
  let suffixes: Matrix
  let norms: UnsafeMutablePointer<Float>
  /// e^(end - the largest).
  let ends: Matrix
  /// What factors and ends were divided by, as logarithms.
  let largest: (transitions: Float, end: Float)
  let panels: Panels
  let transposedPanels: Panels
  let kernels: KernelTable
  let parts: Int

  private var tags: Int { prefixes.columns }

  func run(_ part: Int) {
    let rows = Compute.part(part, of: parts, in: sequences.layout.rows)
    guard !rows.isEmpty else { return }
    for row in rows { sequences.losses[row] = -sequences.targetScore(of: row, weights) }
    for step in 0..<sequences.layout.lengths[rows.lowerBound] { goOn(live(rows, step), step) }
    for row in rows { close(row) }
    for step in stride(from: sequences.layout.lengths[rows.lowerBound] - 1, through: 0, by: -1) {
      goBack(live(rows, step), step)
    }
  }

  /// Those of the rows that are alive at a step.
  private func live(_ rows: Range<Int>, _ step: Int) -> Range<Int> {
    rows.clamped(to: 0..<sequences.layout.live[step])
  }

  /// Prefixes one step longer; the scores of the step become e^(score - the largest).
  private func goOn(_ rows: Range<Int>, _ step: Int) {
    let offset = sequences.layout.offsets[step]
    if step > 0 {
      let before = sequences.layout.offsets[step - 1]
      multiply(
        prefixes.rows(before + rows.lowerBound, rows.count), panels,
        into: prefixes.row(offset + rows.lowerBound))
    }
    for row in rows {
      let scores = sequences.scores.row(offset + row)
      let prefix = prefixes.row(offset + row)
      if step == 0 {
        for tag in 0..<tags { scores[tag] += weights.start.base[tag] }
        prefix.update(repeating: 1, count: tags)
      }
      var top = -Float.infinity
      for tag in 0..<tags { top = scores[tag] > top ? scores[tag] : top }
      for tag in 0..<tags { scores[tag] -= top }
      kernels.exp(tags, scores, scores)
      let norm = kernels.dot(tags, prefix, scores)
      let factor = 1 / norm
      for tag in 0..<tags { prefix[tag] = prefix[tag] * scores[tag] * factor }
      norms[offset + row] = norm
      let taken = Double(top) + (step > 0 ? Double(largest.transitions) : 0)
      sequences.losses[row] += taken + naturalLogarithm(Double(norm))
    }
  }

  /// The whole sequence ends: the last of the loss, and the first of what follows.
  private func close(_ row: Int) {
    let norm = kernels.dot(tags, prefixes.row(sequences.layout.last(of: row)), ends.base)
    sequences.losses[row] += Double(largest.end) + naturalLogarithm(Double(norm))
    let suffix = suffixes.row(row)
    for tag in 0..<tags { suffix[tag] = ends.base[tag] / norm }
  }

  /// The shares of the tags at a step, and what follows one step earlier.
  private func goBack(_ rows: Range<Int>, _ step: Int) {
    let offset = sequences.layout.offsets[step]
    for row in rows {
      let (scores, prefix) = (sequences.scores.row(offset + row), prefixes.row(offset + row))
      let (flow, suffix) = (flows.row(offset + row), suffixes.row(row))
      let factor = 1 / norms[offset + row]
      for tag in 0..<tags {
        flow[tag] = scores[tag] * suffix[tag] * factor
        scores[tag] = scale * (prefix[tag] * suffix[tag])
      }
      if isGradient { scores[Int(sequences.targets[offset + row])] -= scale }
    }
    guard step > 0 else { return }
    multiply(
      flows.rows(offset + rows.lowerBound, rows.count), transposedPanels,
      into: suffixes.row(rows.lowerBound))
  }

  private func multiply(_ a: Matrix, _ b: Panels, into c: UnsafeMutablePointer<Float>) {
    kernels.multiply(
      a.rows, tags, tags, a.base, a.stride, b.panel(), kernels.panelWidth, b.panelStride, nil, 0,
      c, tags)
  }
}
