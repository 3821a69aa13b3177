// SPDX-License-Identifier: Apache-2.0

extension PlaneMap {
  /// The fewest vectors that can be laid out by their neighbours.
  public static let fewestNeighbours = 4

  /// Vectors that are near one another as points near one another: t-distributed stochastic neighbour
  /// embedding (van der Maaten and Hinton 2008), over all pairs.
  ///
  /// It begins with the principal plane, so there is nothing random in it. Distances between groups, and
  /// the directions, mean nothing.
  ///
  /// - Parameters:
  ///   - rows: vectors of one length.
  ///   - perplexity: about how many neighbours a vector has; at most a third of them all.
  ///   - turns: how often the points are moved.
  public static func neighbours(
    _ rows: [[Float]], perplexity: Double = 30, turns: Int = 1000
  ) -> PlaneMap {
    let start = principal(rows)
    guard rows.count >= fewestNeighbours else { return PlaneMap(points: start.points, shares: nil) }
    let shares = Neighbourhood.shares(
      rows, perplexity: min(perplexity, Double(rows.count - 1) / 3))
    var layout = NeighbourLayout(start: start.points, shares: shares)
    for turn in 0..<turns { layout.move(turn) }
    return PlaneMap(
      points: rows.indices.map { Point(x: layout.places[2 * $0], y: layout.places[2 * $0 + 1]) },
      shares: nil)
  }
}

/// How much each vector is a neighbour of each other.
private enum Neighbourhood {
  /// The joint shares, `[vectors, vectors]`: they add up to 1.
  static func shares(_ rows: [[Float]], perplexity: Double) -> [Double] {
    let count = rows.count
    var squares = [Double](repeating: 0, count: count * count)
    for row in 0..<count {
      for other in 0..<row {
        var sum = 0.0
        for (left, right) in zip(rows[row], rows[other]) {
          let difference = Double(left) - Double(right)
          sum += difference * difference
        }
        squares[row * count + other] = sum
        squares[other * count + row] = sum
      }
    }
    var own = [Double](repeating: 0, count: count * count)
    let wanted = naturalLogarithm(max(perplexity, 1))
    for row in 0..<count {
      let distances = squares[row * count..<(row + 1) * count]
      let found = conditional(Array(distances), of: row, entropy: wanted)
      for other in 0..<count { own[row * count + other] = found[other] }
    }
    var joint = own
    for row in 0..<count {
      for other in 0..<count {
        let both = own[row * count + other] + own[other * count + row]
        joint[row * count + other] = max(both / Double(2 * count), 1e-12)
      }
      joint[row * count + row] = 0
    }
    return joint
  }

  /// The shares of the neighbours of one vector, as wide as their entropy is wanted.
  private static func conditional(
    _ squares: [Double], of row: Int, entropy wanted: Double
  ) -> [Double] {
    let nearest =
      squares.indices.filter { $0 != row }.map { squares[$0] }.min() ?? 0
    var (low, high, beta) = (0.0, Double.infinity, 1.0)
    var shares = [Double](repeating: 0, count: squares.count)
    for _ in 0..<100 {
      var (sum, weighted) = (0.0, 0.0)
      for other in squares.indices {
        let distance = squares[other] - nearest
        shares[other] = other == row ? 0 : exponential(-distance * beta)
        sum += shares[other]
        weighted += distance * shares[other]
      }
      let entropy = naturalLogarithm(sum) + beta * weighted / sum
      for other in squares.indices { shares[other] /= sum }
      if (entropy - wanted).magnitude < 1e-7 { break }
      if entropy > wanted {
        low = beta
        beta = high == .infinity ? beta * 2 : (low + high) / 2
      } else {
        high = beta
        beta = (low + high) / 2
      }
    }
    return shares
  }
}

/// Points that are moved until near vectors are near one another.
private struct NeighbourLayout {
  /// x and y of each point.
  private(set) var places: [Double]
  private let shares: [Double]
  private var speeds: [Double]
  private var gains: [Double]
  /// How far points are moved, at first and then: while shares are exaggerated a fast pace throws points far
  /// out, and a slow one lets them all fall together.
  private let rates: (early: Double, late: Double)
  /// The unnormalized nearness of each pair.
  private var near: [Double]
  private var count: Int { speeds.count / 2 }

  init(start: [PlaneMap.Point], shares: [Double]) {
    let count = start.count
    let squares = start.reduce(0) { $0 + $1.x * $1.x }
    let deviation = (squares / Double(count)).squareRoot()
    let scale = deviation > 0 ? 1e-4 / deviation : 0
    places = start.flatMap { [$0.x * scale, $0.y * scale] }
    self.shares = shares
    speeds = [Double](repeating: 0, count: 2 * count)
    gains = [Double](repeating: 1, count: 2 * count)
    near = [Double](repeating: 0, count: count * count)
    rates = (max(Double(count) / 24, 10), 50)
  }

  private static let exaggeration = 12.0
  /// The longest way of a point in a turn, along each axis.
  private static let longest = 1.0
  /// For how many turns the shares are larger than they are, so that groups form.
  private static let exaggerated = 250

  /// Moves the points once.
  mutating func move(_ turn: Int) {
    let isEarly = turn < Self.exaggerated
    let slope = slope(exaggeration: isEarly ? Self.exaggeration : 1)
    let (momentum, rate) = isEarly ? (0.5, rates.early) : (0.8, rates.late)
    for at in slope.indices {
      let isOpposed = slope[at] * speeds[at] < 0
      gains[at] = max(isOpposed ? gains[at] + 0.2 : gains[at] * 0.8, 0.01)
      speeds[at] = momentum * speeds[at] - rate * gains[at] * slope[at]
      speeds[at] = min(max(speeds[at], -Self.longest), Self.longest)
      places[at] += speeds[at]
    }
  }

  /// The gradient of the divergence of both nearnesses.
  private mutating func slope(exaggeration: Double) -> [Double] {
    var sum = 0.0
    for row in 0..<count {
      let (x, y) = (places[2 * row], places[2 * row + 1])
      for other in 0..<row {
        let (dx, dy) = (x - places[2 * other], y - places[2 * other + 1])
        let own = 1 / (1 + dx * dx + dy * dy)
        near[row * count + other] = own
        near[other * count + row] = own
        sum += 2 * own
      }
    }
    var slope = [Double](repeating: 0, count: places.count)
    for row in 0..<count {
      let (x, y) = (places[2 * row], places[2 * row + 1])
      var (across, up) = (0.0, 0.0)
      for other in 0..<count where other != row {
        let own = near[row * count + other]
        let pull = (exaggeration * shares[row * count + other] - own / sum) * own
        across += pull * (x - places[2 * other])
        up += pull * (y - places[2 * other + 1])
      }
      slope[2 * row] = 4 * across
      slope[2 * row + 1] = 4 * up
    }
    return slope
  }
}
