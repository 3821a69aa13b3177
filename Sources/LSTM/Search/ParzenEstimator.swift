// SPDX-License-Identifier: Apache-2.0

/// A density over the values of a dimension, estimated from values that were seen.
///
/// As in Bergstra and others 2011, section 4: numbers have the average of an even prior and of one
/// Gaussian at each number seen; choices have their counts, and one more each for the prior.
struct ParzenEstimator {
  private let dimension: SearchDimension
  private let density: Density

  private enum Density {
    /// The choices seen, among how many there are.
    case choices([SearchValue], of: Int)
    /// The Gaussians, over positions in 0...1.
    case numbers([TruncatedNormal])
  }

  init(_ dimension: SearchDimension, seen values: [SearchValue]) {
    self.dimension = dimension
    density =
      if case .choice(let count) = dimension.kind {
        .choices(values, of: count)
      } else {
        .numbers(Self.kernels(around: values.map(dimension.position).sorted()))
      }
  }

  /// A Gaussian at each of some ascending positions, as wide as the larger of the distances to its
  /// neighbours.
  ///
  /// The ends of 0...1 are neighbours too. The least width falls with the number of positions, down
  /// to a hundredth.
  private static func kernels(around positions: [Double]) -> [TruncatedNormal] {
    let narrowest = max(1 / Double(positions.count + 1), 0.01)
    let ends = [0] + positions + [1]
    return positions.indices.map { index in
      let (left, centre, right) = (ends[index], ends[index + 1], ends[index + 2])
      return TruncatedNormal(
        centre: centre, deviation: max(centre - left, right - centre, narrowest))
    }
  }

  /// A value drawn from the density.
  func draw(_ random: inout RandomSequence) -> SearchValue {
    switch density {
    case .choices(let seen, let count):
      let place = random.fraction() * (Double(seen.count) + Double(count))
      if place < Double(seen.count) { return seen[Int(place)] }
    case .numbers(let kernels):
      let index = random.index(below: kernels.count + 1)
      if index < kernels.count { return dimension.value(at: kernels[index].draw(&random)) }
    }
    return dimension.value(at: random.fraction())
  }

  /// The density at a value of the dimension: a probability for a choice, and for a number the one
  /// at its position in 0...1.
  func density(at value: SearchValue) -> Double {
    switch density {
    case .choices(let seen, let count):
      return Double(1 + seen.count { $0 == value }) / (Double(seen.count) + Double(count))
    case .numbers(let kernels):
      let position = dimension.position(of: value)
      return kernels.reduce(1) { $0 + $1.density(at: position) } / Double(kernels.count + 1)
    }
  }
}

/// The normal distribution around a number in 0...1, cut off at the ends of 0...1.
struct TruncatedNormal {
  let centre: Double
  let deviation: Double
  /// The share of the uncut distribution that is in 0...1.
  private let inside: Double

  init(centre: Double, deviation: Double) {
    self.centre = centre
    self.deviation = deviation
    inside = normalDistribution((1 - centre) / deviation) - normalDistribution(-centre / deviation)
  }

  func draw(_ random: inout RandomSequence) -> Double {
    while true {
      let position = centre + deviation * random.normal()
      if position >= 0, position <= 1 { return position }
    }
  }

  /// The density at a position in 0...1.
  func density(at position: Double) -> Double {
    normalDensity((position - centre) / deviation) / (deviation * inside)
  }
}
