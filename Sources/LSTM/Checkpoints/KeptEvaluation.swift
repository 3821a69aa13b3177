// SPDX-License-Identifier: Apache-2.0

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// What a language model came to on a text, kept under the key of all that it stands on.
public struct KeptEvaluation: Codable, Hashable, Sendable {
  private let key: String
  private let loss: Double
  private let counts: NextTokenCounts

  /// The figures of a language model; nil for those of other models, which hold what is said of every
  /// row and are had again in no time.
  public init?(_ evaluation: Evaluation, key: String) {
    guard let counts = evaluation.next else { return nil }
    (self.key, loss, self.counts) = (key, evaluation.loss, counts)
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

  /// The figures as those of some rows.
  public func evaluation(of rows: [Int]) -> Evaluation {
    Evaluation(rows: rows, loss: loss, next: counts)
  }
}
