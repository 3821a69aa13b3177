// SPDX-License-Identifier: Apache-2.0

/// A column with the paths of recordings that are read, and how they are heard.
public struct SoundRole: Hashable, Sendable {
  /// The column.
  public let column: String
  /// What is set.
  public let settings: Arguments

  /// A column with its settings; those that are not given have their defaults.
  public init(_ column: String, _ settings: [String: ArgumentValue] = [:]) {
    (self.column, self.settings) = (column, Arguments(settings, for: Self.arguments))
  }

  /// How a clip's features are measured.
  public enum Measure: String, Codable, Sendable, CaseIterable {
    /// By the mean and deviation of each feature over the training rows.
    case set
    /// By those of the clip itself.
    case clip
    /// As they are.
    case none
  }

  /// The samples a second; nil for those of most clips.
  var rate: Int? { settings[Self.rateKey].rate }
  /// What features are measured by.
  var measure: Measure { settings[Self.measureKey] }

  /// What frames are made of, at a rate.
  ///
  /// Throws `badRecipe` for numbers that do not fit together.
  func recipe(rate: Int) throws(DataError.Fact) -> SoundRecipe {
    let recipe = uncheckedRecipe(rate: rate)
    if let first = recipe.problems.first {
      throw .badRecipe(reason: first.text, settings: Self.settings(of: first))
    }
    if let first = augmentation?.problems(for: recipe).first {
      throw .badRecipe(reason: first.text, settings: [first.setting])
    }
    return recipe
  }

  /// The settings that may be the cause of a problem, the likeliest first.
  private static func settings(of problem: SoundRecipe.Problem) -> [String] {
    switch problem {
    case .rate: [rateKey.name]
    case .length(let name, _, _): [name]
    case .gaps: [hopKey.name, windowKey.name]
    case .windowOverTransform, .transform: [windowKey.name, rateKey.name]
    case .count("filters", _, _), .count("cepstra", _, _): [binsKey.name, featuresKey.name]
    case .count("orders of deltas", _, _): [deltasKey.name]
    case .count: [stackKey.name]
    case .band(let low, _): low > 0 ? [lowKey.name, highKey.name] : [highKey.name, lowKey.name]
    case .aboveNyquist: [highKey.name, rateKey.name, recipeKey.name]
    case .number, .rangeWithoutDecibels: [recipeKey.name]
    }
  }

  /// The same, which may not be possible.
  private func uncheckedRecipe(rate: Int) -> SoundRecipe {
    let count = settings[Self.binsKey] > 0 ? settings[Self.binsKey] : nil
    let kind: SoundRecipe.Kind =
      settings[Self.featuresKey] == .mfcc ? .mfcc(count) : .logmel(count)
    var recipe =
      SoundRecipe.named(settings[Self.recipeKey], rate: rate, kind) ?? .own(rate: rate, kind)
    for (key, part) in [
      (Self.windowKey, \SoundRecipe.window), (Self.hopKey, \.hop), (Self.lowKey, \.low),
      (Self.highKey, \.high),
    ] where settings[key] > 0 { recipe[keyPath: part] = settings[key] }
    while recipe.size < recipe.windowSamples { recipe.size *= 2 }
    recipe.deltas = settings[Self.deltasKey]
    (recipe.stack, recipe.skip) = (settings[Self.stackKey], settings[Self.stackKey])
    return recipe
  }

  /// How clips are changed in each epoch of training; nil where they are not.
  var augmentation: SoundAugmentation? {
    var found = SoundAugmentation()
    let noise = settings[Self.noiseKey]
    found.shift = settings[Self.shiftKey]
    found.noise = noise.min().map { $0...(noise.max() ?? $0) }
    found.gain = settings[Self.gainKey]
    found.speed = settings[Self.speedKey]
    (found.timeMasks, found.timeMaskLength) = (
      settings[Self.timeMasksKey], settings[Self.timeMaskKey]
    )
    (found.frequencyMasks, found.frequencyMaskBins) = (
      settings[Self.frequencyMasksKey], settings[Self.frequencyMaskKey]
    )
    return found.changesSound || found.changesFeatures ? found : nil
  }

  /// What the columns of features are called, which no rate changes.
  var names: [String] { uncheckedRecipe(rate: rate ?? 16_000).names }
}

extension SoundRole {
  /// A rate, or the word for that of most clips.
  struct Rate: NumberOrWord {
    let rate: Int?
    static let words = ["auto"]
    static let auto = Rate(rate: nil)

    init(rate: Int?) { self.rate = rate }

    init?(_ value: ArgumentValue) {
      switch value {
      case .integer(let number): rate = number
      case .word("auto"): rate = nil
      default: return nil
      }
    }

    var argument: ArgumentValue { rate.map { .integer($0) } ?? .word("auto") }
  }

  /// What stands at each frame.
  public enum Features: String, Sendable, CaseIterable {
    /// Logarithms of the energies in bands of the mel scale.
    case logmel
    /// Their cepstral coefficients.
    case mfcc
  }

  static let rateKey = ArgumentKey<Rate>.numberOrWord(
    "rate", 1000...384_000, default: .auto,
    help: "samples a second, to which other clips are resampled; auto: the rate of most clips")
  /// What is read of each frame.
  public static let featuresKey = ArgumentKey<Features>.choice(
    "features", default: .logmel,
    help:
      "what is read of each frame: the logarithm of the energy in bands of the mel scale, or their "
      + "cepstral coefficients; `logmel(40)` says how many")
  /// How many features.
  public static let binsKey = ArgumentKey<Int>.integer(
    "bins", 0...512, default: 0, help: "how many of them; 0: 40 bands or 13 coefficients")
  static let recipeKey = ArgumentKey<String>.choice(
    "recipe", SoundRecipe.names, default: "own",
    help:
      "whose definitions are followed, such as those of librosa, to the numbers that `show` prints"
  )
  static let windowKey = ArgumentKey<Double>.number(
    "window", .atLeast(0), default: 0, help: "how long a frame is, in milliseconds; 0: the recipe's"
  )
  static let hopKey = ArgumentKey<Double>.number(
    "hop", .atLeast(0), default: 0,
    help: "how far apart frames begin, in milliseconds; 0: the recipe's")
  static let lowKey = ArgumentKey<Double>.number(
    "low", .atLeast(0), default: 0, help: "where the bands begin, in Hz; 0: the recipe's")
  static let highKey = ArgumentKey<Double>.number(
    "high", .atLeast(0), default: 0, help: "where the bands end, in Hz; 0: the recipe's")
  static let deltasKey = ArgumentKey<Int>.integer(
    "deltas", 0...2, default: 0,
    help: "how often the features' changes over time are read beside them")
  static let stackKey = ArgumentKey<Int>.integer(
    "stack", 1...16, default: 1, help: "how many frames become one, side by side")
  static let measureKey = ArgumentKey<Measure>.choice(
    "normalize", default: .set,
    help:
      "whether features are measured by the mean and deviation of the training clips, by those of "
      + "each clip, or not at all")

  static let shiftKey = ArgumentKey<Double>.number(
    "shift", .atLeast(0), default: 0,
    help: "in training, by how many milliseconds at most a clip is moved in time, anew each epoch")
  static let noiseKey = ArgumentKey<[Double]>.numbers(
    "noise", .atLeast(0),
    help:
      "in training, how many dB the sound is above noise that is added, drawn between the least and "
      + "the largest of a list: [10, 40]")
  static let gainKey = ArgumentKey<Double>.number(
    "gain", .atLeast(0), default: 0,
    help: "in training, by how many dB at most a clip becomes louder or softer")
  static let speedKey = ArgumentKey<Int>.integer(
    "speed", 0...50, default: 0,
    help: "in training, by how many percent at most a clip becomes faster or slower, its pitch too")
  static let timeMasksKey = ArgumentKey<Int>.integer(
    "time_masks", 0...10, default: 0,
    help:
      "in training, how many stretches of time are hidden (SpecAugment), inside of the clip and of a "
      + "fifth of it at most")
  static let timeMaskKey = ArgumentKey<Double>.number(
    "time_mask", .above(0), default: 100, help: "how many milliseconds such a stretch has at most")
  static let frequencyMasksKey = ArgumentKey<Int>.integer(
    "frequency_masks", 0...10, default: 0,
    help: "in training, how many stretches of neighbouring features are hidden (SpecAugment)")
  static let frequencyMaskKey = ArgumentKey<Int>.integer(
    "frequency_mask", 1...128, default: 5, help: "how many features such a stretch has at most")

  /// The settings of `sound`.
  public static let arguments = [
    rateKey.spec, featuresKey.spec, binsKey.spec, recipeKey.spec, windowKey.spec, hopKey.spec,
    lowKey.spec, highKey.spec, deltasKey.spec, stackKey.spec, measureKey.spec, shiftKey.spec,
    noiseKey.spec, gainKey.spec, speedKey.spec, timeMasksKey.spec, timeMaskKey.spec,
    frequencyMasksKey.spec, frequencyMaskKey.spec,
  ]
}
