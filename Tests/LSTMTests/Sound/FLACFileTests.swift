// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

/// Files that libFLAC wrote, held against the formula of their samples.
@Suite struct FLACFileTests {
  static let names = ["mono16", "stereo16", "stereo24", "mono8", "silence", "noise"]

  private func bytes(_ name: String) throws -> [UInt8] {
    try FileReader.bytes(of: Fixture.path(of: "sound/\(name).flac"))
  }

  @Test func readsWhatLibFLACWrote() throws {
    let signal = Tones.fixture(rate: 8000).map { Float($0) / 32768 }
    #expect(try SoundFile.read(try bytes("mono16"), path: nil).waveform.samples == signal)
    // The right channel is half the left one, and later minus that.
    let stereo = try SoundFile.read(bytes("stereo16"), path: nil)
    let whole = Tones.fixture(rate: 8000).map { Int($0) }
    let expected = whole.enumerated().map { index, left in
      let right = index < 1400 ? left >> 1 : -(left >> 1)
      return Float(Double(left + right) / 65536)
    }
    #expect(stereo.waveform.samples == expected && stereo.facts.channels == 2)
    let deep = try SoundFile.read(bytes("stereo24"), path: nil)
    let finer = whole.map { Float(Double(2 * ($0 * 256) + 77) / Double(1 << 24)) }
    #expect(deep.waveform.samples == finer && deep.facts.bits == 24)
    let coarse = try SoundFile.read(bytes("mono8"), path: nil)
    #expect(coarse.waveform.samples == whole.map { Float($0 >> 8) / 128 })
    #expect(coarse.facts.format == "FLAC, 8 bits PCM" && !coarse.facts.isCut)
  }

  @Test func silenceIsTold() throws {
    let clip = try SoundFile.read(bytes("silence"), path: nil)
    #expect(clip.facts.isSilent && clip.facts.samples == 2800)
  }

  /// Noise is not predicted: its samples stand in the file as they are, or nearly.
  @Test func readsNoise() throws {
    let expected = Tones.noise(2800).map { Float($0) / 32768 }
    #expect(try SoundFile.read(try bytes("noise"), path: nil).waveform.samples == expected)
  }

  @Test func aChangedByteIsFound() throws {
    var bytes = try bytes("mono16")
    bytes[bytes.count - 700] ^= 4
    let error = #expect(throws: DataError.self) { try SoundFile.read(bytes, path: "a.flac") }
    #expect(error?.message.hasPrefix("a.flac: its frame ") == true)
  }

  @Test func whatIsLeftOfACutFileIsReadAndTold() throws {
    let whole = try bytes("stereo16")
    let clip = try SoundFile.read(Array(whole.dropLast(20)), path: nil)
    #expect(clip.facts.isCut && clip.facts.samples < 2800)
  }

  @Test func aTagBeforeItIsPassedOver() throws {
    let bytes = Array("ID3".utf8) + [4, 0, 0, 0, 0, 0, 5, 1, 2, 3, 4, 5] + (try bytes("mono8"))
    #expect(try SoundFile.read(bytes, path: nil).facts.samples == 2800)
  }
}
