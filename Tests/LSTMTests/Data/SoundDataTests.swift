// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

@testable import LSTM

/// Recordings as rows of a data set.
@Suite struct SoundDataTests {
  @Test func aRowIsARecordingOfFrames() throws {
    try ToneFolder.with { folder in
      let data = try ToneFolder.data(folder, ["bins": .integer(13)])
      let numbers = try #require(data.numbers)
      let recordings = try #require(numbers.recordings)
      #expect(data.rowCount == 16 && numbers.column.features == 13)
      #expect(recordings.transform.recipe.rate == 8000)
      #expect(Set(recordings.facts.map(\.rate)) == [8000])
      #expect(data.title(of: 0) == recordings.names[0])
      for row in 0..<16 {
        let samples = recordings.facts[row].samples
        #expect(data.length(of: row) == recordings.transform.recipe.frames(ofSamples: samples))
      }
      // The mean of a feature over the training rows is 0.
      let rows = data.splits.train.flatMap { Array(numbers.column[$0]) }
      let sum = stride(from: 0, to: rows.count, by: 13).reduce(0.0) { $0 + Double(rows[$1]) }
      #expect(abs(sum) / Double(rows.count / 13) < 1e-4)
    }
  }

  @Test func threadsChangeNoBit() throws {
    try ToneFolder.with { folder in
      let (one, three) = (try ToneFolder.data(folder), try ToneFolder.data(folder, threads: 3))
      #expect(one.fingerprint == three.fingerprint)
      let settings: [String: ArgumentValue] = [
        "shift": .number(30), "noise": .numbers([20, 40]), "speed": .integer(10),
        "time_masks": .integer(1), "frequency_masks": .integer(1),
      ]
      let changed = try ToneFolder.data(folder, settings)
      #expect(changed.isResampled && changed.fingerprint != one.fingerprint)
      let rows = changed.splits.train
      let random = RandomSource(seed: 5)
      let alone = changed.examples.sampled(rows, epoch: 2, random)
      let shared = changed.examples.sampled(rows, epoch: 2, random, ThreadPool(threads: 3))
      let other = changed.examples.sampled(rows, epoch: 3, random)
      #expect(alone.fingerprint(of: rows) == shared.fingerprint(of: rows))
      #expect(alone.fingerprint(of: rows) != other.fingerprint(of: rows))
    }
  }

  @Test func clipsOfAnotherRateAreResampledAndTold() throws {
    try ToneFolder.with { folder in
      try ToneFolder.write(
        Tones.tone(440, rate: 16_000, seconds: 0.2), rate: 16_000,
        to: "\(folder)/low_cid_9.wav")
      let data = try ToneFolder.data(folder)
      let recordings = try #require(data.numbers?.recordings)
      #expect(recordings.transform.recipe.rate == 8000)
      #expect(recordings.facts.count { $0.rate == 16_000 } == 1)
      let fixed = try ToneFolder.data(folder, ["rate": .integer(16_000)])
      #expect(fixed.numbers?.recordings?.transform.recipe.rate == 16_000)
    }
  }

  @Test func eachClipMayBeMeasuredByItself() throws {
    try ToneFolder.with { folder in
      let data = try ToneFolder.data(folder, ["normalize": .word("clip"), "bins": .integer(8)])
      let own = Array(try #require(data.numbers).column[3])
      let mean = stride(from: 0, to: own.count, by: 8).reduce(0.0) { $0 + Double(own[$1]) }
      #expect(abs(mean) < 1e-3)
    }
  }

  @Test func theModelOwnsItsFeatures() throws {
    try ToneFolder.with { folder in
      let data = try ToneFolder.data(folder, ["features": .word("mfcc"), "deltas": .integer(1)])
      let numbers = try #require(data.numbers)
      let inputs = SavedInputs(data)
      let bytes = try JSONEncoder().encode(inputs)
      let loaded = try JSONDecoder().decode(SavedInputs.self, from: bytes)
      #expect(loaded.numbers == numbers.transform)
      var table = try Table(columns: ["file"], rows: [["high_bob_2.wav"], ["low_ann_0.wav"]])
      table.folder = folder
      let rows = try InputRows(
        table, textColumn: nil, text: nil, numbers: try #require(loaded.numbers), series: nil)
      #expect(rows.titles == ["high_bob_2.wav", "low_ann_0.wav"])
      let column = try #require(rows.columns.first as? NumberColumn)
      let names = try #require(numbers.recordings?.names)
      for (place, name) in rows.titles.enumerated() {
        let row = try #require(names.firstIndex(of: name))
        #expect(column[place] == numbers.column[row])
      }
    }
  }

  @Test func whatCannotBeHeardIsNamed() throws {
    try ToneFolder.with { folder in
      #expect(
        fact { try ToneFolder.data(folder, ["low": .number(3000), "high": .number(200)]) }
          .map { if case .badRecipe = $0 { true } else { false } } ?? false)
      try Data("no sound at all, but a text of some length".utf8).write(
        to: URL(fileURLWithPath: "\(folder)/low_dan_1.wav"))
      do {
        _ = try ToneFolder.data(folder)
        Issue.record("a text was heard")
      } catch let error as DataError {
        #expect(error.path?.hasSuffix("low_dan_1.wav") == true)
        guard case .badSound = error.fact else { throw error }
      }
    }
  }
}
