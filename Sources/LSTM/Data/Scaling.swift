// SPDX-License-Identifier: Apache-2.0

/// What numbers are measured from, and in: number = center + unit · measured number.
struct Scaling: Codable, Hashable, Sendable {
  let center: Double
  /// Above zero.
  let unit: Double

  /// Numbers as they are.
  static let none = Scaling(center: 0, unit: 1)

  /// A scaling.
  init(center: Double, unit: Double) { (self.center, self.unit) = (center, unit) }

  /// Fits numbers, none of which is missing; where they are all equal they are measured in ones.
  init(_ values: [Double], _ scale: NumberTransform.Scale) {
    let unit: Double
    switch scale {
    case .none: (center, unit) = (0, 1)
    case .standard:
      let moments = Moments(values)
      (center, unit) = (moments.mean, moments.deviation)
    case .minmax:
      let (low, high) = (values.min() ?? 0, values.max() ?? 1)
      (center, unit) = (low, high - low)
    case .robust:
      let sorted = values.sorted()
      center = Self.quantile(sorted, 0.5)
      unit = Self.quantile(sorted, 0.75) - Self.quantile(sorted, 0.25)
    }
    self.unit = unit > 0 ? unit : 1
  }

  /// A number measured.
  func measured(_ number: Double) -> Double { (number - center) / unit }

  /// A measured number as it was.
  func restored(_ number: Double) -> Double { center + unit * number }

  /// Whether a file may hold it.
  var isPossible: Bool { center.isFinite && unit.isFinite && unit > 0 }

  /// A quantile of sorted numbers, between two of them on a line.
  static func quantile(_ sorted: [Double], _ share: Double) -> Double {
    guard let last = sorted.indices.last else { return 0 }
    let place = share * Double(last)
    let below = Int(place)
    let above = min(below + 1, last)
    return sorted[below] + (place - Double(below)) * (sorted[above] - sorted[below])
  }
}
