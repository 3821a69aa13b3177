// SPDX-License-Identifier: Apache-2.0

/// Keeps the features of recordings from one start to the next.
public protocol SoundKeeper {
  /// What is kept under a key; nil for nothing.
  func sounds(under key: String) -> KeptClips?
  /// Keeps features under a key, if that is possible.
  ///
  /// - Parameter title: what they are, for whoever lists them.
  func keep(_ clips: KeptClips, under key: String, title: String)
}

/// The features of the recordings of a table, with all that their file would say.
public struct KeptClips: Hashable, Sendable {
  /// The rate at which they were heard.
  public let rate: Int
  /// The features of each.
  public let clips: [SoundFeatures]

  /// Features at a rate.
  public init(rate: Int, clips: [SoundFeatures]) { (self.rate, self.clips) = (rate, clips) }
}

/// All that the features of some recordings stand on.
struct SoundKey: Encodable {
  private let engine: Int
  private let files: String
  private let settings: [String: ArgumentValue]
  private let keepsSound: Bool

  /// The version of how features are made: another one where the same files would have other bits.
  private static let version = 1

  /// The settings that change clips while a model trains, and not their features.
  private static let ofTraining: Set<String> = [
    SoundRole.shiftKey.name, SoundRole.noiseKey.name, SoundRole.gainKey.name,
    SoundRole.speedKey.name, SoundRole.timeMasksKey.name, SoundRole.timeMaskKey.name,
    SoundRole.frequencyMasksKey.name, SoundRole.frequencyMaskKey.name,
  ]

  /// The key of recordings that are heard as a role says; nil where one is missing, and where one has just been
  /// written, which may be written to again within the same moment.
  ///
  /// - Parameters:
  ///   - rate: that at which they are heard; nil where the role says.
  ///   - keepsSound: whether their samples are kept beside their features.
  init?(_ paths: [String], _ role: SoundRole, rate: Int?, keepsSound: Bool) {
    guard let stamps = FileStamps(of: paths), stamps.areSettled else { return nil }
    engine = Self.version
    files = "\(paths.count) \(stamps.hash)"
    var settings = role.settings.all.filter { !Self.ofTraining.contains($0.key) }
    if let rate { settings[SoundRole.rateKey.name] = .integer(rate) }
    (self.settings, self.keepsSound) = (settings, keepsSound)
  }

  /// The key as a text.
  var text: String? { try? CanonicalJSON.text(of: self) }
}
