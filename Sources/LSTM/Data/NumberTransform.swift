// SPDX-License-Identifier: Apache-2.0

/// Measures the numbers of steps as those of the training rows: saved with the model.
///
/// A number x becomes (x - center) / unit. A column of texts becomes a number for each category of the
/// training rows, 1 for its own and 0 for the others, or the number of the category, which has a
/// trained vector. What is missing is refused, or filled before.
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
    /// What stands in for what is missing.
    public let fill: Fill
    /// The texts that stand for its categories, those of the training rows; nil for numbers.
    public var categories: [String]?
    /// How long the trained vector of each category is; nil for a number of 0 or 1 for each.
    public var embed: Int?

    /// How many numbers a network is given of it at a step.
    var width: Int { embed == nil ? categories?.count ?? 1 : 1 }
  }

  /// What it is called in model files.
  public static let tag = "numbers"

  /// The columns, in the order of the features.
  public let features: [Feature]
  /// What takes them from recordings; nil where a file has them.
  public var sound: SoundTransform?

  /// The columns of the numbers.
  public var names: [String] { features.map(\.name) }
  /// How many numbers a network is given at a step.
  public var width: Int { features.reduce(0) { $0 + $1.width } }

  /// Whether a file may hold it: it can measure numbers.
  var isPossible: Bool {
    !features.isEmpty && sound?.recipe.problems.isEmpty ?? true
      && sound.map { $0.recipe.names == names } ?? true
      && features.allSatisfy { feature in
        feature.unit.isFinite && feature.unit > 0 && feature.center.isFinite
          && feature.mean.isFinite && feature.categories?.isEmpty != true
          && (feature.embed.map { $0 > 0 && feature.categories != nil } ?? true)
      }
  }

  /// The features whose number at a step is that of a category with a trained vector.
  var embedded: [EmbeddedFeature] {
    var found: [EmbeddedFeature] = []
    var place = 0
    for feature in features {
      if let units = feature.embed {
        found.append(
          EmbeddedFeature(
            name: feature.name, place: place, categories: feature.categories?.count ?? 0,
            units: units))
      }
      place += feature.width
    }
    return found
  }

  /// Fits columns on the rows that train.
  public init(_ raw: RawNumbers, _ columns: [NumberRole.Column], fitting rows: [Int]) {
    features = columns.enumerated().map { index, column in
      let values = raw.column(index, ofRows: rows).filter { !$0.isNaN }
      guard raw.texts[index] == nil else {
        let found = Labels(fitting: Set(values).compactMap { raw.text($0, column: index) }).names
        // Where no training row has one, there is one that no row has.
        let names = found.isEmpty ? [""] : found
        return Feature(
          name: column.name, center: 0, unit: 1, mean: 0, fill: column.fill, categories: names,
          embed: column.embed)
      }
      let scaling = Scaling(values, column.scale)
      return Feature(
        name: column.name, center: scaling.center, unit: scaling.unit, mean: Moments(values).mean,
        fill: column.fill)
    }
  }
}
