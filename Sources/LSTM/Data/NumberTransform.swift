// SPDX-License-Identifier: Apache-2.0

/// Measures the numbers of steps as those of the training rows: saved with the model.
///
/// A number x becomes (x - center) / unit; a column of texts becomes a number for each of its
/// categories, 1 for its own and 0 for the others. What is missing is refused, or filled before.
public struct NumberTransform: InputTransform {
  /// What numbers are measured from, and in.
  public enum Scale: String, Codable, Sendable, CaseIterable {
    /// The mean, and the standard deviation.
    case standard
    /// The least, and the distance to the largest: from 0 to 1.
    case minmax
    /// The median, and the distance between the quartiles.
    case robust
    /// They stay as they are.
    case none
  }

  /// What stands in for numbers that are missing.
  public enum Fill: String, Codable, Sendable, CaseIterable {
    /// Nothing: they are refused.
    case none
    /// The number before it in its row.
    case last
    /// A line between its neighbours in its row.
    case linear
    /// The mean of the training rows.
    case mean
    /// Zero.
    case zero
  }

  /// A column as it is measured.
  public struct Feature: Codable, Hashable, Sendable {
    /// The column.
    public let name: String
    /// What its numbers are measured from.
    public let center: Double
    /// What they are measured in.
    public let unit: Double
    /// Their mean over the training rows.
    public let mean: Double
    /// The texts that stand for its categories; nil for numbers.
    public var categories: [String]?
  }

  /// What it is called in model files.
  public static let tag = "numbers"

  /// The columns, in the order of the features.
  public let features: [Feature]
  /// What stands in for missing numbers.
  public let fill: Fill

  /// The columns of the numbers.
  public var names: [String] { features.map(\.name) }
  /// How many numbers a network reads at a step.
  public var width: Int { features.reduce(0) { $0 + ($1.categories?.count ?? 1) } }

  /// Fits columns on the rows that train.
  ///
  /// - Parameters:
  ///   - column: the numbers as they were read; of a column of texts the number of its category.
  ///   - categories: the categories of each column; nil for numbers.
  public init(
    _ column: NumberColumn, names: [String], categories: [[String]?], fitting rows: [Int],
    scale: Scale, fill: Fill
  ) {
    self.fill = fill
    features = names.enumerated().map { index, name in
      let values = rows.flatMap { row -> [Double] in
        let own = column[row]
        return stride(from: own.startIndex + index, to: own.endIndex, by: column.features)
          .map { Double(own[$0]) }.filter { !$0.isNaN }
      }
      let mean = values.reduce(0, +) / Double(max(values.count, 1))
      let known = categories[index]
      let (center, unit) = known == nil ? Self.measure(values, mean, scale) : (0, 1)
      return Feature(
        name: name, center: center, unit: unit > 0 ? unit : 1, mean: mean, categories: known)
    }
  }

  private static func measure(
    _ values: [Double], _ mean: Double, _ scale: Scale
  ) -> (center: Double, unit: Double) {
    switch scale {
    case .none: return (0, 1)
    case .standard:
      let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      return (mean, (squares / Double(max(values.count, 1))).squareRoot())
    case .minmax:
      let (low, high) = (values.min() ?? 0, values.max() ?? 1)
      return (low, high - low)
    case .robust:
      let sorted = values.sorted()
      return (quantile(sorted, 0.5), quantile(sorted, 0.75) - quantile(sorted, 0.25))
    }
  }

  /// A quantile of sorted numbers, between two of them on a line.
  private static func quantile(_ sorted: [Double], _ share: Double) -> Double {
    guard let last = sorted.indices.last else { return 0 }
    let place = share * Double(last)
    let below = Int(place)
    let above = min(below + 1, last)
    return sorted[below] + (place - Double(below)) * (sorted[above] - sorted[below])
  }

  /// The numbers as a network reads them.
  public func applied(to column: NumberColumn) -> NumberColumn {
    var rows: [[Float]] = []
    rows.reserveCapacity(column.rowCount)
    for row in 0..<column.rowCount { rows.append(measured(filled(Array(column[row])))) }
    if column.isVector { return NumberColumn(vectors: rows.flatMap { $0 }, features: width) }
    var result = NumberColumn(features: width)
    for row in rows { result.append(row) }
    return result
  }

  /// The steps of a row, `[steps, columns]`, with something in the place of what is missing.
  private func filled(_ values: [Float]) -> [Float] {
    guard values.contains(where: \.isNaN) else { return values }
    var values = values
    let (width, steps) = (features.count, values.count / max(features.count, 1))
    for (index, feature) in features.enumerated() {
      let known = (0..<steps).filter { !values[$0 * width + index].isNaN }
      for step in 0..<steps where values[step * width + index].isNaN {
        let before = known.last { $0 < step }
        let after = known.first { $0 > step }
        guard feature.categories == nil else {
          // No category lies between two others.
          if fill == .last, let before {
            values[step * width + index] = values[before * width + index]
          }
          continue
        }
        let mean = Float(feature.mean)
        let number: Float
        switch fill {
        case .none: number = .nan
        case .zero: number = 0
        case .mean: number = mean
        case .last: number = before.map { values[$0 * width + index] } ?? mean
        case .linear:
          guard let first = before ?? after, let last = after ?? before else {
            number = mean
            break
          }
          let (low, high) = (values[first * width + index], values[last * width + index])
          let share = last == first ? 0 : Float(step - first) / Float(last - first)
          number = low + share * (high - low)
        }
        values[step * width + index] = number
      }
    }
    return values
  }

  /// The steps of a row, `[steps, columns]`, as `[steps, width]`.
  private func measured(_ values: [Float]) -> [Float] {
    var result: [Float] = []
    result.reserveCapacity(values.count / max(features.count, 1) * width)
    for (at, value) in values.enumerated() {
      let feature = features[at % features.count]
      if let categories = feature.categories {
        for number in categories.indices { result.append(value == Float(number) ? 1 : 0) }
      } else {
        result.append(Float((Double(value) - feature.center) / feature.unit))
      }
    }
    return result
  }
}

/// What turns the cells of an input into what a network reads: fitted on the training rows, and saved
/// with the model under its tag.
public protocol InputTransform: Codable, Hashable, Sendable {
  /// What it is called in model files.
  static var tag: String { get }
}

extension InputTransform {
  /// Whether another is an equal one of the same type.
  public func isEqual(to other: any InputTransform) -> Bool { (other as? Self) == self }
}

extension TextTransform: InputTransform {
  /// What it is called in model files.
  public static let tag = "text"
}
