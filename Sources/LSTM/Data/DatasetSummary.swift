// SPDX-License-Identifier: Apache-2.0

/// What a user should know of a data set before training on it.
public struct DatasetSummary: Hashable, Sendable {
  /// One part of the split.
  public struct Part: Hashable, Sendable {
    /// Which part.
    public let name: SplitName
    /// The number of rows.
    public let rows: Int
    /// The number of rows of each class, or of tokens with each tag, by its number.
    public let classCounts: [Int]
    /// How much of the text the vocabulary does not know.
    public let unknown: UnknownReport
  }

  /// Train, valid and test, empty parts included.
  public let parts: [Part]
  /// The number of words in the vocabulary, `<unk>` included.
  public let vocabularySize: Int
  /// The number of tokens of the shortest text, after cutting.
  public let shortest: Int
  /// The number of tokens of the longest text, after cutting.
  public let longest: Int
  /// The mean number of tokens of a text, after cutting.
  public let meanLength: Double
  /// The share of texts that were cut off at the largest length, from 0 to 1.
  public let cutShare: Double
  /// The number of texts without any token, but for those left out of training; each is one `<unk>`.
  public let emptyTexts: Int
  /// The first row without any token, by its number in the data set from 0.
  public let firstEmptyRow: Int?
  /// The number of rows in valid and test whose tokens are also those of a row in an earlier part.
  public let duplicates: Int
  /// What the data take in memory while they are read, in bytes and roughly.
  public internal(set) var bytes = 0
  /// Whether only a sample of the texts was cut, so that there are more words than these.
  public internal(set) var isSample = false
  /// The rows that do not train for the number of their tokens.
  public internal(set) var skipped = SkippedRows()
  /// What the rows with equal tokens and unlike targets are, where some are.
  public let contradictions: Contradictions?

  /// Rows that a model cannot tell apart, and that should be told apart.
  public struct Contradictions: Hashable, Sendable {
    /// How many rows have another target than the first with their tokens.
    public var rows = 0
    /// The first such row, and the one that it contradicts.
    public let first: Int
    /// The row before it.
    public let earlier: Int
  }

  /// The same with the rows of each class of another target.
  func counting(_ target: Target, _ splits: SplitRows) -> DatasetSummary {
    let parts = parts.map { part in
      let counts = target.counts(of: splits[part.name])
      return Part(name: part.name, rows: part.rows, classCounts: counts, unknown: part.unknown)
    }
    var summary = DatasetSummary(
      parts: parts, vocabularySize: vocabularySize, shortest: shortest, longest: longest,
      meanLength: meanLength, cutShare: cutShare, emptyTexts: emptyTexts,
      firstEmptyRow: firstEmptyRow, duplicates: duplicates, contradictions: nil)
    (summary.bytes, summary.isSample, summary.skipped) = (bytes, isSample, skipped)
    return summary
  }

  /// A part by name.
  public subscript(name: SplitName) -> Part? { parts.first { $0.name == name } }
}

extension DatasetSummary {
  /// Sums up the pieces of a data set.
  ///
  /// - Parameters:
  ///   - comparesRows: whether rows are held against each other.
  ///   - lines: the lines of each part, where they make one row together.
  ///   - tokens: those that are read in the place of the texts' own.
  ///   - skipped: the rows that do not train.
  init(
    splits: SplitRows, target: Target, _ inputs: FittedInputs, comparesRows: Bool = true,
    lines: SplitRows? = nil, tokens: TokenColumn? = nil, skipped: SkippedRows = SkippedRows()
  ) {
    self.skipped = skipped
    let (text, column) = (inputs.text, tokens ?? inputs.leading)
    parts = SplitName.allCases.map { name in
      Part(
        name: name, rows: splits[name].count,
        classCounts: target.counts(of: splits[name]),
        unknown: text.map {
          $0.corpus.unknownReport(of: (lines ?? splits)[name], in: $0.transform.vocabulary)
        } ?? UnknownReport(tokens: 0, unknown: []))
    }
    let lengths = (0..<column.rowCount).map { column.length(of: $0) }
    let rowCount = Double(max(column.rowCount, 1))
    vocabularySize = text?.transform.vocabulary.count ?? 0
    shortest = lengths.min() ?? 0
    longest = lengths.max() ?? 0
    meanLength = Double(lengths.reduce(0, +)) / rowCount
    cutShare = Double(text?.corpus.cutRows.count ?? 0) / rowCount
    let left = Set(skipped.rows)
    let empty = lines == nil ? (text?.corpus.emptyRows ?? []).filter { !left.contains($0) } : []
    emptyTexts = empty.count
    firstEmptyRow = empty.first
    (duplicates, contradictions) =
      comparesRows ? Self.compare(inputs, target, across: splits) : (0, nil)
  }

  /// Counts the rows whose tokens stand in an earlier part, and those that contradict another one.
  ///
  /// Texts are held against each other as a model sees them: cut, in small letters, without what is left
  /// out. Those without any token are not compared.
  private static func compare(
    _ inputs: FittedInputs, _ target: Target, across splits: SplitRows
  ) -> (duplicates: Int, contradictions: Contradictions?) {
    guard let corpus = inputs.text?.corpus, inputs.numbers == nil else { return (0, nil) }
    var seen: [Fingerprint: (row: Int32, part: SplitName)] = [:]
    var (duplicates, contradictions): (Int, Contradictions?) = (0, nil)
    for name in SplitName.allCases {
      for row in splits[name] {
        let words = corpus.words(of: row)
        guard !words.isEmpty else { continue }
        var hash = Fingerprint()
        hash.combine(words)
        guard let earlier = seen[hash], corpus.words(of: Int(earlier.row)) == words else {
          seen[hash] = (Int32(truncatingIfNeeded: row), name)
          continue
        }
        if earlier.part != name { duplicates += 1 }
        guard target.task.shape.places == .rows, target.numbers == nil,
          target.values[Int(earlier.row)] != target.values[row]
        else {
          continue
        }
        contradictions =
          contradictions ?? Contradictions(first: row, earlier: Int(earlier.row))
        contradictions?.rows += 1
      }
    }
    return (duplicates, contradictions)
  }
}
