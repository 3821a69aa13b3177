// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

/// Recurrent layers against PyTorch: outputs and all gradients, for rows of unequal lengths.
@Suite struct RecurrentTests {
  @Test(arguments: [
    ("lstm", false, [""]), ("lstm_bidirectional", true, [""]),
    ("lstm_two_layers", false, ["0.", "1."]),
    ("lstm_two_layers_bidirectional", true, ["0.", "1."]),
  ])
  func lstmAgrees(name: String, isBidirectional: Bool, prefixes: [String]) throws {
    try agree(
      Recurrent<LSTMCell>(
        units: 4, isBidirectional: isBidirectional, dropout: 0, recurrentDropout: 0),
      name, prefixes)
  }

  @Test(arguments: [("lstm_peephole", false), ("lstm_peephole_bidirectional", true)])
  func peepholesAgree(name: String, isBidirectional: Bool) throws {
    try agree(
      Recurrent<PeepholeCell>(
        units: 4, isBidirectional: isBidirectional, dropout: 0, recurrentDropout: 0),
      name, [""])
  }

  @Test(arguments: [("gru", false), ("gru_bidirectional", true)])
  func gruAgrees(name: String, isBidirectional: Bool) throws {
    try agree(
      Recurrent<GRUCell>(
        units: 4, isBidirectional: isBidirectional, dropout: 0, recurrentDropout: 0),
      name, [""])
  }

  /// Runs as many layers of a kind as there are prefixes, on each set of kernels and with two threads.
  private func agree(_ layer: any Layer, _ name: String, _ prefixes: [String]) throws {
    let fixture = try Fixture(name)
    for kernels in KernelTable.available {
      let compute = Compute(threads: 2, kernels: kernels)
      var type = FlowType.sequence(features: try fixture.shape("x")[1])
      var benches: [StageBench] = []
      for prefix in prefixes {
        let bench = StageBench(
          layer, input: type, lengths: try fixture.integers("lengths"), compute: compute)
        try bench.load(fixture, prefix: prefix)
        benches.append(bench)
        type = layer.outputType(for: type)
      }
      // Twice, so that what a pass leaves after is met by the next one.
      for _ in 0..<2 {
        let y = try benches.reduce(fixture.values("x")) { $1.forward($0) }
        expectClose(y, try fixture.values("y"), "\(name) y, \(kernels.name)")
      }
      let dx = try benches.reversed().reduce(fixture.values("dy")) {
        $1.backward($0, columns: type.features) ?? []
      }
      expectClose(dx, try fixture.values("d.x"), "\(name) dx, \(kernels.name)")
      for (bench, prefix) in zip(benches, prefixes) {
        for parameter in bench.parameterNames {
          expectClose(
            bench.gradient(parameter), try fixture.values("d.\(prefix)\(parameter)"),
            "\(name) d.\(prefix)\(parameter), \(kernels.name)")
        }
      }
    }
  }

  @Test func startsWithAnOpenForgetGateAndOrthogonalStates() {
    let layers: [(any Layer, gates: Int)] = [
      (Recurrent<LSTMCell>.plain, 4), (Recurrent<GRUCell>.plain, 3),
      (Recurrent<PeepholeCell>.plain, 4),
    ]
    for (layer, gates) in layers {
      let specs = layer.parameters(for: .sequence(features: 6))
      let initializers = Dictionary(uniqueKeysWithValues: specs.map { ($0.name, $0.initializer) })
      #expect(initializers["weight_ih"] == .glorot(blocks: gates))
      #expect(initializers["weight_hh"] == .orthogonal(blocks: gates))
      #expect(initializers["bias"] == (gates == 4 ? .forgetGateOne : .constant(0)))
      #expect(specs.filter(\.isRegularized).map(\.name) == ["weight_ih", "weight_hh"])
    }
  }

  /// Peepholes are zero at the start, so the first outputs are those of the plain cell.
  @Test func peepholesOfZeroAreThePlainCell() {
    let type = FlowType.sequence(features: 3)
    var outputs: [[Float]] = []
    for layer in [Recurrent<LSTMCell>.plain as any Layer, Recurrent<PeepholeCell>.plain] {
      var random = RandomValues("peepholes")
      let bench = StageBench(layer, input: type, lengths: [4, 2])
      bench.randomize(&random)
      if let slot = bench.layout.slots.first(where: { $0.spec.name == "peephole" }) {
        #expect(slot.spec.initializer == .constant(0))
        bench.set(slot, to: 0)
      }
      var input = RandomValues("input")
      outputs.append(bench.forward(input.floats(6 * 3)))
    }
    expectSameBits(outputs[0], outputs[1], "peepholes of zero")
  }

  @Test func dropsTheSameFeaturesAtAllStepsOfARow() {
    let layer = Recurrent<LSTMCell>(
      units: 2, isBidirectional: false, dropout: 0.5, recurrentDropout: 0)
    let bench = StageBench(
      layer, input: .sequence(features: 8), lengths: [3, 3, 1], dropout: RandomSource(seed: 1))
    var random = RandomValues("dropout")
    bench.randomize(&random)
    _ = bench.forward(random.floats(7 * 8))
    let dx = bench.backward(random.floats(7 * 2), columns: 2) ?? []
    // The rows of the blocks are 0 1 2, 0 1, 0 1: what is dropped passes no gradient on.
    let dropped = stride(from: 0, to: 56, by: 8).map { row in dx[row..<row + 8].map { $0 == 0 } }
    for (row, first) in zip([0, 1, 0, 1], 0..<4) { #expect(dropped[first + 3] == dropped[row]) }
    #expect(dropped[0] != dropped[1])
    #expect(dropped.joined().contains(true) && dropped.joined().contains(false))
  }
}

extension Recurrent {
  /// Five units in one direction.
  fileprivate static var plain: Recurrent {
    Recurrent(units: 5, isBidirectional: false, dropout: 0, recurrentDropout: 0)
  }
}
