// SPDX-License-Identifier: Apache-2.0

extension SoundRecipe {
  /// Every number of the recipe, by its name.
  public var lines: [(name: String, value: String)] {
    var lines = [
      ("rate", "\(rate) Hz"),
      ("sample scale", scale.rawValue),
      ("window", "\(Self.spelled(window)) ms (\(windowSamples) samples), \(windowShape.rawValue)"),
      ("hop", "\(Self.spelled(hop)) ms (\(hopSamples) samples)"),
      ("frames", framing.rawValue),
      ("dither", dither == 0 ? "none" : Self.spelled(dither)),
      ("mean of a frame", removesMean ? "removed" : "kept"),
      (
        "pre-emphasis",
        preEmphasis == 0
          ? "none" : "\(Self.spelled(preEmphasis)), over the \(preEmphasisReach.rawValue)"
      ),
      ("FFT size", "\(size)"),
      ("spectrum", spectrum.rawValue),
      ("filters", "\(mels), \(Self.spelled(low)) to \(Self.spelled(high)) Hz"),
      (
        "mel scale",
        "\(melScale.rawValue), triangles along \(filterShape.rawValue), norm \(filterNorm.rawValue)"
      ),
      ("logarithm", "\(logarithm.rawValue), floor \(Self.spelled(floor))"),
    ]
    if logarithm == .decibel { lines.append(("0 dB", Self.spelled(reference))) }
    if let range {
      lines.append(("range", "\(Self.spelled(range)) dB below the largest of a clip"))
    }
    if let cepstra {
      lines.append(("cepstra", "\(cepstra)"))
      lines.append(("lifter", lifter == 0 ? "none" : Self.spelled(lifter)))
      lines.append(("energy", energy == .none ? "none" : "of the \(energy.rawValue)"))
    }
    lines.append(
      (
        "deltas",
        deltas == 0 ? "0" : "\(deltas), \(deltaForm.rawValue) over ±\(deltaSpan) frames"
      ))
    lines.append(("stacked", stack == 1 && skip == 1 ? "no" : "\(stack) frames every \(skip)"))
    lines.append(("features", "\(width)"))
    return lines.map { (name: $0.0, value: $0.1) }
  }

  /// A number as it is written in a script, without a fraction of 0.
  static func spelled(_ number: Double) -> String {
    Int(exactly: number).map(String.init) ?? "\(number)"
  }
}
