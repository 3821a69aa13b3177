// SPDX-License-Identifier: Apache-2.0

extension WindowTransform {
  /// Fits the columns of series on their first steps.
  ///
  /// - Parameters:
  ///   - ends: how many steps of each series its own scale is fitted on.
  ///   - shared: how many of them what all series share is fitted on.
  init(_ grid: SeriesGrid, _ role: WindowRole, fitting ends: [Int], shared: [Int]) {
    clock = grid.clock
    calendar = role.calendar
    series = role.series
    names = grid.names
    embed = role.embed
    (history, horizon, relative) = (role.history, role.horizon, role.relative)
    counts = role.areCounts ? true : nil
    targets = role.targets.enumerated().map { index, target in
      Channel(
        target.column, grid, index, ends, shared, isLogarithmic: target.isLogarithmic,
        difference: target.difference, isPerSeries: true)
    }
    inputs = role.inputs.enumerated().map { index, column in
      Channel(
        column, grid, role.targets.count + index, shared, shared, isLogarithmic: false,
        difference: 0,
        isPerSeries: false)
    }
  }
}

extension WindowTransform.Channel {
  /// Fits a column.
  fileprivate init(
    _ column: NumberRole.Column, _ grid: SeriesGrid, _ index: Int, _ ends: [Int],
    _ shared: [Int], isLogarithmic: Bool, difference: Int, isPerSeries: Bool
  ) {
    name = column.name
    (scale, fill, embed) = (column.scale, column.fill, column.embed)
    (isKnown, lags) = (column.isKnown, column.lags)
    (self.isLogarithmic, self.difference) = (isLogarithmic, difference)
    let raw = ends.enumerated().map { series, end in
      Array(grid.values(of: index, series: series).prefix(end))
    }
    tellsMissing = shared.enumerated().contains { series, end in
      grid.values(of: index, series: series).prefix(end).contains(where: \.isNaN)
    }
    if let texts = grid.texts[index] {
      let found = Labels(
        fitting: Set(raw.joined()).filter { !$0.isNaN }.map { texts[Int($0)] }
      ).names
      // Where no step that trains has one, there is one that no step has.
      categories = found.isEmpty ? [""] : found
      (scalings, mean) = ([.none], 0)
      return
    }
    categories = nil
    let known = raw.map { own in
      WindowTransform.levels(own, isLogarithmic).changes(since: difference).filter { !$0.isNaN }
    }
    let scale = column.scale
    scalings =
      isPerSeries ? known.map { Scaling($0, scale) } : [Scaling(Array(known.joined()), scale)]
    let own = scalings
    mean =
      Moments(
        known.enumerated().flatMap { series, numbers in
          numbers.prefix(shared[series]).map { own[own.count == 1 ? 0 : series].measured($0) }
        }
      ).mean
  }
}

extension WindowTransform {
  /// Numbers, or their logarithms; what has none is missing.
  static func levels(_ numbers: some Sequence<Double>, _ isLogarithmic: Bool) -> [Double] {
    isLogarithmic
      ? numbers.map { $0 > 0 ? naturalLogarithm($0) : .nan } : Array(numbers)
  }
}

extension [Double] {
  /// How much each number is more than the one so many places before; missing where that is.
  func changes(since places: Int) -> [Double] {
    guard places > 0 else { return self }
    return indices.map { $0 < places ? .nan : self[$0] - self[$0 - places] }
  }

  /// The last number before in the place of each that is missing, and another where there is none.
  func filledForward(orElse first: Double) -> [Double] {
    var before = first
    return map { number in
      if !number.isNaN { before = number }
      return before
    }
  }
}
