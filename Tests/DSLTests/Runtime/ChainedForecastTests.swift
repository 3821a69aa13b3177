// SPDX-License-Identifier: Apache-2.0

import Foundation
import LSTM
import Testing

@testable import DSL

/// Forecasts that are measured beyond the horizon of their model.
@Suite struct ChainedForecastTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private static let wave =
    "x\n" + (0..<120).map { "\(10 + [0, 3, 1, -2][$0 % 4] + $0 * 7 % 5)\n" }.joined()

  private static let script = """
    data d = csv "c.csv" { target x season=4; window 8; split 70/20/10 }
    model m for d = gru 8 | output gaussian
    train r = m epochs=6 batch=8 lr=0.01
    """

  @Test func aModelOfOneStepIsMeasuredOverMany() throws {
    let recorder = try Recorder.session(
      in: folder,
      Self.script + "\neval one = r on d.valid\neval t = r on d.valid steps=6", file: Self.wave)
    // Of 24 steps of validation 19 are followed by five others there.
    #expect(recorder.enter("assert t.rows == 19, one.rows == 24") == .success)
    #expect(
      recorder.enter("assert t.coverage80 > 0, t.coverage95 <= 1, t.wql > 0, t.mase > 0")
        == .success,
      "\(recorder.problems)")
    let figures = try #require(recorder.tables.first { $0.title?.hasPrefix("t:") == true })
    #expect(figures.rows.map { $0[0] } == ["r", "last", "seasonal", "linear"])
    #expect(recorder.enter("show t steps") == .success)
    #expect(try #require(recorder.tables.last).rows.map { $0[0] } == (1...6).map { "\($0)" })
    #expect(
      recorder.enter("show t worst, anomalies; eval s = r on d.valid steps=6 every=5") == .success)
    #expect(recorder.enter("assert s.rows == 4") == .success, "\(recorder.problems)")
    // As many steps as the horizon are no chain.
    #expect(recorder.enter("eval u = r on d.valid steps=1; assert u.mae == one.mae") == .success)
  }

  @Test func whatCannotBeChainedIsSaid() throws {
    let recorder = try Recorder.session(
      in: folder,
      """
      data d = csv "c.csv" { target x season=4; window 8 horizon=4; split 70/20/10 }
      model m for d = gru 4 | output
      train r = m epochs=1
      """, file: Self.wave)
    for (options, message) in [
      ("steps=3", "E0302 the horizon is 4 steps, which are measured at once"),
      ("on d.valid steps=25", "E0302 no origin of `d.valid` has 25 steps after it in that split"),
      ("steps=8 intervals=conformal", "E0302 conformal intervals are measured for the 4 steps"),
    ] {
      let found = recorder.check(
        "data d = csv \"c.csv\" { target x season=4; window 8 horizon=4; split 70/20/10 }\n"
          + "model m for d = gru 4 | output\ntrain r = m epochs=1\neval t = r \(options)")
      #expect(found.contains { $0.contains(message.dropFirst(6)) }, "\(options): \(found)")
    }
  }

  /// Sample paths take their time, so that chains are had once.
  @Test func noChainIsMeasuredTwice() throws {
    let cache = folder.path + "/cache"
    let script =
      Self.script + "\neval t = r steps=3\nprint t.mae, t.coverage80, t.wql\nshow t anomalies"
    let first = try Recorder.session(in: folder, script, file: Self.wave, cache: cache)
    let kept = try FileManager.default.contentsOfDirectory(atPath: cache)
      .filter { $0.hasSuffix(".eval") }
    #expect(kept.count == 1)
    let second = try Recorder.session(in: folder, script, file: Self.wave, cache: cache)
    #expect(first.texts() == second.texts())
    // What stands in the file is what is said.
    let path = cache + "/" + (try #require(kept.first))
    let text = try String(contentsOfFile: path, encoding: .utf8)
    try text.replacing("\"center\":[1", with: "\"center\":[9").write(
      toFile: path, atomically: true, encoding: .utf8)
    let third = try Recorder.session(in: folder, script, file: Self.wave, cache: cache)
    let fourth = try Recorder.session(in: folder, script, file: Self.wave, cache: nil)
    #expect(third.texts() != fourth.texts())
  }
}
