// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

/// Encoders with decoders against PyTorch: the loss of each token, what was looked at, and all gradients, for
/// sources and targets of unequal lengths in one batch.
@Suite struct DecoderFixtureTests {
  /// Decoders, by the names of their fixtures.
  enum Design: String, CaseIterable {
    case general, additive, heads, plain, feeding

    /// Its layers, as wide as the fixture has them.
    func layers(_ fixture: Fixture) throws -> [StackElement] {
      let first = stackElement("lstm", try fixture.shape("lstm1.weight_hh")[0])
      guard self != .plain else {
        return [first, stackElement("lstm", try fixture.shape("lstm2.weight_hh")[0])]
      }
      let settings: [String: ArgumentValue] =
        switch self {
        case .heads: ["heads": .integer(2)]
        case .feeding: ["input_feeding": .boolean(true)]
        default: ["score": .word(rawValue)]
        }
      let second = [stackElement("lstm", try fixture.shape("lstm1.weight_hh")[0])]
      return [first] + (self == .feeding ? second : [])
        + [stackElement("attend", try fixture.shape("attend1.bias")[0], settings)]
    }
  }

  @Test(arguments: Design.allCases, KernelTable.available)
  func agrees(design: Design, kernels: KernelTable) throws {
    let fixture = try Fixture("seq2seq_\(design.rawValue)")
    let rows = try Rows(fixture)
    for threads in [1, 2] {
      let network = try network(design, fixture, Compute(threads: threads, kernels: kernels))
      let what = "\(design.rawValue), \(kernels.name), \(threads)"
      let batch = Batch(
        PassSize(rows.inputs, rows: rows.all, batch: rows.all.count, isTraining: true),
        for: network.model)
      batch.fill(rows.inputs, rows: rows.all[...])
      let aim = Block()
      batch.gather(rows.values, at: .own, into: aim)
      // Twice, so that what a pass leaves after is met by the next one.
      for _ in 0..<2 {
        let sums = network.train(batch, aims: [aim], dropout: nil, step: 0)
        let mean = sums.leading / Double(sums.counts.places)
        expectClose([Float(mean)], try fixture.values("loss"), "loss, \(what)")
        expectClose(
          losses(aim, of: batch), try fixture.values("losses"), "losses, \(what)")
        for slot in network.model.layout.slots {
          let own = slot.offset..<slot.offset + slot.spec.count
          expectClose(
            Array(network.gradients.values.contents[own]), try fixture.values("d.\(slot.name)"),
            "d.\(slot.name), \(what)")
        }
        try expectAttention(network, batch, fixture, what)
      }
    }
  }

  /// The losses in the order of the data: the tokens of each row one after the other.
  private func losses(_ aim: Block, of batch: Batch) -> [Float] {
    let (layout, losses) = (batch.answeredLayout, aim.ownLosses)
    var found = [[Float]](repeating: [], count: batch.rows.count)
    for row in 0..<layout.rows {
      found[batch.rows[layout.origin(of: row)]] = (0..<layout.lengths[row]).map {
        Float(losses[layout.offsets[$0] + row])
      }
    }
    return found.flatMap { $0 }
  }

  /// Holds what each row looked at against the fixture, where anything looks.
  private func expectAttention(
    _ network: Network, _ batch: Batch, _ fixture: Fixture, _ what: String
  ) throws {
    for (place, row) in batch.rows.enumerated() {
      guard let attention = network.attention else { continue }
      expectClose(
        attention.weights(of: place).flatMap { $0 }, try fixture.values("attention.\(row)"),
        "attention.\(row), \(what)")
    }
  }

  /// `embed | bilstm => embed | …` with the weights of a fixture, every one of which it has.
  private func network(
    _ design: Design, _ fixture: Fixture, _ compute: Compute
  ) throws -> Network {
    let read = try fixture.shape("embed1.weight")
    let written = try fixture.shape("embed2.weight")
    let encoder = [
      stackElement("embed", read[1]),
      stackElement("bilstm", try fixture.shape("bilstm1.forward.weight_hh")[0]),
    ]
    let decoder = [stackElement("embed", written[1])] + (try design.layers(fixture))
    let model = try Model(
      encoder + [stackElement("=>")] + decoder + [stackElement("output")],
      inputs: [InputShape(.tokens(vocabulary: read[0])), .fed(vocabulary: written[0])],
      targets: [
        NamedShape(name: "", TargetShape(.own, .choice(written[0]), isFed: true))
      ])
    let network = Network(model, compute: compute)
    for slot in model.layout.slots {
      #expect(try fixture.shape(slot.name) == slot.spec.shape, "\(slot.name)")
      network.setValues(try fixture.values(slot.name), of: slot)
    }
    let named = fixture.names.filter { $0.hasPrefix("d.") }.map { String($0.dropFirst(2)) }
    #expect(Set(named) == Set(model.layout.slots.map(\.name)))
    return network
  }

  /// The pairs of a fixture, as a network reads them.
  private struct Rows {
    let inputs: [any Column]
    /// What is right: the tokens of each target, the mark at its end included.
    let values: TokenColumn
    /// The numbers of the rows.
    let all: [Int]

    init(_ fixture: Fixture) throws {
      let mark = Int32(try fixture.number("mark"))
      let (sources, targets) = (try Self.rows("source", fixture), try Self.rows("target", fixture))
      var (read, fed, values) = (TokenColumn(), TokenColumn(), TokenColumn())
      for row in sources { read.append(row) }
      for row in targets {
        fed.append([mark] + row.dropLast())
        values.append(row)
      }
      fed.hasOwnSteps = true
      fed.vocabulary = try fixture.shape("embed2.weight")[0]
      (inputs, self.values, all) = ([read, fed], values, Array(sources.indices))
    }

    private static func rows(_ side: String, _ fixture: Fixture) throws -> [[Int32]] {
      var tokens = try fixture.integers("\(side).tokens").map { Int32($0) }[...]
      return try fixture.integers("\(side).lengths").map { length in
        defer { tokens = tokens.dropFirst(length) }
        return Array(tokens.prefix(length))
      }
    }
  }
}
