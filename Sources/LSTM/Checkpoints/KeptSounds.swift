// SPDX-License-Identifier: Apache-2.0

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The features of recordings in a file, under the key of all that they stand on: a safetensors file with a
/// checksum over all of it.
public enum KeptSounds {
  private static let format = "lstm-sounds"
  private static let (features, samples) = ("features", "samples")

  /// What is told of the clips beside their numbers.
  private struct Clips: Codable {
    let rate: Int
    let facts: [SoundFacts]
    /// How many features each has, and how many frames.
    let features: [Int]
    let frames: [Int]
    /// How many samples each has; none where they are not kept.
    let samples: [Int]
  }

  /// About how many bytes a file of clips has.
  public static func bytes(of kept: KeptClips) -> Int {
    kept.clips.reduce(0) { $0 + 4 * ($1.features.count + ($1.waveform?.samples.count ?? 0)) + 200 }
  }

  /// Writes clips.
  public static func write(
    _ kept: KeptClips, key: String, title: String, to path: String
  ) throws {
    let clips = kept.clips
    let waveforms = clips.compactMap(\.waveform)
    let text = try CanonicalJSON.text(
      of: Clips(
        rate: kept.rate, facts: clips.map(\.facts), features: clips.map(\.features.count),
        frames: clips.map(\.frames), samples: waveforms.map(\.samples.count)))
    let buffers = [joined(clips.map(\.features)), joined(waveforms.map(\.samples))]
    // The tensors point into the buffers.
    try withExtendedLifetime(buffers) {
      let tensors = zip([features, samples], buffers).map { name, buffer in
        Safetensors.Tensor(name, shape: [buffer.count], buffer)
      }
      let metadata = [
        "format": format, "key": key, "clips": text, "title": title,
        "checksum": Safetensors.checksum(key + text, tensors),
      ]
      try FileWriter.write(to: path) { put in
        (try? Safetensors.write(metadata: metadata, tensors: tensors, put)) ?? false
      }
    }
  }

  private static func joined(_ parts: [[Float]]) -> Buffer {
    let buffer = Buffer(count: parts.reduce(0) { $0 + $1.count })
    var place = 0
    for part in parts {
      (buffer.base + place).update(from: part, count: part.count)
      place += part.count
    }
    return buffer
  }

  /// Reads clips.
  ///
  /// Throws `DataError` for a file that cannot be read, `ModelFileError` for one that is damaged or holds
  /// others.
  public static func read(_ path: String, key: String) throws -> KeptClips {
    try FileReader.requireMemory(for: path, times: 3)
    let file = try Safetensors(try FileReader.bytes(of: path))
    let metadata = file.metadata
    guard metadata["format"] == format, let text = metadata["clips"] else {
      throw ModelFileError(reason: "it holds no features")
    }
    guard metadata["key"] == key else { throw ModelFileError(reason: "it is of other recordings") }
    guard metadata["checksum"] == file.checksum(key + text, [features, samples]),
      file.names == [features, samples],
      let clips = try? JSONDecoder().decode(Clips.self, from: Data(text.utf8)),
      clips.facts.count == clips.features.count, clips.facts.count == clips.frames.count,
      clips.samples.isEmpty || clips.samples.count == clips.facts.count
    else { throw ModelFileError(reason: "it is damaged") }
    let features = try parts(clips.features, of: file, features)
    let waveforms = try parts(clips.samples, of: file, samples).map {
      Waveform(samples: $0, rate: clips.rate)
    }
    return KeptClips(
      rate: clips.rate,
      clips: clips.facts.indices.map { index in
        SoundFeatures(
          features: features[index], frames: clips.frames[index], facts: clips.facts[index],
          waveform: waveforms.isEmpty ? nil : waveforms[index])
      })
  }

  private static func parts(
    _ counts: [Int], of file: Safetensors, _ name: String
  ) throws(ModelFileError) -> [[Float]] {
    let sum = counts.reduce(0, +)
    let buffer = Buffer(count: sum)
    try file.fill(buffer, with: name, shape: [sum])
    var place = 0
    return counts.map { count in
      defer { place += count }
      return Array(UnsafeBufferPointer(start: buffer.base + place, count: count))
    }
  }
}
