// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import LSTM

/// The features of recordings that are kept from one start to the next.
@Suite struct KeptSoundsTests {
  /// A keeper in memory that counts.
  private final class Shelf: SoundKeeper {
    var kept: [String: KeptClips] = [:]
    var titles: [String] = []
    var found = 0

    func sounds(under key: String) -> KeptClips? {
      found += kept[key] == nil ? 0 : 1
      return kept[key]
    }

    func keep(_ clips: KeptClips, under key: String, title: String) {
      kept[key] = clips
      titles.append(title)
    }
  }

  /// Waits until a file that was just written cannot be written to again at the same time.
  private func settle() { usleep(80_000) }

  private func data(
    _ folder: String, _ settings: [String: ArgumentValue] = [:], _ shelf: Shelf
  ) throws -> Dataset {
    try ToneFolder.data(folder, settings, keeper: shelf)
  }

  @Test func whatIsKeptIsNotHeardAgain() throws {
    try ToneFolder.with { folder in
      settle()
      let shelf = Shelf()
      let first = try data(folder, [:], shelf)
      #expect(shelf.found == 0 && shelf.kept.count == 1)
      #expect(shelf.titles == ["16 recordings, 40 features at 8000 Hz"])
      // Whoever heard the files would not find what somebody has put into the place of their features.
      let key = try #require(shelf.kept.keys.first)
      var clips = try #require(shelf.kept[key]).clips
      clips[2].features[5] += 1
      shelf.kept[key] = KeptClips(rate: 8000, clips: clips)
      let second = try data(folder, [:], shelf)
      #expect(shelf.found == 1 && shelf.kept.count == 1)
      #expect(second.numbers?.recordings?.facts == first.numbers?.recordings?.facts)
      let rows = [first, second].map { $0.numbers?.raw[2].map { $0 } ?? [] }
      #expect(zip(rows[0], rows[1]).count { $0 != $1 } == 1 && !rows[0].isEmpty)
    }
  }

  @Test(
    arguments: [
      [:], ["rate": .integer(16_000)], ["normalize": .word("clip"), "deltas": .integer(1)],
      ["speed": .integer(20), "time_masks": .integer(1)],
    ] as [[String: ArgumentValue]])
  func bitsAreThoseOfWhatIsHeard(settings: [String: ArgumentValue]) throws {
    try ToneFolder.with { folder in
      settle()
      let shelf = Shelf()
      let plain = try ToneFolder.data(folder, settings)
      let prints = try (0..<2).map { _ in try data(folder, settings, shelf).fingerprint }
      #expect(prints == [plain.fingerprint, plain.fingerprint] && shelf.found == 1)
    }
  }

  /// What changes clips in training changes no feature; whether their sound is kept is another matter.
  @Test func theKeyIsAllThatFeaturesStandOn() throws {
    try ToneFolder.with { folder in
      settle()
      let shelf = Shelf()
      let counts = try
        ([[:], ["time_masks": .integer(2)], ["speed": .integer(5)]]
        + [["gain": .number(3)], ["hop": .number(20)]] as [[String: ArgumentValue]])
        .map { settings in
          _ = try data(folder, settings, shelf)
          return shelf.kept.count
        }
      #expect(counts == [1, 1, 2, 2, 3])
      try ToneFolder.write(
        Tones.tone(500, rate: 8000, seconds: 0.15), to: "\(folder)/low_ann_0.wav")
      // Just written it may be written to again, and is heard each time.
      _ = try data(folder, [:], shelf)
      #expect(shelf.kept.count == 3)
      settle()
      _ = try data(folder, [:], shelf)
      #expect(shelf.kept.count == 4)
    }
  }

  @Test func aFileGivesBackWhatItWasGiven() throws {
    try ToneFolder.with { folder in
      settle()
      let shelf = Shelf()
      _ = try data(folder, ["speed": .integer(5)], shelf)
      let kept = try #require(shelf.kept.values.first)
      let path = "\(folder)/kept"
      try KeptSounds.write(kept, key: "a key", title: "some clips", to: path)
      #expect(try KeptSounds.read(path, key: "a key") == kept)
      #expect(Checkpoint.title(of: path) == "some clips")
      #expect(throws: ModelFileError.self) { try KeptSounds.read(path, key: "another") }
      let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
      for place in [0, 100, bytes.count / 2, bytes.count - 1] {
        var damaged = bytes
        damaged[place] ^= 1
        try Data(damaged).write(to: URL(fileURLWithPath: path))
        #expect(throws: ModelFileError.self, "\(place)") {
          try KeptSounds.read(path, key: "a key")
        }
      }
      try Data(bytes.dropLast(7)).write(to: URL(fileURLWithPath: path))
      #expect(throws: ModelFileError.self) { try KeptSounds.read(path, key: "a key") }
    }
  }
}
