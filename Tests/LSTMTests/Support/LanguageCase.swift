// SPDX-License-Identifier: Apache-2.0

@testable import LSTM

/// A stream of tokens with a pattern in it, and small language models of it.
struct LanguageCase {
  /// One stream to train on, and one to watch.
  let examples: Examples
  let vocabulary: Int

  /// Streams in which a token follows from the two before it, but for some noise.
  init(_ name: String, length: Int = 400, vocabulary: Int = 9) {
    self.vocabulary = vocabulary
    var random = RandomValues(name)
    let noise = random.column(lengths: [length, length / 4], vocabulary: vocabulary)
    let streams = (0..<2).map { row in
      var stream: [Int32] = [1, 2]
      for (place, token) in noise[row].enumerated() {
        let next = (stream[stream.count - 1] + 2 * stream[stream.count - 2]) % Int32(vocabulary)
        stream.append(place % 5 == 0 ? token : next)
      }
      return stream
    }
    examples = Examples(streams: streams, vocabulary: vocabulary)
  }

  /// A model of a stack such as `["embed": 8]`, layer by layer.
  func model(_ layers: [(name: String, settings: [String: ArgumentValue])]) throws -> Model {
    try Model(
      layers.map { layer in
        let entry = LayerCatalog.entry(layer.name) ?? OutputElement.entry
        return StackElement(entry, Arguments(layer.settings, for: entry.arguments))
      }, input: .tokens(vocabulary: vocabulary), target: .next(vocabulary))
  }

  /// The settings of an output with three clusters, for at least nine tokens.
  static let clusters: [String: ArgumentValue] = [
    "activation": .word("adaptive"), "cutoffs": .numbers([3, 6]), "div_value": .number(2),
  ]

  /// `embed 8 | CELL 8 dropout=… recurrent_dropout=… | output tied=…`.
  func network(
    _ cell: String = "lstm", dropout: Double = 0, tied: Bool = false,
    output: [String: ArgumentValue] = [:], seed: UInt64 = 3,
    _ compute: Compute = Compute(threads: 1)
  ) throws -> Network {
    let settings: [String: ArgumentValue] = [
      "units": .integer(8), "dropout": .number(dropout), "recurrent_dropout": .number(dropout),
    ]
    return Network(
      try model([
        ("embed", ["units": .integer(8)]), (cell, settings),
        ("output", ["tied": .boolean(tied)].merging(output) { $1 }),
      ]), seed: seed, compute: compute)
  }
}
