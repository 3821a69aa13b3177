// SPDX-License-Identifier: Apache-2.0

/// Filters that are triangles on the mel scale, each as the stretch of the spectrum that it sees.
struct MelFilters: Sendable {
  /// A filter: where its weights begin in the spectrum, and in `weights`.
  struct Filter: Sendable {
    let bins: Range<Int>
    let start: Int
  }

  let filters: [Filter]
  let weights: [Double]

  /// The filters of a recipe.
  init(_ recipe: SoundRecipe) {
    let count = recipe.mels
    let (low, high) = (recipe.mel(recipe.low), recipe.mel(recipe.high))
    // Corners are evenly spread over the mel scale.
    let mels = (0..<count + 2).map { low + (high - low) * Double($0) / Double(count + 1) }
    let step = Double(recipe.rate) / Double(recipe.size)
    let axis: (Double) -> Double
    let corners: [Double]
    switch recipe.filterShape {
    case .hertz: (axis, corners) = ({ $0 * step }, mels.map(recipe.hertz))
    case .mel: (axis, corners) = ({ recipe.mel($0 * step) }, mels)
    case .bins:
      let places = Double(recipe.size + 1) / Double(recipe.rate)
      (axis, corners) = ({ $0 }, mels.map { (recipe.hertz($0) * places).rounded(.down) })
    }
    let spectrum = (0...recipe.size / 2).map { axis(Double($0)) }
    var (filters, weights): ([Filter], [Double]) = ([], [])
    for index in 0..<count {
      let (left, middle, right) = (corners[index], corners[index + 1], corners[index + 2])
      var heights = spectrum.map { place in
        // With corners on whole places the middle is where the fall begins.
        if recipe.filterShape == .bins {
          return place >= left && place < middle
            ? (place - left) / (middle - left)
            : place >= middle && place < right ? (right - place) / (right - middle) : 0
        }
        return max(0, min((place - left) / (middle - left), (right - place) / (right - middle)))
      }
      if recipe.filterNorm == .area {
        let width = recipe.hertz(mels[index + 2]) - recipe.hertz(mels[index])
        for bin in heights.indices { heights[bin] *= 2 / width }
      }
      let first = heights.firstIndex { $0 > 0 } ?? 0
      let end = (heights.lastIndex { $0 > 0 } ?? -1) + 1
      filters.append(Filter(bins: first..<max(first, end), start: weights.count))
      weights += heights[first..<max(first, end)]
    }
    (self.filters, self.weights) = (filters, weights)
  }

  /// The energy that each filter finds in a spectrum.
  func apply(_ spectrum: UnsafeMutablePointer<Double>, _ energies: UnsafeMutablePointer<Double>) {
    weights.withUnsafeBufferPointer { weights in
      for (index, filter) in filters.enumerated() {
        var (sum, at) = (0.0, filter.start)
        for bin in filter.bins {
          sum += spectrum[bin] * weights[at]
          at += 1
        }
        energies[index] = sum
      }
    }
  }
}

extension SoundRecipe {
  /// A frequency in Hz on the mel scale.
  func mel(_ hertz: Double) -> Double {
    switch melScale {
    case .htk: Self.htkStep * naturalLogarithm(1 + hertz / 700)
    case .slaney:
      hertz < 1000 ? hertz * 3 / 200 : 15 + naturalLogarithm(hertz / 1000) / Self.slaneyStep
    }
  }

  /// The frequency in Hz of a place on the mel scale.
  func hertz(_ mel: Double) -> Double {
    switch melScale {
    case .htk: 700 * (exponential(mel / Self.htkStep) - 1)
    case .slaney: mel < 15 ? mel * 200 / 3 : 1000 * exponential((mel - 15) * Self.slaneyStep)
    }
  }

  /// 2595 / ln 10: the step of HTK's scale.
  private static let htkStep = 1126.994_180_538_938_3
  /// ln 6.4 / 27: the step of Slaney's scale above 1,000 Hz.
  private static let slaneyStep = 0.068_751_777_420_949_12

  /// The filters that lie between two places of the transform and see none, counted from 1: their
  /// features are the same for all sound.
  public var emptyFilters: [Int] {
    guard problems.isEmpty else { return [] }
    return MelFilters(self).filters.enumerated().filter(\.element.bins.isEmpty).map {
      $0.offset + 1
    }
  }
}
