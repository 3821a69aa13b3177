// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import DSL

@Suite struct PlotTests {
  @Test func aRunHasALinePerLossAndTheEpochThatWasKept() throws {
    let recorder = Recorder()
    recorder.enter(Samples.run)
    recorder.enter("plot r; plot r metrics")
    #expect(recorder.charts.count == 2)
    guard case .curves(let losses) = try #require(recorder.charts.first).body,
      case .curves(let metrics) = try #require(recorder.charts.last).body
    else {
      Issue.record("no curves")
      return
    }
    #expect(losses.lines.map(\.name) == ["train.loss", "valid.loss"])
    #expect(losses.lines.allSatisfy { $0.points.map(\.x) == [1, 2, 3] })
    #expect(losses.rules.count == 1)
    #expect(metrics.lines.map(\.name) == ["valid.accuracy", "valid.f1"])
  }

  @Test func aFileHoldsTheSamePictureEachTime() throws {
    let folder = try TemporaryFolder()
    for name in ["one", "two"] {
      let recorder = Recorder(in: folder.path)
      #expect(recorder.run(Samples.run + "\nplot r to \"\(name).svg\"\n") == .success)
      #expect(recorder.charts.isEmpty)
      let record = try #require(recorder.records("artefact").first)
      #expect(record.fields.map(\.name) == ["kind", "path", "of", "plot", "bytes"])
      #expect(record.remark?.hasPrefix("drew r to \(name).svg, ") == true)
    }
    let bytes = try folder.bytes(of: "one.svg")
    #expect(try folder.bytes(of: "two.svg") == bytes)
    #expect(!String(decoding: bytes, as: UTF8.self).contains(folder.path))
  }

  @Test func whatHasNotRunHasNoPicture() throws {
    let recorder = Recorder()
    recorder.enter(Samples.data + "\nmodel m for d = embed 4 | output")
    recorder.batchesLeft = 1
    recorder.enter("train s = m seeds=2")
    recorder.batchesLeft = nil
    #expect(recorder.enter("plot s") == .runtimeFailure)
    #expect(recorder.problems.last?.hasPrefix("E0305 `s` has no result") == true)
  }

  @Test func whatThereIsNothingOfIsSaid() throws {
    let folder = try TemporaryFolder()
    let recorder = Recorder(in: folder.path)
    recorder.enter(Samples.run + "\nsave r \"r.model\"\nload q = \"r.model\"")
    #expect(recorder.enter("plot q rates") == .runtimeFailure)
    #expect(recorder.problems.last == "E0305 `q` has nothing to draw for `rates`")
    #expect(recorder.charts.isEmpty)
  }

  @Test func aRangeTestHasItsRates() throws {
    let recorder = Recorder()
    recorder.enter(Samples.run + "\ntrain f = m epochs=4 batch=2 range_test lr=1e-3")
    #expect(recorder.enter("plot f rates") == .success, "\(recorder.problems)")
    let chart = try #require(recorder.charts.last)
    #expect(chart.x.isLogarithmic && chart.x.label == "lr")
  }

  @Test func severalRunsHaveTheirFiguresAndTheBestSoFar() throws {
    let recorder = Recorder()
    recorder.enter(Samples.run + "\ngrid g = train m lr=[1e-3, 0.05, 0.01] epochs=2 by loss")
    recorder.enter("crossval c = m folds=3 epochs=1 valid=30%")
    recorder.enter("plot g; plot c")
    guard case .curves(let trials) = try #require(recorder.charts.first).body,
      case .bars(let folds) = try #require(recorder.charts.last).body
    else {
      Issue.record("\(recorder.problems)")
      return
    }
    #expect(trials.lines[0].points.map(\.x) == [1, 2, 3] && !trials.lines[0].isJoined)
    let best = trials.lines[1].points.map(\.y)
    #expect(zip(best.dropFirst(), best.dropFirst(2)).allSatisfy { $0 >= $1 })
    #expect(best.last == trials.lines[0].points.map(\.y).min())
    #expect(folds.names == ["fold 1", "fold 2", "fold 3"] && folds.series.count == 2)
  }

  @Test func theSplitsOfADataSetAddUp() throws {
    let recorder = Recorder()
    recorder.enter(Samples.run + "\neval t = r")
    recorder.enter("plot d; plot d lengths; plot t; plot t confidence")
    guard case .bars(let classes) = recorder.charts[0].body,
      case .histogram(let lengths) = recorder.charts[1].body,
      case .heat(let confusion) = recorder.charts[2].body,
      case .histogram(let confidence) = recorder.charts[3].body
    else {
      Issue.record("\(recorder.problems)")
      return
    }
    #expect(classes.names.indices.map(classes.reach).reduce(0, +) == 12 && classes.isStacked)
    #expect((0..<lengths.bins).map(lengths.height).reduce(0, +) == 12)
    #expect(confusion.counts.joined().reduce(0, +) == 3)
    #expect((0..<confidence.bins).map(confidence.height).reduce(0, +) == 3)
  }
}
