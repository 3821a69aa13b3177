// SPDX-License-Identifier: Apache-2.0

/// Measures the numbers of series and says which windows of them a network reads: fitted on the steps
/// that train, and saved with the model.
///
/// A target's number y becomes log y where that is asked for, then its change since `difference` steps
/// before, then (· - center) / unit; what a window is measured from is taken away when it is read. Each
/// series has a center and a unit of its own. Counts y stay as they are; they are read as log((1 + y) / v)
/// and forecast as multiples of v = 1 + the mean of the window (Salinas et al. 2017, "DeepAR", section 3.3).
public struct WindowTransform: InputTransform {
  /// A column as it is read, and for a target as it is forecast.
  public struct Channel: Codable, Hashable, Sendable {
    /// The column.
    public let name: String
    /// What numbers are measured from, and in.
    let scale: NumberTransform.Scale
    /// What stands in for what is missing in the history.
    let fill: NumberTransform.Fill
    /// Whether its numbers are known for the steps that are forecast.
    public let isKnown: Bool
    /// How many steps before numbers are read too.
    let lags: [Int]
    /// Whether its logarithm is read, and forecast.
    public let isLogarithmic: Bool
    /// How many steps before each number the one stands that it is measured from; 0 for none.
    public let difference: Int
    /// The texts that stand for categories, those of the steps that train; nil for numbers.
    let categories: [String]?
    /// How long the trained vector of each category is; nil for a number of 0 or 1 for each.
    let embed: Int?
    /// Whether the network is told which numbers are missing, as some are that train.
    let tellsMissing: Bool
    /// What its numbers are measured from, and in: one for each known series, or one for all.
    let scalings: [Scaling]
    /// The mean of its measured numbers.
    let mean: Double
  }

  /// What it is called in model files.
  public static let tag = "windows"

  /// When steps are.
  public let clock: SeriesClock
  /// What of the time of a step is read.
  public let calendar: [CalendarFeature]
  /// The column that says which series a row belongs to; nil for a single series.
  public let series: String?
  /// The series that it was fitted on.
  public let names: [String]
  /// How long the trained vector of each series is; nil where the network is not told the series.
  let embed: Int?
  /// The columns that are forecast.
  public let targets: [Channel]
  /// The columns that are read beside them.
  public let inputs: [Channel]
  /// How many steps a window reads.
  public let history: Int
  /// How many steps it forecasts.
  public let horizon: Int
  /// What the target's numbers of a window are measured from.
  public let relative: WindowRole.Relative
  /// Whether targets are counts that are read and forecast as multiples of the level of the window; nil
  /// for no.
  var counts: Bool?

  /// Whether targets are counts that are read and forecast as multiples of the level of the window.
  public var areCounts: Bool { counts == true }

  /// The same for a network that forecasts counts.
  func ofCounts() -> WindowTransform {
    var copy = self
    copy.counts = true
    return copy
  }

  /// Whether targets are trained as they are, as counts have to be.
  public var countsAsTheyAre: Bool {
    relative == .none
      && targets.allSatisfy { $0.scale == .none && !$0.isLogarithmic && $0.difference == 0 }
  }

  /// Over how many steps changes are forecast that have to be added up within the horizon; nil where none
  /// have to.
  public var shortDifference: Int? {
    targets.map(\.difference).first { $0 > 0 && $0 < horizon }
  }

  /// All columns, the targets first.
  var channels: [Channel] { targets + inputs }

  /// Whether a file may hold it.
  var isPossible: Bool {
    let counts = 1...1_000_000
    return !targets.isEmpty && counts.contains(history) && counts.contains(horizon)
      && (!areCounts || countsAsTheyAre)
      && !names.isEmpty && Set(names).count == names.count && clock.isPossible
      && targets.allSatisfy { target in
        target.categories == nil && target.scalings.count == (series == nil ? 1 : names.count)
      }
      && inputs.allSatisfy { $0.scalings.count == 1 }
      && channels.allSatisfy { channel in
        !channel.scalings.isEmpty && channel.scalings.allSatisfy(\.isPossible)
          && channel.mean.isFinite && channel.categories?.isEmpty != true
          && (0...1_000_000).contains(channel.difference)
          && channel.lags.allSatisfy { counts.contains($0) }
          && Set(channel.categories ?? []).count == channel.categories?.count ?? 0
          && (channel.embed.map { (1...65_536).contains($0) && channel.categories != nil } ?? true)
      } && (1...65_536).contains(embed ?? 1)
  }

  /// The number of each series that it was fitted on.
  var places: [String: Int] {
    Dictionary(names.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The scaling of a channel for a series by its number; nil for a series that it was not fitted on.
  func scaling(of channel: Channel, _ place: Int?) -> Scaling? {
    guard isPerSeries(channel), series != nil else { return channel.scalings[0] }
    return place.map { channel.scalings[$0] }
  }

  /// Whether each series has a scaling of its own.
  func isPerSeries(_ channel: Channel) -> Bool { targets.contains { $0.name == channel.name } }

  // MARK: Spans

  /// How many steps a series has at least before an origin, the origin's own among them.
  public var needed: Int {
    WindowRole.needed(
      history: history, shifts: features.map(\.shift), differences: targets.map(\.difference))
  }

  // MARK: Features

  /// Numbers that a network is given at each step of a window.
  struct Feature: Hashable, Sendable {
    /// What they are.
    enum Source: Hashable, Sendable {
      /// A number of a channel, or the number of its category.
      case value(channel: Int)
      /// A 1 for the category, and 0 for the others.
      case categories(channel: Int, count: Int)
      /// A 1 where the number of a channel is missing.
      case missing(channel: Int)
      /// The sine and the cosine of a time.
      case calendar(CalendarFeature)
      /// The number of the series.
      case series
    }

    let source: Source
    /// How many steps after the step of the window it is read.
    var shift = 0
    /// The first of the numbers.
    var place = 0

    /// How many numbers there are.
    var width: Int {
      switch source {
      case .categories(_, let count): count
      case .calendar: 2
      case .value, .missing, .series: 1
      }
    }
  }

  /// The features in their order: each target, each input, the calendar, the series.
  var features: [Feature] {
    var features: [Feature] = []
    for (index, channel) in channels.enumerated() {
      let value: Feature.Source =
        channel.embed == nil && channel.categories != nil
        ? .categories(channel: index, count: channel.categories?.count ?? 0)
        : .value(channel: index)
      features.append(Feature(source: value))
      if channel.tellsMissing { features.append(Feature(source: .missing(channel: index))) }
      for shift in WindowRole.shifts(
        isKnown: channel.isKnown, lags: channel.lags, history: history, horizon: horizon)
      { features.append(Feature(source: value, shift: shift)) }
    }
    features += calendar.map { Feature(source: .calendar($0)) }
    if embed != nil { features.append(Feature(source: .series)) }
    return Self.placed(features)
  }

  /// The features that are known of a step that is forecast: inputs that are known ahead, lags that reach
  /// back before the horizon, and the calendar; not the vectors of categories.
  var featuresAhead: [Feature] {
    var features: [Feature] = []
    for (index, channel) in channels.enumerated() where channel.embed == nil {
      let value: Feature.Source =
        channel.categories.map { .categories(channel: index, count: $0.count) }
        ?? .value(channel: index)
      if channel.isKnown { features.append(Feature(source: value)) }
      for lag in channel.lags where lag >= horizon {
        features.append(Feature(source: value, shift: -lag))
      }
    }
    features += calendar.map { Feature(source: .calendar($0)) }
    return Self.placed(features)
  }

  private static func placed(_ features: [Feature]) -> [Feature] {
    var (placed, place) = (features, 0)
    for index in placed.indices {
      placed[index].place = place
      place += placed[index].width
    }
    return placed
  }

  /// How many numbers of each step are kept for a network.
  var numbersAStep: Int { width + widthAhead + targets.count }

  /// How many numbers are known of a step that is forecast.
  var widthAhead: Int { featuresAhead.last.map { $0.place + $0.width } ?? 0 }

  /// What each feature is of, and how many numbers a layer gives that reads it.
  var namedWidths: [(name: String, width: Int)] {
    features.map { feature in
      switch feature.source {
      case .value(let index): (channels[index].name, channels[index].embed ?? 1)
      case .categories(let index, let count): (channels[index].name, count)
      case .missing(let index): (channels[index].name, 1)
      case .calendar(let part): (part.rawValue, 2)
      case .series: (series ?? "series", embed ?? 1)
      }
    }
  }

  /// How many numbers a network is given at a step.
  public var width: Int { features.last.map { $0.place + $0.width } ?? 0 }

  /// What a network is given.
  var shape: InputShape {
    let embedded = features.compactMap { feature -> EmbeddedFeature? in
      switch feature.source {
      case .value(let index):
        guard let units = channels[index].embed else { return nil }
        let name = channels[index].name + (feature.shift == 0 ? "" : "\(feature.shift)")
        return EmbeddedFeature(
          name: name, place: feature.place, categories: channels[index].categories?.count ?? 0,
          units: units)
      case .series:
        return EmbeddedFeature(
          name: series ?? "series", place: feature.place, categories: names.count,
          units: embed ?? 1)
      case .categories, .missing, .calendar: return nil
      }
    }
    var shape = InputShape(.sequence(features: width), embedded: embedded)
    shape.isOfWindows = true
    return shape
  }

  /// What a decoder is given of the steps that are forecast; nil where nothing is known of them.
  var shapeAhead: InputShape? {
    guard widthAhead > 0 else { return nil }
    var shape = InputShape(.vector(features: horizon * widthAhead))
    shape.isAhead = true
    return shape
  }
}
