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

  private func network(_ task: TagsTask, round: Int) throws -> Network {
    let model = try Model(
      [stackElement("embed", 4), stackElement("output", ["activation": .word("crf")])],
      input: .tokens(vocabulary: LayerCase.vocabulary),
      target: NamedShape(name: "", task.shape))
    let network = Network(model, seed: 1, compute: Compute(threads: 1))
    var random = RandomValues("legal \(round)")
    network.weights.copy(from: random.floats(model.layout.count, bound: 2))
    return network
  }

  private func task(_ scheme: TagScheme) -> TagsTask {
    TagsTask(Labels(fitting: Self.names[scheme] ?? []), scheme: scheme)
  }

  /// The tags that are predicted of all rows.
  private func tags(_ network: Network, _ data: TinyData) throws -> [[Int32]] {
    let answers = network.answers(
      [data.column], rows: data.rows, for: [TagsTask(.numbered(network.model.choices))])
    return try #require(answers)[0].chosen
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
    let task = task(scheme)
    var wouldBreakRules = 0
    for round in 0..<6 {
      let network = try network(task, round: round)
      let free = try self.network(TagsTask(.numbered(task.labels.count)), round: round)
      let data = TinyData("legal \(round)", lengths: [5, 1, 3, 4], classes: 2)
      let found = try tags(network, data)
      for row in data.rows { #expect(found[row] == best(network, data.column, row)) }
      let freely = try tags(free, data)
      let legal = try #require(network.model.heads[0].shape.legal)
      wouldBreakRules += freely.count { !legal.allows($0.map { Int($0) }) }
      // Evaluation says the same.
      let examples = Examples(data.column, Target(task, values: data.zeros))
      #expect(network.evaluate(examples, rows: data.rows)?.chosen == found)
    }
    #expect(scheme == .io || wouldBreakRules > 0)
  }

  @Test func whereNothingIsLegalAllIs() throws {
    let labels = Labels(fitting: ["B-X", "E-X"])
    let network = try network(TagsTask(labels, scheme: .bioes), round: 1)
    let free = try self.network(TagsTask(.numbered(2)), round: 1)
    let data = TinyData("short", lengths: [1, 2], classes: 2)
    let found = try tags(network, data)
    #expect(found[1] == [0, 1])
    #expect(try found[0] == tags(free, data)[0])
  }

  @Test func onlyTagsOfEntitiesHaveAScheme() {
    let words = TagsTask(Labels(fitting: ["NN", "DT"]), scheme: .bio)
    #expect(words.scheme == nil && words.shape.legal == nil)
    #expect(ClassTask(Labels(fitting: ["O", "B"])).shape.legal == nil)
    #expect(task(.bio).shape.legal != nil && TagsTask(.numbered(3)).shape.legal == nil)
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
