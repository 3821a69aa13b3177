// SPDX-License-Identifier: Apache-2.0

import ArgumentParser

@testable import LSTM

/// One prediction at a time.
struct Latency: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "One sentence of 20 tokens through an embedding, a bidirectional LSTM and a head.")

  @Option(help: "Threads to use.") var threads = 1
  @Option(help: "Seconds to measure for.") var seconds = 2.0

  func run() throws {
    let (vocabulary, classes, length) = (5000, 6, 20)
    let model = try Model(
      [
        stackElement("embed", ["units": .integer(100)]),
        stackElement("bilstm", ["units": .integer(128)]), stackElement("last", [:]),
        stackElement("output", [:]),
      ], input: .tokens(vocabulary: vocabulary),
      targets: [NamedShape(name: "", TargetShape(.rows, .choice(classes)))])
    let network = Network(model, seed: 1, compute: Compute(threads: threads))
    var numbers = RandomSource(seed: 1).sequence(.sample, "sentence")
    let tokens = (0..<length).map { _ in Int32(numbers.uniform() * Float(vocabulary)) }
    let answers = model.answers()
    let time = network.holdingWeights {
      Timing(seconds: seconds) {
        network.answer(
          Batch(streams: 1, steps: length, tokens: tokens), aims: [], chooses: true, into: answers)
      }
    }
    report([
      "work": "latency", "threads": threads, "seconds": time.median, "best": time.best,
    ])
  }
}
