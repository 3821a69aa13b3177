// SPDX-License-Identifier: Apache-2.0

/// The sound of a file, mixed down to one channel at the rate of the file.
public struct SoundClip: Hashable, Sendable {
  /// The sound.
  public var waveform: Waveform
  /// What the file is.
  public var facts: SoundFacts
}

/// What is told of a file of sound.
public struct SoundFacts: Codable, Hashable, Sendable {
  /// How a sample is written.
  public enum Coding: String, Codable, Hashable, Sendable {
    /// Whole numbers.
    case pcm = "PCM"
    /// Numbers with a fraction.
    case float
    /// Eight bits on a logarithmic scale, as telephones in Europe have it.
    case aLaw = "A-law"
    /// Eight bits on a logarithmic scale, as telephones in North America have it.
    case muLaw = "µ-law"
  }

  /// The file around the samples.
  public enum Container: String, Codable, Hashable, Sendable {
    case wav = "WAV"
    case flac = "FLAC"
    /// Samples alone.
    case raw
  }

  /// The file around the samples.
  public var container: Container
  /// How a sample is written.
  public var coding: Coding
  /// Bits of a sample.
  public var bits: Int
  /// Samples a second.
  public var rate: Int
  /// How many channels were averaged.
  public var channels: Int
  /// How many samples a channel has.
  public var samples: Int
  /// Whether there is less than the header says: the rest is read all the same.
  public var isCut = false
  /// Whether all samples are the same, so that there is nothing to hear; also without any sample.
  public var isSilent = false
  /// How many samples of a file of floats are no finite number; they are read as 0.
  public var notFinite = 0

  /// How long it takes.
  public var seconds: Double { Double(samples) / Double(max(rate, 1)) }

  /// Such as `WAV, 16 bits PCM`.
  public var format: String { "\(container.rawValue), \(bits) bits \(coding.rawValue)" }
}
