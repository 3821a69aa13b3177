// SPDX-License-Identifier: Apache-2.0

import LSTM

/// What a `generate` statement asks for.
struct GenerationPlan {
  /// The texts to write on after; empty to begin by itself.
  let primers: [Expression]
  /// How many texts for each of them.
  let count: Int
  /// What they are to be like.
  let request: TextGenerator.Request

  /// The settings of the statement.
  static let options: [ArgumentSpec] =
    [length.spec] + SamplingOptions.arguments
    + [stop.spec, template.spec, repeats.spec, seed.spec]

  static let length = ArgumentKey.integer(
    "length", 1...10_000_000, default: 200,
    help: "tokens to write at most; a model of whole texts may end them before")

  static let stop = ArgumentKey.text(
    "stop", default: "", help: "the text that ends it, itself left out")

  static let template = ArgumentKey.text(
    "template", default: "",
    help: "the form of the text: `_` for any word or character, all else as it stands")

  static let repeats = ArgumentKey.integer(
    "count", 1...10_000, default: 1, help: "texts for each beginning")

  static let seed = ArgumentKey.integer(
    "seed", History.seeds, default: 0,
    help: "where the randomness starts; the script's seed when absent")

  /// The settings that draw, which a search for the most probable text does not do.
  static let ofDrawing = ["temperature", "top_k", "top_p", "typical", "repetition", "count"]
}
