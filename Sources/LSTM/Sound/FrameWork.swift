// SPDX-License-Identifier: Apache-2.0

/// What one thread needs to make features of frames, one after the other.
final class FrameWork {
  /// The logarithm of each filter's energy of the frame that was taken last.
  var logarithms: UnsafeMutableBufferPointer<Double>
  /// The logarithm of the energy of that frame, where the recipe wants it.
  var energy = 0.0

  private let extractor: FeatureExtractor
  private let samples: UnsafeMutablePointer<Double>
  private let work: UnsafeMutablePointer<Double>

  init(_ extractor: FeatureExtractor) {
    self.extractor = extractor
    logarithms = .allocate(capacity: extractor.recipe.mels)
    logarithms.initialize(repeating: 0)
    samples = .allocate(capacity: extractor.transform.size + 2)
    work = .allocate(capacity: extractor.transform.workspace)
    samples.initialize(repeating: 0, count: extractor.transform.size + 2)
    work.initialize(repeating: 0, count: extractor.transform.workspace)
  }

  deinit {
    logarithms.deallocate()
    samples.deallocate()
    work.deallocate()
  }

  /// Makes the logarithms of a frame.
  ///
  /// - Parameters:
  ///   - clip: the samples of the clip, or a stretch of them that holds what the frame sees.
  ///   - first: the place in the clip where the stretch begins.
  ///   - count: how many samples the clip has; `Int.max` while nobody knows.
  func take(_ frame: Int, of clip: [Float], from first: Int, count: Int) {
    let recipe = extractor.recipe
    let length = recipe.windowSamples
    let start = recipe.start(ofFrame: frame)
    clip.withUnsafeBufferPointer { clip in
      /// A sample by its place in the clip, which need not be in it.
      func sample(_ place: Int) -> Double {
        guard let place = recipe.place(place, of: count), place >= first,
          place - first < clip.count
        else { return 0 }
        return Double(clip[place - first])
      }
      if start >= first, start + length <= first + clip.count {
        for i in 0..<length { samples[i] = Double(clip[start - first + i]) }
      } else {
        for i in 0..<length { samples[i] = sample(start + i) }
      }
      prepare(
        frame, length, before: recipe.preEmphasis == 0 ? 0 : sample(start - 1),
        inside: count < .max ? max(0, min(length, count - start)) : length)
    }
    for i in length..<extractor.transform.size { samples[i] = 0 }
    extractor.transform.power(samples, work)
    takeSpectrum()
  }

  /// All that happens to the samples of a frame before their spectrum.
  ///
  /// - Parameters:
  ///   - before: the sample before the frame.
  ///   - inside: how many samples come before the end of the clip.
  private func prepare(_ frame: Int, _ length: Int, before: Double, inside: Int) {
    let recipe = extractor.recipe
    let scale = recipe.scale == .int16 ? 32768.0 : 1
    if scale != 1 { for i in 0..<length { samples[i] *= scale } }
    if recipe.dither > 0 {
      var noise = RandomSource(seed: 0).sequence(
        .noise, "dither", step: UInt32(truncatingIfNeeded: frame))
      for i in 0..<length { samples[i] += recipe.dither * noise.normal() }
    }
    var mean = 0.0
    if recipe.removesMean {
      var sum = 0.0
      for i in 0..<length { sum += samples[i] }
      mean = sum / Double(length)
      for i in 0..<length { samples[i] -= mean }
    }
    if recipe.energy == .frame {
      var sum = 0.0
      for i in 0..<length { sum += samples[i] * samples[i] }
      energy = naturalLogarithm(max(sum, recipe.floor))
    }
    if recipe.preEmphasis != 0 {
      for i in stride(from: length - 1, to: 0, by: -1) {
        samples[i] -= recipe.preEmphasis * samples[i - 1]
      }
      let last = recipe.preEmphasisReach == .frame ? samples[0] : before * scale - mean
      samples[0] -= recipe.preEmphasis * last
      if recipe.preEmphasisReach == .clip, recipe.framing != .centredReflect {
        // The zeros come after what is emphasized.
        for i in inside..<length { samples[i] = 0 }
      }
    }
    extractor.window.withUnsafeBufferPointer { window in
      for i in 0..<length { samples[i] *= window[i] }
    }
  }

  /// The logarithms of a spectrum that stands in `samples`.
  private func takeSpectrum() {
    let recipe = extractor.recipe
    let last = recipe.size / 2
    switch recipe.spectrum {
    case .power: break
    case .powerBySize:
      let size = Double(recipe.size)
      for k in 0...last { samples[k] /= size }
    case .magnitude: for k in 0...last { samples[k] = samples[k].squareRoot() }
    }
    if recipe.energy == .spectrum {
      var sum = 0.0
      for k in 0...last { sum += samples[k] }
      energy = naturalLogarithm(max(sum, recipe.floor))
    }
    guard let logs = logarithms.baseAddress else { return }
    extractor.filters.apply(samples, logs)
    for mel in 0..<recipe.mels { logs[mel] = recipe.logarithm(of: logs[mel]) }
  }

  /// Writes the features of the frame, `base` numbers, before slopes.
  func finish(to row: UnsafeMutablePointer<Float>) {
    let mels = extractor.recipe.mels
    guard let cepstra = extractor.recipe.cepstra else {
      for mel in 0..<mels { row[mel] = Float(logarithms[mel]) }
      return
    }
    extractor.cosines.withUnsafeBufferPointer { cosines in
      for index in 0..<cepstra {
        var sum = 0.0
        for mel in 0..<mels { sum += cosines[index * mels + mel] * logarithms[mel] }
        row[index] = Float(sum)
      }
    }
    if extractor.recipe.energy != .none { row[0] = Float(energy) }
  }
}

extension SoundRecipe {
  /// The place of the sample that stands at a place outside of the clip; nil for a zero.
  func place(_ place: Int, of count: Int) -> Int? {
    guard place < 0 || place >= count else { return place }
    guard framing == .centredReflect, count > 0 else { return nil }
    guard count > 1 else { return 0 }
    guard count < .max else { return -place }
    let period = 2 * (count - 1)
    let turned = ((place % period) + period) % period
    return turned < count ? turned : period - turned
  }

  /// The logarithm of a filter's energy.
  func logarithm(of energy: Double) -> Double {
    let value = naturalLogarithm(max(energy, floor))
    return switch logarithm {
    case .natural: value
    case .decibel: 10 * (value - naturalLogarithm(reference)) / 2.302_585_092_994_045_7
    }
  }

  /// What a frame is multiplied by.
  var windowValues: [Double] {
    let length = windowSamples
    /// A raised cosine over a period of so many samples.
    func raised(_ i: Int, _ share: Double, _ period: Int) -> Double {
      share - (1 - share) * cosine(2 * .pi * Double(i) / Double(max(period, 1)))
    }
    return (0..<length).map { i in
      switch windowShape {
      case .hann: raised(i, 0.5, length)
      case .hamming: raised(i, 0.54, length - 1)
      case .povey: power(max(0, raised(i, 0.5, length - 1)), 0.85)
      case .rectangular: 1
      }
    }
  }

  /// The orthonormal cosine transform of the second kind with the lifter in it, `cepstra` times `mels`.
  var cosines: [Double] {
    (0..<(cepstra ?? 0)).flatMap { n -> [Double] in
      let norm = ((n == 0 ? 1 : 2) / Double(mels)).squareRoot()
      let lift =
        lifter > 0 ? 1 + lifter / 2 * cosine(.pi * Double(n) / lifter - .pi / 2) : 1
      return (0..<mels).map { mel in
        lift * norm * cosine(.pi * Double(n) * (Double(mel) + 0.5) / Double(mels))
      }
    }
  }
}
