// SPDX-License-Identifier: Apache-2.0

@testable import LSTM

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A function that a search is to find the lowest value of, which is 0.
struct Objective {
  let name: String
  let space: SearchSpace
  let value: @Sendable ([Double]) -> Double

  init(
    _ name: String, _ dimensions: [SearchDimension],
    _ value: @escaping @Sendable ([Double]) -> Double
  ) throws {
    self.name = name
    space = try SearchSpace(dimensions)
    self.value = value
  }

  /// The best values after each trial of a search.
  func search(_ strategy: any SearchStrategy, trials: Int, seed: UInt64) -> [Double] {
    var past: [SearchTrial] = []
    var best = Double.infinity
    return (0..<trials).map { trial in
      let point = strategy.propose(
        trial: trial, space: space, past: past, random: RandomSource(seed: seed))
      let value = value(point.values.map(\.number))
      past.append(SearchTrial(point, value: value))
      best = min(best, value)
      return best
    }
  }

  /// Branin's function, with three equally deep valleys (Dixon and Szegő 1978).
  static func branin() throws -> Objective {
    try Objective(
      "branin",
      [
        SearchDimension("x", .real(-5, 10, log: false)),
        SearchDimension("y", .real(0, 15, log: false)),
      ]
    ) {
      let (x, y) = ($0[0], $0[1])
      let bend = y - 5.1 / (4 * .pi * .pi) * x * x + 5 / Double.pi * x - 6
      let wave = 10 * (1 - 1 / (8 * Double.pi)) * cos(x)
      return bend * bend + wave + 10 - 0.397_887_357_729_738_2
    }
  }

  /// A bowl over the settings of a network, three of them on scales of factors.
  static func bowl() throws -> Objective {
    try Objective(
      "bowl",
      [
        SearchDimension("lr", .real(1e-5, 1, log: true)),
        SearchDimension("l2", .real(1e-8, 0.1, log: true)),
        SearchDimension("units", .integer(8, 1024, log: true)),
        SearchDimension("dropout", .real(0, 0.8, log: false)),
      ]
    ) {
      let steps = [
        log10($0[0] / 3e-3), 0.5 * log10($0[1] / 1e-5), 0.5 * log2($0[2] / 200),
        5 * ($0[3] - 0.3),
      ]
      return steps.reduce(0) { $0 + $1 * $1 }
    }
  }

  /// Two choices, a small whole number, and a rate whose best depends on one of the choices.
  static func mixed() throws -> Objective {
    try Objective(
      "mixed",
      [
        SearchDimension("cell", .choice(4)), SearchDimension("optimizer", .choice(3)),
        SearchDimension("layers", .integer(1, 5, log: false)),
        SearchDimension("lr", .real(1e-5, 1, log: true)),
      ]
    ) {
      let cell = [1, 0.3, 0, 0.7][Int($0[0])]
      let optimizer = [0.5, 0, 0.8][Int($0[1])]
      let step = log10($0[3]) + ($0[1] == 1 ? 2 : 3)
      return cell + optimizer + 0.1 * abs($0[2] - 2) + step * step / 2
    }
  }
}

extension SearchValue {
  /// The value, or the index of the choice.
  var number: Double {
    switch self {
    case .real(let number): number
    case .integer(let number), .choice(let number): Double(number)
    }
  }
}

/// The middle of some values.
func median(_ values: [Double]) -> Double {
  let sorted = values.sorted()
  return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
}
