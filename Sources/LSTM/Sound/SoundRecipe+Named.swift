// SPDX-License-Identifier: Apache-2.0

extension SoundRecipe {
  /// What a recipe gives: logarithms of the mel scale, or cepstral coefficients.
  public enum Kind: Hashable, Sendable {
    /// So many filters; nil for as many as the recipe has by default.
    case logmel(Int?)
    /// So many coefficients; nil for as many as the recipe has by default.
    case mfcc(Int?)
  }

  /// The name of the recipe that is this program's own.
  public static let ownName = "own"

  /// The names of all recipes, the own one first.
  public static let names = [ownName, "librosa", "htk", "kaldi", "torchaudio"]

  /// The recipe of a name; nil for a name that there is not.
  public static func named(_ name: String, rate: Int, _ kind: Kind = .logmel(nil)) -> SoundRecipe? {
    switch name {
    case ownName: own(rate: rate, kind)
    case "librosa": librosa(rate: rate, kind)
    case "htk": htk(rate: rate, kind)
    case "kaldi": kaldi(rate: rate, kind)
    case "torchaudio": torchaudio(rate: rate, kind)
    default: nil
    }
  }

  /// This program's own: 40 filters up to 7,600 Hz over frames of 25 ms every 10 ms.
  ///
  /// No frame looks beyond its own samples, so that it streams, and the floor is far below what a
  /// microphone gives at 16 bits, and far above digital silence. The transform is twice as fine as
  /// frames need, so that no filter is empty at 8 or 16 kHz.
  public static func own(rate: Int, _ kind: Kind = .logmel(nil)) -> SoundRecipe {
    var recipe = SoundRecipe(
      rate: rate, window: 25, hop: 10, size: 0, mels: 40, low: 20,
      high: min(Double(rate) / 2, 7600), floor: 0x1p-24)
    recipe.size = powerOfTwo(recipe.windowSamples)
    return recipe.giving(kind, cepstra: 13)
  }

  /// `librosa.feature.melspectrogram` and `power_to_db`; `librosa.feature.mfcc` and `delta`.
  private static func librosa(rate: Int, _ kind: Kind) -> SoundRecipe {
    var recipe = SoundRecipe(
      rate: rate, window: milliseconds(2048, rate), hop: milliseconds(512, rate), size: 2048,
      mels: 128, low: 0, high: Double(rate) / 2, floor: 1e-10)
    recipe.framing = .centredZero
    (recipe.melScale, recipe.filterNorm) = (.slaney, .area)
    (recipe.logarithm, recipe.range) = (.decibel, 80)
    (recipe.deltaForm, recipe.deltaSpan) = (.fitted, 4)
    return recipe.giving(kind, cepstra: 20)
  }

  /// The definition of HTK's features as `python_speech_features` has it: `logfbank`, and `mfcc` with its
  /// energy, over samples of 16 bits.
  private static func htk(rate: Int, _ kind: Kind) -> SoundRecipe {
    var recipe = SoundRecipe(
      rate: rate, window: 25, hop: 10, size: 512, mels: 26, low: 0, high: Double(rate) / 2,
      floor: 0x1p-52)
    recipe.size = max(recipe.size, powerOfTwo(recipe.windowSamples))
    recipe.scale = .int16
    recipe.preEmphasis = 0.97
    recipe.windowShape = .rectangular
    (recipe.spectrum, recipe.filterShape) = (.powerBySize, .bins)
    if case .mfcc = kind { (recipe.lifter, recipe.energy) = (22, .spectrum) }
    return recipe.giving(kind, cepstra: 13)
  }

  /// `compute-fbank-feats` and `compute-mfcc-feats` of Kaldi, without dither.
  private static func kaldi(rate: Int, _ kind: Kind) -> SoundRecipe {
    var recipe = SoundRecipe(
      rate: rate, window: 25, hop: 10, size: 0, mels: 23, low: 20, high: Double(rate) / 2,
      floor: 0x1p-23)
    recipe.size = powerOfTwo(recipe.windowSamples)
    (recipe.scale, recipe.framing, recipe.windowShape) = (.int16, .snipped, .povey)
    recipe.removesMean = true
    (recipe.preEmphasis, recipe.preEmphasisReach) = (0.97, .frame)
    recipe.filterShape = .mel
    if case .mfcc = kind { (recipe.lifter, recipe.energy) = (22, .frame) }
    return recipe.giving(kind, cepstra: 13)
  }

  /// `torchaudio.transforms.MelSpectrogram` and `AmplitudeToDB("power", 80)`; `MFCC`.
  private static func torchaudio(rate: Int, _ kind: Kind) -> SoundRecipe {
    var recipe = SoundRecipe(
      rate: rate, window: milliseconds(400, rate), hop: milliseconds(200, rate), size: 400,
      mels: 128, low: 0, high: Double(rate) / 2, floor: 1e-10)
    recipe.framing = .centredReflect
    (recipe.logarithm, recipe.range) = (.decibel, 80)
    return recipe.giving(kind, cepstra: 40)
  }

  /// The recipe with what is to be given.
  private func giving(_ kind: Kind, cepstra: Int) -> SoundRecipe {
    var recipe = self
    switch kind {
    case .logmel(let count): recipe.mels = count ?? mels
    case .mfcc(let count): recipe.cepstra = count ?? cepstra
    }
    return recipe
  }

  private static func milliseconds(_ samples: Int, _ rate: Int) -> Double {
    Double(samples) * 1000 / Double(max(rate, 1))
  }

  /// The least power of two that is not below a number.
  static func powerOfTwo(_ number: Int) -> Int {
    var power = 1
    while power < number, power < 1 << 40 { power *= 2 }
    return power
  }
}
