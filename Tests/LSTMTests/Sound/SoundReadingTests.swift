// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

@Suite struct SoundReadingTests {
  /// Files of several rates in a folder, which is taken away.
  private func withClips(_ count: Int, _ body: ([String]) throws -> Void) throws {
    var name = Array("/tmp/lstm-sound-XXXXXX".utf8CString)
    let root = try #require(mkdtemp(&name).map { String(cString: $0) })
    var paths: [String] = []
    defer {
      for path in paths { unlink(path) }
      rmdir(root)
    }
    for index in 0..<count {
      let rate = [8000, 16000, 11025][index % 3]
      let bytes = WaveBytes.pcm16(
        Tones.tone(Double(200 + 40 * index), rate: rate, seconds: 0.1 + 0.01 * Double(index)),
        rate: rate)
      paths.append("\(root)/\(index).wav")
      try FileWriter.write(bytes, to: paths[index])
    }
    try body(paths)
  }

  @Test func theBitsAreThoseOfAnyNumberOfThreads() throws {
    try withClips(20) { paths in
      let recipe = SoundRecipe.own(rate: 8000)
      let alone = try SoundReading.features(of: paths, recipe)
      for threads in 1...3 {
        let shared = try SoundReading.features(
          of: paths, recipe, pool: ThreadPool(threads: threads))
        #expect(shared == alone)
      }
      #expect(alone.map(\.facts.rate) == (0..<20).map { [8000, 16000, 11025][$0 % 3] })
      for clip in alone { #expect(clip.features.count == clip.frames * recipe.width) }
      let waves = try SoundReading.features(
        of: paths, .own(rate: 8000), keepsSound: { $0 > 0 })
      #expect(
        waves.dropFirst().allSatisfy { $0.waveform?.rate == 8000 } && waves[0].waveform == nil
          && waves[1].facts.rate == 16000)
    }
  }

  /// The set that comes with the repository: four kinds of short sounds by six voices.
  @Test func theTonesAreRead() throws {
    let folder = Fixture.path(of: "../../scripts/data/tones")
    let names = try PlainFile.names(in: folder).sorted()
    #expect(names.count == 72 && Set(names.map { $0.split(separator: "_")[1] }).count == 6)
    let clips = try SoundReading.features(of: names.map { "\(folder)/\($0)" }, .own(rate: 8000))
    for clip in clips {
      #expect(clip.facts.format == "WAV, 8 bits PCM" && !clip.facts.isCut && !clip.facts.isSilent)
      #expect((20...30).contains(clip.frames))
    }
  }

  @Test func theFirstFileThatIsWrongIsNamed() throws {
    try withClips(8) { paths in
      try FileWriter.write(Array("OggS".utf8), to: paths[6])
      try FileWriter.write(Array("OggS".utf8), to: paths[3])
      for threads in 1...3 {
        let error = #expect(throws: DataError.self) {
          try SoundReading.features(
            of: paths, .own(rate: 8000), pool: ThreadPool(threads: threads))
        }
        #expect(error?.path == paths[3])
      }
      #expect(throws: DataError(.interrupted, path: nil)) {
        try SoundReading.features(of: paths, .own(rate: 8000), shouldStop: { true })
      }
    }
  }
}
