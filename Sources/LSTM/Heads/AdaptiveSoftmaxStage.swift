// SPDX-License-Identifier: Apache-2.0

/// The logarithms of the probabilities of tokens in clusters (Grave and others 2017): a softmax over the
/// head, and one over each tail, whose features are fewer.
///
/// In training a tail is computed for the places alone whose token is in it.
final class AdaptiveSoftmaxStage: ScoringStage {
  private struct Tail {
    let tokens: Range<Int>
    let projection: DenseStage
    let scores: DenseStage
  }

  private let clusters: TokenClusters
  private let head: DenseStage
  private let tails: [Tail]
  private let type: FlowType
  private let output = Buffer()
  private let gathered = Buffer()
  private let inputGradient = Buffer()
  private var input = Matrix.empty
  /// The scores of the head that lead to the tokens of a pass.
  private var headTargets: [Int32] = []
  /// The places whose token is in a tail, which of its tokens that is, and its loss there.
  private var places: [Int] = []
  private var tailTargets: [Int32] = []
  private var tailLosses: [Double] = []

  /// - Parameter slots: weight and bias of the head, then projection, weight and bias of each tail.
  init(_ clusters: TokenClusters, slots: [ParameterSlot], input: FlowType) {
    self.clusters = clusters
    type = input
    head = DenseStage(
      weight: slots[0], bias: slots[1], input: input, units: clusters.headWidth,
      activation: .linear)
    tails = clusters.tails.enumerated().map { index, tail in
      let own = slots[(2 + 3 * index)...].prefix(3)
      let first = own.startIndex
      return Tail(
        tokens: tail.tokens,
        projection: DenseStage(
          weight: own[first], bias: nil, input: input, units: tail.units, activation: .linear),
        scores: DenseStage(
          weight: own[first + 1], bias: own[first + 2], input: .vector(features: tail.units),
          units: tail.tokens.count, activation: .linear))
    }
  }

  /// For how many places the scores of a tail, or without targets those of all clusters, are held.
  ///
  /// Fewer than others hold: of a tail there are few in a batch.
  private var rowsAtOnce: Int { PassSize.rowsAtOnce(width: clusters.widest, scores: 1 << 20) }

  func plan(_ size: PassSize, _ memory: MemoryPlan) {
    let rows = size.rows(of: type)
    let part = min(rows, rowsAtOnce)
    let places = { (rows: Int) in
      PassSize(rows: rows, steps: 1, total: rows, isTraining: size.isTraining)
    }
    head.plan(places(size.isTraining ? rows : part), memory)
    for tail in tails {
      tail.projection.plan(places(part), memory)
      tail.scores.plan(places(part), memory)
    }
    guard size.isTraining else { return memory.reserve(output, rows * clusters.tokens) }
    memory.reserve(gathered, part * type.features)
    guard !memory.isEstimate else { return }
    headTargets.reserveCapacity(rows)
    self.places.reserveCapacity(part)
    tailTargets.reserveCapacity(part)
    if tailLosses.count < part { tailLosses = [Double](repeating: 0, count: part) }
  }

  // MARK: All tokens

  func forward(_ input: Matrix, _ pass: Pass) -> Matrix {
    self.input = input
    let y = output.matrix(input.rows, clusters.tokens)
    forEachPart(input.rows) { first, count in
      let (x, to) = (input.rows(first, count), y.rows(first, count))
      softmax(head.forward(x, pass), of: nil, to, isBackward: false, pass)
      for tail in tails {
        let scores = tail.scores.forward(tail.projection.forward(x, pass), pass)
        softmax(scores, of: tail.tokens, to, isBackward: false, pass)
      }
    }
    return y
  }

  func backward(_ gradient: Matrix, _ pass: Pass) -> Matrix? {
    let input = input
    let dx = inputGradient.matrix(input.rows, input.columns)
    forEachPart(input.rows) { first, count in
      let (x, slope) = (input.rows(first, count), gradient.rows(first, count))
      let to = dx.rows(first, count)
      let scores = head.forward(x, pass)
      softmax(scores, of: nil, slope, isBackward: true, pass)
      if let back = head.backward(scores, pass) { to.copy(from: back) }
      for tail in tails {
        let scores = tail.scores.forward(tail.projection.forward(x, pass), pass)
        softmax(scores, of: tail.tokens, slope, isBackward: true, pass)
        if let back = backward(scores, of: tail, pass) { to.add(back) }
      }
    }
    return dx
  }

  private func backward(_ slope: Matrix, of tail: Tail, _ pass: Pass) -> Matrix? {
    tail.scores.backward(slope, pass).flatMap { tail.projection.backward($0, pass) }
  }

  private func forEachPart(_ rows: Int, _ body: (_ first: Int, _ count: Int) -> Void) {
    for first in stride(from: 0, to: rows, by: rowsAtOnce) {
      body(first, min(rowsAtOnce, rows - first))
    }
  }

  /// The head, or a tail, of all rows.
  private func softmax(
    _ scores: Matrix, of tail: Range<Int>?, _ tokens: Matrix, isBackward: Bool, _ pass: Pass
  ) {
    let parts = pass.compute.parts(of: scores.count, worth: 1 << 12)
    pass.compute.pool.run(
      parts,
      LogSoftmaxRows(
        clusters: clusters, tail: tail, scores: scores, tokens: tokens, parts: parts,
        kernels: pass.compute.kernels, isBackward: isBackward))
  }

  // MARK: Known tokens

  func train(_ input: Matrix, _ aims: ScoredAims, _ pass: Pass) -> Matrix? {
    let (targets, losses, scale) = (aims.targets, aims.losses, aims.order.scale)
    headTargets.removeAll(keepingCapacity: true)
    for row in 0..<input.rows { headTargets.append(clusters.headTarget(targets[row])) }
    let scores = head.forward(input, pass)
    Self.differentiate(scores, headTargets, losses, scale, pass)
    guard let dx = head.backward(scores, pass) else { return nil }
    for tail in tails {
      places.removeAll(keepingCapacity: true)
      for row in 0..<input.rows where tail.tokens.contains(Int(targets[row])) {
        places.append(row)
        guard places.count == rowsAtOnce else { continue }
        train(tail, input, targets, losses, scale, dx, pass)
        places.removeAll(keepingCapacity: true)
      }
      if !places.isEmpty { train(tail, input, targets, losses, scale, dx, pass) }
    }
    return dx
  }

  /// The part of a tail for `places`.
  private func train(
    _ tail: Tail, _ input: Matrix, _ targets: UnsafePointer<Int32>,
    _ losses: UnsafeMutablePointer<Double>, _ scale: Float, _ dx: Matrix, _ pass: Pass
  ) {
    let x = gathered.matrix(places.count, input.columns)
    tailTargets.removeAll(keepingCapacity: true)
    for (at, row) in places.enumerated() {
      x.row(at).update(from: input.row(row), count: input.columns)
      tailTargets.append(targets[row] - Int32(truncatingIfNeeded: tail.tokens.lowerBound))
    }
    if tailLosses.count < places.count {
      tailLosses = [Double](repeating: 0, count: places.count)
    }
    let scores = tail.scores.forward(tail.projection.forward(x, pass), pass)
    tailLosses.withUnsafeMutableBufferPointer { found in
      guard let found = found.baseAddress else { return }
      Self.differentiate(scores, tailTargets, found, scale, pass)
    }
    let back = backward(scores, of: tail, pass)
    for (at, row) in places.enumerated() {
      losses[row] += tailLosses[at]
      if let back { dx.rows(row, 1).add(back.rows(at, 1)) }
    }
  }

  private static func differentiate(
    _ scores: Matrix, _ targets: [Int32], _ losses: UnsafeMutablePointer<Double>, _ scale: Float,
    _ pass: Pass
  ) {
    targets.withUnsafeBufferPointer { targets in
      guard let targets = targets.baseAddress else { return }
      CrossEntropy().differentiate(
        ScoredRows(scores: scores, targets: targets, losses: losses), scale: scale, .none,
        pass.compute)
    }
  }
}

/// A softmax over the head or over a tail, row by row: forward its logarithm is written into the matrix
/// of all tokens; backward the scores become their gradient, for that of those logarithms.
private struct LogSoftmaxRows: SharedWork {
  let clusters: TokenClusters
  /// The tokens of the tail; nil for the head.
  let tail: Range<Int>?
  let scores: Matrix
  /// A column for each token.
  let tokens: Matrix
  let parts: Int
  let kernels: KernelTable
  let isBackward: Bool

  private var own: Range<Int> { tail ?? 0..<clusters.headTokens }

  func run(_ part: Int) {
    for row in Compute.part(part, of: parts, in: scores.rows) {
      let (scores, tokens) = (scores.row(row), tokens.row(row))
      if isBackward { differentiate(scores, tokens) } else { normalize(scores, tokens) }
    }
  }

  /// The head leaves the logarithm of each tail at the place of its first token, where the tail finds
  /// it.
  private func normalize(
    _ scores: UnsafeMutablePointer<Float>, _ tokens: UnsafeMutablePointer<Float>
  ) {
    let share = tail.map { Double(tokens[$0.lowerBound]) } ?? 0
    (tokens + own.lowerBound).update(from: scores, count: own.count)
    let leads = tail == nil ? clusters.tails : []
    for (index, lead) in leads.enumerated() {
      tokens[lead.tokens.lowerBound] = scores[own.count + index]
    }
    let (largest, sum) = kernels.softmax(self.scores.columns, scores, 1)
    let shift = Float(Double(largest) + naturalLogarithm(Double(sum)) - share)
    for token in own { tokens[token] -= shift }
    for lead in leads { tokens[lead.tokens.lowerBound] -= shift }
  }

  private func differentiate(
    _ scores: UnsafeMutablePointer<Float>, _ slopes: UnsafeMutablePointer<Float>
  ) {
    let sum = { (range: Range<Int>) in range.reduce(0.0) { $0 + Double(slopes[$1]) } }
    let leads = tail == nil ? clusters.tails : []
    let all = leads.reduce(sum(own)) { $0 + sum($1.tokens) }
    _ = kernels.softmax(self.scores.columns, scores, -Float(all))
    for token in own { scores[token - own.lowerBound] += slopes[token] }
    for (index, lead) in leads.enumerated() {
      scores[own.count + index] += Float(sum(lead.tokens))
    }
  }
}
