// SPDX-License-Identifier: Apache-2.0

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A place on an axis that has a label.
public struct AxisTick: Hashable, Sendable {
  /// The value.
  public var value: Double
  /// As it is written.
  public var label: String
}

/// How the values of an axis become places from 0 to 1, with ticks at round numbers: 1, 2 or 5 times
/// a power of ten.
public struct AxisScale: Hashable, Sendable {
  /// The value at 0.
  public let low: Double
  /// The value at 1.
  public let high: Double
  /// Whether equal distances are equal ratios.
  public let isLogarithmic: Bool
  /// The labelled places, by rising value.
  public let ticks: [AxisTick]

  /// The largest magnitude that is drawn.
  private static let limit = 1e300
  /// The smallest magnitude that is not drawn as 0.
  private static let least = 1e-290

  /// A scale for some values, with about `count` ticks and never fewer than two.
  ///
  /// - Parameter fitsTicks: whether it reaches to the ticks beyond the first and the last value.
  public init(_ values: [Double], _ axis: ChartAxis, ticks count: Int, fitsTicks: Bool = true) {
    let all = values + (axis.range.map { [$0.lowerBound, $0.upperBound] } ?? [])
    let usable = all.filter { $0.isFinite && $0.magnitude < Self.limit }
      .filter { !axis.isLogarithmic || $0 >= Self.least }
      .map { $0.magnitude < Self.least ? 0 : $0 }
    isLogarithmic = axis.isLogarithmic
    let (least, most) = (usable.min() ?? (axis.isLogarithmic ? 1 : 0), usable.max() ?? 1)
    if axis.isLogarithmic {
      (low, high, ticks) = Self.logarithmic(least, most, count, fitsTicks)
    } else {
      (low, high, ticks) = Self.linear(
        least, most, max(count, 2), isWhole: axis.isWhole, fitsTicks)
    }
  }

  /// Where a value stands, from 0 to 1; nil for one that is no number or lies outside.
  public func place(of value: Double) -> Double? {
    guard value.isFinite, value >= low, value <= high else { return nil }
    if isLogarithmic {
      return (log10(value) - log10(low)) / (log10(high) - log10(low))
    }
    return (value - low) / (high - low)
  }

  // MARK: Ticks

  private static func linear(
    _ least: Double, _ most: Double, _ count: Int, isWhole: Bool, _ fitsTicks: Bool
  ) -> (Double, Double, [AxisTick]) {
    var (low, high) = (least, most)
    let size = max(low.magnitude, high.magnitude)
    if high - low <= size * 1e-9 || low == high {
      let room = isWhole ? max(1, size * 1e-6) : max(size * 0.1, size == 0 ? 1 : 0)
      (low, high) = (low - room, high + room)
    }
    var step = TickStep(atLeast: (high - low) / Double(count))
    if isWhole, step.size < 1 { step = TickStep(atLeast: 1) }
    var first = (low / step.size + 1e-9).rounded(.down)
    var last = (high / step.size - 1e-9).rounded(.up)
    if fitsTicks {
      (low, high) = (step.value(first), step.value(last))
    } else {
      (first, last) = (
        (low / step.size - 1e-9).rounded(.up), (high / step.size + 1e-9).rounded(.down)
      )
    }
    let ticks = stride(from: first, through: last, by: 1).map { index in
      AxisTick(value: step.value(index), label: step.label(index))
    }
    return (low, high, ticks)
  }

  private static func logarithmic(
    _ least: Double, _ most: Double, _ count: Int, _ fitsTicks: Bool
  ) -> (Double, Double, [AxisTick]) {
    var (first, last) = (Int(log10(least).rounded(.down)), Int(log10(most).rounded(.up)))
    if first == last { (first, last) = (first - 1, last + 1) }
    let (low, high) =
      fitsTicks || least == most ? (pow(10, Double(first)), pow(10, Double(last))) : (least, most)
    // Every n-th decade; 2 and 5 between them where there are few.
    let stride = max(1, (last - first + max(count, 2) - 1) / max(count, 2))
    let digits = (last - first) * 3 <= count ? [1, 2, 5] : [1]
    var ticks: [AxisTick] = []
    for exponent in Swift.stride(from: first, through: last, by: stride) {
      for digit in digits {
        let step = TickStep(digit: digit, exponent: exponent)
        guard step.size >= low * (1 - 1e-9), step.size <= high * (1 + 1e-9) else { continue }
        let label = step.label(1, plainFrom: -3)
        ticks.append(AxisTick(value: min(max(step.size, low), high), label: label))
      }
    }
    return (low, high, ticks)
  }
}

/// A distance between ticks: 1, 2 or 5 times a power of ten.
private struct TickStep {
  let digit: Int
  let exponent: Int

  init(digit: Int, exponent: Int) {
    self.digit = digit
    self.exponent = exponent
  }

  /// The smallest one that is no smaller than `size`.
  init(atLeast size: Double) {
    let size = max(size, 1e-300)
    var exponent = Int(log10(size).rounded(.down))
    let lead = size / pow(10, Double(exponent))
    let digit = [1, 2, 5].first { Double($0) >= lead * (1 - 1e-9) }
    if digit == nil { exponent += 1 }
    self.init(digit: digit ?? 1, exponent: exponent)
  }

  var size: Double { value(1) }

  /// So many steps; a whole number divided by a power of ten, so that 3 steps of 0.1 are 0.3.
  func value(_ index: Double) -> Double {
    let whole = index * Double(digit)
    return exponent < 0
      ? whole / pow(10, Double(-exponent)) : whole * pow(10, Double(exponent))
  }

  /// The value as text: with an exponent where the step's own is below `plainFrom`.
  func label(_ index: Double, plainFrom: Int = -4) -> String {
    let value = value(index)
    if value == 0 { return "0" }
    if exponent >= plainFrom, value.magnitude < 1e6 {
      return FixedDecimal.string(value, decimals: max(0, -exponent))
    }
    return scientific(value)
  }

  /// `2e6`, `1.5e-7`: as many digits as a step needs.
  private func scientific(_ value: Double) -> String {
    var power = Int(log10(value.magnitude).rounded(.down))
    var lead = value / pow(10, Double(power))
    if lead.magnitude >= 9.9999999 { (lead, power) = (lead / 10, power + 1) }
    let decimals = min(max(power - exponent, 0), 6)
    return "\(FixedDecimal.string(lead, decimals: decimals))e\(power)"
  }
}
