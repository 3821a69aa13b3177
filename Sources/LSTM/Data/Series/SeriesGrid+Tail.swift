// SPDX-License-Identifier: Apache-2.0

extension SeriesGrid {
  /// Some of the series from a step of each on, with so many steps each: those that the file lacks are
  /// missing.
  ///
  /// - Parameters:
  ///   - series: their numbers; one may be there several times.
  ///   - first: the first step of each of them that is kept.
  ///   - counts: how many steps each has.
  func cut(_ series: [Int], from first: [Int], counts: [Int]) -> SeriesGrid {
    var starts = [0]
    for count in counts { starts.append(starts[starts.count - 1] + count) }
    let pick = { (numbers: [Double]) -> [Double] in
      var picked: [Double] = []
      picked.reserveCapacity(starts[counts.count])
      for (place, own) in series.enumerated() {
        let from = self.starts[own] + first[place]
        let there = max(0, min(counts[place], steps(of: own) - first[place]))
        picked += numbers[from..<from + there]
        picked += repeatElement(.nan, count: counts[place] - there)
      }
      return picked
    }
    return SeriesGrid(
      clock: clock, names: series.map { names[$0] }, starts: starts,
      anchors: series.map { anchors[$0] }, offsets: zip(series, first).map { offsets[$0] + $1 },
      rowTimes: rowTimes.isEmpty
        ? []
        : series.indices.flatMap { place in
          (0..<counts[place]).map { time(first[place] + $0, of: series[place]) }
        },
      columns: columns, values: values.map(pick), texts: texts,
      lines: pick(lines.map { Double($0) }).map { $0.isNaN ? 0 : Int32($0) }, path: path,
      order: Order())
  }

  /// The last steps of each series that a forecast after them reads: as many as are needed, and before
  /// them those that stand in for what is missing at the first.
  func tail(_ transform: WindowTransform) -> SeriesGrid {
    let targets = transform.targets.count
    let first = (0..<count).map { series in
      firstRead(of: series, before: [knownSteps(of: series, targets: targets)], transform)[0]
    }
    return cut(
      Array(0..<count), from: first, counts: (0..<count).map { steps(of: $0) - first[$0] })
  }

  /// The first step of a series that a forecast after so many of its steps reads: for each of several
  /// such counts.
  func firstRead(of series: Int, before ends: [Int], _ transform: WindowTransform) -> [Int] {
    var first = ends.map { max(0, $0 - transform.needed) }
    let starts = first
    for (index, channel) in transform.channels.enumerated() {
      let own = Array(values(of: index, series: series)).changes(since: channel.difference)
      // The last step up to each that has a number.
      var last: Int?
      let known = own.indices.map { step -> Int? in
        if !own[step].isNaN { last = step }
        return last
      }
      for (place, start) in starts.enumerated() {
        guard let found = known.indices.contains(start) ? known[start] : last else { continue }
        first[place] = min(first[place], found - channel.difference)
      }
    }
    return first
  }

  /// The same with other numbers.
  func with(_ values: [[Double]]) -> SeriesGrid {
    SeriesGrid(
      clock: clock, names: names, starts: starts, anchors: anchors, offsets: offsets,
      rowTimes: rowTimes, columns: columns, values: values, texts: texts, lines: lines, path: path,
      order: order)
  }
}

extension SeriesGrid: Codable {
  private enum Key: String, CodingKey {
    case clock, names, starts, anchors, offsets, rowTimes, columns, values, texts
  }

  /// Loads series; throws where the pieces do not fit one another.
  public init(from decoder: any Decoder) throws {
    let item = try decoder.container(keyedBy: Key.self)
    let values = try item.decode([[Double?]].self, forKey: .values)
    self.init(
      clock: try item.decode(SeriesClock.self, forKey: .clock),
      names: try item.decode([String].self, forKey: .names),
      starts: try item.decode([Int].self, forKey: .starts),
      anchors: try item.decode([Double].self, forKey: .anchors),
      offsets: try item.decode([Int].self, forKey: .offsets),
      rowTimes: try item.decode([Double].self, forKey: .rowTimes),
      columns: try item.decode([String].self, forKey: .columns),
      values: values.map { $0.map { $0 ?? .nan } },
      texts: try item.decode([[String]?].self, forKey: .texts),
      lines: Array(repeating: 0, count: values.first?.count ?? 0), path: nil, order: Order())
    guard isSound else {
      throw DecodingError.dataCorruptedError(
        forKey: .values, in: item, debugDescription: "series have a number for each step")
    }
  }

  /// Whether each column has a number for each step, and each text has a number.
  private var isSound: Bool {
    starts.count == names.count + 1 && anchors.count == names.count && starts.first == 0
      && offsets.count == names.count && offsets.allSatisfy { $0.magnitude < 1 << 40 }
      && anchors.allSatisfy { $0.magnitude < 1e15 } && rowTimes.allSatisfy(\.isFinite)
      && Set(names).count == names.count && clock.isPossible
      && zip(starts, starts.dropFirst()).allSatisfy { $0 < $1 }
      && values.count == columns.count && texts.count == columns.count
      && values.allSatisfy { $0.count == starts.last }
      && (rowTimes.isEmpty || rowTimes.count == starts.last)
      && zip(values, texts).allSatisfy { own, texts in
        guard let texts else { return true }
        return own.allSatisfy { number in
          number.isNaN || Int(exactly: number).map { texts.indices.contains($0) } == true
        }
      }
  }

  /// Saves series; what is missing is null.
  public func encode(to encoder: any Encoder) throws {
    var item = encoder.container(keyedBy: Key.self)
    try item.encode(clock, forKey: .clock)
    try item.encode(names, forKey: .names)
    try item.encode(starts, forKey: .starts)
    try item.encode(anchors, forKey: .anchors)
    try item.encode(offsets, forKey: .offsets)
    try item.encode(rowTimes, forKey: .rowTimes)
    try item.encode(columns, forKey: .columns)
    try item.encode(values.map { $0.map { $0.isNaN ? nil : $0 } }, forKey: .values)
    try item.encode(texts, forKey: .texts)
  }
}

extension SeriesGrid: Hashable {
  /// Whether both have the same steps with the same numbers.
  public static func == (one: SeriesGrid, other: SeriesGrid) -> Bool {
    let bits = { (grid: SeriesGrid) in grid.values.map { $0.map(\.bitPattern) } }
    return one.clock == other.clock && one.names == other.names && one.starts == other.starts
      && one.anchors == other.anchors && one.offsets == other.offsets
      && one.rowTimes == other.rowTimes
      && one.columns == other.columns && bits(one) == bits(other) && one.texts == other.texts
  }

  /// Hashes the names of the series and the columns.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(names)
    hasher.combine(columns)
  }
}

extension SeriesClock {
  /// Whether a file may hold it: its steps go on, and its times can be written.
  var isPossible: Bool {
    guard columns.isEmpty == (form == nil) else { return false }
    return switch step {
    case .index(let size), .seconds(let size): size > 0 && size.magnitude < 1e12
    case .months(let count), .monthEnds(let count): (1...12_000).contains(count)
    case .businessDays: true
    }
  }
}

extension SeriesGrid {
  /// Whether these are the last steps of series as a transform reads them.
  func isTail(of transform: WindowTransform) -> Bool {
    clock == transform.clock && columns == transform.channels.map(\.name)
      && zip(texts, transform.channels).allSatisfy { ($0 == nil) == ($1.categories == nil) }
  }
}
