// SPDX-License-Identifier: Apache-2.0

/// The rows that an evaluation does worst on.
struct WorstRows {
  /// One of them.
  struct Row {
    /// Its number in the data.
    let row: Int
    /// What is right.
    let truth: String
    /// What was predicted.
    let predicted: String
    /// How bad it is.
    let figure: String
    /// The class or label that was predicted, where it can be explained by name.
    var label: String?
  }

  /// How many there are, and in which order.
  let summary: String
  /// What says how bad they are.
  let figure: String
  /// The worst of them, the worst first.
  let rows: [Row]

  /// None.
  static let none = WorstRows(summary: "", figure: "", rows: [])
}
