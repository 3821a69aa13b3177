// SPDX-License-Identifier: Apache-2.0

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The figures of a language model on a text, or forecasts that were chained, kept under the key of all that
/// they stand on.
public struct KeptEvaluation: Codable, Hashable, Sendable {
  private let key: String
  private let rows: Int
  private var loss: LossSum?
  private var counts: NextTokenCounts?
  private var forecasts: ForecastAnswers.Chained?

  /// The figures of an evaluation; nil where its answers are had again in no time.
  public init?(_ evaluation: Evaluation, key: String) {
    guard evaluation.parts.count == 1 else { return nil }
    (self.key, rows) = (key, evaluation.rows.count)
    forecasts = (evaluation.leading.answers as? ForecastAnswers)?.chained
    guard forecasts == nil else { return }
    guard let counts = evaluation.leading.tally(NextTokenCounts.self),
      let loss = evaluation.leading.tally(LossSum.self)
    else { return nil }
    (self.loss, self.counts) = (loss, counts)
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

  /// The figures as those of some rows of a target; nil where they are of others.
  public func evaluation(of rows: [Int], _ target: Target) -> Evaluation? {
    if let task = target.task as? ForecastTask {
      guard let forecasts, forecasts.isOf(rows.count, task) else { return nil }
      return Evaluation(
        rows: rows, parts: [Evaluation.Part(target, ForecastAnswers(forecasts), rows: rows)])
    }
    guard let counts, let loss else { return nil }
    return Evaluation(
      rows: rows,
      parts: [
        Evaluation.Part(
          target, NextAnswers(rows: 0), tallies: [counts, loss, RowCount(rows: self.rows)])
      ])
  }
}
