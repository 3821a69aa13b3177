// SPDX-License-Identifier: Apache-2.0

/// The edits between generated texts and their references, of words and of characters.
///
/// Words stand between white space, as in torchmetrics, and in jiwer of texts whose white space is
/// blanks. Characters are Unicode scalars, and white space counts but for that at both ends, as in jiwer's
/// `cer`; torchaudio's `edit_distance` of two texts is the same of texts without white space at their ends.
/// Case and punctuation count. A row is exact if its words are those of the reference.
public struct TextErrorCounts: Tally, Codable, Hashable {
  /// Edits of words.
  public private(set) var words = EditCounts()
  /// Edits of characters.
  public private(set) var characters = EditCounts()

  /// No row yet.
  public init() {}

  /// The edits of one row.
  public init(_ hypothesis: String, reference: String) {
    let (ours, theirs) = ([UInt8](hypothesis.utf8), [UInt8](reference.utf8))
    var numbers = UnitNumbers()
    let hypothesis = numbers.numbers(of: TextUnits(words: ours))
    words = EditCounts(
      hypothesis: hypothesis, reference: numbers.numbers(of: TextUnits(words: theirs)))
    characters = EditCounts(
      hypothesis: Self.characters(of: ours), reference: Self.characters(of: theirs))
  }

  /// Adds those of other rows.
  public mutating func merge(_ other: TextErrorCounts) {
    words.merge(other.words)
    characters.merge(other.characters)
  }

  private static func characters(of bytes: [UInt8]) -> [UInt32] {
    let text = bytes.span
    let range = text.stripped(atStart: true)
    var scalars: [UInt32] = []
    scalars.reserveCapacity(range.count)
    var index = range.lowerBound
    while index < range.upperBound {
      let (scalar, length) = text.scalar(at: index)
      scalars.append(scalar.value)
      index += length
    }
    return scalars
  }

  static let metrics = [
    Metric.of(MetricCatalog.wer, TextErrorCounts.self) { $0.words.errorRate },
    Metric.of(MetricCatalog.cer, TextErrorCounts.self) { $0.characters.errorRate },
    Metric.of(MetricCatalog.exact, TextErrorCounts.self) { $0.words.exactShare },
  ]
}
