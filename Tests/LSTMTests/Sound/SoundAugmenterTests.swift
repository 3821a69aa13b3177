// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

@Suite struct SoundAugmenterTests {
  private let recipe = SoundRecipe.own(rate: 8000)
  private let clip = Waveform(samples: Tones.tone(300, rate: 8000, seconds: 0.3), rate: 8000)

  private func augmenter(
    seed: UInt64 = 1, column: String = "sound", recipe: SoundRecipe? = nil,
    _ change: (inout SoundAugmentation) -> Void
  ) -> SoundAugmenter {
    var augmentation = SoundAugmentation()
    change(&augmentation)
    let recipe = recipe ?? self.recipe
    #expect(augmentation.problems(for: recipe) == [])
    return SoundAugmenter(augmentation, recipe: recipe, seed: seed, column: column)
  }

  private func all(_ augmentation: inout SoundAugmentation) {
    (augmentation.shift, augmentation.gain, augmentation.speed) = (50, 6, 10)
    augmentation.noise = 5...20
    (augmentation.timeMasks, augmentation.frequencyMasks) = (2, 2)
  }

  @Test func whatIsDrawnDependsOnSeedColumnEpochAndRowAlone() {
    let one = augmenter(all)
    let first = one.changed(clip, epoch: 2, row: 7)
    _ = one.changed(clip, epoch: 1, row: 1)
    #expect(one.changed(clip, epoch: 2, row: 7) == first)
    #expect(augmenter(all).changed(clip, epoch: 2, row: 7) == first)
    let others = [
      one.changed(clip, epoch: 3, row: 7), one.changed(clip, epoch: 2, row: 8),
      augmenter(seed: 2, all).changed(clip, epoch: 2, row: 7),
      augmenter(column: "other", all).changed(clip, epoch: 2, row: 7),
    ]
    for other in others { #expect(other != first) }
  }

  @Test func noneChangesNothing() {
    let none = augmenter { _ in }
    #expect(none.changed(clip, epoch: 0, row: 0) == clip)
    var features: [Float] = Array(repeating: 1, count: 10 * recipe.width)
    none.mask(&features, epoch: 0, row: 0)
    #expect(features.allSatisfy { $0 == 1 })
  }

  @Test func shiftMovesWithinItsBounds() {
    let augmenter = augmenter { $0.shift = 10 }
    var pulse = Waveform(samples: Array(repeating: 0, count: 800), rate: 8000)
    pulse.samples[400] = 1
    let places = (0..<200).compactMap {
      augmenter.changed(pulse, epoch: 0, row: $0).samples.firstIndex(of: 1)
    }
    #expect(places.count == 200 && Set(places).count > 50)
    #expect(places.allSatisfy { (320...480).contains($0) })
  }

  @Test func noiseHasItsRatio() {
    let augmenter = augmenter { $0.noise = 10...10 }
    let noisy = augmenter.changed(clip, epoch: 0, row: 0)
    let power = { (samples: [Float]) in samples.reduce(0.0) { $0 + Double($1) * Double($1) } }
    let noise = zip(noisy.samples, clip.samples).map { $0 - $1 }
    let ratio = power(clip.samples) / power(noise)
    #expect((8.5...11.5).contains(ratio))
  }

  @Test func speedChangesTheLength() {
    let augmenter = augmenter { $0.speed = 20 }
    let lengths = Set((0..<900).map { augmenter.changed(clip, epoch: 0, row: $0).samples.count })
    #expect(lengths.min() == 2000 && lengths.max() == 3000 && lengths.count == 41)
  }

  /// Rule 11: masks have no part in padding, and leave four fifths of a clip of any length.
  @Test(arguments: [1, 3, 5, 20, 100])
  func timeMasksTakeAtMostAFifthOfTheTrueLength(frames: Int) {
    let augmenter = augmenter {
      $0.timeMasks = 4
      $0.timeMaskLength = 500
    }
    var (most, places): (Int, Set<Int>) = (0, [])
    for row in 0..<800 {
      var features: [Float] = Array(repeating: 1, count: frames * recipe.width)
      augmenter.mask(&features, epoch: 0, row: row)
      let masked = (0..<frames).filter { features[$0 * recipe.width] == 0 }
      for frame in masked {
        let row = features[frame * recipe.width..<(frame + 1) * recipe.width]
        #expect(row.allSatisfy { $0 == 0 })
      }
      most = max(most, masked.count)
      places.formUnion(masked)
    }
    #expect(most <= frames / 5)
    if frames >= 5 { #expect(most > 0 && places.contains(0) && places.contains(frames - 1)) }
  }

  @Test func aBandIsMaskedWithItsSlopesAndInAllFramesOfAStack() {
    var recipe = SoundRecipe.own(rate: 8000, .logmel(10))
    (recipe.deltas, recipe.stack) = (1, 2)
    let augmenter = augmenter(recipe: recipe) {
      ($0.frequencyMasks, $0.frequencyMaskBins) = (1, 4)
    }
    var widths: Set<Int> = []
    for row in 0..<100 {
      var features: [Float] = Array(repeating: 1, count: 3 * recipe.width)
      augmenter.mask(&features, epoch: 0, row: row, fill: Array(repeating: 7, count: 40))
      let bins = (0..<10).filter { features[$0] == 7 }
      widths.insert(bins.count)
      for place in features.indices { #expect((features[place] == 7) == bins.contains(place % 10)) }
    }
    #expect(widths == [0, 1, 2, 3, 4])
  }

  @Test func emptyAndShortClipsAreTaken() {
    let one = augmenter(all)
    for count in 0...3 {
      let short = Waveform(samples: Array(repeating: 0.5, count: count), rate: 8000)
      for row in 0..<50 {
        let changed = one.changed(short, epoch: 0, row: row)
        #expect(changed.samples.isEmpty == (count == 0))
        #expect(changed.samples.allSatisfy { $0.isFinite })
      }
    }
  }

  @Test func whatMakesNoSenseIsTold() {
    var augmentation = SoundAugmentation()
    augmentation.frequencyMasks = 1
    #expect(
      augmentation.problems(for: .own(rate: 8000, .mfcc(nil))).map(\.text)
        == ["bands of filters are masked, and cepstra mix all filters"])
    augmentation.frequencyMaskBins = 40
    let problem = augmentation.problems(for: recipe)
    #expect(problem.map(\.text) == ["a mask over 40 of 40 filters"])
    #expect(problem.map(\.setting) == ["frequency_mask"])
    augmentation = SoundAugmentation()
    (augmentation.shift, augmentation.gain) = (.nan, -1)
    #expect(augmentation.problems(for: recipe).count == 2)
  }
}
