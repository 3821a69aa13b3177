// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

/// A model with a random field says legal tags only, and of these the best.
@Suite struct LegalDecodingTests {
  private static let names: [TagScheme: [String]] = [
    .io: ["I-X", "I-Y", "O"], .iob1: ["B-X", "I-X", "I-Y", "O"],
    .bio: ["B-X", "B-Y", "I-X", "I-Y", "O"], .bioes: ["B-X", "E-X", "I-X", "O", "S-X"],
    .bmes: ["B-X", "E-X", "M-X", "O", "S-X"], .bilou: ["B-X", "I-X", "L-X", "O", "U-X"],
  ]

  private func network(_ target: TargetTask, round: Int) throws -> Network {
    let model = try Model(
      [stackElement("embed", 4), stackElement("output", ["activation": .word("crf")])],
      input: .tokens(vocabulary: LayerCase.vocabulary), target: target)
    let network = Network(model, seed: 1, compute: Compute(threads: 1))
    var random = RandomValues("legal \(round)")
    network.weights.copy(from: random.floats(model.layout.count, bound: 2))
    return network
  }

  private func target(_ scheme: TagScheme) -> TargetTask {
    TargetTask(.tags, labels: Labels(fitting: Self.names[scheme] ?? []), scheme: scheme)
  }

  /// Every sequence of tags of a length.
  private func sequences(_ length: Int, _ tags: Int) -> [[Int]] {
    (0..<length).reduce([[]]) { paths, _ in
      paths.flatMap { path in (0..<tags).map { path + [$0] } }
    }
  }

  /// The best of the legal sequences, by going through all of them.
  private func best(_ network: Network, _ column: TokenColumn, _ row: Int) -> [Int32]? {
    let batch = Batch(column, rows: [row])
    let scores = network.forward(batch)
    let slots = network.model.heads[0].slots.map { network.values(of: $0) }
    let (transitions, start, end) = (slots[2], slots[3], slots[4])
    let (tags, legal) = (scores.columns, network.model.heads[0].shape.legal)
    let score = { (path: [Int]) in
      var sum = Double(start[path[0]]) + Double(end[path[path.count - 1]])
      for (step, tag) in path.enumerated() {
        sum += Double(scores.row(step)[tag])
        if step > 0 { sum += Double(transitions[path[step - 1] * tags + tag]) }
      }
      return sum
    }
    return sequences(column.length(of: row), tags).filter { legal?.allows($0) ?? true }
      .max { score($0) < score($1) }?.map { Int32($0) }
  }

  @Test(arguments: TagScheme.allCases)
  func theTagsAreTheBestOfTheLegalOnes(scheme: TagScheme) throws {
    let shape = target(scheme)
    var wouldBreakRules = 0
    for round in 0..<6 {
      let network = try network(shape, round: round)
      let free = try self.network(TargetTask(.tags, classes: shape.classes), round: round)
      let data = TinyData("legal \(round)", lengths: [5, 1, 3, 4], classes: 2)
      let found = try #require(network.answers(data.column, rows: data.rows)?[0].choices)
      for row in data.rows { #expect(found[row] == best(network, data.column, row)) }
      let freely = try #require(free.answers(data.column, rows: data.rows)?[0].choices)
      let legal = try #require(network.model.heads[0].shape.legal)
      wouldBreakRules += freely.count { !legal.allows($0.map { Int($0) }) }
      // Evaluation says the same.
      let labels = Labels(fitting: Self.names[scheme] ?? [])
      let examples = Examples(
        data.column, Target(.tags, labels: labels, values: data.zeros, scheme: scheme))
      #expect(network.evaluate(examples, rows: data.rows)?.tagging?.tags == found)
    }
    #expect(scheme == .io || wouldBreakRules > 0)
  }

  @Test func whereNothingIsLegalAllIs() throws {
    let labels = Labels(fitting: ["B-X", "E-X"])
    let network = try network(TargetTask(.tags, labels: labels, scheme: .bioes), round: 1)
    let free = try self.network(TargetTask(.tags, classes: 2), round: 1)
    let data = TinyData("short", lengths: [1, 2], classes: 2)
    let found = try #require(network.answers(data.column, rows: data.rows)?[0].choices)
    #expect(found[1] == [0, 1])
    #expect(found[0] == free.answers(data.column, rows: [0])?[0].choices[0])
  }

  @Test func onlyTagsOfEntitiesHaveAScheme() {
    #expect(TargetTask(.tags, labels: Labels(fitting: ["NN", "DT"]), scheme: .bio).legal == nil)
    #expect(TargetTask(.class, labels: Labels(fitting: ["O", "B"]), scheme: .bio).scheme == nil)
    #expect(target(.bio).legal != nil && TargetTask(.tags, classes: 3).legal == nil)
  }
}

extension TinyData {
  /// The first tag for each token.
  fileprivate var zeros: TokenColumn {
    var zeros = TokenColumn()
    for row in rows { zeros.append(column[row].map { _ in 0 }) }
    return zeros
  }
}
