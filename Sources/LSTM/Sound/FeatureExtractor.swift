// SPDX-License-Identifier: Apache-2.0

/// Makes features of sound by a recipe; threads may share it.
///
/// The arithmetic is in double precision and in one order, without the C library's functions: the
/// same bits on every machine.
struct FeatureExtractor: Sendable {
  /// How features are made.
  let recipe: SoundRecipe

  let transform: FourierTransform
  let filters: MelFilters
  /// What a frame is multiplied by, `windowSamples` numbers.
  let window: [Double]
  /// The cosine transform with the lifter in it, `cepstra` times `mels`; empty without cepstra.
  let cosines: [Double]

  /// An extractor of a recipe that has no `problems`.
  init(_ recipe: SoundRecipe) {
    self.recipe = recipe
    transform = FourierTransform(size: recipe.size)
    filters = MelFilters(recipe)
    window = recipe.windowValues
    cosines = recipe.cosines
  }

  /// The features of a clip, [frames, width]; one of another rate is resampled.
  func features(of waveform: Waveform) -> [Float] {
    features(ofSamples: waveform.resampled(to: recipe.rate).samples)
  }

  /// The features of samples at the rate of the recipe, [frames, width].
  func features(ofSamples samples: [Float]) -> [Float] {
    let count = recipe.frames(beforeStacking: samples.count)
    let base = Self.rows(count * recipe.base) { rows in
      let work = FrameWork(self)
      if recipe.range == nil {
        for frame in 0..<count {
          work.take(frame, of: samples, from: 0, count: samples.count)
          work.finish(to: rows + frame * recipe.base)
        }
      } else {
        loudnessLimited(samples, count, work, rows)
      }
    }
    return stacked(withSlopes(FrameRun(base, width: recipe.base)))
  }

  /// Logarithms of all frames first, since each is held against the largest of the clip.
  private func loudnessLimited(
    _ samples: [Float], _ count: Int, _ work: FrameWork, _ rows: UnsafeMutablePointer<Float>
  ) {
    var (logs, energies) = ([Double](), [Double]())
    logs.reserveCapacity(count * recipe.mels)
    for frame in 0..<count {
      work.take(frame, of: samples, from: 0, count: samples.count)
      logs.append(contentsOf: work.logarithms)
      energies.append(work.energy)
    }
    let least = (logs.max() ?? 0) - (recipe.range ?? 0)
    for frame in 0..<count {
      for mel in 0..<recipe.mels {
        work.logarithms[mel] = max(logs[frame * recipe.mels + mel], least)
      }
      work.energy = energies[frame]
      work.finish(to: rows + frame * recipe.base)
    }
  }

  /// The frames with their slopes beside them, [frames, joined].
  private func withSlopes(_ base: FrameRun) -> [Float] {
    guard recipe.deltas > 0 else { return base.values }
    let slopes = recipe.slopes
    let first = slopes.all(of: base, order: 1)
    let second = recipe.deltas > 1 ? slopes.all(of: slopes.isChained ? first : base, order: 2) : nil
    var joined: [Float] = []
    joined.reserveCapacity(base.count * recipe.joined)
    for frame in 0..<base.count {
      joined += base[frame]
      joined += first[frame]
      if let second { joined += second[frame] }
    }
    return joined
  }

  /// Frames put side by side; the last one stands for those after it.
  private func stacked(_ frames: [Float]) -> [Float] {
    guard recipe.stack > 1 || recipe.skip > 1 else { return frames }
    let run = FrameRun(frames, width: recipe.joined)
    var rows: [Float] = []
    for first in stride(from: 0, to: run.count, by: recipe.skip) {
      for frame in first..<first + recipe.stack { rows += run[min(frame, run.count - 1)] }
    }
    return rows
  }

  private static func rows(
    _ count: Int, _ body: (UnsafeMutablePointer<Float>) -> Void
  ) -> [Float] {
    [Float](unsafeUninitializedCapacity: count) { buffer, initialized in
      if let base = buffer.baseAddress {
        buffer.initialize(repeating: 0)
        body(base)
      }
      initialized = count
    }
  }
}
