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
  /// The number of texts without any token; each is one `<unk>`.
  public let emptyTexts: Int
  /// The first row without any token, by its number in the data set from 0.
  public let firstEmptyRow: Int?
  /// The number of rows in valid and test whose text is also that of a row in an earlier part.
  public let duplicates: Int

  /// The same with the rows of each class of another target.
  func counting(_ target: Target, _ splits: SplitRows) -> DatasetSummary {
    let parts = parts.map { part in
      var counts = [Int](repeating: 0, count: target.labels.count)
      for row in splits[part.name] { for number in target.values[row] { counts[Int(number)] += 1 } }
      return Part(name: part.name, rows: part.rows, classCounts: counts, unknown: part.unknown)
    }
    return DatasetSummary(
      parts: parts, vocabularySize: vocabularySize, shortest: shortest, longest: longest,
      meanLength: meanLength, cutShare: cutShare, emptyTexts: emptyTexts,
      firstEmptyRow: firstEmptyRow, duplicates: duplicates)
  }

  /// A part by name.
  public subscript(name: SplitName) -> Part? { parts.first { $0.name == name } }
}

extension DatasetSummary {
  /// Sums up the pieces of a data set.
  ///
  /// - Parameter lines: the lines of each part, where they make one row together.
  init(
    splits: SplitRows, target: Target, corpus: TokenizedCorpus, tokens: TokenColumn,
    vocabulary: Vocabulary, texts: [String], lines: SplitRows? = nil
  ) {
    parts = SplitName.allCases.map { name in
      var counts = [Int](repeating: 0, count: target.labels.count)
      if target.kind != .next {
        for row in splits[name] { for number in target.values[row] { counts[Int(number)] += 1 } }
      }
      return Part(
        name: name, rows: splits[name].count, classCounts: counts,
        unknown: corpus.unknownReport(of: (lines ?? splits)[name], in: vocabulary))
    }
    let lengths = (0..<tokens.rowCount).map { tokens.length(of: $0) }
    let rowCount = Double(max(tokens.rowCount, 1))
    vocabularySize = vocabulary.count
    shortest = lengths.min() ?? 0
    longest = lengths.max() ?? 0
    meanLength = Double(tokens.values.count) / rowCount
    cutShare = Double(corpus.cutRows.count) / rowCount
    emptyTexts = lines == nil ? corpus.emptyRows.count : 0
    firstEmptyRow = lines == nil ? corpus.emptyRows.first : nil
    duplicates = texts.isEmpty ? 0 : Self.duplicates(of: texts, across: splits)
  }

  /// Counts the rows whose text stands in an earlier part.
  private static func duplicates(of texts: [String], across splits: SplitRows) -> Int {
    var seen = TokenIndex()
    var firstPart: [SplitName] = []
    var count = 0
    for name in SplitName.allCases {
      for row in splits[name] {
        let id = Int(seen.insert(texts[row].utf8Span.span))
        if id == firstPart.count {
          firstPart.append(name)
        } else if firstPart[id] != name {
          count += 1
        }
      }
    }
    return count
  }
}
