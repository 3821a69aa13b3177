// SPDX-License-Identifier: Apache-2.0

/// The numbers of all steps of series as a network reads them, and as it is trained on them; windows are
/// views of it.
struct WindowFrame: Sendable {
  /// Some numbers of each step.
  struct StepNumbers: Sendable {
    /// `[steps, width]`.
    fileprivate(set) var values: [Float]
    /// How many there are at a step.
    let width: Int
    /// Those that are numbers of a target, and of which, where each window measures these by itself.
    fileprivate(set) var byWindow: [(place: Int, target: Int)] = []
  }

  /// What is read of a step; none is missing.
  let read: StepNumbers
  /// What is trained of a step, a number a target; NaN is missing.
  let trained: StepNumbers
  /// What is known of a step ahead.
  let known: StepNumbers
  /// The first step of each series among all, and after them the number of steps.
  let starts: [Int]
  /// How many steps a window reads, and forecasts.
  let history: Int
  let horizon: Int
  /// What the target's numbers of a window are measured from.
  private let relative: WindowRole.Relative
  /// The counts of each target at all steps, with something in the place of what is missing; none where
  /// targets are no counts.
  private let counts: [[Double]]
  /// Whether targets are counts, which are read as the logarithms of multiples of the window's level.
  var areCounts: Bool { !counts.isEmpty }
  /// The number of those that are read which is that of each target at its own step.
  private let ownPlaces: [Int]

  init(_ transform: WindowTransform, _ channels: [MeasuredChannel], _ grid: SeriesGrid) {
    starts = grid.starts
    (history, horizon) = (transform.history, transform.horizon)
    relative = transform.relative
    counts = transform.areCounts ? transform.targets.indices.map { channels[$0].read } : []
    let features = transform.features
    read = StepNumbers(features, transform, channels, grid)
    known = StepNumbers(transform.featuresAhead, transform, channels, grid)
    let targets = transform.targets.indices
    var trained = StepNumbers(
      values: [Float](repeating: .nan, count: grid.stepCount * targets.count),
      width: targets.count)
    for target in targets {
      for step in 0..<grid.stepCount {
        trained.values[step * targets.count + target] =
          Self.clamped(channels[target].trained[step])
      }
    }
    if relative != .none { trained.byWindow = targets.map { ($0, $0) } }
    self.trained = trained
    ownPlaces = targets.map { target in
      features.first { $0.source == .value(channel: target) && $0.shift == 0 }?.place ?? 0
    }
  }

  /// Takes windows into a hash, with some of the numbers of those steps that lie from so many to so many
  /// after their origins: each step once where windows follow one another.
  func combine(
    _ numbers: StepNumbers, _ offsets: ClosedRange<Int>, of windows: some Sequence<SeriesWindow>,
    into hash: inout Fingerprint
  ) {
    hash.combine(
      [numbers.width, history, horizon, areCounts ? 1 : 0].map { Int32(truncatingIfNeeded: $0) })
    hash.combine(relative.rawValue.utf8.map { Int32($0) })
    var last = (series: -1, end: 0)
    for window in windows {
      hash.combine([window.series, window.origin].map { Int32(truncatingIfNeeded: $0) })
      let origin = starts[window.series] + window.origin
      let (first, end) = (origin + offsets.lowerBound, origin + offsets.upperBound + 1)
      let isNext = last.series == window.series && (first...end).contains(last.end)
      let from = isNext ? last.end : first
      hash.combine(numbers.values[from * numbers.width..<end * numbers.width])
      last = (window.series, end)
    }
  }

  /// What is further from the steps that train than a network can read is as far as it can.
  static func clamped(_ number: Double) -> Float {
    number.isNaN ? .nan : Float(min(max(number, -1e30), 1e30))
  }

  /// The level of a target's counts in a window, 1 + the mean of its history, which is at least 1; 1 of
  /// numbers that are no counts.
  func level(_ target: Int, origin: Int) -> Double {
    guard areCounts else { return 1 }
    let own = counts[target][origin - history + 1...origin]
    return 1 + own.reduce(0) { $0 + max($1, 0) } / Double(history)
  }

  /// What is taken away from the numbers of a target that are read in a window.
  func base(_ target: Int, origin: Int) -> Float {
    areCounts
      ? Float(naturalLogarithm(level(target, origin: origin))) : reference(target, origin: origin)
  }

  /// What the numbers of a target are measured from in a window; `origin` is its last step among all.
  func reference(_ target: Int, origin: Int) -> Float {
    let (place, width) = (ownPlaces[target], read.width)
    switch relative {
    case .none: return 0
    case .last: return read.values[origin * width + place]
    case .mean:
      var sum = 0.0
      for step in origin - history + 1...origin { sum += Double(read.values[step * width + place]) }
      return Float(sum / Double(history))
    }
  }
}

extension WindowFrame.StepNumbers {
  /// The numbers of some features of all steps.
  fileprivate init(
    _ features: [WindowTransform.Feature], _ transform: WindowTransform,
    _ channels: [MeasuredChannel], _ grid: SeriesGrid
  ) {
    let width = features.last.map { $0.place + $0.width } ?? 0
    self.init(values: [Float](repeating: 0, count: grid.stepCount * width), width: width)
    let places = transform.places
    let series = grid.names.map { Float(places[$0] ?? -1) }
    for feature in features {
      FeatureWriter(feature, transform, channels, grid, series).write(into: &values, width: width)
      if transform.relative != .none || transform.areCounts,
        case .value(let channel) = feature.source, transform.targets.indices.contains(channel)
      {
        byWindow.append((feature.place, channel))
      }
    }
  }
}

/// A column of series as it is measured.
struct MeasuredChannel: Sendable {
  /// The numbers that are read at all steps, with something in the place of what is missing; of categories
  /// their numbers, −1 for none.
  let read: [Double]
  /// The numbers that are trained; NaN is missing.
  let trained: [Double]
  /// Where numbers are missing.
  let isMissing: [Bool]
}

/// Writes the numbers of one feature of all steps.
private struct FeatureWriter {
  private let feature: WindowTransform.Feature
  private let transform: WindowTransform
  private let channels: [MeasuredChannel]
  private let grid: SeriesGrid
  /// The number of each series among those that are known; −1 for others.
  private let numbers: [Float]

  init(
    _ feature: WindowTransform.Feature, _ transform: WindowTransform,
    _ channels: [MeasuredChannel], _ grid: SeriesGrid, _ series: [Float]
  ) {
    (self.feature, self.transform, self.channels, self.grid) = (
      feature, transform, channels, grid
    )
    numbers = series
  }

  /// Writes them into `[steps, width]`; what lies outside of a series stays 0.
  func write(into numbers: inout [Float], width: Int) {
    for series in 0..<grid.count {
      let (first, count) = (grid.starts[series], grid.steps(of: series))
      for step in 0..<count {
        let source = step + feature.shift
        let at = (first + step) * width + feature.place
        switch feature.source {
        case .value(let channel):
          guard (0..<count).contains(source) else {
            // There is no category.
            numbers[at] = transform.channels[channel].embed == nil ? 0 : -1
            continue
          }
          let number = channels[channel].read[first + source]
          let isCount = transform.areCounts && channel < transform.targets.count
          numbers[at] = WindowFrame.clamped(isCount ? naturalLogarithm(1 + max(number, 0)) : number)
        case .categories(let channel, _):
          guard (0..<count).contains(source) else { continue }
          let category = Int(channels[channel].read[first + source])
          if category >= 0 { numbers[at + category] = 1 }
        case .missing(let channel):
          numbers[at] = channels[channel].isMissing[first + step] ? 1 : 0
        case .calendar(let part):
          let (sine, cosine) = part.values(at: grid.time(step, of: series))
          (numbers[at], numbers[at + 1]) = (Float(sine), Float(cosine))
        case .series:
          numbers[at] = self.numbers[series]
        }
      }
    }
  }
}
