// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import LSTM

@Suite struct LiveSoundTests {
  private func predictor(
    _ data: Dataset, _ layers: [StackElement]
  ) throws -> Predictor {
    let model = try Model(
      layers + [stackElement("output")], inputs: data.inputShapes, targets: data.shapes)
    return Predictor(
      Network(model, seed: 3, compute: Compute(threads: 1)), for: data.targets.map(\.task))
  }

  /// Samples as bytes in pieces of a size.
  private func pieces(_ samples: [Float], of size: Int) -> [[UInt8]] {
    let bytes = samples.flatMap { WaveBytes.number(Int(($0 * 32768).rounded()), 2) }
    return stride(from: 0, to: bytes.count, by: size).map {
      Array(bytes[$0..<min($0 + size, bytes.count)])
    }
  }

  /// The probabilities after each frame.
  private func heard(_ live: LiveSound, _ pieces: [[UInt8]]) throws -> [[Float]] {
    var rest = pieces[...]
    var found: [[Float]] = []
    try live.listen(
      next: { rest.popFirst() },
      tell: { moment in
        found.append((moment.answers[0] as? ClassAnswers)?.probabilities[0] ?? [])
        return true
      })
    return found
  }

  @Test(arguments: [(1, 0), (2, 1)]) func streamingEqualsTheWholeClip(
    stack: Int, deltas: Int
  ) throws {
    try ToneFolder.with { folder in
      let data = try ToneFolder.data(
        folder, ["bins": .integer(12), "stack": .integer(stack), "deltas": .integer(deltas)])
      let predictor = try predictor(data, [stackElement("lstm", 9), stackElement("gru", 7)])
      let numbers = try #require(data.numbers)
      let samples = Tones.tone(700, rate: 8000, seconds: 0.3)
      let path = "\(folder)/new.wav"
      try ToneFolder.write(samples, to: path)
      var table = try Table(columns: ["file"], rows: [["new.wav"]])
      table.folder = folder
      let rows = try InputRows(
        table, textColumn: nil, text: nil, numbers: numbers.transform, series: nil)
      let answers = try #require(try predictor.worker().answers(rows.columns, rows: [0]))
      let whole = try #require(answers[0] as? ClassAnswers).probabilities[0]

      let live = { try LiveSound(predictor, numbers.transform) }
      let frames = try heard(try live(), pieces(samples, of: 80))
      #expect(frames.count == rows.columns[0].length(of: 0))
      #expect(frames.last == whole)
      #expect(frames == (try heard(try live(), pieces(samples, of: 333))))
      // A file is heard as what it holds.
      let file = [WaveBytes.pcm16(samples, rate: 8000)]
      #expect(frames == (try heard(try live(), file)))
    }
  }

  /// Samples of another rate are heard as the clip that they would be.
  @Test(arguments: [11_025, 44_100, 6000]) func anotherRateIsHeardWhileItComes(rate: Int) throws {
    try ToneFolder.with { folder in
      let data = try ToneFolder.data(folder, ["bins": .integer(12)])
      let predictor = try predictor(data, [stackElement("lstm", 9)])
      let numbers = try #require(data.numbers)
      let samples = Tones.tone(700, rate: rate, seconds: 0.3)
      let live = { try LiveSound(predictor, numbers.transform, rate: rate) }
      let file = try heard(
        try LiveSound(predictor, numbers.transform), [WaveBytes.pcm16(samples, rate: rate)])
      #expect(file.count > 20)
      for size in [80, 999] {
        #expect(try heard(try live(), pieces(samples, of: size)) == file, "\(size)")
      }
    }
  }

  @Test func whatLooksAheadSaysSo() throws {
    try ToneFolder.with { folder in
      let data = try ToneFolder.data(folder)
      let numbers = try #require(data.numbers).transform
      let obstacle = { (layers: [StackElement], numbers: NumberTransform?) -> LiveSound.Obstacle? in
        do throws(LiveSound.Obstacle) {
          guard let predictor = try? self.predictor(data, layers) else { return nil }
          _ = try LiveSound(predictor, numbers)
          return nil
        } catch {
          return error
        }
      }
      #expect(obstacle([stackElement("bilstm", 4)], numbers) == .layer(name: "bilstm1"))
      #expect(
        obstacle([stackElement("lstm", 4), stackElement("mean")], numbers) == .layer(name: "mean1"))
      #expect(obstacle([stackElement("lstm", 4)], nil) == .readsNoSound)
      let own = try ToneFolder.data(folder, ["normalize": .word("clip")])
      guard case .features = obstacle([stackElement("lstm", 4)], own.numbers?.transform) else {
        Issue.record("a clip's own mean was taken before its end")
        return
      }
    }
  }
}
