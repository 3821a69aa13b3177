// SPDX-License-Identifier: Apache-2.0

/// How sound becomes numbers: all that has to be the same where a model is trained and where it is used.
///
/// A frame is a window of samples; each frame becomes a row of features. The order of the steps is
/// that of the properties: samples are scaled, each frame loses its mean, is pre-emphasized and
/// windowed; its spectrum goes through the filters of the mel scale to logarithms, of which
/// `cepstra` makes a cosine transform; then come slopes over time (deltas), and frames are stacked.
public struct SoundRecipe: Codable, Hashable, Sendable {
  /// What a sample counts.
  public enum InputScale: String, Codable, Hashable, Sendable {
    /// Full scale is 1.
    case unit = "±1"
    /// Full scale is 32,768.
    case int16 = "±32768"
  }

  /// Where frames lie.
  public enum Framing: String, Codable, Hashable, Sendable {
    /// The first frame begins with the first sample; the last one is filled up with zeros.
    case padded
    /// The first frame begins with the first sample; what does not fill a frame at the end is left out.
    case snipped
    /// The middle of the first frame is the first sample; there are zeros around the clip.
    case centredZero = "centred, zeros around"
    /// The same, with the clip reflected at both ends.
    case centredReflect = "centred, reflected"
  }

  /// What a frame is multiplied by.
  public enum Window: String, Codable, Hashable, Sendable {
    /// Hann's, periodic, as for spectrograms.
    case hann
    /// Hamming's, symmetric.
    case hamming
    /// Kaldi's: the symmetric window of Hann to the power of 0.85.
    case povey
    /// None.
    case rectangular
  }

  /// What pre-emphasis finds before the first sample of a frame.
  public enum PreEmphasisReach: String, Codable, Hashable, Sendable {
    /// The sample before the frame; 0 before the clip.
    case clip
    /// Its first sample once more.
    case frame
  }

  /// What is made of the spectrum X of a frame.
  public enum Spectrum: String, Codable, Hashable, Sendable {
    /// |X|²
    case power
    /// |X|² divided by the size of the transform.
    case powerBySize = "power / FFT size"
    /// |X|
    case magnitude
  }

  /// How pitch is measured.
  public enum MelScale: String, Codable, Hashable, Sendable {
    /// 2595 log10(1 + f / 700), of HTK, Kaldi and torchaudio.
    case htk
    /// Linear below 1,000 Hz and logarithmic above, of Slaney's toolbox and librosa.
    case slaney
  }

  /// Along which axis a filter is a triangle.
  public enum FilterShape: String, Codable, Hashable, Sendable {
    /// Along the frequency.
    case hertz
    /// Along the mel scale.
    case mel
    /// Along the frequency, with its corners moved down to whole places of the transform.
    case bins = "whole bins"
  }

  /// How high a filter is.
  public enum FilterNorm: String, Codable, Hashable, Sendable {
    /// Its top is 1.
    case none
    /// Its area along the frequency is 1 (Slaney).
    case area
  }

  /// How the energy of a filter becomes a feature.
  public enum Logarithm: String, Codable, Hashable, Sendable {
    /// ln max(x, floor).
    case natural
    /// 10 log10(max(x, floor) / reference), at most `range` below the largest of the clip.
    case decibel = "dB"
  }

  /// What stands in the place of the first cepstral coefficient.
  public enum Energy: String, Codable, Hashable, Sendable {
    /// The coefficient itself.
    case none
    /// The logarithm of the sum over the spectrum.
    case spectrum
    /// The logarithm of the sum of squares of the frame, before pre-emphasis and window.
    case frame
  }

  /// How the slope of a feature over time is found.
  public enum DeltaForm: String, Codable, Hashable, Sendable {
    /// The regression of HTK, over frames of which the first and the last are repeated; the second
    /// slope is that of the first.
    case regression
    /// The derivatives of a line and of a parabola fitted to the frames around (Savitzky and
    /// Golay), at the ends of the clip those of the nearest whole stretch, as librosa.
    case fitted
  }

  /// Samples a second; sound of another rate is resampled.
  public var rate: Int
  /// What a sample counts.
  public var scale = InputScale.unit
  /// Milliseconds of a frame.
  public var window: Double
  /// Milliseconds from frame to frame.
  public var hop: Double
  /// Where frames lie.
  public var framing = Framing.padded
  /// The amplitude of noise added to each frame, in units of `scale`: normal numbers that depend on
  /// the frame alone.
  public var dither = 0.0
  /// Whether a frame loses its mean.
  public var removesMean = false
  /// Which part of the sample before is taken off each sample; 0 for none.
  public var preEmphasis = 0.0
  /// What pre-emphasis finds before a frame.
  public var preEmphasisReach = PreEmphasisReach.clip
  /// What a frame is multiplied by.
  public var windowShape = Window.hann
  /// The size of the Fourier transform, at least that of a frame.
  public var size: Int
  /// What is made of the spectrum.
  public var spectrum = Spectrum.power
  /// How many filters.
  public var mels: Int
  /// Where the first filter begins, in Hz.
  public var low: Double
  /// Where the last filter ends, in Hz.
  public var high: Double
  /// How pitch is measured.
  public var melScale = MelScale.htk
  /// Along which axis a filter is a triangle.
  public var filterShape = FilterShape.hertz
  /// How high a filter is.
  public var filterNorm = FilterNorm.none
  /// How energies become features.
  public var logarithm = Logarithm.natural
  /// The least that a logarithm is taken of, so that silence has one.
  public var floor: Double
  /// What 0 dB is.
  public var reference = 1.0
  /// How many dB below the largest value of the clip a feature may lie; nil for any.
  public var range: Double?
  /// How many cepstral coefficients are made of the logarithms; nil to keep these.
  public var cepstra: Int?
  /// The lifter L: coefficient n is multiplied by 1 + L/2 sin(πn/L); 0 for none.
  public var lifter = 0.0
  /// What stands in the place of the first coefficient.
  public var energy = Energy.none
  /// How many orders of slopes stand beside the features: 0, 1 or 2.
  public var deltas = 0
  /// How many frames before and after a slope looks at.
  public var deltaSpan = 2
  /// How a slope is found.
  public var deltaForm = DeltaForm.regression
  /// How many frames are put side by side to one.
  public var stack = 1
  /// How many frames further the next stack begins.
  public var skip = 1
}
