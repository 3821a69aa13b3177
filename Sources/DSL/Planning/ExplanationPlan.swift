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
  /// The file for a picture of what the texts looked at that are written; nil where it is shown.
  var file: PlotFile?

  /// The settings of the statement.
  static let options: [ArgumentSpec] = [named.spec, steps.spec]

  static let named = ArgumentKey.text(
    "class", default: "", help: "the class to explain; the one that is predicted when absent")

  static let steps = ArgumentKey.integer(
    "steps", 1...10_000, default: 100,
    help: "in how many steps the vectors grow from zero; more are more exact")
}
