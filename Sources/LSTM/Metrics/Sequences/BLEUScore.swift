// SPDX-License-Identifier: Apache-2.0

/// A BLEU score and its parts.
public struct BLEUScore: Codable, Hashable, Sendable {
  /// The score, from 0 to 100.
  public let value: Double
  /// What hypotheses that are shorter than their references are multiplied by, from 0 to 1.
  public let brevityPenalty: Double
  /// The precisions of 1-grams to 4-grams, from 0 to 100, smoothed where there is no match; 0 of an order
  /// without n-grams, and of all orders where none has a match.
  public let precisions: [Double]

  init(_ value: Double, _ brevityPenalty: Double, _ precisions: [Double]) {
    self.value = value
    self.brevityPenalty = brevityPenalty
    self.precisions = precisions
  }
}
