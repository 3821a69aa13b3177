// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

/// Rule 8 of spoken words: a model owns how its features are made.
///
/// The named recipes equal the libraries they are named after to 1e-4, at their defaults; Kaldi's
/// lifter multiplies what single precision loses there by up to 12, and its coefficients to 3e-4.
@Suite struct SoundFixtureTests {
  private func samples(_ rate: Int) -> [Float] {
    Tones.fixture(rate: rate).map { Float($0) / 32768 }
  }

  private func expect(
    _ recipe: SoundRecipe, _ name: String, tolerance: Float = 1e-4
  ) throws {
    #expect(recipe.problems.isEmpty)
    let expected = try Fixture("sound_\(recipe.rate)").values(name)
    let features = FeatureExtractor(recipe).features(ofSamples: samples(recipe.rate))
    expectClose(features, expected, "\(name) at \(recipe.rate)", tolerance: tolerance)
  }

  @Test(arguments: ["librosa", "htk", "kaldi", "torchaudio"], [8000, 16000])
  func logarithmsOfTheMelScale(name: String, rate: Int) throws {
    try expect(#require(.named(name, rate: rate)), "\(name).logmel")
  }

  @Test(arguments: ["librosa", "htk", "kaldi", "torchaudio"], [8000, 16000])
  func cepstralCoefficients(name: String, rate: Int) throws {
    try expect(
      #require(.named(name, rate: rate, .mfcc(nil))), "\(name).mfcc",
      tolerance: name == "kaldi" ? 3e-4 : 1e-4)
  }

  /// Some columns of the coefficients and their slopes.
  @Test(arguments: ["librosa", "htk", "torchaudio"], [8000, 16000])
  func slopes(name: String, rate: Int) throws {
    var recipe = try #require(SoundRecipe.named(name, rate: rate, .mfcc(nil)))
    recipe.deltas = 2
    if name == "librosa" { recipe.hop = 128_000 / Double(rate) }
    let base = try #require(recipe.cepstra)
    let columns: [Int] =
      switch name {
      case "librosa": [0, 7, base, base + 7, 2 * base, 2 * base + 7]
      default: [base, base + 5, 2 * base, 2 * base + 5]
      }
    let features = FeatureExtractor(recipe).features(ofSamples: samples(rate))
    let some = stride(from: 0, to: features.count, by: recipe.width).flatMap { row in
      columns.map { features[row + $0] }
    }
    let expected = try Fixture("sound_\(rate)").values("\(name).deltas")
    expectClose(some, expected, "\(name) at \(rate)", tolerance: 1e-4)
  }
}
