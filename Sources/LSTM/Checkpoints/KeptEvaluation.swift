// SPDX-License-Identifier: Apache-2.0

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The figures of a language model on a text, kept under the key of all that they stand on.
public struct KeptEvaluation: Codable, Hashable, Sendable {
  private let key: String
  private let loss: LossSum
  private let counts: NextTokenCounts
  private let rows: Int

  /// The figures of an evaluation; nil where its answers are had again in no time.
  public init?(_ evaluation: Evaluation, key: String) {
    guard evaluation.parts.count == 1, let counts = evaluation.leading.tally(NextTokenCounts.self),
      let loss = evaluation.leading.tally(LossSum.self)
    else { return nil }
    (self.key, self.loss, self.counts, rows) = (key, loss, counts, evaluation.rows.count)
  }

  /// The figures in a file; nil when there are none under this key, or no whole ones.
  public init?(_ path: String, key: String) {
    guard let bytes = try? FileReader.bytes(of: path),
      let found = try? JSONDecoder().decode(Self.self, from: Data(bytes)), found.key == key
    else { return nil }
    self = found
  }

  /// Writes the figures to a file.
  public func write(to path: String) throws {
    try FileWriter.write(try CanonicalJSON.bytes(of: self), to: path)
  }

  /// The figures as those of some rows of a target.
  public func evaluation(of rows: [Int], _ target: Target) -> Evaluation {
    Evaluation(
      rows: rows,
      parts: [
        Evaluation.Part(
          target, NextAnswers(rows: 0), tallies: [counts, loss, RowCount(rows: self.rows)])
      ])
  }
}
