// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

/// Rules 9 and 10 of spoken words: silent and empty clips give numbers, and frame by frame equals the
/// whole clip.
@Suite struct FeatureStreamTests {
  /// Recipes of every framing, reach and slope.
  static let recipes: [SoundRecipe] = {
    var recipes = SoundRecipeTests.recipes.filter { $0.rate == 8000 }
    let framings: [SoundRecipe.Framing] = [.padded, .snipped, .centredZero, .centredReflect]
    for framing in framings {
      for form in [SoundRecipe.DeltaForm.regression, .fitted] {
        for deltas in 0...2 {
          var recipe = SoundRecipe.own(rate: 8000, deltas == 1 ? .logmel(12) : .mfcc(nil))
          (recipe.framing, recipe.deltaForm, recipe.deltas) = (framing, form, deltas)
          recipe.preEmphasis = deltas == 2 ? 0.97 : 0
          recipe.dither = deltas == 1 ? 1e-4 : 0
          (recipe.stack, recipe.skip) = deltas == 0 ? (3, 2) : deltas == 1 ? (1, 1) : (2, 3)
          recipes.append(recipe)
        }
      }
    }
    return recipes
  }()

  private func clip(_ count: Int) -> [Float] {
    var random = RandomSource(seed: 3).sequence(.sample, "clip")
    return (0..<count).map { _ in Float(random.normal()) * 0.1 }
  }

  @Test(arguments: recipes)
  func frameByFrameEqualsTheWholeClip(recipe: SoundRecipe) {
    let extractor = FeatureExtractor(recipe)
    for count in [0, 1, 2, 79, 80, 199, 200, 201, 250, 600, 1111, 12_000] {
      let samples = clip(count)
      let whole = extractor.features(ofSamples: samples)
      #expect(whole.count == recipe.frames(ofSamples: count) * recipe.width)
      for piece in [1, 7, 80, 333, 5000] where piece > 1 || count < 700 {
        var stream = FeatureStream(extractor)
        var rows: [Float] = []
        for start in stride(from: 0, to: count, by: piece) {
          rows += stream.push(samples[start..<min(count, start + piece)])
        }
        rows += stream.finish()
        expectSameBits(rows, whole, "\(count) samples by \(piece)")
      }
    }
  }

  /// What streams gives rows when they can be known, and keeps no more than it needs.
  @Test(arguments: recipes)
  func rowsComeInTime(recipe: SoundRecipe) {
    var stream = FeatureStream(FeatureExtractor(recipe))
    let rows = stream.push(clip(16_000))
    if recipe.streaming == nil {
      let early = 16_000 - Int(recipe.lookahead * 8) - 2 * recipe.size
      let least = recipe.frames(ofSamples: early) - recipe.stack
      #expect(rows.count >= least * recipe.width)
    } else {
      #expect(rows.isEmpty)
    }
  }

  @Test(arguments: recipes)
  func silentAndShortClipsGiveFiniteNumbers(recipe: SoundRecipe) {
    let extractor = FeatureExtractor(recipe)
    for level in [Float(0), 1, -1] {
      for count in [0, 1, 2, 100, 4000] {
        let features = extractor.features(ofSamples: [Float](repeating: level, count: count))
        #expect(features.count >= recipe.width && features.allSatisfy { $0.isFinite })
      }
    }
  }

  /// Rule 1: sound of another rate is brought to that of the recipe.
  @Test func everyRateIsBroughtToThatOfTheRecipe() {
    let recipe = SoundRecipe.own(rate: 8000)
    let extractor = FeatureExtractor(recipe)
    let own = extractor.features(
      of: Waveform(samples: Tones.tone(900, rate: 8000, seconds: 0.5), rate: 8000))
    for rate in [11025, 16000, 44100, 48000] {
      let other = extractor.features(
        of: Waveform(samples: Tones.tone(900, rate: rate, seconds: 0.5), rate: rate))
      #expect(abs(other.count - own.count) <= recipe.width)
      // The filter that hears the tone hears it alike.
      let row = 20 * recipe.width
      let loudest = (0..<recipe.width).max { own[row + $0] < own[row + $1] } ?? 0
      #expect(abs(other[row + loudest] - own[row + loudest]) < 0.01)
    }
  }

  @Test func theBitsArePinned() {
    var samples: [Float] = []
    for index in 0..<3000 { samples.append(Float((index * index) % 211) / 211 - 0.5) }
    let logmel = FeatureExtractor(.own(rate: 8000)).features(ofSamples: samples)
    #expect(logmel.pinned == Pinned.logmel)
    var recipe = SoundRecipe.own(rate: 8000, .mfcc(nil))
    recipe.deltas = 2
    #expect(FeatureExtractor(recipe).features(ofSamples: samples).pinned == Pinned.mfcc)
  }
}
