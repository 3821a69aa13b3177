// SPDX-License-Identifier: Apache-2.0

/// How much each token that was written looked at each that was read, as a picture.
struct AlignmentMap: Hashable, Sendable {
  /// The heading.
  let title: String
  /// The tokens that were read, from left to right.
  let read: [String]
  /// Those that were written, from top to bottom.
  let written: [String]
  /// For each token that was written how much it looked at each that was read, from 0 to 1.
  let weights: [[Float]]

  /// How much a token that was written looked at one that was read; 0 where that is not known.
  func weight(_ row: Int, _ column: Int) -> Double {
    weights.indices.contains(row) && weights[row].indices.contains(column)
      ? Double(weights[row][column]) : 0
  }
}
