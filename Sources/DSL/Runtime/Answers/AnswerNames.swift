// SPDX-License-Identifier: Apache-2.0

/// The names of what is predicted beside the columns, or fields, that a file has already.
///
/// What the file has keeps its name: the predicted one is then called `predicted.NAME`, and stays so
/// for all that follows.
struct AnswerNames {
  /// The names: `prediction`, then those of its facts.
  private(set) var names: [String]

  init(_ predictions: Predictions) {
    names = ["prediction"] + predictions.columns
  }

  /// Renames what a file has under the same name.
  mutating func avoid(_ taken: [String]) {
    for index in names.indices {
      while taken.contains(names[index]) { names[index] = "predicted.\(names[index])" }
    }
  }
}
