// SPDX-License-Identifier: Apache-2.0

import Foundation

@testable import LSTM

/// Recordings of low and high tones by two voices, in a folder of their own.
enum ToneFolder {
  /// Calls `body` with the folder: 16 files KIND_VOICE_TAKE.wav at 8,000 Hz.
  static func with<Result>(_ body: (String) throws -> Result) throws -> Result {
    try withFolder([:]) { folder in
      for take in 0..<4 {
        for (voice, offset) in [("ann", 0.0), ("bob", 50.0)] {
          for (kind, hertz) in [("low", 300.0), ("high", 1500.0)] {
            try write(
              Tones.tone(
                hertz + offset + Double(20 * take), rate: 8000, seconds: 0.15 + 0.05 * Double(take)),
              to: "\(folder)/\(kind)_\(voice)_\(take).wav")
          }
        }
      }
      return try body(folder)
    }
  }

  /// Writes samples as a recording.
  static func write(_ samples: [Float], rate: Int = 8000, to path: String) throws {
    try Data(WaveBytes.pcm16(samples, rate: rate)).write(to: URL(fileURLWithPath: path))
  }

  /// The data that these are, with the kind as the target.
  static func data(
    _ folder: String, _ settings: [String: ArgumentValue] = [:], threads: Int = 1,
    keeper: (any SoundKeeper)? = nil
  ) throws -> Dataset {
    let table = try Table.read(
      path: folder, format: .wav, options: ["name": .text("{kind}_{voice}_{take}")])
    var builder = DatasetBuilder(
      textColumn: nil, numbers: NumberRole(hearing: SoundRole("file", settings)),
      targets: [TargetRole("kind", ClassTask.entry)],
      split: .stratified(try SplitRatio(train: 50, valid: 25, test: 25)))
    builder.compute = Compute(threads: threads)
    return try builder.build(from: table, shuffler: RandomSource(seed: 1), keeper: keeper)
  }
}
