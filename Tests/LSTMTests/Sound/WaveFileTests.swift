// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

/// Rule 2 of spoken words: a reader walks the chunks, reads the sub-format, and tolerates what programs
/// leave in headers; each refusal names the file, the tag and the bits.
@Suite struct WaveFileTests {
  private func samples(_ bytes: [UInt8]) throws -> [Float] {
    try SoundFile.read(bytes, path: "a.wav").waveform.samples
  }

  @Test(arguments: [false, true])
  func readsEveryDepthAndItsExtensibleForm(isExtensible: Bool) throws {
    func file(_ tag: Int, _ bits: Int, _ data: [UInt8]) -> [UInt8] {
      WaveBytes.file(tag, bits: bits, data: data, isExtensible: isExtensible)
    }
    let expected: [Float] = [0, 0.5, -0.5, -1]
    #expect(try samples(file(1, 8, [128, 192, 64, 0])) == expected)
    for bits in [16, 24, 32] {
      let data = expected.flatMap { WaveBytes.number(Int($0 * Float(1 << (bits - 1))), bits / 8) }
      #expect(try samples(file(1, bits, data)) == expected)
    }
    let floats = expected.flatMap { WaveBytes.number(Int($0.bitPattern), 4) }
    #expect(try samples(file(3, 32, floats)) == expected)
    let doubles = expected.flatMap {
      WaveBytes.number(Int(bitPattern: UInt(Double($0).bitPattern)), 8)
    }
    #expect(try samples(file(3, 64, doubles)) == expected)
  }

  /// The values and the sums that libsndfile gives.
  @Test(arguments: [
    (6, [-5504, -32256, -8, -848, 5504, 32256, 8, 848], 1_564_672, 100_139_008),
    (7, [-32124, -5372, -716, 0, 32124, 5372, 716, 0], 1_532_928, 98_107_392),
  ])
  func expandsTelephoneCodes(tag: Int, some: [Float], sum: Float, weighted: Float) throws {
    let all = try samples(WaveBytes.file(tag, bits: 8, data: (0..<256).map { UInt8($0) }))
    let whole = all.map { $0 * 32768 }
    #expect([0, 0x2A, 0x55, 0x7F, 0x80, 0xAA, 0xD5, 0xFF].map { whole[$0] } == some)
    #expect(whole.reduce(0) { $0 + abs($1) } == sum)
    #expect(whole.indices.reduce(0.0) { $0 + Double(whole[$1]) * Double($1) } == Double(weighted))
  }

  /// Rule 3: several channels are averaged, and never read as one after the other.
  @Test func channelsAreAveraged() throws {
    let data = [16384, 0, -32768, 16384, 8192, 8192].flatMap { WaveBytes.number($0, 2) }
    let clip = try SoundFile.read(
      WaveBytes.file(1, bits: 16, channels: 2, data: data), path: nil)
    #expect(clip.waveform.samples == [0.25, -0.25, 0.25])
    #expect(clip.facts.channels == 2 && clip.facts.samples == 3 && !clip.facts.isCut)
    #expect(clip.facts.format == "WAV, 16 bits PCM")
  }

  @Test func oddChunksHaveAByteOfPaddingThatSomeForget() throws {
    let data = WaveBytes.number(16384, 2)
    let before = [("LIST", [UInt8]("INFOx".utf8)), ("junk", [1, 2, 3])]
    let whole = WaveBytes.file(1, bits: 16, data: data, before: before, after: before)
    #expect(try samples(whole) == [0.5])
    var unpadded = whole
    unpadded.remove(at: 12 + 8 + 5)
    #expect(try samples(unpadded) == [0.5])
  }

  @Test(arguments: [0, 0xFFFF_FFFF])
  func anUnknownSizeGoesToTheEndOfTheFile(size: Int) throws {
    let data = [16384, -16384].flatMap { WaveBytes.number($0, 2) }
    let clip = try SoundFile.read(WaveBytes.file(1, bits: 16, data: data, size: size), path: nil)
    #expect(clip.waveform.samples == [0.5, -0.5] && !clip.facts.isCut)
  }

  @Test func noSamplesBeforeAnotherChunkAreNone() throws {
    let bytes = WaveBytes.file(1, bits: 16, data: [], after: [("LIST", [1, 2, 3, 4])])
    let clip = try SoundFile.read(bytes, path: nil)
    #expect(clip.waveform.samples.isEmpty && clip.facts.isSilent && !clip.facts.isCut)
  }

  @Test func whatIsLeftOfACutFileIsReadAndTold() throws {
    let data = [16384, -16384, 0].flatMap { WaveBytes.number($0, 2) }
    let clip = try SoundFile.read(
      Array(WaveBytes.file(1, bits: 16, data: data).dropLast(3)), path: nil)
    #expect(clip.waveform.samples == [0.5] && clip.facts.isCut && clip.facts.samples == 1)
  }

  @Test func readsTheLongForm() throws {
    let data = [16384, -16384].flatMap { WaveBytes.number($0, 2) }
    let sizes = WaveBytes.number(0, 8) + WaveBytes.number(4, 8) + WaveBytes.number(2, 8)
    var bytes = WaveBytes.file(
      1, bits: 16, data: data, before: [("ds64", sizes + [0, 0, 0, 0])],
      after: [("LIST", [1, 2])], size: 0xFFFF_FFFF)
    bytes.replaceSubrange(0..<4, with: Array("RF64".utf8))
    #expect(try samples(bytes) == [0.5, -0.5])
  }

  @Test func numbersThatAreNoneAreZeroAndTold() throws {
    let data = [Float.nan, .infinity, 0.25].flatMap { WaveBytes.number(Int($0.bitPattern), 4) }
    let clip = try SoundFile.read(WaveBytes.file(3, bits: 32, data: data), path: nil)
    #expect(clip.waveform.samples == [0, 0, 0.25] && clip.facts.notFinite == 2)
  }

  @Test(arguments: [
    (
      WaveBytes.file(0x11, bits: 4, data: [0]),
      "a.wav: its samples are IMA ADPCM, format 0x0011 with 4 bits"
    ),
    (
      WaveBytes.file(3, bits: 16, data: [0, 0]), "a.wav: its samples are format 0x0003 with 16 bits"
    ),
    (WaveBytes.file(1, bits: 48, data: [0]), "a.wav: its samples are format 0x0001 with 48 bits"),
    (WaveBytes.file(1, bits: 16, rate: 0, data: []), "a.wav: its header says 0 samples a second"),
    (WaveBytes.file(1, bits: 16, channels: 0, data: []), "a.wav: it has no channel"),
    (Array("RIFF....WAVE".utf8), "a.wav: it has no chunk `fmt `, which says what its samples are"),
    (Array("OggS".utf8) + [0], "a.wav: it is an Ogg file"),
    (
      Array("id,text\n1,a\n".utf8),
      "a.wav: it begins neither like a WAV nor like a FLAC file, and may be text"
    ),
  ])
  func refusalsNameTheFileTheTagAndTheBits(bytes: [UInt8], message: String) {
    let error = #expect(throws: DataError.self) { try SoundFile.read(bytes, path: "a.wav") }
    #expect(error?.message == message)
  }

  @Test func anEmptyFileIsRefused() {
    #expect(throws: DataError(.empty, path: "a.wav")) { try SoundFile.read([], path: "a.wav") }
  }

  @Test func readsRawSamplesCutAnywhere() {
    let bytes = [16384, -32768, 1].flatMap { WaveBytes.number($0, 2) }
    for cut in bytes.indices {
      var reader = RawSamples(rate: 8000)
      let samples = reader.push(bytes[..<cut]) + reader.push(bytes[cut...])
      #expect(samples == [0.5, -1, 1 / 32768] && !reader.isCut)
    }
    let clip = RawSamples.clip(bytes + [1], rate: 8000)
    #expect(clip.facts.isCut && clip.waveform.samples.count == 3)
  }
}
