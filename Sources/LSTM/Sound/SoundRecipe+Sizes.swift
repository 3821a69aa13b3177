// SPDX-License-Identifier: Apache-2.0

extension SoundRecipe {
  /// The samples of a frame.
  public var windowSamples: Int { Self.samples(of: window, at: rate) }

  /// The samples from frame to frame.
  public var hopSamples: Int { Self.samples(of: hop, at: rate) }

  /// The most samples that a frame may have, and the largest transform.
  static let largest = 1 << 16

  /// Milliseconds in samples, rounded half up; 0 for what is out of all reason.
  static func samples(of milliseconds: Double, at rate: Int) -> Int {
    let samples = (milliseconds * Double(rate) / 1000 + 0.5).rounded(.down)
    return samples >= 0 && samples <= 1e9 ? Int(samples) : 0
  }

  /// Features of a frame before slopes.
  var base: Int { cepstra ?? mels }

  /// Features of a frame with its slopes.
  var joined: Int { base * (1 + deltas) }

  /// Features of a row.
  public var width: Int { joined * stack }

  /// The names of the features: `mel1` or `mfcc1`, then `delta1` and `deltadelta1`; of stacked frames
  /// `mel1_1` of the first, `mel1_2` of the second.
  public var names: [String] {
    let kinds = [cepstra == nil ? "mel" : "mfcc", "delta", "deltadelta"].prefix(1 + deltas)
    let frame = kinds.flatMap { kind in (0..<base).map { "\(kind)\($0 + 1)" } }
    return stack == 1 ? frame : (1...stack).flatMap { turn in frame.map { "\($0)_\(turn)" } }
  }

  /// How many rows a clip of so many samples has, at the rate of the recipe: at least one.
  public func frames(ofSamples samples: Int) -> Int {
    (frames(beforeStacking: samples) + skip - 1) / skip
  }

  /// How many frames a clip has: at least one.
  func frames(beforeStacking samples: Int) -> Int {
    let (window, hop) = (windowSamples, max(hopSamples, 1))
    let further =
      switch framing {
      case .padded: samples > window ? (samples - window + hop - 1) / hop : 0
      case .snipped: samples > window ? (samples - window) / hop : 0
      case .centredZero, .centredReflect: (samples - size % 2) / hop
      }
    return 1 + max(0, further)
  }

  /// Where a frame begins, by samples of the clip: before 0 where frames are centred.
  func start(ofFrame frame: Int) -> Int {
    frame * max(hopSamples, 1) - lead
  }

  /// How many samples the first frame begins before the clip.
  var lead: Int {
    switch framing {
    case .padded, .snipped: 0
    case .centredZero, .centredReflect: size / 2 - (size - windowSamples) / 2
    }
  }

  /// Milliseconds from one row to the next.
  public var step: Double { hop * Double(skip) }
}
