// SPDX-License-Identifier: Apache-2.0

/// A setting that a search looks for, and the values that it may have.
public struct SearchDimension: Hashable, Sendable {
  /// The values, all of them equally likely before anything was tried.
  public enum Kind: Hashable, Sendable {
    /// Numbers of an interval; their logarithms are equally likely if `log`.
    case real(Double, Double, log: Bool)
    /// Whole numbers of a range; `log` is for those that count by factors, such as units.
    case integer(Int, Int, log: Bool)
    /// One of so many things, in no order.
    case choice(Int)
  }

  /// The name; random numbers are keyed by it.
  public let name: String
  /// The values.
  public let kind: Kind

  /// A dimension; whether its values make sense, `SearchSpace` says.
  public init(_ name: String, _ kind: Kind) {
    self.name = name
    self.kind = kind
  }
}

extension SearchDimension {
  /// Whether a value is one of this dimension.
  func contains(_ value: SearchValue) -> Bool {
    switch (kind, value) {
    case (.real(let low, let high, _), .real(let number)): low <= number && number <= high
    case (.integer(let low, let high, _), .integer(let number)): low <= number && number <= high
    case (.choice(let count), .choice(let index)): index >= 0 && index < count
    default: false
    }
  }

  /// The value at a position: equal stretches of 0...1 are equally likely.
  ///
  /// Every whole number and every choice has a stretch: on a scale from 0.5 below the lowest to 0.5
  /// above the highest, a position is rounded to the nearest.
  func value(at position: Double) -> SearchValue {
    let number = scale.number(at: position)
    switch kind {
    case .real(let low, let high, _): return .real(min(max(number, low), high))
    case .integer(let low, let high, _): return .integer(Self.whole(number, low, high))
    case .choice(let count): return .choice(Self.whole(number, 0, count - 1))
    }
  }

  /// The position of a value in 0...1.
  func position(of value: SearchValue) -> Double {
    switch value {
    case .real(let number): scale.position(of: number)
    case .integer(let number), .choice(let number): scale.position(of: Double(number))
    }
  }

  private var scale: SearchScale {
    switch kind {
    case .real(let low, let high, let log): SearchScale(low, high, log: log)
    case .integer(let low, let high, let log):
      SearchScale(Double(low) - 0.5, Double(high) + 0.5, log: log)
    case .choice(let count): SearchScale(-0.5, Double(count) - 0.5, log: false)
    }
  }

  /// The nearest whole number in a range that may be as wide as `Int`.
  private static func whole(_ number: Double, _ low: Int, _ high: Int) -> Int {
    if number <= Double(low) { return low }
    return number >= Double(high) ? high : Int(number.rounded())
  }
}

/// The map between the numbers of an interval and the positions 0...1.
private struct SearchScale {
  private let low: Double
  private let width: Double
  private let log: Bool

  init(_ low: Double, _ high: Double, log: Bool) {
    self.low = log ? naturalLogarithm(low) : low
    width = (log ? naturalLogarithm(high) : high) - self.low
    self.log = log
  }

  func number(at position: Double) -> Double {
    let number = low + position * width
    return log ? exponential(number) : number
  }

  /// The middle, where the interval is one number.
  func position(of number: Double) -> Double {
    guard width > 0 else { return 0.5 }
    return min(max(((log ? naturalLogarithm(number) : number) - low) / width, 0), 1)
  }
}
