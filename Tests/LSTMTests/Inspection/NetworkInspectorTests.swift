// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LSTM

@Suite struct NetworkInspectorTests {
  private let tokens: [Int32] = [3, 1, 4, 1, 5, 9, 2, 6]
  private var column: TokenColumn {
    var column = TokenColumn()
    column.append(tokens)
    return column
  }

  /// A network of a stack with weights at random.
  private func network(
    _ layers: [(String, [String: ArgumentValue])], target: NamedShape = .classes(3)
  ) throws -> Network {
    let stack = layers.map { name, settings in
      let entry = LayerCatalog.entry(name) ?? OutputElement.entry
      return StackElement(entry, Arguments(settings, for: entry.arguments))
    }
    let model = try Model(
      stack, input: .tokens(vocabulary: LayerCase.vocabulary), target: target)
    let network = Network(model, compute: Compute(threads: 1))
    var random = RandomValues("inspector")
    network.weights.copy(from: random.floats(model.layout.count, bound: 0.5))
    return network
  }

  private let attending: [(String, [String: ArgumentValue])] = [
    ("embed", ["units": .integer(5)]), ("bilstm", ["units": .integer(4)]), ("attend", [:]),
    ("output", [:]),
  ]

  /// Together the weights are what the tokens make of the score.
  @Test(arguments: [0, 1, 2])
  func theWeightsAddUpToTheScore(index: Int) throws {
    let found = NetworkInspector(try network(attending)).weights(column, class: index, parts: 200)
    #expect(found.weights.count == tokens.count && found.weights.contains { abs($0) > 1e-3 })
    #expect(abs(found.rest) < 1e-3 * max(1, abs(found.score - found.baseline)))
  }

  @Test func theScoreIsThatOfThePrediction() throws {
    let network = try network(attending)
    let scores = network.forward(Batch(streams: 1, steps: tokens.count, tokens: tokens)).contents
    let found = NetworkInspector(network).weights(column, class: 2)
    #expect(abs(found.score - Double(scores[2])) < 1e-6)
  }

  /// The only score of two classes speaks for the second, and against the first.
  @Test func theFirstOfTwoClassesHasTheOppositeWeights() throws {
    let inspector = NetworkInspector(try network(attending, target: .classes(2)))
    let (first, second) = (
      inspector.weights(column, class: 0), inspector.weights(column, class: 1)
    )
    for (left, right) in zip(first.weights, second.weights) { #expect(left == -right) }
  }

  /// A bag of vectors: each weighs its part of the mean, whatever stands around it.
  @Test func equalTokensOfABagWeighTheSame() throws {
    let found = NetworkInspector(
      try network([("embed", ["units": .integer(5)]), ("mean", [:]), ("output", [:])])
    ).weights(column, class: 1, parts: 3)
    #expect(abs(found.weights[1] - found.weights[3]) < 1e-9)
    #expect(abs(found.rest) < 1e-5)
  }

  @Test func gatesAndAttentionAreThere() throws {
    let traces = NetworkInspector(try network(attending)).traces([column])
    #expect(
      traces.map { "\($0.layer) \($0.name)" } == [
        "bilstm1 forward input", "bilstm1 forward forget", "bilstm1 forward candidate",
        "bilstm1 forward output", "bilstm1 reverse input", "bilstm1 reverse forget",
        "bilstm1 reverse candidate", "bilstm1 reverse output", "attend1 attention",
      ])
    #expect(traces.allSatisfy { $0.values.count == tokens.count })
    let sigmoid = traces.filter { $0.name != "candidate" }.flatMap(\.values)
    #expect(sigmoid.allSatisfy { $0 > 0 && $0 < 1 })
    let attention = try #require(traces.last?.values)
    #expect(abs(attention.reduce(0, +) - 1) < 1e-5)
  }

  /// A network that looks on nothing but its last token has no gradient before it.
  @Test func gradientsReachAsFarAsTheNetworkDoes() throws {
    let near = NetworkInspector(
      try network([("embed", ["units": .integer(5)]), ("last", [:]), ("output", [:])])
    ).gradientNorms([column], target: 1)
    #expect(near[0] > 0 && near.dropFirst().allSatisfy { $0 == 0 })
    let far = NetworkInspector(
      try network([
        ("embed", ["units": .integer(5)]), ("lstm", ["units": .integer(6)]), ("output", [:]),
      ])
    ).gradientNorms([column], target: 1)
    #expect(far.count == tokens.count && far.allSatisfy { $0 > 0 })
  }

  @Test func theGradientIsThatOfTheLoss() throws {
    let network = try network([
      ("embed", ["units": .integer(5)]), ("lstm", ["units": .integer(6)]), ("output", [:]),
    ])
    let norms = NetworkInspector(network).gradientNorms([column], target: 2)
    // Against central differences in the vector of a token that stands once, three from the end.
    let slot = network.model.layout.slots[0]
    var sum = 0.0
    for column in 0..<5 {
      let at = slot.offset + 9 * 5 + column
      let start = network.weights.base[at]
      let loss = { (value: Float) -> Double in
        network.weights.base[at] = value
        return network.evaluate(
          Batch(streams: 1, steps: tokens.count, tokens: tokens), targets: [2]
        ).losses.first ?? .nan
      }
      let slope = (loss(start + 0.01) - loss(start - 0.01)) / 0.02
      network.weights.base[at] = start
      sum += slope * slope
    }
    #expect(abs(sum.squareRoot() - norms[2]) < 0.02 * norms[2])
  }
}
