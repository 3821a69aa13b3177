// SPDX-License-Identifier: Apache-2.0

/// The numbers of all steps of series as a network reads them, and as it is trained on them; windows are
/// views of it.
struct WindowFrame: Sendable {
  /// The numbers of each step, `[steps, features]`; none is missing.
  let features: [Float]
  /// The target's numbers of each step, `[steps, targets]`; NaN is missing.
  let targets: [Float]
  /// How many features there are at a step, and how many targets.
  let width: Int
  let targetCount: Int
  /// The first step of each series among all, and after them the number of steps.
  let starts: [Int]
  /// How many steps a window reads, and forecasts.
  let history: Int
  let horizon: Int
  /// What the target's numbers of a window are measured from.
  let relative: WindowRole.Relative
  /// The features that are numbers of a target, and of which.
  let relativeFeatures: [(place: Int, target: Int)]
  /// What is known of each step ahead, `[steps, ahead]`, how many numbers that is, and which of them are
  /// numbers of a target.
  let known: [Float]
  let knownWidth: Int
  let relativeKnown: [(place: Int, target: Int)]
  /// The feature that is the number of each target at its own step.
  private let ownFeatures: [Int]
  /// The hash of all of it.
  let fingerprint: Fingerprint

  init(_ transform: WindowTransform, _ channels: [MeasuredChannel], _ grid: SeriesGrid) {
    let all = transform.features
    (width, targetCount) = (transform.width, transform.targets.count)
    starts = grid.starts
    (history, horizon) = (transform.history, transform.horizon)
    relative = transform.relative
    var features = [Float](repeating: 0, count: grid.stepCount * width)
    let places = transform.places
    let numbers = grid.names.map { Float(places[$0] ?? -1) }
    for feature in all {
      FeatureWriter(feature, transform, channels, grid, numbers)
        .write(into: &features, width: width)
    }
    var targets = [Float](repeating: .nan, count: grid.stepCount * targetCount)
    for target in 0..<targetCount {
      for step in 0..<grid.stepCount {
        targets[step * targetCount + target] = Self.clamped(channels[target].trained[step])
      }
    }
    (self.features, self.targets) = (features, targets)
    var own = [Int](repeating: 0, count: targetCount)
    var shifted: [(place: Int, target: Int)] = []
    for feature in all {
      guard case .value(let channel) = feature.source, channel < targetCount else { continue }
      shifted.append((feature.place, channel))
      if feature.shift == 0 { own[channel] = feature.place }
    }
    relativeFeatures = transform.relative == .none ? [] : shifted
    let ahead = transform.featuresAhead
    knownWidth = transform.widthAhead
    var known = [Float](repeating: 0, count: grid.stepCount * knownWidth)
    var relativeKnown: [(place: Int, target: Int)] = []
    for feature in ahead {
      FeatureWriter(feature, transform, channels, grid, numbers)
        .write(into: &known, width: knownWidth)
      if case .value(let channel) = feature.source, channel < targetCount {
        relativeKnown.append((feature.place, channel))
      }
    }
    self.known = known
    self.relativeKnown = transform.relative == .none ? [] : relativeKnown
    ownFeatures = own
    var hash = Fingerprint()
    hash.combine([width, targetCount, history, horizon].map { Int32(truncatingIfNeeded: $0) })
    hash.combine(starts.map { Int32(truncatingIfNeeded: $0) })
    hash.combine(features)
    hash.combine(targets)
    hash.combine(known)
    hash.combine(transform.relative.rawValue.utf8.map { Int32($0) })
    fingerprint = hash
  }

  /// What is further from the steps that train than a network can read is as far as it can.
  static func clamped(_ number: Double) -> Float {
    number.isNaN ? .nan : Float(min(max(number, -1e30), 1e30))
  }

  /// What the numbers of a target are measured from in a window; `origin` is its last step among all.
  func reference(_ target: Int, origin: Int) -> Float {
    let place = ownFeatures[target]
    switch relative {
    case .none: return 0
    case .last: return features[origin * width + place]
    case .mean:
      var sum = 0.0
      for step in origin - history + 1...origin { sum += Double(features[step * width + place]) }
      return Float(sum / Double(history))
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
          numbers[at] = WindowFrame.clamped(channels[channel].read[first + source])
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
