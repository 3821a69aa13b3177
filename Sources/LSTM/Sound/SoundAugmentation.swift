// SPDX-License-Identifier: Apache-2.0

/// How sound is changed at random while a model trains, so that it sees no clip twice alike.
public struct SoundAugmentation: Codable, Hashable, Sendable {
  /// Milliseconds by which a clip moves at most, either way; zeros fill what becomes free.
  public var shift = 0.0
  /// The least and the most dB by which a clip is louder than white noise added to it; nil for none.
  public var noise: ClosedRange<Double>?
  /// The most dB by which a clip becomes louder or softer.
  public var gain = 0.0
  /// The most percent by which a clip becomes faster or slower; its pitch moves with it.
  public var speed = 0
  /// How many stretches of time are masked at most (SpecAugment: Park and others 2019).
  public var timeMasks = 0
  /// The most milliseconds of a stretch.
  public var timeMaskLength = 100.0
  /// The most of a clip that all stretches together may take, by its own length.
  public var timeMaskShare = 0.2
  /// How many bands of filters are masked at most.
  public var frequencyMasks = 0
  /// The most filters of a band.
  public var frequencyMaskBins = 5

  /// None.
  public init() {}

  /// Whether waveforms are changed.
  public var changesSound: Bool { shift > 0 || noise != nil || gain > 0 || speed > 0 }

  /// Whether features are masked.
  public var changesFeatures: Bool { timeMasks > 0 || frequencyMasks > 0 }

  /// A number that makes no sense.
  struct Problem: Hashable {
    /// What sets it.
    let setting: String
    /// What is wrong, as a sentence without a full stop.
    let text: String
  }

  /// What makes no sense.
  func problems(for recipe: SoundRecipe) -> [Problem] {
    var found: [Problem] = []
    func require(_ isRight: Bool, _ setting: String, _ text: @autoclosure () -> String) {
      if !isRight { found.append(Problem(setting: setting, text: text())) }
    }
    require(
      (0...10_000).contains(shift), "shift",
      "a shift of \(SoundRecipe.spelled(shift)) ms; from 0 to 10,000 make sense")
    if let noise {
      require(
        (-20...100).contains(noise.lowerBound) && (-20...100).contains(noise.upperBound), "noise",
        "noise that speech is louder than by less than -20 or more than 100 dB")
    }
    require(
      (0...60).contains(gain), "gain",
      "a gain of \(SoundRecipe.spelled(gain)) dB; from 0 to 60 make sense")
    require(
      (0...50).contains(speed), "speed",
      "a change of speed by \(speed) percent; from 0 to 50 make sense")
    for (count, name) in [(timeMasks, "time_masks"), (frequencyMasks, "frequency_masks")] {
      require((0...100).contains(count), name, "\(count) masks; from 0 to 100 make sense")
    }
    require(
      timeMaskLength >= 0 && timeMaskLength <= 1e6 && (0...0.2).contains(timeMaskShare),
      "time_mask", "masks over more than a fifth of a clip")
    guard frequencyMasks > 0 else { return found }
    if recipe.cepstra != nil {
      require(
        false, "frequency_masks", "bands of filters are masked, and cepstra mix all filters")
    } else {
      require(
        (0..<recipe.mels).contains(frequencyMaskBins), "frequency_mask",
        "a mask over \(frequencyMaskBins) of \(recipe.mels) filters")
    }
    return found
  }
}
