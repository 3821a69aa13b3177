// SPDX-License-Identifier: Apache-2.0

/// Series as a transform measures them, with all that leads from measured numbers back to the units of the
/// file.
struct MeasuredSeries: Sendable {
  /// The columns, the targets first.
  let channels: [MeasuredChannel]
  /// What each target is measured from, and in, for each series.
  private(set) var scalings: [[Scaling]] = []
  /// The numbers of each target before changes are taken, with the last known one in the place of what is
  /// missing; none for a target that is no change.
  private(set) var levels: [[Double]] = []

  /// - Parameters:
  ///   - known: what each target is measured from, and in, for each series; nil for what the
  ///     transform says, and for a series that it does not know what fits its own numbers.
  ///   - steps: how many steps of each series may be fitted on.
  init(
    _ transform: WindowTransform, _ grid: SeriesGrid, scalings known: [[Scaling]]? = nil,
    fitting steps: [Int]
  ) {
    let places = transform.places
    var channels: [MeasuredChannel] = []
    for (index, channel) in transform.channels.enumerated() {
      guard channel.categories == nil else {
        channels.append(MeasuredChannel(categoriesOf: channel, index, grid))
        continue
      }
      var read: [Double] = []
      var trained: [Double] = []
      var own: [Scaling] = []
      var levels: [Double] = []
      for series in 0..<grid.count {
        let raw = WindowTransform.levels(
          grid.values(of: index, series: series), channel.isLogarithmic)
        let changes = raw.changes(since: channel.difference)
        let given = known.flatMap { $0.indices.contains(index) ? $0[index][series] : nil }
        let scaling =
          given ?? transform.scaling(of: channel, places[grid.names[series]])
          ?? Scaling(changes.prefix(steps[series]).filter { !$0.isNaN }, channel.scale)
        let measured = changes.map { scaling.measured($0) }
        own.append(scaling)
        trained += measured
        read += channel.filled(measured, scaling)
        if channel.difference > 0 {
          let own = raw.prefix(steps[series]).filter { !$0.isNaN }
          levels += raw.filledForward(orElse: Moments(own).mean)
        }
      }
      if index < transform.targets.count {
        scalings.append(own)
        self.levels.append(levels)
      }
      channels.append(
        MeasuredChannel(read: read, trained: trained, isMissing: grid.values[index].map(\.isNaN)))
    }
    self.channels = channels
  }
}

extension MeasuredChannel {
  /// A column of categories; one that no step has that trains is none.
  fileprivate init(
    categoriesOf channel: WindowTransform.Channel, _ index: Int, _ grid: SeriesGrid
  ) {
    let numbers = Dictionary(
      (channel.categories ?? []).enumerated().map { ($1, Double($0)) },
      uniquingKeysWith: { first, _ in first })
    let known = (grid.texts[index] ?? []).map { numbers[$0] ?? -1 }
    var read: [Double] = []
    for series in 0..<grid.count {
      let own = grid.values(of: index, series: series).map { $0.isNaN ? .nan : known[Int($0)] }
      read += channel.fill == .last ? own.filledForward(orElse: -1) : own.map { $0.isNaN ? -1 : $0 }
    }
    self.init(read: read, trained: [], isMissing: grid.values[index].map(\.isNaN))
  }
}

extension WindowTransform.Channel {
  /// Measured numbers of a series with something in the place of what is missing, which is nothing that
  /// comes after it.
  fileprivate func filled(_ measured: [Double], _ scaling: Scaling) -> [Double] {
    switch fill {
    case .last, .linear, .none: measured.filledForward(orElse: mean)
    case .mean: measured.map { $0.isNaN ? mean : $0 }
    case .zero: measured.map { $0.isNaN ? scaling.measured(0) : $0 }
    }
  }
}
