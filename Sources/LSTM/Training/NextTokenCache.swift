// SPDX-License-Identifier: Apache-2.0

/// Remembers the features at earlier places of a text with the token that came then, and makes those
/// tokens more probable in like places: a continuous cache (Grave and others 2017).
struct NextTokenCache {
  private let options: NextTokenOptions
  private let features: Int
  /// The features of the places, a ring.
  private var memory: [Float] = []
  private var tokens: [Int32] = []
  private var next = 0
  private var likeness: [Double] = []

  init(_ options: NextTokenOptions, features: Int) {
    self.options = options
    self.features = features
  }

  /// The probability of a token at a place, and whether none has a higher one; the place is remembered
  /// then.
  ///
  /// - Parameter probabilities: what the network gives each token.
  mutating func mix(
    _ probabilities: UnsafePointer<Float>, count: Int, at place: UnsafePointer<Float>,
    _ token: Int32
  ) -> (probability: Double, isMost: Bool) {
    defer { remember(place, token) }
    let own = 1 - (tokens.isEmpty ? 0 : options.share)
    var most = 0.0
    for index in 0..<count { most = max(most, own * Double(probabilities[index])) }
    var found = own * Double(probabilities[Int(token)])
    guard !tokens.isEmpty else { return (found, found >= most) }
    measure(place)
    let highest = likeness.max() ?? 0
    var (sum, shares) = (0.0, [Int32: Double]())
    for (index, value) in likeness.enumerated() {
      let weight = exponential(value - highest)
      sum += weight
      shares[tokens[index], default: 0] += weight
    }
    for (other, weight) in shares {
      let mixed = own * Double(probabilities[Int(other)]) + options.share * weight / sum
      most = max(most, mixed)
      if other == token { found = mixed }
    }
    return (found, found >= most)
  }

  /// How like each remembered place is: θ·h·h'.
  private mutating func measure(_ place: UnsafePointer<Float>) {
    let (features, theta, count) = (features, options.theta, tokens.count)
    var found = [Double](repeating: 0, count: count)
    memory.withUnsafeBufferPointer { memory in
      guard let base = memory.baseAddress else { return }
      for index in 0..<count {
        let other = base + index * features
        var sums = SIMD8<Float>.zero
        var at = 0
        while at + 8 <= features {
          for lane in 0..<8 { sums[lane] += other[at + lane] * place[at + lane] }
          at += 8
        }
        var sum = Double(sums.sum())
        while at < features {
          sum += Double(other[at] * place[at])
          at += 1
        }
        found[index] = theta * sum
      }
    }
    likeness = found
  }

  private mutating func remember(_ place: UnsafePointer<Float>, _ token: Int32) {
    let values = UnsafeBufferPointer(start: place, count: features)
    if tokens.count < options.cache {
      memory.append(contentsOf: values)
      tokens.append(token)
    } else {
      memory.replaceSubrange(next * features..<(next + 1) * features, with: values)
      tokens[next] = token
      next = (next + 1) % options.cache
    }
  }
}
