// SPDX-License-Identifier: Apache-2.0

extension WindowTransform {
  /// The columns that are read of a file: times, the series, targets and inputs.
  public var columnNames: [String] {
    clock.columns + [series].compactMap { $0 } + channels.map(\.name)
  }

  /// Reads the series of a table as those were read that this was fitted on.
  ///
  /// Throws what `SeriesGrid` throws.
  public func series(of table: Table) throws(DataError) -> SeriesGrid {
    var role = WindowRole(history: history, horizon: horizon)
    role.time = clock.columns
    role.series = series
    role.targets = targets.map { WindowRole.Target(NumberRole.Column($0.name)) }
    role.inputs = inputs.map { NumberRole.Column($0.name) }
    return try SeriesGrid(
      table, role, areTexts: channels.map { $0.categories != nil }, clock: clock)
  }

  /// The texts of series that no step has that trains, column by column.
  public func unknown(in grid: SeriesGrid) -> [UnknownCategories] {
    channels.enumerated().compactMap { index, channel in
      guard let own = channel.categories, let texts = grid.texts[index] else { return nil }
      let names = texts.filter { !own.contains($0) }
      return names.isEmpty ? nil : UnknownCategories(column: channel.name, names: names)
    }
  }
}

extension SeriesGrid {
  /// The series of another grid, each after what is known of it here: steps of both are those of the other.
  ///
  /// A series that is not known here, or whose rows begin before it, is that of the other; so are all
  /// where rows are counted, as nothing says which come first.
  public func continued(by other: SeriesGrid) -> SeriesGrid {
    SeriesGrid.joining((0..<other.count).map { joined($0, of: other) }, like: other)
  }

  /// One series with its place and its numbers.
  fileprivate struct Single {
    let name: String
    let first: Double
    let values: [[Double]]
    let lines: [Int32]
    let rowTimes: [Double]
  }

  private func single(_ series: Int) -> Single {
    let range = starts[series]..<starts[series + 1]
    return Single(
      name: names[series], first: firstTimes[series], values: values.map { Array($0[range]) },
      lines: Array(lines[range]),
      rowTimes: rowTimes.isEmpty ? [] : Array(rowTimes[range]))
  }

  private func joined(_ series: Int, of other: SeriesGrid) -> Single {
    let new = other.single(series)
    guard !clock.countsRows, clock == other.clock, columns == other.columns,
      let own = names.firstIndex(of: new.name), steps(of: own) > 0,
      let place = clock.step.index(of: new.first, from: firstTimes[own]), place > 0
    else { return new }
    let old = single(own)
    let count = max(old.lines.count, place + new.lines.count)
    let values = columns.indices.map { column -> [Double] in
      var found = old.values[column] + Array(repeating: .nan, count: count - old.lines.count)
      for (step, number) in new.values[column].enumerated() {
        found[place + step] = number
      }
      guard let texts = texts[column], let others = other.texts[column] else { return found }
      // Numbers stand for the texts of the other.
      let numbers = texts.map { text in others.firstIndex(of: text).map { Double($0) } ?? .nan }
      for step in 0..<min(place, old.lines.count) where !found[step].isNaN {
        found[step] = numbers[Int(found[step])]
      }
      return found
    }
    var lines = old.lines + Array(repeating: 0, count: count - old.lines.count)
    for (step, line) in new.lines.enumerated() { lines[place + step] = line }
    return Single(name: new.name, first: old.first, values: values, lines: lines, rowTimes: [])
  }

  private static func joining(_ series: [Single], like grid: SeriesGrid) -> SeriesGrid {
    var starts = [0]
    for own in series { starts.append(starts[starts.count - 1] + own.lines.count) }
    return SeriesGrid(
      clock: grid.clock, names: series.map(\.name), starts: starts,
      firstTimes: series.map(\.first), rowTimes: series.flatMap(\.rowTimes), columns: grid.columns,
      values: grid.columns.indices.map { column in series.flatMap { $0.values[column] } },
      texts: grid.texts, lines: series.flatMap(\.lines), path: grid.path, order: grid.order)
  }
}
