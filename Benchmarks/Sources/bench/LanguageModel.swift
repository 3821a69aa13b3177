// SPDX-License-Identifier: Apache-2.0

@testable import LSTM

/// An embedding, two LSTM layers and a softmax over the vocabulary, trained on parallel streams of
/// a text whose state goes on from batch to batch.
struct LanguageModel {
  let network: Network

  init(vocabulary: Int, embedding: Int, hidden: Int, compute: Compute) throws {
    let model = try Model(
      [
        stackElement("embed", ["units": .integer(embedding)]),
        stackElement("lstm", ["units": .integer(hidden)], count: 2),
        stackElement("output", ["activation": .word("softmax")]),
      ], input: .tokens(vocabulary: vocabulary),
      targets: [NamedShape(name: "", TargetShape(.steps, .choice(vocabulary)))])
    network = Network(model, seed: 1, compute: compute)
  }

  /// Draws all weights anew, biases too, uniformly in ±bound.
  func drawUniformly(_ bound: Float) {
    var numbers = RandomSource(seed: 1).sequence(.initialization, "uniform")
    for at in 0..<network.weights.count {
      network.weights.base[at] = bound * (2 * numbers.uniform() - 1)
    }
  }

  /// Trains for some steps, an epoch for 0; gives the mean loss over the last quarter of them, and
  /// how many tokens were seen.
  func train(
    _ stream: TokenStream, streams: Int, bptt: Int, steps: Int, _ options: TrainingOptions
  ) -> (loss: Double, tokens: Int) {
    network.plan([
      PassSize(rows: streams, steps: bptt, total: streams * bptt, isTraining: true)
    ])
    let length = stream.tokens.count / streams
    let windows = (length - 1) / bptt
    let count = steps > 0 ? steps : windows
    let step = TrainingStep(network, options)
    var tail: [Double] = []
    let aim = Block()
    for index in 0..<count {
      let first = index % windows * bptt
      aim.ids = window(stream, first + 1, bptt, streams, length)
      let outcome = step.take(
        Batch(
          streams: streams, steps: bptt, tokens: window(stream, first, bptt, streams, length)),
        aims: [aim], state: first == 0 ? .begin : .goOn)
      if index >= count - max(count / 4, 1) { tail.append(outcome?.loss ?? .nan) }
    }
    return (tail.reduce(0, +) / Double(tail.count), count * streams * bptt)
  }

  /// Draws tokens one after another, each from the probabilities after those before it.
  func sample(_ count: Int) -> [Int32] {
    var numbers = RandomSource(seed: 1).sequence(.sample, "text")
    var token: Int32 = 0
    network.plan([PassSize(rows: 1, steps: 1, total: 1, isTraining: false)])
    return network.holdingWeights {
      (0..<count).map { index in
        let scores = network.forward(
          Batch(streams: 1, steps: 1, tokens: [token]), state: index == 0 ? .begin : .goOn)
        _ = network.compute.kernels.softmax(scores.columns, scores.base, 1)
        var left = numbers.uniform()
        token = 0
        while token + 1 < scores.columns, left >= scores.base[Int(token)] {
          left -= scores.base[Int(token)]
          token += 1
        }
        return token
      }
    }
  }

  private func window(
    _ stream: TokenStream, _ first: Int, _ bptt: Int, _ streams: Int, _ length: Int
  ) -> [Int32] {
    var tokens: [Int32] = []
    tokens.reserveCapacity(bptt * streams)
    for step in first..<first + bptt {
      for index in 0..<streams { tokens.append(stream.tokens[index * length + step]) }
    }
    return tokens
  }
}

/// A layer of the catalog with some settings.
func stackElement(
  _ name: String, _ settings: [String: ArgumentValue], count: Int = 1
) -> StackElement {
  guard let entry = LayerCatalog.entry(name) else { fatalError("no layer \(name)") }
  return StackElement(entry, Arguments(settings, for: entry.arguments), count: count)
}
