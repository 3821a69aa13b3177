// SPDX-License-Identifier: Apache-2.0

/// Forecasts that are guessed without a network, in the units of the file.
struct ForecastGuess {
  private let windows: WindowInput
  private let season: Int
  private let rows: [Int]
  private let training: [Int]
  private let horizon: Int

  /// Guesses for the rows of a part.
  ///
  /// - Precondition: the target is one of forecasts.
  init(_ data: Dataset, _ target: Target, _ split: SplitName) {
    guard let facts = target.facts as? ForecastFacts else {
      preconditionFailure("a forecast has windows")
    }
    (windows, season) = (facts.windows, facts.season)
    (rows, training) = (data.splits[split], data.splits.train)
    horizon = windows.reach
  }

  /// The steps of a season where none is said.
  static let season = ArgumentKey.integer(
    "season", 0...1_000_000, default: 0, positional: true,
    help: "the steps of a season; 0 for that of the target")
  /// How many steps a mean is over.
  static let steps = ArgumentKey.integer(
    "steps", 0...1_000_000, default: 0, positional: true,
    help: "over how many of the last steps the mean is; 0 for the history of the window")

  /// A forecast of each row, from the numbers up to its origin, of which the last known one stands in for
  /// those that are missing.
  private func answers(
    _ forecast: (_ past: ArraySlice<Double>, _ row: Int, _ target: Int) -> [Double]
  ) -> ForecastAnswers {
    let (grid, targets) = (windows.grid, windows.transform.targets.count)
    let filled = (0..<grid.count).map { series in
      (0..<targets).map { target in
        let own = Array(grid.values(of: target, series: series))
        let trained = own.prefix(windows.trainedSteps[series]).filter { !$0.isNaN }
        return own.filledForward(orElse: Moments(trained).mean)
      }
    }
    return ForecastAnswers(
      values: rows.map { row in
        let window = windows.windows[row]
        var numbers = [Double](repeating: 0, count: horizon * targets)
        for target in 0..<targets {
          let found = forecast(
            filled[window.series][target][...window.origin], row, target)
          for step in 0..<horizon { numbers[step * targets + target] = found[step] }
        }
        return numbers
      })
  }

  /// The last number.
  func last() -> ForecastAnswers {
    answers { past, _, _ in
      Array(repeating: past.last ?? 0, count: horizon)
    }
  }

  /// The number one season before, or several where the horizon is longer; of a history that is shorter
  /// than a season the last number.
  func seasonal(_ settings: Arguments) -> ForecastAnswers {
    let given = settings[Self.season]
    let season = given > 0 ? given : self.season
    return answers { past, _, _ in
      let end = past.endIndex
      return (0..<horizon).map { step in
        let place = end - season + step % season
        return past.indices.contains(place) ? past[place] : past[end - 1]
      }
    }
  }

  /// A line from the first number to the last, drawn on.
  func drift() -> ForecastAnswers {
    answers { past, _, _ in
      let (first, last) = (past.first ?? 0, past.last ?? 0)
      let slope = (last - first) / Double(max(past.count - 1, 1))
      return (1...horizon).map { last + Double($0) * slope }
    }
  }

  /// The mean of the last numbers.
  func average(_ settings: Arguments) -> ForecastAnswers {
    let given = settings[Self.steps]
    let count = given > 0 ? given : windows.transform.history
    return answers { past, _, _ in
      let own = past.suffix(count)
      let mean = own.reduce(0, +) / Double(max(own.count, 1))
      return Array(repeating: mean, count: horizon)
    }
  }

  /// The most windows that a line is fitted on, spread evenly over those that train.
  private static let mostWindows = 20_000

  /// Ridge regression: each step of the horizon less the last number of the window, a line through the
  /// numbers of the window less the last one, as the network's own target is measured.
  func linear() -> ForecastAnswers {
    let targets = windows.transform.targets.count
    let spread = max(1, (training.count + Self.mostWindows - 1) / Self.mostWindows)
    let fitted = stride(from: 0, to: training.count, by: spread).map { training[$0] }
    let lines = (0..<targets).map { target in
      WindowLine(windows, target, fitting: fitted)
    }
    return answers { _, row, target in
      windows.restored(lines[target].forecast(row), target: target, row: row)
    }
  }
}

/// A line through the numbers of a window for each step of its horizon.
private struct WindowLine {
  private let windows: WindowInput
  private let target: Int
  /// How many numbers before the last one are read, and the most.
  private let width: Int
  private static let mostSteps = 720
  /// `[horizon][width]`.
  private var weights: [[Double]] = []

  /// Fits it by least squares with a penalty of the squares of the weights.
  init(_ windows: WindowInput, _ target: Int, fitting rows: [Int], penalty: Double = 1) {
    (self.windows, self.target) = (windows, target)
    width = min(windows.transform.history - 1, Self.mostSteps)
    let horizon = windows.reach
    var products = [Double](repeating: 0, count: width * width)
    var right = [Double](repeating: 0, count: width * horizon)
    for row in rows {
      let (past, next) = (past(of: row), next(of: row))
      guard next.allSatisfy({ !$0.isNaN }) else { continue }
      for i in 0..<width {
        let own = past[i]
        for j in 0...i { products[i * width + j] += own * past[j] }
        for step in 0..<horizon { right[i * horizon + step] += own * next[step] }
      }
    }
    for i in 0..<width { products[i * width + i] += penalty }
    let factor = CholeskyFactor(products, width: width)
    weights = (0..<horizon).map { step in
      factor.solve((0..<width).map { right[$0 * horizon + step] })
    }
  }

  /// The numbers of a window before the last one, less that.
  private func past(of row: Int) -> [Double] {
    let own = windows.history(of: row, target: target)
    let last = own[own.endIndex - 1]
    return own.dropLast().suffix(width).map { $0 - last }
  }

  /// The numbers after a window less its last one; NaN is missing.
  private func next(of row: Int) -> [Double] {
    let own = windows.history(of: row, target: target)
    let last = own[own.endIndex - 1]
    return windows.measuredTruths(of: row, target: target).map { $0 - last }
  }

  /// The forecast of a window, measured as a network's are.
  func forecast(_ row: Int) -> [Double] {
    let past = past(of: row)
    let own = windows.history(of: row, target: target)
    let level = own[own.endIndex - 1] - windows.reference(of: row, target: target)
    return weights.map { weights in
      zip(weights, past).reduce(level) { $0 + $1.0 * $1.1 }
    }
  }
}

/// The Cholesky factor of a symmetric matrix that is positive definite.
struct CholeskyFactor {
  private let width: Int
  /// The lower triangle, `[width, width]`.
  private var factor: [Double]

  init(_ matrix: [Double], width: Int) {
    self.width = width
    factor = matrix
    factor.withUnsafeMutableBufferPointer { factor in
      for i in 0..<width {
        for j in 0...i {
          var sum = factor[i * width + j]
          for k in 0..<j { sum -= factor[i * width + k] * factor[j * width + k] }
          factor[i * width + j] =
            i == j ? max(sum, 1e-12).squareRoot() : sum / factor[j * width + j]
        }
      }
    }
  }

  /// The solution for a right side.
  func solve(_ right: [Double]) -> [Double] {
    var found = right
    for i in 0..<width {
      for k in 0..<i { found[i] -= factor[i * width + k] * found[k] }
      found[i] /= factor[i * width + i]
    }
    for i in stride(from: width - 1, through: 0, by: -1) {
      for k in stride(from: i + 1, to: width, by: 1) {
        found[i] -= factor[k * width + i] * found[k]
      }
      found[i] /= factor[i * width + i]
    }
    return found
  }
}
