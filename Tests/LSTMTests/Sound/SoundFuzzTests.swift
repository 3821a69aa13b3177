// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

/// Whatever the bytes are, a clip of finite numbers or a reason comes out.
@Suite struct SoundFuzzTests {
  /// Whole files of each kind.
  private func seeds() throws -> [[UInt8]] {
    let data = (0..<120).map { UInt8(truncatingIfNeeded: $0 * 37) }
    let formats = [(1, 8), (1, 16), (1, 24), (1, 32), (3, 32), (3, 64), (6, 8), (7, 8)]
    let waves = formats.flatMap { tag, bits in
      [false, true].map {
        WaveBytes.file(
          tag, bits: bits, channels: bits == 16 ? 2 : 1, data: data, isExtensible: $0,
          before: [("LIST", [1, 2, 3])])
      }
    }
    return try waves
      + FLACFileTests.names.map { try FileReader.bytes(of: Fixture.path(of: "sound/\($0).flac")) }
  }

  private func check(_ bytes: [UInt8]) {
    guard let clip = try? SoundFile.read(bytes, path: nil) else { return }
    #expect(clip.waveform.samples.allSatisfy { $0.isFinite })
    #expect(clip.facts.samples == clip.waveform.samples.count)
  }

  @Test func mutationsNeverStopIt() throws {
    var random = RandomSource(seed: 5).sequence(.sample, "fuzz")
    for seed in try seeds() {
      for _ in 0..<300 {
        var bytes = seed
        for _ in 0...random.index(below: 4) {
          let place = random.index(below: min(bytes.count, random.index(below: 2) == 0 ? 64 : .max))
          switch random.index(below: 4) {
          case 0: bytes[place] = UInt8(random.index(below: 256))
          case 1: bytes[place] = random.index(below: 2) == 0 ? 0xFF : 0
          case 2: bytes[place] ^= 1 << UInt8(random.index(below: 8))
          default: bytes.removeSubrange(place..<min(bytes.count, place + random.index(below: 9)))
          }
          if bytes.isEmpty { break }
        }
        check(bytes)
      }
    }
  }

  @Test func everyBeginningOfAFileIsTaken() throws {
    for seed in try seeds() {
      for count in stride(from: 0, to: seed.count, by: max(1, seed.count / 400)) {
        check(Array(seed[..<count]))
      }
    }
  }

  /// A frame whose checksum is right can still hold any bits.
  @Test func nonsenseWithRightChecksumsIsTaken() throws {
    let whole = try FileReader.bytes(of: Fixture.path(of: "sound/mono16.flac"))
    let header = try #require(FLACFile.start(in: whole))
    var random = RandomSource(seed: 6).sequence(.sample, "frames")
    let stream = Array(whole[header..<header + 4]) + [0x80] + whole[header + 5..<header + 42]
    for _ in 0..<2000 {
      var frame: [UInt8] = [0xFF, 0xF8, 0x69, 0x08, 0x00, 0x3F]
      frame.append(FLACChecksum.crc8(frame, 0..<frame.count))
      frame.append(UInt8(random.index(below: 64)) << 1)
      frame += (0..<random.index(below: 90)).map { _ in UInt8(random.index(below: 256)) }
      check(stream + frame)
    }
  }
}
