// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

@Suite struct PoolingLayerTests {
  @Test(arguments: [
    ("mean", PoolingLayer.Kind.mean, 0), ("max", .max, 0), ("last", .last, 0),
    ("last_bidirectional", .last, 3), ("ends", .ends, 0),
  ])
  func agrees(name: String, kind: PoolingLayer.Kind, backward: Int) throws {
    let fixture = try Fixture("pooling")
    let bench = StageBench(
      PoolingLayer(kind: kind), input: .sequence(features: 6, backward: backward),
      lengths: try fixture.integers("lengths"))
    expectClose(
      bench.forward(try fixture.values("x")), try fixture.values("\(name).y"), "\(name) y")
    let columns = kind == .ends ? 12 : 6
    let dx = bench.backward(try fixture.values("\(name).dy"), columns: columns) ?? []
    expectClose(dx, try fixture.values("\(name).d.x"), "\(name) dx")
  }

  @Test func theFirstOfEqualMaximaTakesTheGradient() {
    let bench = StageBench(
      PoolingLayer(kind: .max), input: .sequence(features: 1), lengths: [3])
    #expect(bench.forward([2, 5, 5]) == [5])
    #expect(bench.backward([1], columns: 1) == [0, 1, 0])
  }

  @Test func whatIsNotANumberIsPassedOn() {
    for kind in [PoolingLayer.Kind.max, .mean] {
      for place in 0..<3 {
        let bench = StageBench(
          PoolingLayer(kind: kind), input: .sequence(features: 1), lengths: [3])
        var steps: [Float] = [1, 2, 3]
        steps[place] = .nan
        #expect(bench.forward(steps)[0].isNaN, "\(kind) with step \(place)")
      }
    }
  }
}
