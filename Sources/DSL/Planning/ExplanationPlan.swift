// SPDX-License-Identifier: Apache-2.0

import LSTM

/// What an `explain` statement asks for.
struct ExplanationPlan {
  /// The texts whose predictions are explained.
  let texts: [Expression]
  /// The class or label to explain; nil for what is predicted.
  let label: String?
  /// In how many parts the way from nothing to the text is gone.
  let parts: Int
  /// Whether a picture is shown in the place of tables.
  var isDrawn = false
  /// The file for a picture; nil where it is shown.
  var file: PlotFile?

  /// The settings of the statement.
  static let options: [ArgumentSpec] = [named.spec, steps.spec, drawn.spec]

  static let named = ArgumentKey.text(
    "class", default: "", help: "the class to explain; the one that is predicted when absent")

  static let drawn = ArgumentKey.boolean(
    "drawn", default: false,
    help:
      "whether the text itself is shown, each token on a ground of its weight, in the place of tables"
  )

  static let steps = ArgumentKey.integer(
    "steps", 1...10_000, default: 100,
    help: "in how many steps the vectors grow from zero; more are more exact")
}
