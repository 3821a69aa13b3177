// SPDX-License-Identifier: Apache-2.0

import LSTM

/// What a `generate` statement asks for.
struct GenerationPlan {
  /// The texts to write on behind; empty to begin by itself.
  let primers: [Expression]
  /// How many texts for each of them.
  let count: Int
  /// What they are to be like.
  let request: TextGenerator.Request

  /// The settings of the statement.
  static let options: [ArgumentSpec] =
    [
      ArgumentSpec(
        "length", .integer(1...10_000_000), default: .integer(200),
        help: "tokens to write at most; a model of whole texts may end them before")
    ] + SamplingOptions.arguments + [
      ArgumentSpec(
        "stop", .text, default: .word(""), help: "the text that ends it, itself left out"),
      ArgumentSpec(
        "template", .text, default: .word(""),
        help: "the form of the text: `_` for any word or character, all else as it stands"),
      ArgumentSpec(
        "count", .integer(1...10_000), default: .integer(1), help: "texts for each beginning"),
      ArgumentSpec(
        "seed", .integer(History.seeds), default: .integer(0),
        help: "where the randomness starts; the script's seed when absent"),
    ]

  /// The settings that draw, which a search for the most probable text does not do.
  static let ofDrawing = ["temperature", "top_k", "top_p", "typical", "repetition", "count"]
}
