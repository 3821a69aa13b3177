// SPDX-License-Identifier: Apache-2.0

extension NumberTransform {
  /// The numbers as a network reads them.
  public func applied(to raw: RawNumbers) -> NumberColumn {
    var numbers = [Float](repeating: 0, count: raw.stepCount * width)
    var place = 0
    for (index, feature) in features.enumerated() {
      write(
        filled(raw, index), of: feature, categories(of: raw, index), at: place, into: &numbers)
      place += feature.width
    }
    return raw.isVector
      ? NumberColumn(vectors: numbers, features: width)
      : NumberColumn(
        steps: numbers, features: width, lengths: (0..<raw.rowCount).map { raw.steps(of: $0) })
  }

  /// Measures numbers without categories, `[steps, features]`.
  func measure(_ numbers: inout [Float]) {
    for (index, feature) in features.enumerated() {
      for at in stride(from: index, to: numbers.count, by: features.count) {
        numbers[at] = feature.measured(Double(numbers[at]))
      }
    }
  }

  /// Writes the numbers of a column at all steps, `[steps]`, into `[steps, width]`.
  private func write(
    _ values: [Double], of feature: Feature, _ categories: [Int?]?, at place: Int,
    into numbers: inout [Float]
  ) {
    for (step, value) in values.enumerated() {
      let at = step * width + place
      guard let categories else {
        numbers[at] = feature.measured(value)
        continue
      }
      let number = value.isNaN ? nil : categories[Int(value)]
      if feature.embed != nil {
        numbers[at] = Float(number ?? -1)
      } else if let number {
        numbers[at + number] = 1
      }
    }
  }

  /// The number here of each text of a column; nil where no training row has it, and for a column of
  /// numbers.
  private func categories(of raw: RawNumbers, _ index: Int) -> [Int?]? {
    guard let own = features[index].categories, let seen = raw.texts[index] else { return nil }
    let numbers = Dictionary(
      zip(own, own.indices), uniquingKeysWith: { first, _ in first })
    return seen.names.map { numbers[$0] }
  }

  /// The categories of rows that no training row has.
  public func unknown(in raw: RawNumbers) -> [UnknownCategories] {
    features.indices.compactMap { index in
      let known = categories(of: raw, index) ?? []
      let names = zip(known, raw.texts[index]?.names ?? []).compactMap { $0 == nil ? $1 : nil }
      return names.isEmpty ? nil : UnknownCategories(column: features[index].name, names: names)
    }
  }

  /// The numbers of a column at all steps, with something in the place of what is missing.
  private func filled(_ raw: RawNumbers, _ index: Int) -> [Double] {
    let values = raw.column(index)
    guard values.contains(where: \.isNaN) else { return values }
    return (0..<raw.rowCount).flatMap { filled(raw, index, of: $0) }
  }

  /// The numbers of a column at the steps of a row, with something in the place of what is missing;
  /// NaN where nothing is known of a category.
  func filled(_ raw: RawNumbers, _ index: Int, of row: Int) -> [Double] {
    var values = raw.column(index, of: row)
    guard values.contains(where: \.isNaN) else { return values }
    let feature = features[index]
    let mean = feature.categories == nil ? feature.mean : .nan
    switch feature.fill {
    case .none: break
    case .zero:
      replace(&values) { _ in feature.categories == nil ? 0 : .nan }
    case .mean: replace(&values) { _ in mean }
    case .last:
      var before = mean
      replace(&values) { _ in
        before
      } known: {
        before = $0
      }
    // No category lies between two others.
    case .linear where feature.categories != nil: break
    case .linear: draw(&values, orElse: mean)
    }
    return values
  }

  /// Replaces what is missing, step by step.
  private func replace(
    _ values: inout [Double], by number: (Int) -> Double, known: (Double) -> Void = { _ in }
  ) {
    for step in values.indices {
      if values[step].isNaN { values[step] = number(step) } else { known(values[step]) }
    }
  }

  /// Draws lines between the neighbours of what is missing, level ones at the ends.
  private func draw(_ values: inout [Double], orElse mean: Double) {
    guard var before = values.firstIndex(where: { !$0.isNaN }) else {
      values = values.map { _ in mean }
      return
    }
    for step in 0..<before { values[step] = values[before] }
    for step in values.indices.dropFirst(before + 1) where !values[step].isNaN {
      let (low, high) = (values[before], values[step])
      for gap in before + 1..<step {
        values[gap] = low + Double(gap - before) / Double(step - before) * (high - low)
      }
      before = step
    }
    for step in before + 1..<values.count { values[step] = values[before] }
  }
}

/// Categories of a column that no training row has: a network reads none in their place.
public struct UnknownCategories: Hashable, Sendable {
  /// The column.
  public let column: String
  /// The texts, each once, in the order of the rows.
  public let names: [String]
}

extension [UnknownCategories] {
  /// Adds those of other rows, each once.
  public mutating func add(_ others: [UnknownCategories]) {
    for other in others {
      guard let index = firstIndex(where: { $0.column == other.column }) else {
        append(other)
        continue
      }
      let known = Set(self[index].names)
      self[index] = UnknownCategories(
        column: other.column, names: self[index].names + other.names.filter { !known.contains($0) })
    }
  }
}

extension NumberTransform.Feature {
  /// The furthest that a number can be from the center, in units.
  private static let most = 1e30

  /// A number in units from the center; what is further from the training rows than a network can read is as
  /// far as it can.
  fileprivate func measured(_ value: Double) -> Float {
    let number = (value - center) / unit
    return number.isNaN ? .nan : Float(min(max(number, -Self.most), Self.most))
  }
}
