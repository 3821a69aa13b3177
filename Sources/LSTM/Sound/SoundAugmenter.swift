// SPDX-License-Identifier: Apache-2.0

/// Changes the clips of a column at random.
///
/// What is drawn depends on the seed, the column, the epoch and the row alone: a run that goes on, and
/// any number of threads, give the same bits.
struct SoundAugmenter: Sendable {
  private let augmentation: SoundAugmentation
  private let recipe: SoundRecipe
  private let sound: Threefry.Block
  private let masks: Threefry.Block
  /// For each percent of speed, from the slowest on.
  private let resamplers: [Resampler]

  /// What changes the clips of a column in a run of a seed.
  init(
    _ augmentation: SoundAugmentation, recipe: SoundRecipe, seed: UInt64, column: String
  ) {
    (self.augmentation, self.recipe) = (augmentation, recipe)
    let source = RandomSource(seed: seed)
    sound = source.key(.augmentation, "sound \(column)")
    masks = source.key(.augmentation, "masks \(column)")
    let speed = min(max(augmentation.speed, 0), 50)
    resamplers =
      speed == 0 ? [] : (-speed...speed).map { Resampler(from: 100 + $0, to: 100) }
  }

  /// A clip as a row has it in an epoch: faster or slower, moved, louder or softer, with noise.
  ///
  /// Moved and faster clips keep at least one sample.
  func changed(_ waveform: Waveform, epoch: Int, row: Int) -> Waveform {
    guard augmentation.changesSound, !waveform.samples.isEmpty else { return waveform }
    var draws = RandomSequence(key: sound, epoch: epoch, row: row)
    var samples = waveform.samples
    if !resamplers.isEmpty {
      samples = resamplers[draws.index(below: resamplers.count)].resampled(samples)
    }
    if augmentation.shift > 0 {
      let most = min(
        SoundRecipe.samples(of: augmentation.shift, at: waveform.rate), samples.count - 1)
      samples = Self.moved(samples, by: draws.index(below: 2 * most + 1) - most)
    }
    if augmentation.gain > 0 {
      let gain = Self.amplitude(augmentation.gain * (2 * draws.fraction() - 1))
      for index in samples.indices { samples[index] = Float(Double(samples[index]) * gain) }
    }
    if let noise = augmentation.noise {
      let ratio = noise.lowerBound + (noise.upperBound - noise.lowerBound) * draws.fraction()
      let energy = samples.reduce(0.0) { $0 + Double($1) * Double($1) }
      let level = (energy / Double(samples.count)).squareRoot() * Self.amplitude(-ratio)
      for index in samples.indices {
        samples[index] = Float(Double(samples[index]) + level * draws.normal())
      }
    }
    return Waveform(samples: samples, rate: waveform.rate)
  }

  /// Masks stretches of time and bands of filters of a clip.
  ///
  /// All stretches together take no more than `timeMaskShare` of the clip, whose frames are all that is
  /// given: there is no padding that they could fall into.
  ///
  /// - Parameters:
  ///   - features: [frames, width] of the recipe.
  ///   - fill: what a masked feature becomes, `width` numbers; nil for 0, the mean after features are
  ///     standardized.
  func mask(_ features: inout [Float], epoch: Int, row: Int, fill: [Float]? = nil) {
    let width = recipe.width
    guard augmentation.changesFeatures, width > 0, features.count >= width else { return }
    var draws = RandomSequence(key: masks, epoch: epoch, row: row)
    let frames = features.count / width
    var left = Int(augmentation.timeMaskShare * Double(frames))
    let longest = Int(augmentation.timeMaskLength / max(recipe.step, 1e-3))
    for _ in 0..<augmentation.timeMasks {
      let length = draws.index(below: longest + 1)
      let share = draws.fraction()
      let most = min(length, left)
      left -= most
      let start = Int(share * Double(frames - most + 1))
      for frame in start..<start + most {
        for feature in 0..<width { features[frame * width + feature] = fill?[feature] ?? 0 }
      }
    }
    guard recipe.cepstra == nil else { return }
    for _ in 0..<augmentation.frequencyMasks {
      let length = draws.index(below: min(augmentation.frequencyMaskBins, recipe.mels) + 1)
      let start = draws.index(below: recipe.mels - length + 1)
      for frame in 0..<frames {
        // The slopes of a filter, and all frames of a stack, go with it.
        for part in stride(from: 0, to: width, by: recipe.mels) {
          for feature in part + start..<part + start + length {
            features[frame * width + feature] = fill?[feature] ?? 0
          }
        }
      }
    }
  }

  private static func moved(_ samples: [Float], by shift: Int) -> [Float] {
    let zeros = [Float](repeating: 0, count: abs(shift))
    return shift < 0
      ? Array(samples.dropFirst(-shift)) + zeros : zeros + Array(samples.dropLast(shift))
  }

  /// The factor of so many dB.
  private static func amplitude(_ decibel: Double) -> Double {
    exponential(decibel * 0.115_129_254_649_702_28)
  }
}
