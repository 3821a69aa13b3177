// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import LSTM

@Suite struct SoundRecipeTests {
  static let recipes: [SoundRecipe] = SoundRecipe.names.flatMap { name in
    [8000, 16000, 22050].flatMap { rate in
      [SoundRecipe.Kind.logmel(nil), .mfcc(nil)].compactMap {
        SoundRecipe.named(name, rate: rate, $0)
      }
    }
  }

  @Test(arguments: recipes)
  func everyNamedRecipeCanBeUsed(recipe: SoundRecipe) throws {
    #expect(recipe.problems.isEmpty)
    #expect(recipe.names.count == recipe.width && Set(recipe.names).count == recipe.width)
    #expect(!recipe.lines.isEmpty && recipe.lines.allSatisfy { !$0.value.isEmpty })
    let kept = try JSONDecoder().decode(SoundRecipe.self, from: JSONEncoder().encode(recipe))
    #expect(kept == recipe)
  }

  @Test(arguments: [8000, 16000, 44100])
  func theOwnRecipeHasNoEmptyFilterAndStreams(rate: Int) {
    let recipe = SoundRecipe.own(rate: rate)
    #expect(recipe.emptyFilters.isEmpty && recipe.streaming == nil && recipe.lookahead == 0)
    #expect(recipe.width == 40)
  }

  @Test func emptyFiltersAreTold() throws {
    let recipe = try #require(SoundRecipe.named("torchaudio", rate: 16000))
    #expect(recipe.emptyFilters.contains(1) && !recipe.emptyFilters.contains(128))
  }

  @Test func namesSayWhatStandsWhere() {
    var recipe = SoundRecipe.own(rate: 8000, .mfcc(2))
    recipe.deltas = 2
    #expect(
      recipe.names
        == ["mfcc1", "mfcc2", "delta1", "delta2", "deltadelta1", "deltadelta2"])
    recipe = .own(rate: 8000, .logmel(1))
    (recipe.stack, recipe.skip) = (3, 2)
    #expect(recipe.names == ["mel1_1", "mel1_2", "mel1_3"])
  }

  /// By hand, for frames of 200 samples every 80.
  @Test(arguments: [
    (SoundRecipe.Framing.padded, [1, 1, 1, 2, 2, 3]), (.snipped, [1, 1, 1, 1, 2, 2]),
    (.centredZero, [1, 1, 3, 3, 4, 4]),
  ])
  func framesAreCounted(framing: SoundRecipe.Framing, counts: [Int]) {
    var recipe = SoundRecipe.own(rate: 8000)
    recipe.framing = framing
    #expect([0, 1, 200, 201, 280, 281].map { recipe.frames(ofSamples: $0) } == counts)
    (recipe.stack, recipe.skip) = (3, 3)
    #expect(recipe.frames(ofSamples: 0) == 1 && recipe.frames(ofSamples: 80 * 10) <= 4)
  }

  @Test func whatMakesNoSenseIsToldWithAReason() {
    func problems(_ change: (inout SoundRecipe) -> Void) -> [String] {
      var recipe = SoundRecipe.own(rate: 8000)
      change(&recipe)
      return recipe.problems.map(\.text)
    }
    #expect(
      problems { $0.size = 128 } == ["a window of 200 samples is longer than the transform of 128"])
    #expect(
      problems { $0.high = 5000 } == [
        "filters up to 5000 Hz; at this rate sound ends at 4000 Hz"
      ])
    #expect(
      problems { $0.hop = 30 } == [
        "a hop of 30 ms is longer than the window of 25 ms: some sound would be in no frame"
      ])
    #expect(problems { $0.cepstra = 41 } == ["41 cepstra; from 1 to 40 make sense"])
    #expect(problems { $0.range = 80 } == ["a range in dB of a logarithm that is not in dB"])
    for value in [Double.nan, .infinity, -1, 0, 1e300] {
      #expect(!problems { $0.window = value }.isEmpty && !problems { $0.hop = value }.isEmpty)
      #expect(!problems { $0.high = value }.isEmpty)
    }
    for value in [Double.nan, .infinity, -1] {
      #expect(!problems { $0.low = value }.isEmpty && !problems { $0.floor = value }.isEmpty)
      #expect(!problems { $0.lifter = value }.isEmpty && !problems { $0.dither = value }.isEmpty)
      #expect(!problems { $0.preEmphasis = value }.isEmpty)
    }
    for value in [Int.min, -1, 0, .max] {
      #expect(!problems { $0.size = value }.isEmpty && !problems { $0.mels = value }.isEmpty)
      #expect(!problems { $0.rate = value }.isEmpty && !problems { $0.stack = value }.isEmpty)
      #expect(!problems { $0.cepstra = value }.isEmpty && !problems { $0.skip = value }.isEmpty)
    }
  }
}
