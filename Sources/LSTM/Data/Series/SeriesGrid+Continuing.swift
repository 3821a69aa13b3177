// SPDX-License-Identifier: Apache-2.0

extension WindowTransform {
  /// The columns that are read of a file: times, the series, targets and inputs.
  public var columnNames: [String] {
    clock.columns + [series].compactMap { $0 } + channels.map(\.name)
  }

  /// Whether windows of another are read in the same way: the same columns with the same kinds of cells, as
  /// many steps of the same length, and no fewer before an origin.
  public func canRead(windowsOf other: WindowTransform) -> Bool {
    columnNames == other.columnNames && (history, horizon) == (other.history, other.horizon)
      && targets.count == other.targets.count && clock.step == other.clock.step
      && other.needed >= needed
      && zip(channels, other.channels).allSatisfy {
        ($0.categories == nil) == ($1.categories == nil)
      }
  }

  /// Reads the series of a table as those were read that this was fitted on.
  ///
  /// Throws what `SeriesGrid` throws.
  ///
  /// - Parameter tail: what is known of series, from whose times steps are counted.
  public func series(of table: Table, after tail: SeriesGrid?) throws(DataError) -> SeriesGrid {
    var role = WindowRole(history: history, horizon: horizon)
    role.time = clock.columns
    role.series = series
    role.targets = targets.map { channel in
      var target = WindowRole.Target(NumberRole.Column(channel.name))
      target.isLogarithmic = channel.isLogarithmic
      return target
    }
    role.inputs = inputs.map { NumberRole.Column($0.name) }
    return try SeriesGrid(
      table, role, areTexts: channels.map { $0.categories != nil }, clock: clock,
      anchors: tail.map {
        Dictionary(zip($0.names, $0.anchors), uniquingKeysWith: { first, _ in first })
      } ?? [:])
  }

  /// The texts of series that no step has that trains, column by column.
  public func unknown(in grid: SeriesGrid) -> [UnknownCategories] {
    channels.enumerated().compactMap { index, channel in
      guard let own = channel.categories, let texts = grid.texts[index] else { return nil }
      let known = Set(own)
      let names = texts.filter { !known.contains($0) }
      return names.isEmpty ? nil : UnknownCategories(column: channel.name, names: names)
    }
  }
}

extension SeriesGrid {
  /// The series of another grid, each with what is known of it here: a number of the other takes the place
  /// of one here, and what it lacks stays.
  ///
  /// A series that is not known here is that of the other; so are all where rows are counted, as nothing
  /// says which come first. Throws `badSeries` for rows that lie so far after what is known that nearly all
  /// steps would be missing.
  public func continued(by other: SeriesGrid) throws(DataError) -> SeriesGrid {
    guard !clock.countsRows, clock == other.clock, columns == other.columns else { return other }
    let places = Dictionary(
      names.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    let texts = zip(texts, other.texts).map { own, theirs in
      theirs.map { SharedTexts(own ?? [], $0) }
    }
    var joined: [Single] = []
    for series in 0..<other.count {
      let new = other.single(series, numbering: texts.map { $0?.theirs })
      guard let own = places[new.name], steps(of: own) > 0 else {
        joined.append(new)
        continue
      }
      let old = single(own, numbering: texts.map { $0?.own })
      guard let found = clock.step.index(of: other.time(0, of: series), from: anchors[own]) else {
        throw DataError(
          .badSeries(
            line: Int(other.lines[other.starts[series]]),
            reason: "the time \(other.stamp(0, of: series)) does not lie on the grid of "
              + "\(called(own)), whose steps are \(clock.step) apart"), path: other.path)
      }
      let place = found - offsets[own]
      let count = max(old.count, place + new.count) - min(place, 0)
      guard count <= 4 * (old.count + new.count) + 1000 else {
        throw DataError(
          .badSeries(
            line: Int(other.lines[other.starts[series]]),
            reason: "from \(stamp(old.count - 1, of: own)), the last step that is known of "
              + "\(called(own)), to \(other.stamp(0, of: series)) are \(place - old.count) steps "
              + "without a row"), path: other.path)
      }
      joined.append(old.joined(with: new, at: place, count: count))
    }
    return SeriesGrid(joined, texts: texts.map { $0?.all }, like: other)
  }

  /// How many steps have no number of any target and stand before one that has, among those that a window
  /// after them reads.
  public func stepsWithoutNumbers(_ transform: WindowTransform) -> Int {
    let targets = transform.targets.count
    return (0..<count).reduce(0) { sum, series in
      let known = knownSteps(of: series, targets: targets)
      let first = max(0, known - transform.needed)
      return sum
        + (first..<known).count { step in
          (0..<targets).allSatisfy { values[$0][starts[series] + step].isNaN }
        }
    }
  }

  /// The texts of a column of two grids, and the numbers that those of each have among all.
  private struct SharedTexts {
    private(set) var all: [String]
    let own: [Double]
    let theirs: [Double]

    init(_ first: [String], _ second: [String]) {
      all = first
      own = first.indices.map { Double($0) }
      var numbers = Dictionary(
        first.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
      var found: [Double] = []
      for text in second {
        if numbers[text] == nil {
          numbers[text] = all.count
          all.append(text)
        }
        found.append(Double(numbers[text] ?? 0))
      }
      theirs = found
    }
  }

  /// One series with its place and its numbers.
  private struct Single {
    let name: String
    /// The time from which its steps are counted, and how many steps after it the first one is.
    let anchor: Double
    let offset: Int
    let values: [[Double]]
    let lines: [Int32]
    let rowTimes: [Double]

    var count: Int { lines.count }

    /// The same with the numbers of another one, whose first step stands at a place.
    func joined(with new: Single, at place: Int, count: Int) -> Single {
      let (ownStart, newStart) = (max(0, -place), max(0, place))
      let values = self.values.indices.map { column -> [Double] in
        var found = [Double](repeating: .nan, count: count)
        for (step, number) in self.values[column].enumerated() { found[ownStart + step] = number }
        for (step, number) in new.values[column].enumerated() where !number.isNaN {
          found[newStart + step] = number
        }
        return found
      }
      var lines = [Int32](repeating: 0, count: count)
      for (step, line) in self.lines.enumerated() { lines[ownStart + step] = line }
      for (step, line) in new.lines.enumerated() { lines[newStart + step] = line }
      return Single(
        name: name, anchor: anchor, offset: offset + min(place, 0), values: values, lines: lines,
        rowTimes: [])
    }
  }

  private func single(_ series: Int, numbering numbers: [[Double]?]) -> Single {
    let range = starts[series]..<starts[series + 1]
    return Single(
      name: names[series], anchor: anchors[series], offset: offsets[series],
      values: zip(values, numbers).map { own, numbers in
        own[range].map { $0.isNaN ? .nan : numbers?[Int($0)] ?? $0 }
      }, lines: Array(lines[range]), rowTimes: rowTimes.isEmpty ? [] : Array(rowTimes[range]))
  }

  private init(_ series: [Single], texts: [[String]?], like grid: SeriesGrid) {
    var starts = [0]
    for own in series { starts.append(starts[starts.count - 1] + own.count) }
    self.init(
      clock: grid.clock, names: series.map(\.name), starts: starts, anchors: series.map(\.anchor),
      offsets: series.map(\.offset), rowTimes: series.flatMap(\.rowTimes), columns: grid.columns,
      values: grid.columns.indices.map { column in series.flatMap { $0.values[column] } },
      texts: texts, lines: series.flatMap(\.lines), path: grid.path, order: grid.order)
  }
}
