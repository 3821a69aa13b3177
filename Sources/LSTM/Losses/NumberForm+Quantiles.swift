// SPDX-License-Identifier: Apache-2.0

/// What the parameters of one number say of it, in the units that the network was trained in.
extension NumberForm {
  /// The number that it is below as often as above: the median, of a point the point itself.
  public func center(_ parameters: UnsafeBufferPointer<Float>) -> Double {
    switch self {
    case .point, .gaussian, .student: Double(parameters[0])
    case .quantiles, .negativeBinomial: quantile(0.5, parameters)
    }
  }

  /// The number that it is below with a probability; every quantile of a point is the point.
  ///
  /// Between levels it goes in straight lines, and beyond the outermost two as a normal distribution
  /// through these does. A level that is not above 0 and below 1 is moved just inside.
  public func quantile(_ level: Double, _ parameters: UnsafeBufferPointer<Float>) -> Double {
    let level = min(max(level, 0x1p-64), 1 - 0x1p-53)
    switch self {
    case .point:
      return Double(parameters[0])
    case .gaussian:
      return Double(parameters[0]) + Double(parameters[1]) * normalQuantile(level)
    case .student:
      return Double(parameters[0])
        + Double(parameters[1]) * studentQuantile(level, degrees: Double(parameters[2]))
    case .quantiles(let levels):
      return Self.interpolated(level, levels, parameters)
    case .negativeBinomial:
      return negativeBinomialQuantile(
        level, mean: Double(parameters[0]), dispersion: Double(parameters[1]))
    }
  }

  /// A number as the distribution has them, by a uniform random one above 0 and below 1: the quantile
  /// at it.
  public func sample(_ uniform: Double, _ parameters: UnsafeBufferPointer<Float>) -> Double {
    quantile(uniform, parameters)
  }

  private static func interpolated(
    _ level: Double, _ levels: [Double], _ values: UnsafeBufferPointer<Float>
  ) -> Double {
    let after = levels.firstIndex { $0 >= level } ?? levels.count
    if after < levels.count, levels[after] == level || levels.count == 1 {
      return Double(values[after])
    }
    guard levels.count > 1 else { return Double(values[0]) }
    let low = min(max(after - 1, 0), levels.count - 2)
    let (from, to) = (Double(values[low]), Double(values[low + 1]))
    guard after == 0 || after == levels.count else {
      return from + (to - from) * ((level - levels[low]) / (levels[low + 1] - levels[low]))
    }
    let (start, end) = (normalQuantile(levels[low]), normalQuantile(levels[low + 1]))
    let slope = (to - from) / (end - start)
    return after == 0
      ? from + slope * (normalQuantile(level) - start) : to + slope * (normalQuantile(level) - end)
  }
}

/// The same of parameters in an array.
extension NumberForm {
  /// The number that it is below as often as above: the median, of a point the point itself.
  public func center(_ parameters: ArraySlice<Float>) -> Double {
    parameters.withUnsafeBufferPointer { center($0) }
  }

  /// The number that it is below with a probability; every quantile of a point is the point.
  public func quantile(_ level: Double, _ parameters: ArraySlice<Float>) -> Double {
    parameters.withUnsafeBufferPointer { quantile(level, $0) }
  }

  /// A number as the distribution has them, by a uniform random one above 0 and below 1.
  public func sample(_ uniform: Double, _ parameters: ArraySlice<Float>) -> Double {
    parameters.withUnsafeBufferPointer { sample(uniform, $0) }
  }
}
