// SPDX-License-Identifier: Apache-2.0

/// Draws tokens from scores.
struct TokenSampler {
  private let options: SamplingOptions
  private let kernels: KernelTable
  private var numbers: RandomSequence
  /// Tokens that have stood, for the repetition penalty.
  private var stood: Set<Int32> = []
  private var scores: [Float] = []
  private var shares: [Float] = []

  /// - Parameter index: which of several texts from one seed this is.
  init(_ options: SamplingOptions, seed: UInt64, index: Int, _ compute: Compute) {
    self.options = options
    kernels = compute.kernels
    numbers = RandomSource(seed: seed).sequence(.sample, "generate \(index)")
  }

  /// Notes a token of the text.
  mutating func note(_ token: Int32) {
    if options.repetition > 1 { stood.insert(token) }
  }

  /// The next token; nil when none is allowed.
  ///
  /// - Parameter isAllowed: which tokens may stand there.
  mutating func draw(_ row: UnsafePointer<Float>, count: Int, isAllowed: (Int) -> Bool) -> Int32? {
    scores.removeAll(keepingCapacity: true)
    scores.append(contentsOf: UnsafeBufferPointer(start: row, count: count))
    for token in stood {
      let score = scores[Int(token)]
      let penalty = Float(options.repetition)
      scores[Int(token)] = score > 0 ? score / penalty : score * penalty
    }
    var best = -1
    for token in 0..<count {
      if !isAllowed(token) {
        scores[token] = -.infinity
      } else if best < 0 || scores[token] > scores[best] {
        best = token
      }
    }
    guard best >= 0 else { return nil }
    guard options.temperature > 0 else { return Int32(truncatingIfNeeded: best) }
    let sum = exponentiate(from: scores[best])
    guard options.topK > 0 || options.topP < 1 || options.typical < 1 else {
      return pick(0..<count, of: sum) ?? Int32(truncatingIfNeeded: best)
    }
    let kept = candidates(sum)
    let rest = kept.reduce(0.0) { $0 + Double(shares[$1]) }
    return pick(kept, of: rest) ?? Int32(truncatingIfNeeded: best)
  }

  /// Fills `shares` with e to the scores, the highest at 1, divided by the temperature; returns their
  /// sum.
  private mutating func exponentiate(from highest: Float) -> Double {
    let factor = Float(1 / options.temperature)
    for index in scores.indices { scores[index] = max((scores[index] - highest) * factor, -100) }
    if shares.count != scores.count { shares = scores }
    let count = scores.count
    scores.withUnsafeBufferPointer { from in
      shares.withUnsafeMutableBufferPointer { to in
        if let from = from.baseAddress, let to = to.baseAddress { kernels.exp(count, from, to) }
      }
    }
    var sum = 0.0
    for index in shares.indices {
      if scores[index] <= -100 { shares[index] = 0 }
      sum += Double(shares[index])
    }
    return sum
  }

  /// Those that are drawn from, in the order of their numbers where all are.
  private func candidates(_ sum: Double) -> [Int] {
    var kept = shares.indices.filter { shares[$0] > 0 }
      .sorted { (shares[$1], $0) < (shares[$0], $1) }
    if options.topK > 0 { kept = Array(kept.prefix(options.topK)) }
    if options.topP < 1 { kept = leading(kept, share: options.topP) }
    guard options.typical < 1 else { return kept }
    let whole = kept.reduce(0.0) { $0 + Double(shares[$1]) }
    let surprise = kept.map { -naturalLogarithm(Double(shares[$0]) / whole) }
    let expected = zip(kept, surprise).reduce(0.0) { $0 + Double(shares[$1.0]) / whole * $1.1 }
    let distance = surprise.map { abs($0 - expected) }
    let order = kept.indices.sorted { (distance[$0], $0) < (distance[$1], $1) }
    return leading(order.map { kept[$0] }, share: options.typical)
  }

  /// The first that together have a share of all of them; at least one.
  private func leading(_ tokens: [Int], share: Double) -> [Int] {
    let whole = tokens.reduce(0.0) { $0 + Double(shares[$1]) }
    var sum = 0.0
    let end = tokens.firstIndex { token in
      sum += Double(shares[token])
      return sum >= share * whole
    }
    return Array(tokens.prefix((end ?? tokens.count - 1) + 1))
  }

  /// One of some tokens, each as often as its share says.
  private mutating func pick(_ tokens: some Sequence<Int>, of sum: Double) -> Int32? {
    var left = Double(numbers.uniform()) * sum
    var last: Int?
    for token in tokens where shares[token] > 0 {
      left -= Double(shares[token])
      last = token
      if left < 0 { break }
    }
    return last.map { Int32(truncatingIfNeeded: $0) }
  }
}
